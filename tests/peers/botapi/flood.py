"""Flood control: strict sliding windows over accepted calls that show something in a chat."""

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass

from tests.peers.botapi.refusal import Refused


@dataclass(frozen=True)
class Limits:
    """At most so many accepted calls in any window of so many seconds."""

    per_second: int = 30
    window: float = 1.0
    per_chat: int = 1
    chat_window: float = 1.0
    per_group: int = 20
    group_window: float = 60.0


@dataclass(frozen=True, slots=True)
class Accepted:
    at: float  # monotonic seconds
    chat: int


def counts(method: str) -> bool:
    return method.startswith(("send", "copy", "edit", "forward")) and method != "sendchataction"


class Flood:
    def __init__(self, limits: Limits | None, clock: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self.refused = 0
        self.accepted: list[Accepted] = []
        self._clock = clock
        self._recent: dict[str, deque[float]] = defaultdict(deque)

    def check(self, chat: int) -> None:
        """Raises 429 with the whole seconds after which the call would pass."""
        now = self._clock()
        wait = max((self._wait(*rule, now) for rule in self._rules(chat)), default=0.0)
        if wait > 0:
            self.refused += 1
            seconds = max(1, math.ceil(wait))
            raise Refused(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})

    def accept(self, chat: int) -> None:
        now = self._clock()
        self.accepted.append(Accepted(now, chat))
        for key, _, _ in self._rules(chat):
            self._recent[key].append(now)

    def _rules(self, chat: int) -> list[tuple[str, int, float]]:
        if (limits := self.limits) is None:
            return []
        rules = [("all", limits.per_second, limits.window)]
        rules.append((f"chat {chat}", limits.per_chat, limits.chat_window))
        if chat < 0:
            rules.append((f"group {chat}", limits.per_group, limits.group_window))
        return rules

    def _wait(self, key: str, most: int, window: float, now: float) -> float:
        recent = self._recent[key]
        while recent and recent[0] <= now - window:
            recent.popleft()
        return recent[len(recent) - most] + window - now if len(recent) >= most else 0.0

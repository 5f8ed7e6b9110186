"""Pace: how fast a platform lets us write, and when the next message may go.

A limit is a sliding window: at most so many in so long. The moment at which the platform counts a message lies
somewhere between our asking and its answer, and cannot be seen. So a place is taken when we ask, and is free again
one window after the answer: then no window of the platform's own clock holds more, however slow the line is.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.calendar import Instant

FORGET = 512  # chats remembered before those that have been quiet are let go


class PaceScope(StrEnum):
    ALL = "all"
    CHAT = "chat"  # each chat, groups too
    GROUP = "group"  # each group


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` messages in any `within` milliseconds. `burst` of them may follow one another at once, the
    others are spread over the window; 0: as they come."""

    scope: PaceScope
    most: int
    within: int
    burst: int = 0


@dataclass
class _Window:
    limit: Limit
    asked: int = 0  # on their way
    answered: deque[Instant] = field(default_factory=deque)
    due: Instant = 0  # when the last one asked for would have gone, evenly spread

    def free_at(self, now: Instant) -> Instant | None:
        """None: not before one of those on their way has been answered."""
        within = self.limit.within
        while self.answered and self.answered[0] + within <= now:
            self.answered.popleft()
        over = self.asked + len(self.answered) - self.limit.most
        if over < 0:
            return max(now, self._spread(now))
        if over >= len(self.answered):
            return None
        return min(self.answered[over], now) + within  # min: the clock may have been put back

    def _spread(self, now: Instant) -> Instant:
        if not self.limit.burst:
            return now
        return min(
            self.due - (self.limit.burst - 1) * self.limit.within // self.limit.most, now + self.limit.within
        )

    def ask(self, now: Instant) -> None:
        self.asked += 1
        self.due = min(max(self.due, now), now + self.limit.within) + self.limit.within // self.limit.most

    def answer(self, now: Instant) -> None:
        self.asked -= 1
        self.answered.append(now)

    def quiet(self, now: Instant) -> bool:
        return not self.asked and (not self.answered or self.answered[-1] + self.limit.within <= now)


def _never_a_group(_: str) -> bool:
    return False


class Pace:
    """What has been written lately, held against the limits. Without limits everything may go at once."""

    def __init__(
        self, limits: Sequence[Limit] = (), is_group: Callable[[str], bool] = _never_a_group
    ) -> None:
        self._limits = tuple(limits)
        self._is_group = is_group
        self._windows: dict[tuple[int, str], _Window] = {}
        self._parked: Instant = 0

    def free_at(self, chat: str, now: Instant) -> Instant | None:
        """When a message to this chat may go; `now` or earlier: at once. None: when another has been answered."""
        latest = self._parked
        for window in self._of(chat):
            at = window.free_at(now)
            if at is None:
                return None
            latest = max(latest, at)
        return latest

    def ask(self, chat: str, now: Instant) -> None:
        """A message is on its way: from now on it counts."""
        for window in self._of(chat):
            window.ask(now)

    def answered(self, chat: str, now: Instant) -> None:
        """The platform has taken it, or refused it, or will not say."""
        for window in self._of(chat):
            window.answer(now)
        if len(self._windows) > FORGET:
            self._windows = {key: w for key, w in self._windows.items() if not w.quiet(now)}

    def park(self, until: Instant) -> None:
        """The platform has asked for silence: nothing goes to anybody before then."""
        self._parked = max(self._parked, until)

    def _of(self, chat: str) -> list[_Window]:
        keys = ((n, self._key(limit.scope, chat)) for n, limit in enumerate(self._limits))
        return [
            self._windows.setdefault((n, key), _Window(self._limits[n])) for n, key in keys if key is not None
        ]

    def _key(self, scope: PaceScope, chat: str) -> str | None:
        if scope is PaceScope.ALL:
            return ""
        return chat if scope is PaceScope.CHAT or self._is_group(chat) else None

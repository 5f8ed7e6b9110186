"""Pace: client-side rate limiting; tells when the next message may be sent.

Each limit is a sliding window. The platform counts a message at an unknown moment between request and response.
Therefore a slot is taken at the request and freed one window after the response: then no window on the platform's
clock exceeds the limit, however slow the connection is.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.calendar import MINUTE, Instant
from bot.domain.chat_address import without_topic

COMPLAINTS = 3  # chats that are silenced at once before the whole sender is
CHATS_KEPT = 512  # windows kept before idle ones are removed


class PaceScope(StrEnum):
    ALL = "all"
    CHAT = "chat"  # each chat, groups too
    GROUP = "group"  # each group


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` messages in any `within` milliseconds. `burst` of them may be sent back to back, the others are
    spread over the window; 0 does not spread."""

    scope: PaceScope
    most: int
    within: int
    burst: int = 0


@dataclass
class _Window:
    limit: Limit
    asked: int = 0  # requests in flight
    answered: deque[Instant] = field(default_factory=deque)
    due: Instant = 0  # when the last request would be sent with even spacing

    def free_at(self, now: Instant) -> Instant | None:
        """When a slot is free; None while only a response to a request in flight can free one."""
        within = self.limit.within
        while self.answered and self.answered[0] + within <= now:
            self.answered.popleft()
        over = self.asked + len(self.answered) - self.limit.most
        if over < 0:
            return max(now, self._spread(now))
        if over >= len(self.answered):
            return None
        return min(self.answered[over], now) + within  # min: the clock may have been set back

    def _spread(self, now: Instant) -> Instant:
        if not self.limit.burst:
            return now
        return min(
            self.due - (self.limit.burst - 1) * self.limit.within // self.limit.most, now + self.limit.within
        )

    def ask(self, now: Instant) -> None:
        self.asked += 1
        self.due = min(max(self.due, now), now + self.limit.within) + self.limit.within // self.limit.most

    def withdraw(self) -> None:
        self.asked -= 1
        self.due -= self.limit.within // self.limit.most

    def answer(self, now: Instant) -> None:
        self.asked -= 1
        self.answered.append(now)

    def quiet(self, now: Instant) -> bool:
        return not self.asked and (not self.answered or self.answered[-1] + self.limit.within <= now)


def _never_a_group(_: str) -> bool:
    return False


class Pace:
    """Recent requests per chat, checked against the limits. Without limits a message may always be sent."""

    def __init__(
        self,
        limits: Sequence[Limit] = (),
        is_group: Callable[[str], bool] = _never_a_group,
        rush: int = 0,
    ) -> None:
        """`rush`: each so many milliseconds, counted as the clock's minutes are, the platform asks that nothing is
        pushed for a minute; 0: never."""
        self._limits = tuple(limits)
        self._is_group = is_group
        self._rush = rush
        self._windows: dict[tuple[int, str], _Window] = {}
        self._parked: Instant = 0
        self._parked_chats: dict[str, Instant] = {}

    @property
    def longest(self) -> int:
        """Milliseconds for which a request counts; 0 where there are no limits."""
        return max((limit.within for limit in self._limits), default=0)

    def seed(self, sent: Iterable[tuple[str, Instant]]) -> None:
        """Starts with (chat, instant) of what was sent before, by this process's predecessor or by another."""
        self._windows.clear()
        for chat, at in sent:
            self.ask(chat, at)
            self.answered(chat, at)

    def budgets(self, chat: str) -> dict[str, Limit]:
        """The limits that a message to this chat counts for, by a name that other processes use too."""
        return {
            f"{limit.scope} {limit.within} {key}".rstrip(): limit
            for limit in self._limits
            if (key := self._key(limit.scope, chat)) is not None
        }

    def free_at(self, chat: str, now: Instant) -> Instant | None:
        """When a message to this chat may go; `now` or earlier: at once. None: when another has been answered."""
        latest = max(self._parked, self._parked_chats.get(without_topic(chat), 0))
        for window in self._of(chat):
            at = window.free_at(now)
            if at is None:
                return None
            latest = max(latest, at)
        return latest

    def unasked_at(self, now: Instant) -> Instant:
        """When a message that nobody waits for may go; `now`: at once."""
        into = now % self._rush if self._rush else MINUTE
        return now if into >= MINUTE else now - into + MINUTE

    def ask(self, chat: str, now: Instant) -> None:
        """Counts a request when it is sent."""
        for window in self._of(chat):
            window.ask(now)

    def withdrawn(self, chat: str) -> None:
        """The request was not sent after all."""
        for window in self._of(chat):
            window.withdraw()

    def answered(self, chat: str, now: Instant) -> None:
        """The platform has taken it, or refused it, or will not say."""
        for window in self._of(chat):
            window.answer(now)
        if len(self._windows) > CHATS_KEPT:
            self._windows = {key: w for key, w in self._windows.items() if not w.quiet(now)}

    def park(self, until: Instant) -> None:
        """The platform has asked for silence: nothing goes to anybody before then."""
        self._parked = max(self._parked, until)

    def park_chat(self, chat: str, now: Instant, until: Instant) -> None:
        """The platform has asked for silence in one chat. Where several chats are told so at once it is the sender who
        is too fast, and nothing goes to anybody."""
        parked = {one: at for one, at in self._parked_chats.items() if at > now}
        parked[without_topic(chat)] = max(until, parked.get(without_topic(chat), 0))
        self._parked_chats = parked
        if len(parked) >= COMPLAINTS:
            self.park(max(parked.values()))

    def _of(self, chat: str) -> list[_Window]:
        keys = ((n, self._key(limit.scope, chat)) for n, limit in enumerate(self._limits))
        return [
            self._windows.setdefault((n, key), _Window(self._limits[n])) for n, key in keys if key is not None
        ]

    def _key(self, scope: PaceScope, chat: str) -> str | None:
        if scope is PaceScope.ALL:
            return ""
        return without_topic(chat) if scope is PaceScope.CHAT or self._is_group(chat) else None

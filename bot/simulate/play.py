"""Runs a plan on a simulated clock, for rehearsals, the demo and test scenarios.

Play jumps from one due instant to the next: a rung, a slot, an answer of a simulated person. At each it runs the
code that `run` runs.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

from bot.context.plan_context import ContextCache
from bot.context.ports import Accepted, Channel, Fetch, Inbound, Outgoing, Store
from bot.domain.calendar import SECOND, Calendar, Instant
from bot.domain.pace import Pace
from bot.engine.deliver import deliver
from bot.engine.worker import next_instant, turn

Receive = Callable[[Inbound, Instant], Awaitable[object]]


@dataclass
class SimulatedClock:
    now: Instant

    def __call__(self) -> Instant:
        return self.now


@dataclass(order=True)
class ScheduledAnswer:
    """An answer scheduled for an instant."""

    at: Instant
    order: int
    inbound: Inbound = field(compare=False)


@dataclass
class SimulatedPhones:
    """A channel that passes messages to simulated people, and to a real channel if one is given."""

    answer: Callable[[Outgoing, Instant], Sequence[tuple[Instant, Inbound]]]
    clock: SimulatedClock
    taken: Collection[str] = ()  # accounts that a visitor answers for
    onward: Channel | None = None
    name: str = "browser"
    pace: Pace = field(default_factory=Pace)
    width: int = 100
    coming: list[ScheduledAnswer] = field(default_factory=list)
    shown: int = 0  # messages so far
    _order: int = 0

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        self.shown += 1
        for at, inbound in self.answer(message, self.clock.now):
            self.expect(at, inbound)
        return await self.onward.send(message, fetch) if self.onward else Accepted()

    def expect(self, at: Instant, inbound: Inbound) -> None:
        """Schedules an input."""
        self._order += 1
        heappush(self.coming, ScheduledAnswer(at, self._order, inbound))

    def due(self, now: Instant) -> list[Inbound]:
        found = []
        while self.coming and self.coming[0].at <= now:
            found.append(heappop(self.coming).inbound)
        return [inbound for inbound in found if inbound.external_id not in self.taken]


@dataclass
class Play:
    """One plan on a simulated clock."""

    store: Store
    contexts: ContextCache
    phones: SimulatedPhones
    receive: Receive
    calendar: Calendar

    @property
    def clock(self) -> SimulatedClock:
        return self.phones.clock

    async def settle(self) -> None:
        """Runs everything that is due at this instant."""
        now = self.clock.now
        more = True
        while more:
            more = await turn(self.store, self.contexts, now)
            more = await deliver(self.store, await self.contexts.current(), self.phones, self.clock) or more
            for inbound in self.phones.due(now):
                await self.receive(inbound, now)
                more = True

    async def next(self) -> Instant | None:
        """The next instant with due work; None when there is none."""
        asked = await next_instant(self.store, await self.contexts.current(), self.clock.now)
        again = await self.store.one(int, "next_try_at", channel=self.phones.name)
        if again is not None and again <= self.clock.now < self.phones.pace.unasked_at(self.clock.now):
            again = self.clock.now + SECOND  # held back for a minute: not looked at each millisecond of it
        moments = [asked, again, self.phones.coming[0].at if self.phones.coming else None]
        return min((max(at, self.clock.now + 1) for at in moments if at is not None), default=None)

    async def step(self, at: Instant) -> None:
        """Sets the clock to `at` and runs what is due."""
        self.clock.now = at
        await self.settle()

    async def until(self, end: Instant, moved: Callable[[Instant], None] = lambda _: None) -> None:
        """Runs until `end` and leaves the clock there. Calls `moved` at every step, for a progress bar."""
        await self.settle()
        while (at := await self.next()) is not None and at < end:
            await self.step(at)
            moved(at)
        self.clock.now = max(end, self.clock.now)

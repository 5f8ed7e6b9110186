"""The demo's clock: runs, pauses, steps, jumps to the next event, and lets a visitor act as a person."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from bot.context.ports import Inbound
from bot.domain.calendar import HOUR, Instant
from bot.domain.summary import Lights
from bot.queries.summary import summarize
from bot.simulate.dice import Dice
from bot.simulate.play import Play
from bot.simulate.story import READING, Story
from bot.web.ports import Clock

HOUR_SECONDS = 1.0  # at speed 1: the two weeks from 2023-12-28 to 01-10 take about a minute
SKIPPED_HOURS = 4  # a night, a weekend, a month without events is skipped, however long,
SKIP_SECONDS = 1.0  # in this time
FIRST_READING = 4.0  # seconds: the first screen
TURN_OF_WORK = time(8, 0)  # local time at which the demo opens


@dataclass
class Demo:
    """Runs a Play in real time and reports the clock to the page."""

    play_: Play
    dice: Dice
    opening: date  # run without waiting up to this day
    end: date  # then in real time up to this day
    story: Story
    scripted: Sequence[tuple[Instant, Inbound]] = ()  # what is written whatever the dice say
    speeds: tuple[int, ...] = (1, 4, 16)
    _playing: bool = False
    _speed: int = 1
    _ended: bool = False
    _lights: Lights = field(default_factory=Lights)
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _version: int = 0
    _watched: asyncio.Event = field(default_factory=asyncio.Event)
    _waiting: tuple[Instant, float] = (0, 0.0)  # for which moment, and how many seconds so far
    _holders: set[object] = field(default_factory=set)  # pages on which somebody is writing
    _reading_until: float = 0.0  # by the loop's clock: what has just come is being read
    _moving: asyncio.Lock = field(default_factory=asyncio.Lock)  # serialises steps and visitor input

    def state(self) -> Clock:
        seen = tuple((scene.value, chat) for scene, chat in self.story.scenes.items())
        return Clock(
            self.play_.clock.now, self._playing, self._speed, self._lights, self._ended,
            held=self._playing and bool(self._holders), story=seen, liaison=self.story.liaison,
        )  # fmt: skip

    async def changes(self) -> AsyncIterator[Clock]:
        seen = self._version
        self._watched.set()
        while True:
            async with self._changed:
                await self._changed.wait_for(lambda seen=seen: self._version != seen)  # type: ignore[misc]
                seen = self._version
            yield self.state()

    async def play(self) -> None:
        self._playing = True
        await self._tell()

    async def pause(self) -> None:
        self._playing = False
        await self._tell()

    async def speed(self, times: int) -> None:
        self._speed = times if times in self.speeds else 1
        await self._tell()

    async def step_day(self) -> None:
        calendar = self.play_.calendar
        tomorrow = calendar.day(self.play_.clock.now) + timedelta(days=1)
        await self._jump_to(calendar.at(tomorrow, TURN_OF_WORK))

    async def next_event(self) -> None:
        """Advances to the next instant at which a message is sent."""
        before = self.play_.phones.shown
        async with self._moving:
            while self.play_.phones.shown == before and (at := await self.play_.next()) is not None:
                await self.play_.step(at)
        await self._tell()

    async def hold(self, page: object, held: bool) -> None:
        """The time already waited counts towards the next moment."""
        if held is (page in self._holders):
            return
        (self._holders.add if held else self._holders.discard)(page)
        await self._tell()

    async def take_over(self, external_id: str, taken: bool) -> None:
        self.dice.take_over(external_id, taken)
        await self._tell()

    async def receive(self, inbound: Inbound) -> None:
        """Input of the visitor as one of the people, at the simulated time."""
        async with self._moving:
            self.dice.take_over(inbound.external_id, True)
            self.play_.clock.now += 1  # orders it after the last message and before the next
            now = self.play_.clock.now
            await self.play_.receive(inbound, now)
            await self.play_.settle()
        await self._tell()

    async def after(self, job: Coroutine[Any, Any, object]) -> None:
        """Runs a follow-up and delivers its message, also while the clock is paused."""
        await job
        async with self._moving:
            await self.play_.settle()

    async def run(self) -> None:
        """Runs the prologue without waiting, then in real time once a page is open. Does not return."""
        calendar = self.play_.calendar
        await self._jump_to(calendar.at(self.opening, TURN_OF_WORK))
        for moment, inbound in self.scripted:
            self.play_.phones.expect(moment, inbound)
        self.dice.decides = False  # from the opening on, the visitor decides reviews
        await self.story.begin(await self.play_.contexts.current())
        await self._watched.wait()
        self._playing = True
        self._read(FIRST_READING)
        await self._tell()
        while True:
            await self._go_on(calendar.at(self.end + timedelta(days=1)))

    async def _go_on(self, end: Instant) -> None:
        """To the next moment, or to the next change of the controls."""
        at = await self.play_.next()
        running = self._playing and not self._holders
        if running and at is not None and (at < end or self._ended):
            if await self._has_been_read() and await self._waited(at):
                await self._arrive(at)
        elif running and not self._ended:
            self._ended, self._playing = True, False
            await self._tell()
        else:
            await self._changes_once()

    def _read(self, seconds: float) -> None:
        self._reading_until = asyncio.get_running_loop().time() + seconds / self._speed

    async def _has_been_read(self) -> bool:
        """False: the clock was touched meanwhile."""
        left = self._reading_until - asyncio.get_running_loop().time()
        return left <= 0 or not await self._changes_within(left)

    async def _waited(self, at: Instant) -> bool:
        """In real time what lies between now and `at`. False: the clock was touched meanwhile, look again; what
        has been waited counts, so that a visitor who keeps writing does not hold the clock still."""
        hours = (at - self.play_.clock.now) / HOUR
        seconds = hours * HOUR_SECONDS if hours < SKIPPED_HOURS else SKIP_SECONDS
        target, waited = self._waiting
        waited = waited if target == at else 0.0
        loop = asyncio.get_running_loop()
        began = loop.time()
        if not await self._changes_within(max(seconds / self._speed - waited, 0)):
            return True
        self._waiting = (at, waited + loop.time() - began)
        return False

    async def _changes_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self._changes_once()
        except TimeoutError:
            return False
        return True

    async def _changes_once(self) -> None:
        version = self._version
        async with self._changed:
            await self._changed.wait_for(lambda: self._version != version)

    async def _arrive(self, at: Instant) -> None:
        async with self._moving:
            if self._playing and not self._holders and at > self.play_.clock.now:
                await self.play_.step(at)
        await self._narrate()
        await self._tell()

    async def _narrate(self) -> None:
        """The clock waits where a scene of the story has come, so that it can be read."""
        context = await self.play_.contexts.current()
        if scene := await self.story.advance(context, self.play_.phones, self.play_.clock.now):
            self._read(READING[scene])

    async def _jump_to(self, end: Instant) -> None:
        async with self._moving:
            day = None
            await self.play_.settle()
            while (at := await self.play_.next()) is not None and at < end:
                await self.play_.step(at)
                if day != (day := self.play_.calendar.day(at)):
                    await self._tell()
            self.play_.clock.now = max(end, self.play_.clock.now)
        await self._tell()

    async def _tell(self) -> None:
        context = await self.play_.contexts.current()
        self._lights = (await summarize(self.play_.store, context, self.play_.clock.now)).lights
        async with self._changed:
            self._version += 1
            self._changed.notify_all()

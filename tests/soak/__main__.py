"""`make soak`: season after season of the seed plan with people who answer by dice, restarted at random.

After every simulated day the laws must hold, and from season to season the process must not grow. ARGS="--minutes 60".
"""

import argparse
import asyncio
import gc
import os
import random
import sys
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from time import monotonic

from bot.bootstrap.locate import demo_script
from bot.chat.router import Chat
from bot.i18n import Language
from bot.simulate.play import Play
from bot.simulate.rehearse import Script, stage
from bot.storage.store import PlanStore, open_store
from tests.bench.crowd import GOLIVE
from tests.bench.demo import kept
from tests.chaos.worker import contexts_of
from tests.soak.laws import broken, unsealed

LAST = date(2025, 12, 31)
RESTARTS = 0.1  # a day
GROWTH = 1.25  # of what the process held after its first season


@dataclass
class Soak:
    deadline: float
    last: date
    days: int = 0
    restarts: int = 0
    messages: int = 0
    found: list[str] = field(default_factory=list)
    held: list[float] = field(default_factory=list)  # MB after each season

    @property
    def over(self) -> bool:
        return bool(self.found) or monotonic() > self.deadline

    @property
    def flat(self) -> bool:
        return len(self.held) < 2 or max(self.held) <= self.held[0] * GROWTH


@dataclass
class City:
    """The play goes on; what serves it may be taken down and built anew."""

    script: Script
    url: str
    store: PlanStore
    play: Play

    async def restart(self) -> None:
        await self.store.close()
        self.store = await open_store(self.url, self.script.plan.id, synchronous="OFF")
        contexts = contexts_of(self.store, self.script)
        self.play = Play(
            self.store, contexts, self.play.phones, Chat(self.store, contexts).receive, self.script.calendar
        )

    async def day(self, day: date) -> list[str]:
        """Plays a day; what is broken at its end."""
        calendar = self.script.calendar
        await self.play.until(calendar.at(day + timedelta(days=1)) - 1)
        context = await self.play.contexts.current()
        found = await broken(self.store, context, calendar.at(day), self.play.clock.now)
        if day.day == 1:
            found += await unsealed(self.store)
        return [f"{day}: {text}" for text in found]


async def season(soak: Soak, folder: Path, seed: int) -> None:
    """The plan from its first day to its last."""
    script = demo_script(GOLIVE, Language.of("zh_CN"), seed=seed)
    url = f"sqlite:///{folder}/soak.db"
    store = await open_store(url, script.plan.id, synchronous="OFF")
    city = City(script, url, store, (await stage(script, store)).play)
    dice = random.Random(seed)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(lambda: city.store.close())
        day = GOLIVE
        while day <= soak.last and not soak.over:
            soak.found += await city.day(day)
            soak.days += 1
            if dice.random() < RESTARTS:
                await city.restart()
                soak.restarts += 1
            _progress(soak, seed, day)
            day += timedelta(days=1)
        soak.found += await unsealed(city.store)
        soak.messages += city.play.phones.shown
    gc.collect()
    soak.held.append(kept(os.getpid(), "VmRSS"))


def _progress(soak: Soak, seed: int, day: date) -> None:
    if sys.stderr.isatty():
        share = (day - GOLIVE).days / max((soak.last - GOLIVE).days, 1)
        bar = (
            f"\rseason {seed} {'█' * round(share * 40):<40} {day}, {soak.deadline - monotonic():.0f} s left "
        )
        print(bar, end="", file=sys.stderr, flush=True)


async def soaked(minutes: float, last: date) -> Soak:
    soak, seed = Soak(monotonic() + minutes * 60, last), 0
    while not soak.over:
        seed += 1
        with tempfile.TemporaryDirectory(prefix="duban-soak-") as folder:
            await season(soak, Path(folder), seed)
    return soak


def main() -> int:
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=9)
    parser.add_argument("--until", type=date.fromisoformat, default=LAST, help="last day of a season")
    wanted = parser.parse_args()
    soak = asyncio.run(soaked(wanted.minutes, wanted.until))
    held = ", ".join(f"{one:.0f}" for one in soak.held)
    print(
        f"{soak.days} days, {soak.restarts} restarts, {soak.messages} messages; MB after each season: {held}"
    )
    print(*soak.found[:20], sep="\n", end="\n" if soak.found else "")
    print(
        "memory is flat" if soak.flat else "MEMORY GROWS",
        "; ",
        "no law was broken" if not soak.found else "BROKEN",
        sep="",
    )
    return 0 if soak.flat and not soak.found else 1


if __name__ == "__main__":
    sys.exit(main())

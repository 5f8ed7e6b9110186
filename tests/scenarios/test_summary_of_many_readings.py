"""What readings come to is worked out in a thread, and kept until a reading comes: others are answered meanwhile."""

import asyncio
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import get_ident

from bot.context.air_numbers import keep_air
from bot.context.plan_numbers import withdrawn_readings
from bot.domain.air.air_reading import AirReading
from bot.domain.air.air_rules import AirRules
from bot.domain.air.daily_index import DailyIndex
from tests.builders import City, city, small_plan
from tests.domain.air.given import days, reading, rules

LEADER, COUNTY = "leader", "东县"


@dataclass(frozen=True)
class ToldThreads(DailyIndex):
    """Every report asks for the index of each of its days: in these threads it did."""

    threads: list[int] = field(default_factory=list)

    def of(self, reading: AirReading) -> int | None:
        self.threads.append(get_ident())
        return super().of(reading)


async def enter(town: City, version: int, month: int) -> None:
    read = [reading(day, COUNTY, line=n) for n, day in enumerate(days(date(2023, month, 1), 28))]
    await town.store.commit(keep_air("readings:air", version, read, town.now))


async def test_no_report_is_worked_out_on_the_loop_and_each_only_once(tmp_path: Path) -> None:
    index = ToldThreads(rules().standards)
    async with city(tmp_path, small_plan(), start="2023-11-01") as town:
        town.contexts.use(air_rules=lambda: AirRules(rules().standards, rules().assessment, index))
        await enter(town, 1, 1)
        await asyncio.gather(town.say(LEADER, "/summary"), town.say("coordinator", "/summary"))
        assert len(index.threads) == 28  # both were answered by one report
        await town.say(LEADER, "/goals")
        await town.store.commit(
            withdrawn_readings("readings:plan", 1, town.now)
        )  # of another stream: nothing
        await town.say(LEADER, "/summary")
        assert len(index.threads) == 28
        await enter(town, 2, 2)
        await town.say(LEADER, "/summary")
        assert len(index.threads) == 28 + 56
        assert get_ident() not in index.threads

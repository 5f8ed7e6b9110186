"""/summary's figures at 100,000, beside its own queries by hand."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter

from bot.context.air_numbers import keep_air
from bot.context.plan_numbers import keep_readings
from bot.context.ports import Change
from bot.domain.air.air_reading import WHOLE_CITY
from bot.domain.indicators.indicator_reading import IndicatorReading, measured_indicators
from bot.domain.plan import UnitKind
from bot.queries.summary import summarize
from tests.bench.crowd import Crowd
from tests.bench.spy import by_hand, spied
from tests.bench.table import Line
from tests.domain.air.given import days, reading, rules

YEAR_BEGINS = date(2023, 1, 1)


async def summaries(
    crowd: Crowd, folder: Path, repetitions: int, what: str, most: float | None, *, numbers: bool = False
) -> list[Line]:
    """`numbers`: beside a year of air readings of every county and the city, and a reading of each indicator."""
    line = Line(f"/summary: {what}", "ms", "its queries in sqlite3", most=most)
    spy, store = spied(await crowd.open(folder / "summary.db"), crowd.script.plan.id)
    contexts = crowd.contexts(store)
    if numbers:
        contexts.use(air_rules=rules)
        await store.commit(_year_of_numbers(crowd))
    context = await contexts.current()
    with closing(sqlite3.connect(folder / "summary.db")) as db:
        spy.taken()
        await summarize(store, context, crowd.now)
        asked = spy.taken()
        for _ in range(repetitions):
            began = perf_counter()
            await summarize(store, context, crowd.now)
            line.ours.append((perf_counter() - began) * 1e3)
            began = perf_counter()
            by_hand(db, asked)
            line.theirs.append((perf_counter() - began) * 1e3)
    await store.close()
    return [line]


def _year_of_numbers(crowd: Crowd) -> list[Change]:
    plan, now = crowd.script.plan, crowd.now
    places = [unit.name for unit in plan.units if unit.kind is UnitKind.COUNTY] + [WHOLE_CITY]
    air = [reading(day, place) for day in days(YEAR_BEGINS, 365) for place in places]
    read = [
        IndicatorReading(YEAR_BEGINS, task, one.key, one.value, one.unit, line=n)
        for n, (task, one) in enumerate(measured_indicators(plan), 1)
    ]
    numbered = [replace(one, line=n) for n, one in enumerate(air, 1)]
    return [*keep_air("readings:plan", 1, numbered, now), *keep_readings("readings:plan", 2, read, now)]

"""The laws of the clockwork, on a real database: idempotent, monotone, nothing skipped or repeated."""

import sqlite3
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.assignment import Assignment, Kind
from bot.domain.calendar import HOUR, Calendar
from bot.domain.ladder import Ladder, due_steps
from bot.engine.audit import audit
from bot.engine.escalate import tick
from bot.queries.history import events_of
from tests.builders import City, calendar, city, ladders, small_plan
from tests.played import played

Key = tuple[str, str, str, str]
FIRST, LAST = date(2023, 11, 1), date(2024, 8, 1)
spans = st.lists(st.integers(1, (LAST - FIRST).days - 1), max_size=8).map(sorted)


@asynccontextmanager
async def a_town() -> AsyncIterator[City]:
    with TemporaryDirectory() as folder:
        opened = partial(city, plan=small_plan(), start="2023-10-31")
        async with played(Path(folder), "the clockwork's first day", opened, _first_day) as (town, _):
            yield town


async def _first_day(town: City) -> None:
    await town.go_live(FIRST.isoformat())


async def look(town: City, day: date, hour: int = 0) -> None:
    """The clockwork looks at the clock on that day, and not before."""
    context = await town.contexts.current()
    while await tick(town.store, context, town.calendar.at(day) + hour * HOUR):
        pass


async def climbed(town: City) -> dict[int, list[str]]:
    """Every rung that each assignment has climbed, in order."""
    found = {}
    for a in await town.assignments():
        events = [h.event for h in await events_of(town.store, str(a.id), town.calendar)]
        found[a.id] = [
            str(occurrence)
            for event in events
            if event.kind is Kind.CLIMBED
            for occurrence in _list(event.data["occurrences"])
        ]
    return found


def _list(value: object) -> Sequence[object]:
    assert isinstance(value, (list, tuple))
    return value


def everything(town: City) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(town.url.removeprefix("sqlite:///"))) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(db.execute(f"SELECT * FROM {name}"), key=repr) for name in tables}


@settings(max_examples=12)
@given(st.integers(0, (LAST - FIRST).days), st.integers(0, 23))
async def test_twice_at_one_instant_is_once(offset: int, hour: int) -> None:
    async with a_town() as town:
        day = FIRST + timedelta(days=offset)
        await look(town, day, hour)
        before = everything(town)
        await look(town, day, hour)
        assert everything(town) == before


@dataclass(frozen=True)
class Lived:
    """What a town has come to, whatever number its rows bear."""

    rows: Mapping[Key, Assignment]
    rungs: Mapping[Key, list[str]]


async def live(days: Iterable[int]) -> Lived:
    async with a_town() as town:
        for offset in days:
            await look(town, FIRST + timedelta(days=offset))
        rows = {_key(a): a for a in await town.assignments()}
        rungs = await climbed(town)
        return Lived(rows, {key: rungs[a.id] for key, a in rows.items()})


_daily: list[Lived] = []


async def daily() -> Lived:
    """Looked at every day: what all others are measured by. Lived once."""
    if not _daily:
        _daily.append(await live(range((LAST - FIRST).days + 1)))
    return _daily[0]


@settings(max_examples=15)
@given(spans)
async def test_however_long_it_slept_it_ends_the_same_and_no_rung_is_skipped_or_repeated(
    cuts: list[int],
) -> None:
    awake, slept = await daily(), await live([*cuts, (LAST - FIRST).days])
    assert set(slept.rows) == set(awake.rows)
    for key, a in slept.rows.items():
        same = awake.rows[key]
        if a.told_only:  # a county is told of a date until the day after it, and then by its return
            assert (a.state, a.current) == (same.state, same.current)
            assert set(slept.rungs[key]) <= set(awake.rungs[key])
            continue
        assert len(slept.rungs[key]) == len(set(slept.rungs[key]))
        assert _essence(a) == _essence(same)
        assert slept.rungs[key] == awake.rungs[key]


def _essence(a: Assignment) -> Assignment:
    """All but when and how often it was looked at, and its number."""
    return replace(a, id=0, version=0, holder_since=0, asked_until=None)


def _key(a: Assignment) -> Key:
    return a.task, a.milestone, a.unit, a.period


async def test_the_rungs_climbed_are_those_of_the_ladder() -> None:
    async with a_town() as town:
        for day in (date(2023, 12, 10), date(2024, 1, 3), date(2024, 2, 20), LAST):
            await look(town, day)
        boilers = await town.milestone("1.1", "市城市管理局")
        expected = due_steps(ladders().dated, boilers.due, FIRST, LAST, calendar())
        assert (await climbed(town))[boilers.id] == [str(rise.occurrence) for rise in expected]


async def test_a_ladder_file_changed_later_does_not_rewrite_a_running_ladder() -> None:
    async with a_town() as town:
        await look(town, date(2023, 12, 4))
        before = (await town.milestone("1.1", "市城市管理局")).ladder
        dated = ladders().dated
        gentler = Ladder(dated.name, dated.steps[:5])  # it only reminds
        town.ladders = replace(ladders(), dated=gentler, soft=gentler, external=gentler)
        town.start()
        await look(town, date(2024, 1, 10))
        assert (await town.milestone("1.1", "市城市管理局")).ladder == before
        assert (await climbed(town))[(await town.milestone("1.1", "市城市管理局")).id][-1] == "2023-12-31+7"


async def test_a_changed_calendar_moves_what_has_not_yet_happened() -> None:
    """2023-12-25 is declared off: T-5 is the Friday before."""
    async with a_town() as town:
        await look(town, date(2023, 12, 20))
        china = calendar()
        town.calendar = Calendar(china.zone, china.table, {**china.overrides, date(2023, 12, 25): False})
        town.start()
        await audit(town.store, await town.contexts.current(), town.instant("2023-12-20", "12:00"))
        for offset in range(12):
            await look(town, date(2023, 12, 21) + timedelta(days=offset))
        boilers = await town.milestone("1.1", "市城市管理局")
        days = [h.event.day for h in await events_of(town.store, str(boilers.id), town.calendar)]
        assert date(2023, 12, 22) in days
        assert date(2023, 12, 25) not in days

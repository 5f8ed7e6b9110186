"""Law: whatever has happened, an act that is undone leaves the row as it was, its light, its clock and all counts."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.assignment import Assignment
from bot.domain.calendar import Instant
from bot.domain.summary import Activity, Summary
from bot.queries.activity import activity
from bot.queries.scope import SummaryScope
from bot.queries.summary import summarize
from tests.builders import City
from tests.scenarios.test_whatever_happens import (
    Deed,
    after_first_days,
    deeds,
    do,
    every_row_is_the_fold_of_its_events,
)

lives = st.lists(deeds, min_size=6, max_size=14)
Standing = tuple[dict[int, Assignment], Summary, Activity, Instant | None]


async def standing(town: City) -> Standing:
    """Everything that is shown and counted. A row's version counts its events, and only grows."""
    context = await town.contexts.current()
    rows = {a.id: replace(a, version=0) for a in await town.assignments()}
    summary = await summarize(town.store, context, town.now)
    week = await activity(
        town.store, context, SummaryScope(), town.today - timedelta(days=6), town.today + timedelta(days=1)
    )
    return rows, summary, week, await town.store.one(int, "next_rung_at", now=town.now)


async def last_actor(town: City) -> str:
    """Who is to undo: the one whose update was the last that changed something."""
    rows = town.rows(
        "SELECT person_id FROM event WHERE person_id <> '' ORDER BY at DESC, version DESC LIMIT 1"
    )
    return rows[0][0] if rows else ""


@settings(max_examples=12)
@given(lives)
async def test_an_act_undone_at_once_leaves_everything_as_it_was(life: list[Deed]) -> None:
    with TemporaryDirectory() as folder:
        async with after_first_days(Path(folder)) as town:
            for place, (what, who, how, where) in enumerate(life):
                before, events = (
                    await standing(town),
                    town.rows("SELECT count(*) FROM event WHERE person_id <> ''"),
                )
                if what == "block":  # who cannot be written to reads no answer
                    continue
                await do(town, what, who, how, where)
                acted = events != town.rows("SELECT count(*) FROM event WHERE person_id <> ''")
                if what in ("sleep", "kill") or not acted or place % 2 or how == "撤销":
                    continue
                undone = await town.say(await last_actor(town), "/undo")
                assert undone.title.startswith("已撤销"), undone.text
                assert await standing(town) == before
            await every_row_is_the_fold_of_its_events(town)

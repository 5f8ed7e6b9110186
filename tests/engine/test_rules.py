"""Rules of the clock and of filing that no other story shows when they are broken."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.actions import forget, load
from bot.actions.report import SAMPLE, drawn
from bot.domain.allocation import planned_assignments
from bot.domain.assignment import Kind, State
from bot.domain.person import Person, Post, Role, Roster
from bot.domain.plan import PlanStatus
from bot.engine.escalate import record_due_rungs, tick
from bot.planfile.demo import demo_people
from bot.queries.history import events_of
from tests.builders import ZH, City, calendar, city, small_plan

LEAD = "市城市管理局"


def notices(town: City, assignment: int) -> list[tuple[str, ...]]:
    """(person, kind, rung) of each notice about the assignment."""
    return town.rows("SELECT person, kind, rung FROM notice WHERE assignment = ?", assignment)


async def test_a_live_plan_that_is_no_longer_in_force_queues_nothing(tmp_path: Path) -> None:
    draft = replace(small_plan(), status=PlanStatus.DRAFT, version="draft")
    async with city(tmp_path, draft, start="2023-11-01", exempt=False) as town:
        live = replace(await town.contexts.current(), golive=date(2023, 11, 1))
        await tick(town.store, live, town.instant("2023-12-18", "09:00"))
        assert await town.assignments() == []
        assert town.rows("SELECT person FROM notice") == []


async def test_rungs_missed_together_are_told_to_each_person_once_the_highest(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan()) as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2023-12-01")
        a = await town.milestone("1.1", LEAD)
        context = await town.contexts.current()
        changes = record_due_rungs(context, a, town.instant("2024-01-05", "09:00"))
        told = [(c.values["person"], c.values["rung"]) for c in changes if c.statement == "queue_notice"]
        assert max(Counter(person for person, _ in told).values()) == 1
        assert dict(told) == {"u02-liaison": "supervise", "u02-head": "supervise", "coordinator": "supervise"}


async def test_a_rung_that_adds_nobody_is_recorded_and_not_sent(tmp_path: Path) -> None:
    """The liaison is the head too: the chase addresses nobody who was not reminded before."""
    both = Person("u02-both", "一人两职", (Post(Role.LIAISON, LEAD), Post(Role.HEAD, LEAD)))
    others = [p for p in demo_people(small_plan(), ZH).people if LEAD not in p.units()]
    async with city(tmp_path, small_plan(), Roster((*others, both))) as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2024-01-02")
        a = await town.milestone("1.1", LEAD)
        climbed = [
            h.event.data
            for h in await events_of(town.store, str(a.id), town.calendar)
            if h.event.kind is Kind.CLIMBED
        ]
        assert (climbed[-1]["rung"], climbed[-1]["unsent"]) == ("chase", "adds_nobody")
        assert "chase" not in {rung for _, _, rung in notices(town, a.id)}


def test_what_is_due_on_the_day_of_golive_is_asked_like_any_other() -> None:
    day = date(2023, 12, 31)
    found = [
        s for s in planned_assignments(small_plan(), day, day, calendar()) if s.due == day and not s.period
    ]
    assert {share.state for share in found} == {State.OPEN}


@pytest.mark.parametrize("sampled", [True, False])
async def test_a_tenth_of_filed_duties_waits_for_a_second_look(tmp_path: Path, sampled: bool) -> None:
    async with city(tmp_path) as town:
        await town.go_live("2023-12-01")
        await town.sleep_until("2024-01-03", "10:00")
        mine = [a for a in await town.assignments() if a.recurring and a.running]
        share = sum(map(drawn, mine)) * 100 / len(mine)
        assert SAMPLE / 2 < share < SAMPLE * 2
        a = next(a for a in mine if drawn(a) is sampled)
        liaison = (await town.contexts.current()).roster.liaisons(a.unit, a.task)[0]
        await town.press_payload(liaison.id, f"same:{a.id}")
        filed = await town.by_id(a.id)
        assert (filed.state, filed.sampled) == (State.CLOSED, sampled)
        second = [person for person, kind, _ in notices(town, a.id) if kind == "review"]
        assert bool(second) is sampled


async def test_what_a_person_wrote_is_in_no_update_any_more_once_they_are_forgotten(tmp_path: Path) -> None:
    secret = "锅炉房老王说还要三周"
    async with city(tmp_path, small_plan()) as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2023-12-18", "10:00")
        await town.say("u02-liaison", secret)
        assert secret in json.dumps(town.rows("SELECT raw FROM inbox"), ensure_ascii=False)
        left = Roster(tuple(p for p in demo_people(small_plan(), ZH).people if p.id != "u02-liaison"))
        await load.load_people(town.store, left, {p.id: {"browser": p.id} for p in left.people}, town.now)
        await forget.forget(town.store, await town.contexts.current(), "u02-liaison", town.now)
        assert secret not in json.dumps(town.rows("SELECT raw FROM inbox"), ensure_ascii=False)

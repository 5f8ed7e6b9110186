"""Anybody presses anything at any time, phones block us, the process is killed: what holds nevertheless."""

import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.cards.formatter import Formatter
from bot.context.events import with_derived
from bot.domain.assignment import Assignment, State
from bot.domain.calendar import MINUTE
from bot.domain.fold import fold
from bot.domain.light import Light
from bot.domain.notice import CLOSING, SLOT
from bot.domain.person import Role
from bot.engine.seal import broken_seal, seal
from bot.queries.history import events_of
from bot.queries.ledger import ledger
from bot.queries.scope import SummaryScope, visible_to
from bot.queries.summary import summarize
from tests.builders import ZH, City, city, small_plan
from tests.exports.same_numbers import the_same_numbers_everywhere
from tests.played import played
from tests.queries.bulletin_figures import the_bulletin_is_the_summary
from tests.queries.ledger_figures import counted, of_summary
from tests.queries.recount import Recount, folded, shown
from tests.soak.laws import unfounded

Deed = tuple[str, int, object, int]
WORDS = ("完成60%", "已完成，验收合格", "撤销", "无变化", "/summary")
ASKS = {
    Verb.EXTEND: "延期到2024年9月30日，设备未到货",
    Verb.DECLINE: "不属于我单位职责",
    Verb.REPORT: "完成60%，正常推进",
}
ANSWERS = (Verb.SAME, Verb.SUBMIT, Verb.RESUME)
DECISIONS = (Verb.EXCUSE, Verb.REFUSE_EXCUSE, Verb.ENDORSE, Verb.START, Verb.CHASE)
OWN, OFFICE, REVIEWER, ANYBODY = range(4)

people = st.sampled_from((OWN, OWN, OWN, OFFICE, REVIEWER, ANYBODY))
deciders = st.sampled_from((OFFICE, OFFICE, REVIEWER, ANYBODY))
items = st.integers(0, 6)
NOTHING: st.SearchStrategy[object] = st.none()


def outcome(
    what: str, who: st.SearchStrategy[int], how: st.SearchStrategy[object] = NOTHING
) -> st.SearchStrategy[Deed]:
    return st.tuples(st.just(what), who, how, items)


deeds = st.one_of(
    outcome("sleep", st.integers(1, 3)),
    outcome("sleep", st.integers(1, 25)),
    outcome("kill", st.integers(1, 25)),
    outcome("block", people),
    outcome("press", st.just(OWN), st.just(Verb.SUBMIT)),
    outcome("press", people, st.sampled_from(ANSWERS)),
    outcome("ask", st.just(OWN), st.sampled_from(tuple(ASKS))),
    outcome("ask", people, st.sampled_from(tuple(ASKS))),
    outcome("say", people, st.sampled_from(WORDS)),
    outcome("press", deciders, st.sampled_from(DECISIONS)),
    outcome("pass", deciders),
    outcome("rework", deciders),
    outcome("grant", deciders, st.sampled_from((Verb.GRANT, Verb.REFUSE_GRANT))),
    outcome("wait", people),
    outcome("rest", people),
)
lives = st.lists(deeds, min_size=15, max_size=40)


async def do(town: City, what: str, who: int, how: object, place: int) -> None:
    """Something happens to one of the five results, or with a high `place` to one of all assignments."""
    rows = await town.assignments()
    results = [a for a in rows if not a.recurring]
    a = results[place] if place < len(results) else rows[-place]
    mine = next(
        p.id for p in (await town.contexts.current()).roster.people if p.units(Role.LIAISON) == (a.unit,)
    )
    person = {OWN: mine, OFFICE: "coordinator", REVIEWER: "reviewer"}.get(who, "c01-liaison")
    match what:
        case "sleep":
            await town.sleep_until(str(town.today + timedelta(days=who)), "10:07")
        case "kill":
            await town.down_until(str(town.today + timedelta(days=who)), "14:00")
            await town.play.settle()
        case "block":
            town.blocked.symmetric_difference_update({person})
        case "press":
            await town.press_payload(person, payload_for(Verb(str(how)), a.id))
        case "say":
            await town.say(person, str(how))
        case "ask":
            await town.press_payload(person, payload_for(Verb(str(how)), a.id))
            await town.say(person, ASKS[Verb(str(how))])
        case "pass":
            await town.press_payload(person, payload_for(Verb.PASS, a.id, a.rounds))
        case "rework":
            await town.press_payload(person, payload_for(Verb.REWORK, a.id, a.rounds))
            await town.say(person, "缺少照片")
        case "grant" if a.extension:
            await town.press_payload(person, payload_for(Verb(str(how)), a.id, a.extension))
        case "wait":
            await town.press_payload(person, payload_for(Verb.WAIT_ON, a.id, unit_code("市烟草公司")))
        case "rest":
            await town.press_payload(person, payload_for(Verb.REST_SAME, unit_code(a.unit), a.due))


async def every_row_is_the_fold_of_its_events(town: City) -> list[Assignment]:
    context = await town.contexts.current()
    rows = await town.assignments()
    for row in rows:
        events = [h.event for h in await events_of(town.store, str(row.id), town.calendar)]
        assert row.version == len(events)
        assert with_derived(fold(events), context, town.today) == row
    return rows


async def the_summary_adds_up(town: City, rows: list[Assignment]) -> None:
    summary = await summarize(town.store, await town.contexts.current(), town.now)
    counted = [a for a in rows if a.current]
    assert [a for a in rows if unfounded(a)] == []
    assert [a for a in rows if a.recurring and a.light is Light.RED] == []
    assert summary.late == sum(a.light is Light.RED for a in counted)
    assert summary.waiting_review == sum(a.state is State.SUBMITTED for a in counted)
    assert len(summary.worst) == min(5, summary.late)
    assert summary.lights.total == sum(section.tasks.total for section in summary.sections) == 3


async def missing(town: City) -> tuple[int, int]:
    """Returns and items that are missing."""
    s = await summarize(town.store, await town.contexts.current(), town.now)
    return s.missing.returns, s.missing.items


async def every_figure_is_a_recount(town: City) -> None:
    context = await town.contexts.current()
    rows = await folded(town.store, town.calendar, town.now)
    acknowledged = frozenset(await town.store.read(str, "acknowledged"))
    plan = context.plan
    parts = [SummaryScope(task.title, tasks=frozenset({task.id})) for task in plan.tasks]
    parts += [SummaryScope(unit.name, units=frozenset({unit.name})) for unit in plan.units]
    parts += [visible_to(context, person) for person in context.roster.people]
    for scope in (SummaryScope(), *parts):
        again = Recount(rows, context, scope, town.today, acknowledged)
        summary = await summarize(town.store, context, town.now, scope)
        assert shown(summary) == again.figures()
        found = await ledger(town.store, context, town.now + MINUTE, scope)
        assert counted(found, plan) == of_summary(summary, found)
        if scope == SummaryScope():
            the_same_numbers_everywhere(summary, found, Formatter(ZH, plan, town.today, town.calendar))


def nobody_was_written_to_twice_a_day(town: City, db: sqlite3.Connection) -> None:
    """But with what was decided about their items and what a person sent by hand: that goes at once, in working hours,
    and all of a minute in one message."""
    pushed = db.execute("SELECT person, created_at, kind FROM message WHERE kind <> 'answer'").fetchall()
    days = Counter((person, town.calendar.day(at)) for person, at, kind in pushed if kind != "outcome")
    assert set(days.values()) <= {1}
    minutes = Counter((person, at // MINUTE) for person, at, kind in pushed if kind == "outcome")
    assert set(minutes.values()) <= {1}
    assert all(town.calendar.is_workday(town.calendar.day(at)) for _, at, _ in pushed)
    assert all(SLOT <= town.calendar.local(at).time() < CLOSING for _, at, _ in pushed)


@asynccontextmanager
async def after_first_days(folder: Path) -> AsyncIterator[City]:
    opened = partial(city, plan=small_plan(), start="2023-12-14")
    async with played(folder, "whatever happens", opened, _first_days) as (town, _):
        yield town


async def _first_days(town: City) -> None:
    await town.go_live("2023-12-15")
    await town.sleep_until("2023-12-18", "10:07")


@settings(max_examples=25)
@given(lives)
async def test_whatever_happens(life: list[Deed]) -> None:
    with TemporaryDirectory() as folder:
        async with after_first_days(Path(folder)) as town:
            for what, who, how, place in life:
                before = await missing(town)
                await do(town, what, who, how, place)
                if what in ("sleep", "kill"):  # time alone files nothing
                    assert await missing(town) >= before
            await town.sleep_until(str(town.today + timedelta(days=1)), "07:00")
            rows = await every_row_is_the_fold_of_its_events(town)
            await the_summary_adds_up(town, rows)
            await every_figure_is_a_recount(town)
            await the_bulletin_is_the_summary(town)
            await seal(town.store, town.now + 3 * MINUTE)
            assert await broken_seal(town.store) is None
            with closing(sqlite3.connect(Path(folder) / "city.db")) as db:
                nobody_was_written_to_twice_a_day(town, db)
                assert list(db.execute("SELECT raw, error FROM inbox WHERE error <> ''")) == []
                waiting = "SELECT * FROM notice WHERE state = 'waiting' AND deliver_at <= ?"
                assert list(db.execute(waiting, (town.now,))) == []

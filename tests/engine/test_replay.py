"""A city has lived through seven weeks of mixed answers: what its database says then can all be checked."""

import asyncio
import shutil
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.cards.formatter import Formatter
from bot.context.events import with_derived
from bot.context.plan_context import ContextCache, PlanContext
from bot.domain.assignment import Assignment
from bot.domain.calendar import DAY, MINUTE, Instant
from bot.domain.fold import fold
from bot.domain.light import Light
from bot.domain.person import Role
from bot.domain.plan import UnitKind, UnitRole
from bot.domain.summary import Lights
from bot.engine.seal import broken_seal, seal
from bot.engine.verify import verify
from bot.planfile.demo import demo_people
from bot.queries.history import events_of
from bot.queries.ledger import ledger
from bot.queries.scope import SummaryScope, visible_to
from bot.queries.summary import summarize
from bot.simulate.rehearse import Script, stage
from bot.storage.store import PlanStore, open_store
from tests.builders import SEED, ZH, calendar, ladders, seed_plan
from tests.exports.same_numbers import the_same_numbers_everywhere
from tests.queries.recount import Recount, folded, shown
from tests.tampering import TAMPERINGS, Tampering

START, END = date(2023, 12, 1), date(2024, 1, 19)
PLAN = seed_plan().id


@dataclass(frozen=True)
class Lived:
    file: Path
    context: PlanContext
    now: Instant


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    file = tmp_path_factory.mktemp("city") / "city.db"
    return asyncio.run(_live(file))


async def _live(file: Path) -> Lived:
    people = demo_people(seed_plan(), ZH)
    document = SEED.read_text(encoding="utf-8")
    script = Script(seed_plan(), document, people, calendar(), ladders(), START, "mixed", seed=3)
    store = await open_store(f"sqlite:///{file}", PLAN, synchronous="OFF")
    try:
        play = (await stage(script, store)).play
        await play.until(calendar().at(END))
        await play.settle()
        await seal(store, play.clock.now + 1_000_000)
        context = await ContextCache(store, calendar(), ladders(), lambda _: seed_plan()).current()
        return Lived(file, context, play.clock.now)
    finally:
        await store.close()


@pytest.fixture
async def store(lived: Lived) -> AsyncIterator[PlanStore]:
    opened = await open_store(f"sqlite:///{lived.file}", PLAN, worker=False)
    yield opened
    await opened.close()


async def test_much_has_happened(lived: Lived) -> None:
    """Else the laws below would hold for nothing."""
    with closing(sqlite3.connect(lived.file)) as db:
        kinds = {kind for (kind,) in db.execute("SELECT kind FROM event")}
        assert db.execute("SELECT count(*) FROM inbox").fetchone()[0] >= 80
        assert list(db.execute("SELECT error FROM inbox WHERE error <> ''")) == []
    assert kinds >= {"opened", "climbed", "reported", "filed", "submitted", "passed"}


async def test_replaying_the_events_gives_the_same_rows(lived: Lived, store: PlanStore) -> None:
    today = lived.context.calendar.day(lived.now)
    rows = await store.read(Assignment, "all_assignments")
    assert len(rows) > 1000
    for row in rows:
        events = [h.event for h in await events_of(store, str(row.id), lived.context.calendar)]
        assert with_derived(fold(events), lived.context, today) == row
        assert row.version == len(events)


async def test_the_seals_hold(store: PlanStore) -> None:
    assert await broken_seal(store) is None


TAMPERED = (
    "UPDATE event SET at = at + 1 WHERE rowid = :row",
    "UPDATE event SET kind = 'passed' WHERE rowid = :row",
    "UPDATE event SET person_id = person_id || 'x' WHERE rowid = :row",
    "UPDATE event SET data = json_set(data, '$.percent', 99.5) WHERE rowid = :row",
    "UPDATE event SET words_digest = '0' WHERE rowid = :row",
    "UPDATE event SET stream = stream || '0' WHERE rowid = :row",
    "DELETE FROM event WHERE rowid = :row",
    "INSERT INTO event (plan_id, stream, version, at, kind, person_id, data, words_digest, seal)"
    " SELECT plan_id, stream, version + 1000, at, kind, person_id, data, words_digest, seal FROM event"
    " WHERE rowid = :row",
    "UPDATE event SET seal = seal + 1 WHERE rowid = :row",
    "UPDATE seal SET events = events + 1 WHERE rowid = :row % 50 + 1",
    "UPDATE seal SET digest = replace(digest, 'a', 'b') WHERE rowid = :row % 50 + 1 AND digest LIKE '%a%'",
    "DELETE FROM seal WHERE rowid = :row % 50 + 1",
)


@pytest.mark.parametrize("statement", TAMPERED)
async def test_whatever_is_touched_later_is_found(lived: Lived, tmp_path: Path, statement: str) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(lived.file, copy)
    with closing(sqlite3.connect(copy)) as db:
        rows = [row for (row,) in db.execute("SELECT rowid FROM event ORDER BY rowid")]
        touched = db.execute(statement, {"row": rows[len(rows) // 3]}).rowcount
        db.commit()
    assert touched == 1
    tampered = await open_store(f"sqlite:///{copy}", PLAN, worker=False)
    try:
        assert await broken_seal(tampered) is not None
    finally:
        await tampered.close()


async def findings(file: Path, now: Instant) -> list[str]:
    opened = await open_store(f"sqlite:///{file}", PLAN, worker=False)
    try:
        return [one.key for one in (await verify(opened, calendar(), now)).discrepancies]
    finally:
        await opened.close()


async def test_an_untouched_ledger_is_whole_whenever_it_is_verified(lived: Lived) -> None:
    for now in (lived.now, lived.now + 365 * DAY):
        assert await findings(lived.file, now) == []


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda one: one.what)
async def test_verify_finds_whatever_is_changed_by_hand(
    lived: Lived, tmp_path: Path, tampering: Tampering
) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(lived.file, copy)
    with closing(sqlite3.connect(copy)) as db:
        assert all(db.execute(statement).rowcount for statement in tampering.statements)
        db.commit()
    assert tampering.found in await findings(copy, lived.now + DAY)


async def test_a_person_forgotten_is_missed_by_nobody(lived: Lived, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(lived.file, copy)
    with closing(sqlite3.connect(copy)) as db:
        (person,) = db.execute("SELECT person_id FROM words WHERE body <> '' LIMIT 1").fetchone()
        db.execute("DELETE FROM words WHERE person_id = ?", (person,))
        db.execute("INSERT INTO forgotten SELECT plan_id, ?, 0 FROM plan", (person,))
        db.commit()
    assert await findings(copy, lived.now + DAY) == []


def scopes(context: PlanContext) -> Iterator[SummaryScope]:
    yield SummaryScope()
    for section in context.plan.sections:
        yield SummaryScope(section.title, tasks=frozenset(task.id for task in section.tasks))
    for person in context.roster.people:
        if person.holds(Role.LIAISON):
            yield visible_to(context, person)


async def test_every_summary_adds_up(lived: Lived, store: PlanStore) -> None:
    rows = [a for a in await store.read(Assignment, "all_assignments") if a.current]
    for scope in scopes(lived.context):
        summary = await summarize(store, lived.context, lived.now, scope)
        mine = [a for a in rows if scope.takes(a.task, a.unit, a.role)]
        local = {a.unit for a in mine if a.role is UnitRole.LOCAL}
        assert summary.lights == Lights.of(line.light for line in summary.tasks)
        assert summary.lights.total == len(summary.tasks)
        assert summary.counties.total == len(local)
        for section in summary.sections:
            lines = [line for line in summary.tasks if line.section == section.number]
            assert section.tasks == Lights.of(line.light for line in lines)
        assert sum(section.tasks.total for section in summary.sections) == len(summary.tasks)
        assert summary.late == sum(a.light is Light.RED and not a.recurring for a in mine)
        assert summary.waiting_review == sum(a.light is Light.BLUE for a in mine)
        assert len(summary.worst) == min(5, summary.late)
        assert all(item.days_late > 0 for item in summary.worst)
        assert summary.acknowledged <= summary.to_acknowledge


async def test_every_figure_of_every_summary_is_a_recount_of_the_events(
    lived: Lived, store: PlanStore
) -> None:
    rows = await folded(store, lived.context.calendar, lived.now)
    today = lived.context.calendar.day(lived.now)
    acknowledged = frozenset(await store.read(str, "acknowledged"))
    counties = [unit.name for unit in seed_plan().units if unit.kind is UnitKind.COUNTY][:2]
    some = [SummaryScope(task.title, tasks=frozenset({task.id})) for task in seed_plan().tasks[7:24:5]]
    some += [SummaryScope(unit, units=frozenset({unit})) for unit in (*counties, "市城市管理局")]
    for scope in (*scopes(lived.context), *some):
        summary = await summarize(store, lived.context, lived.now, scope)
        again = Recount(rows, lived.context, scope, today, acknowledged)
        assert shown(summary) == again.figures(), scope.name


async def test_the_ledgers_file_has_a_row_for_every_item_and_the_numbers_of_the_summary(
    lived: Lived, store: PlanStore
) -> None:
    rows = await store.read(Assignment, "all_assignments")
    found = await ledger(store, lived.context, lived.now)
    summary = await summarize(store, lived.context, lived.now)
    fmt = Formatter(ZH, lived.context.plan, found.today, lived.context.calendar)
    book = the_same_numbers_everywhere(summary, found, fmt)
    assert len(book["督办台账"].rows) == len(rows)
    assert len(book["分任务"].rows) == 31 and len(book["分部分"].rows) == 7
    assert {line["县区"] for line in book["分县区"].rows} == {
        "合计",
        *(unit.name for unit in seed_plan().units if unit.kind is UnitKind.COUNTY),
    }


async def test_the_whole_summary_is_of_31_tasks_seven_sections_and_17_counties(
    lived: Lived, store: PlanStore
) -> None:
    summary = await summarize(store, lived.context, lived.now)
    assert (len(summary.tasks), len(summary.sections), summary.counties.total) == (31, 7, 17)
    parts = [
        await summarize(
            store, lived.context, lived.now, SummaryScope(s.title, tasks=frozenset(t.id for t in s.tasks))
        )
        for s in lived.context.plan.sections
    ]
    assert sum(part.late for part in parts) == summary.late
    assert sum(part.waiting_review for part in parts) == summary.waiting_review
    assert sum(part.lights.total for part in parts) == 31


async def test_nobody_was_ever_written_to_twice_a_day_or_on_a_day_off(lived: Lived) -> None:
    """What was decided about their items comes at once, beside the day's message."""
    with closing(sqlite3.connect(lived.file)) as db:
        sent = list(
            db.execute("SELECT person, created_at FROM message WHERE kind NOT IN ('answer', 'outcome')")
        )
        outcomes = list(db.execute("SELECT person, created_at FROM message WHERE kind = 'outcome'"))
    days = Counter((person, calendar().day(at)) for person, at in sent)
    assert set(days.values()) == {1}
    assert all(calendar().is_workday(day) for _, day in days)
    assert set(Counter((person, at // MINUTE) for person, at in outcomes).values()) <= {1}
    assert all(calendar().is_workday(calendar().day(at)) for _, at in outcomes)

"""The lists behind the figures of a summary, of the whole or of a part: each counts what its summary counted."""

from collections import defaultdict
from datetime import date, datetime

from bot.cards import ahead_lines, late_lines, lists, return_lines
from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.cards.lists import ListEntry, entry, page
from bot.chat.turn import Answer, Turn
from bot.chat.wizard import unit_named
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.light import Light
from bot.domain.period_returns import UnitReturn
from bot.domain.plan import UnitKind
from bot.domain.summary import Lights, Summary, Tally, worst_by
from bot.queries.return_figures import missing_returns, returns_owed
from bot.queries.scope import SummaryScope, narrowed, visible_to
from bot.queries.summary import summarize

PAGE_OF_ROWS = 500

Dates = tuple[date, date] | None


# ---- a part of the plan, as a button names it: s4 a section, t13 a task, u1a2b3c4d a unit, d20231001-20231231 days


async def part_named(turn: Turn, part: str) -> tuple[SummaryScope, Dates]:
    """Refused for what the plan does not have, or no longer."""
    kind, key = part[:1], part[1:]
    match kind:
        case "s":
            return section_scope(turn, int(key) if key.isdecimal() else 0), None
        case "t":
            return task_scope(turn, key), None
        case "u":
            unit = unit_named(turn, key)
            return SummaryScope(unit, units=frozenset({unit})), None
        case "d" if days := _days(key):
            return SummaryScope(), days
        case _:
            raise Refused("refused.payload")


def days_part(start: date, end: date) -> str:
    return f"d{start:%Y%m%d}-{end:%Y%m%d}"


def _days(key: str) -> Dates:
    try:
        first, last = (datetime.strptime(one, "%Y%m%d").date() for one in key.split("-"))  # noqa: DTZ007 -- days
    except ValueError:
        return None
    return first, last


def section_scope(turn: Turn, number: int) -> SummaryScope:
    found = next((one for one in turn.context.plan.sections if one.number == number), None)
    if found is None:
        raise Refused("refused.no_such_part")
    name = turn.say("scope.section", number=number, title=found.title)
    return SummaryScope(name, tasks=frozenset(task.id for task in found.tasks))


def task_scope(turn: Turn, task_id: str) -> SummaryScope:
    found = turn.context.plan.task.get(task_id)
    if found is None:
        raise Refused("refused.no_such_part")
    key = "item.safeguard" if found.safeguard else "item.name"
    name = turn.say(key, number=found.mark, title=found.title)
    return SummaryScope(name, tasks=frozenset({found.id}))


def seen(turn: Turn, wanted: SummaryScope) -> SummaryScope:
    """The requested part, limited to the person's scope. Refused where the scope has none of it."""
    counties = frozenset(unit.name for unit in turn.context.plan.units if unit.kind is UnitKind.COUNTY)
    return narrowed(visible_to(turn.context, turn.person), wanted, counties)


async def summary_of(turn: Turn, wanted: SummaryScope, dates: Dates = None) -> Summary:
    return await summarize(turn.store, turn.context, turn.now, seen(turn, wanted), dates=dates)


# ---- 逾期事项


async def late(turn: Turn, number: int) -> Answer:
    """Every result overdue that the person may see, the longest first."""
    return await _late(turn, "", number)


async def late_in(turn: Turn, part: str, number: int) -> Answer:
    return await _late(turn, part, number)


async def _late(turn: Turn, part: str, number: int) -> Answer:
    scope, _ = await part_named(turn, part) if part else (SummaryScope(), None)
    found = await late_rows(turn, scope)
    entries = [entry(turn.fmt, turn.item(a), unit=True) for a in found]
    title = late_lines.count(turn.fmt, len({a.task for a in found}), len({a.unit for a in found}))
    empty = turn.say("summary.nothing_late")
    if not found:
        unconfirmed = (await summary_of(turn, scope)).unconfirmed
        empty = turn.say("summary.unconfirmed", n=unconfirmed) if unconfirmed else empty
    card = page(turn.fmt, title, entries, number, _pages(Verb.LATE, Verb.LATE_IN, part), empty=empty)
    return Answer(card, in_place=True)


async def late_rows(turn: Turn, wanted: SummaryScope | None = None) -> list[Assignment]:
    scope = seen(turn, wanted or SummaryScope())
    found: list[Assignment] = []
    offset = 0
    while True:
        rows = await turn.store.read(
            Assignment, "late_assignments", today=turn.today, limit=PAGE_OF_ROWS, offset=offset
        )
        found += [a for a in rows if scope.takes(a.task, a.unit, a.role)]
        offset += PAGE_OF_ROWS
        if len(rows) < PAGE_OF_ROWS:
            return found


# ---- 未报单位


async def missing(turn: Turn, number: int) -> Answer:
    return await _missing(turn, "", number)


async def missing_in(turn: Turn, part: str, number: int) -> Answer:
    return await _missing(turn, part, number)


async def _missing(turn: Turn, part: str, number: int) -> Answer:
    """Each unit with the returns that are past their day; where none is, those that are asked and not filed."""
    scope, dates = await part_named(turn, part) if part else (SummaryScope(), None)
    found = await missing_returns(turn.store, turn.context, seen(turn, scope), turn.today, dates)
    by_unit: dict[str, list[UnitReturn]] = defaultdict(list)
    for one in found:
        by_unit[one.unit].append(one)
    order = turn.context.plan.in_order(by_unit)
    lines = {unit: return_lines.of_unit(turn.fmt, unit, by_unit[unit], turn.today) for unit in order}
    entries = [ListEntry(line, payload_for(Verb.UNIT, unit_code(unit))) for unit, line in lines.items()]
    title = turn.say("missing.title", n=len(order), items=sum(one.overdue for one in found))
    empty = turn.say("missing.none")
    if (
        not found
        and not dates
        and (owed := await returns_owed(turn.store, turn.context, seen(turn, scope), turn.today))
    ):
        title = turn.say("missing.owed_title", n=len({one.unit for one in owed}))
        entries = [
            ListEntry(return_lines.still_owed(turn.fmt, one), payload_for(Verb.UNIT, unit_code(one.unit)))
            for one in owed
        ]
    card = page(turn.fmt, title, entries, number, _pages(Verb.MISSING, Verb.MISSING_IN, part), empty=empty)
    return Answer(card, in_place=True)


# ---- 按单位


async def units(turn: Turn, number: int) -> Answer:
    return await _units(turn, "", number)


async def units_in(turn: Turn, part: str, number: int) -> Answer:
    return await _units(turn, part, number)


async def _units(turn: Turn, part: str, number: int) -> Answer:
    """Each unit with its tasks by light, the worst first, of equals in the roster's order."""
    wanted, _ = await part_named(turn, part) if part else (SummaryScope(), None)
    scope, plan = seen(turn, wanted), turn.context.plan
    tallies = [t for t in await turn.store.read(Tally, "tallies") if scope.takes(t.task, t.unit, t.role)]
    tallies = [
        t for t in tallies if t.task in plan.task
    ]  # what was closed in a task since removed is history
    by_unit: dict[str, list[Light]] = defaultdict(list)
    for county in (False, True):
        for (_, unit), light in worst_by(tallies, county=county).items():
            by_unit[unit].append(light)
    lights = {unit: Lights.of(by_unit[unit]) for unit in plan.in_order(by_unit)}
    order = sorted(lights, key=lambda unit: tuple(-lights[unit][light] for light in Light))
    entries = [
        ListEntry(
            turn.say("units.line", unit=unit, lights=turn.fmt.lights(lights[unit])),
            payload_for(Verb.UNIT, unit_code(unit)),
        )
        for unit in order
    ]
    title = turn.say("units.title", n=len(order))
    pages = _pages(Verb.UNITS, Verb.UNITS_IN, part)
    return Answer(page(turn.fmt, title, entries, number, pages, empty=turn.say("units.none")), in_place=True)


# ---- 今后两周


async def ahead(turn: Turn, number: int) -> Answer:
    return await _ahead(turn, "", number)


async def ahead_in(turn: Turn, part: str, number: int) -> Answer:
    return await _ahead(turn, part, number)


async def _ahead(turn: Turn, part: str, number: int) -> Answer:
    scope, _ = await part_named(turn, part) if part else (SummaryScope(), None)
    s = await summary_of(turn, scope)
    entries = [ListEntry(lists.upcoming(turn.fmt, one)) for one in s.upcoming]
    empty = turn.say("summary.nothing_ahead")
    title = turn.say("summary.ahead", what=ahead_lines.sentence(turn.fmt, s)) if s.upcoming else empty
    card = page(turn.fmt, title, entries, number, _pages(Verb.AHEAD, Verb.AHEAD_IN, part))
    return Answer(card, in_place=True)


def _pages(verb: Verb, verb_in: Verb, part: str) -> "lists.PayloadOfPage":
    return lambda n: payload_for(verb_in, part, n) if part else payload_for(verb, n)

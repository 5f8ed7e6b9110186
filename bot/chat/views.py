"""Looking: my tasks, what is late, who has not filed, the units, and the summary with all its doors."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.actions.access import is_asked
from bot.cards import lists
from bot.cards import summary as summary_cards
from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.cards.card import Card
from bot.cards.lists import ListEntry, entry, page
from bot.cards.term_lines import term_lines
from bot.chat.turn import Answer, Turn
from bot.chat.wizard import unit_named
from bot.domain.assignment import Assignment, State
from bot.domain.errors import Refused
from bot.domain.light import Light
from bot.domain.person import Role
from bot.domain.plan import UnitKind
from bot.domain.summary import Lights, Summary, Tally, worst_by
from bot.queries.summary import SummaryScope, summarize, visible_to

PAGE_OF_ROWS = 500


# ---- my tasks


async def tasks(turn: Turn, number: int) -> Answer:
    """Mine, late first; the items of a return are one line."""
    mine = await owned(turn)
    where = term_lines(turn.fmt, turn.context.golive)
    if not mine and not turn.person.units(Role.LIAISON, Role.HEAD):
        return Answer(
            Card(turn.say("tasks.not_yours"), where, ((turn.fmt.button("button.summary", Verb.SUMMARY),),))
        )
    dated = sorted((a for a in mine if not a.recurring), key=worst_first)
    units = len({a.unit for a in mine}) > 1
    entries = [entry(turn.fmt, turn.item(a), unit=units) for a in dated if a.light is Light.RED]
    entries += _returns(turn, (a for a in mine if a.recurring), units)
    entries += [entry(turn.fmt, turn.item(a), unit=units) for a in dated if a.light is not Light.RED]
    title = turn.say("tasks.title", n=len(dated), items=len(mine) - len(dated))
    card = page(
        turn.fmt, title, entries, number, lambda n: payload_for(Verb.TASKS, n), empty=_nothing_owed(turn)
    )
    return Answer(replace(card, lines=(*where, *card.lines)), in_place=True)


def _nothing_owed(turn: Turn) -> str:
    """A supporting unit reads which tasks it supports."""
    line = summary_cards.supported(turn.fmt, turn.person.units(Role.LIAISON, Role.HEAD))
    return line or turn.say("tasks.none")


async def owned(turn: Turn) -> list[Assignment]:
    """What the person is asked for now, or has handed in; a head sees all of the unit."""
    rows: dict[int, Assignment] = {}
    for unit in turn.person.units(Role.LIAISON, Role.HEAD):
        for query in ("assignments_of_unit", "assignments_held_by"):
            rows |= {a.id: a for a in await turn.store.read(Assignment, query, unit=unit)}
    return [a for a in rows.values() if a.state not in (State.CLOSED, State.EXCUSED) and _mine(turn, a)]


def _mine(turn: Turn, a: Assignment) -> bool:
    if a.unit in turn.person.units(Role.HEAD):
        return True
    if a.state is State.SUBMITTED:
        return a.unit in turn.person.units(Role.LIAISON)
    if not is_asked(turn.context, turn.person, a):
        return False
    named = {person.id for person in turn.context.roster.liaisons(a.holder or a.unit, a.task)}
    return turn.person.id in named or turn.person.id == a.assignee


def worst_first(a: Assignment) -> tuple[int, date, int]:
    return a.light.weight, a.due, a.id


def _returns(turn: Turn, rows: Iterable[Assignment], units: bool) -> list[ListEntry]:
    groups: dict[tuple[date, str], list[Assignment]] = defaultdict(list)
    for a in rows:
        groups[a.due, a.unit].append(a)
    found = []
    for (due, unit), items in sorted(groups.items()):
        worst = min((a.light for a in items), key=lambda one: one.weight)
        line = turn.say(
            "tasks.return_unit" if units else "tasks.return",
            light=turn.fmt.light(worst), periods=turn.fmt.periods(a.period for a in items), n=len(items),
            due=turn.fmt.weekday(due), unit=unit,
        )  # fmt: skip
        found.append(ListEntry(line, payload_for(Verb.RETURN, unit_code(unit), due, 0)))
    return found


# ---- lists behind the summary's numbers


async def late(turn: Turn, number: int) -> Answer:
    """Everything overdue that the person may see, the longest first."""
    found = await late_rows(turn)
    entries = [entry(turn.fmt, turn.item(a), unit=True) for a in found]
    title = turn.say("late.title", n=len(found))
    card = page(
        turn.fmt,
        title,
        entries,
        number,
        lambda n: payload_for(Verb.LATE, n),
        empty=turn.say("summary.nothing_late"),
    )
    return Answer(card, in_place=True)


async def late_rows(turn: Turn) -> list[Assignment]:
    scope = visible_to(turn.context, turn.person)
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


async def missing(turn: Turn, number: int) -> Answer:
    s = await _summary(turn, SummaryScope())
    entries = [ListEntry(unit, payload_for(Verb.UNIT, unit_code(unit))) for unit in s.missing.units]
    title = turn.say("missing.title", n=len(s.missing.units), items=s.missing.items)
    card = page(
        turn.fmt,
        title,
        entries,
        number,
        lambda n: payload_for(Verb.MISSING, n),
        empty=turn.say("summary.all_filed"),
    )
    return Answer(card, in_place=True)


async def units(turn: Turn, number: int) -> Answer:
    """Each unit with its tasks by light, the worst first."""
    scope = visible_to(turn.context, turn.person)
    plan = turn.context.plan
    tallies = [t for t in await turn.store.read(Tally, "tallies") if scope.takes(t.task, t.unit, t.role)]
    tallies = [
        t for t in tallies if t.task in plan.task
    ]  # what was closed in a task since removed is history
    by_unit: dict[str, list[Light]] = defaultdict(list)
    for county in (False, True):
        for (_, unit), light in worst_by(tallies, county=county).items():
            by_unit[unit].append(light)
    lights = {unit: Lights.of(found) for unit, found in by_unit.items()}
    order = sorted(lights, key=lambda unit: tuple(-lights[unit][light] for light in Light))
    entries = [
        ListEntry(
            turn.say("units.line", unit=unit, lights=turn.fmt.lights(lights[unit])),
            payload_for(Verb.UNIT, unit_code(unit)),
        )
        for unit in order
    ]
    title = turn.say("units.title", n=len(order))
    card = page(
        turn.fmt, title, entries, number, lambda n: payload_for(Verb.UNITS, n), empty=turn.say("units.none")
    )
    return Answer(card, in_place=True)


async def ahead(turn: Turn, number: int) -> Answer:
    s = await _summary(turn, SummaryScope())
    entries = [ListEntry(lists.upcoming(turn.fmt, one)) for one in s.upcoming]
    title = turn.say("ahead.title", n=len(s.upcoming))
    card = page(
        turn.fmt,
        title,
        entries,
        number,
        lambda n: payload_for(Verb.AHEAD, n),
        empty=turn.say("summary.nothing_ahead"),
    )
    return Answer(card, in_place=True)


# ---- the summary and its parts


async def whole(turn: Turn) -> Answer:
    s = await _summary(turn, SummaryScope())
    return Answer(summary_cards.summary(turn.fmt, s), picture=s)


async def section(turn: Turn, number: int) -> Answer:
    found = next((one for one in turn.context.plan.sections if one.number == number), None)
    if found is None:
        raise Refused("refused.no_such_part")
    name = turn.say("scope.section", number=number, title=found.title)
    return await part(turn, SummaryScope(name, tasks=frozenset(task.id for task in found.tasks)))


async def task(turn: Turn, task_id: str) -> Answer:
    found = turn.context.plan.task.get(task_id)
    if found is None:
        raise Refused("refused.no_such_part")
    key = "item.safeguard" if found.safeguard else "item.name"
    name = turn.say(key, number=found.mark, title=found.title)
    return await part(turn, SummaryScope(name, tasks=frozenset({found.id})))


async def unit(turn: Turn, code: str) -> Answer:
    name = unit_named(turn, code)
    return await part(turn, SummaryScope(name, units=frozenset({name})))


async def between(turn: Turn, start: date, end: date) -> Answer:
    s = await _summary(turn, SummaryScope(), (start, end))
    return Answer(summary_cards.summary(turn.fmt, s))


async def part(turn: Turn, scope: SummaryScope) -> Answer:
    return Answer(summary_cards.summary(turn.fmt, await _summary(turn, scope)))


async def _summary(turn: Turn, wanted: SummaryScope, dates: tuple[date, date] | None = None) -> Summary:
    seen = visible_to(turn.context, turn.person)
    return await summarize(
        turn.store, turn.context, turn.now, narrowed(seen, wanted, _counties(turn)), dates=dates
    )


def _counties(turn: Turn) -> frozenset[str]:
    return frozenset(unit.name for unit in turn.context.plan.units if unit.kind is UnitKind.COUNTY)


def narrowed(seen: SummaryScope, wanted: SummaryScope, counties: frozenset[str]) -> SummaryScope:
    """What is wanted, of what the person may see. Refused where nothing of it is."""
    name = wanted.name or seen.name
    if wanted.units is None:
        return replace(seen, name=name, tasks=wanted.tasks)
    if seen.units is None or wanted.units <= seen.units:
        return replace(wanted, name=name)
    if seen.counties_of and wanted.units <= counties:  # a lead looks at a county: at the lead's own tasks
        return replace(wanted, name=name, tasks=seen.counties_of)
    raise Refused("refused.not_visible")

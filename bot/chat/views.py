"""Looking: my tasks, and the summary of the whole and of its parts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.actions.access import is_asked
from bot.cards import return_lines, support_lines
from bot.cards import rulings as ruling_cards
from bot.cards import shares as share_cards
from bot.cards import summary as summary_cards
from bot.cards.callback_data import Verb, payload_for, unit_code
from bot.cards.card import Card
from bot.cards.formatter import rows as button_rows
from bot.cards.indicator_lines import indicator_line
from bot.cards.lists import ListEntry, entry, page
from bot.cards.term_lines import term_lines
from bot.chat import ruling_lines, rulings, shares, ticket_views
from bot.chat.summary_lists import days_part, section_scope, summary_of, task_scope
from bot.chat.turn import Answer, Turn
from bot.chat.wizard import unit_named
from bot.domain.assignment import Assignment, State
from bot.domain.light import Light
from bot.domain.named_work import works_of
from bot.domain.permissions import Action, refusal_in_plan
from bot.domain.person import Role
from bot.queries.all_tickets import open_tickets_of
from bot.queries.scope import SummaryScope
from bot.queries.supported import supported_tasks

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
    tickets = await open_tickets_of(turn.store, turn.context, turn.person)
    entries = [ticket_views.entry(turn, one) for one in tickets]  # their clocks count in minutes
    entries += [entry(turn.fmt, turn.item(a), unit=units) for a in dated if a.light is Light.RED]
    entries += _returns(turn, (a for a in mine if a.recurring), units)
    entries += [entry(turn.fmt, turn.item(a), unit=units) for a in dated if a.light is not Light.RED]
    found = await supported_tasks(
        turn.store, turn.context, turn.person.units(Role.LIAISON, Role.HEAD), turn.today
    )
    entries += [
        ListEntry(
            turn.say("support.entry", line=support_lines.line(turn.fmt, one)),
            payload_for(Verb.SUPPORTED, one.id),
        )
        for one in found
    ]
    title = turn.say("tasks.title", n=len(dated), items=len(mine) - len(dated))
    if found:
        supports = turn.say("support.count", n=len(found))
        title = turn.say("tasks.title_supports", title=title, supports=supports) if mine else supports
    if tickets:
        title = turn.say("tasks.title_tickets", title=title, n=len(tickets))
    card = page(
        turn.fmt, title, entries, number, lambda n: payload_for(Verb.TASKS, n), empty=turn.say("tasks.none")
    )
    return Answer(replace(card, lines=(*where, *card.lines)), in_place=True)


async def owned(turn: Turn) -> list[Assignment]:
    """The items that the person is asked for or has handed in; a head sees all of the unit's."""
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
    order = {unit: n for n, unit in enumerate(turn.context.plan.unit)}
    found = []
    for (due, unit), items in sorted(groups.items(), key=lambda one: (one[0][0], order.get(one[0][1], 0))):
        worst = min((a.light for a in items), key=lambda one: one.weight)
        whose = unit if units else ""
        line = return_lines.owed(turn.fmt, worst, whose, [a.period for a in items], due)
        found.append(ListEntry(line, payload_for(Verb.RETURN, unit_code(unit), due, 0)))
    return found


# ---- the summary and its parts


async def whole(turn: Turn) -> Answer:
    s = await summary_of(turn, SummaryScope())
    return Answer(summary_cards.summary(turn.fmt, s), picture=s)


async def section(turn: Turn, number: int) -> Answer:
    return await _part(turn, section_scope(turn, number), f"s{number}")


async def task(turn: Turn, task_id: str) -> Answer:
    """With its numbers, each unit's share, what was ruled about it, and to the coordinator what is left open."""
    s = await summary_of(turn, task_scope(turn, task_id))
    told = (*_numbers(turn, task_id), *share_cards.lines(turn.fmt, await shares.of_task(turn, task_id)))
    found, rules = turn.context.plan.task[task_id], refusal_in_plan(Action.RULE, turn.person) is None
    works = [(work, rulings.place_of(turn, work)) for work in works_of(found)]
    lines, row = ruling_cards.of_task(turn.fmt, found, ruling_lines.lines_of(turn, found), works, rules=rules)
    card = summary_cards.summary(turn.fmt, s, f"t{task_id}", told)
    buttons = (*button_rows(row, 2), *card.buttons)
    return Answer(replace(card, lines=(*card.lines, *lines), buttons=buttons))


def _numbers(turn: Turn, task_id: str) -> list[str]:
    """Indicators that have been read."""
    numbers, found = turn.context.numbers, turn.context.plan.task[task_id]
    if not numbers.has(task_id):
        return []
    figures = (numbers.of_indicator(task_id, one, turn.today) for one in found.indicators)
    return [indicator_line(turn.fmt, one) for one in figures if one.last]


async def unit(turn: Turn, code: str) -> Answer:
    name = unit_named(turn, code)
    return await _part(turn, SummaryScope(name, units=frozenset({name})), f"u{code}")


async def between(turn: Turn, start: date, end: date) -> Answer:
    s = await summary_of(turn, SummaryScope(), (start, end))
    return Answer(summary_cards.summary(turn.fmt, s, days_part(start, end)))


async def _part(turn: Turn, scope: SummaryScope, part: str) -> Answer:
    return Answer(summary_cards.summary(turn.fmt, await summary_of(turn, scope), part))

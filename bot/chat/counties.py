"""8还差哪些县: which counties have not answered about a task.

What is asked of a county is its return once the period has ended, and a date from the first reminder on.
"""

from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import Card
from bot.cards.formatter import clipped
from bot.cards.lists import ListEntry, page
from bot.chat.summary_lists import seen, task_scope
from bot.chat.turn import Answer, Turn
from bot.domain.assignment import Assignment
from bot.domain.errors import Refused
from bot.domain.plan import Task, UnitRole
from bot.queries.scope import visible_to

NAMED = 5  # counties named in a list of tasks; the task's own list has all


async def of_task(turn: Turn, task_id: str) -> Answer:
    """By group, in the order of the roster."""
    seen(turn, task_scope(turn, task_id))  # refused where the reader sees nothing of it
    task = turn.context.plan.task[task_id]
    asked, missing = await _counties(turn, task)
    name = turn.say("item.name", number=task.mark, title=clipped(task.title, 30))
    if not asked and not _may_see(turn, task):
        raise Refused("refused.counties_of_others", number=task.mark)
    if not asked:
        return Answer(Card(turn.say("counties.not_asked", name=name)))
    if not missing:
        return Answer(Card(turn.say("counties.all", name=name, n=len(asked))))
    title = turn.say("counties.title", name=name, n=len(missing), of=len(asked))
    return Answer(Card(title, tuple(_by_group(turn, missing))))


def _may_see(turn: Turn, task: Task) -> bool:
    scope = visible_to(turn.context, turn.person)
    return scope.units is None or task.id in scope.counties_of or bool(scope.units & set(task.roles.local))


async def of_led_tasks(turn: Turn) -> Answer:
    """哪些县没报, from a lead: its tasks with the counties that are missing."""
    led = visible_to(turn.context, turn.person).counties_of
    entries = []
    for task in turn.context.plan.tasks:
        _, missing = await _counties(turn, task) if task.id in led else (set(), set())
        if missing:
            name = turn.say("item.name", number=task.mark, title=clipped(task.title, 16))
            units = list(turn.context.plan.in_order(missing))
            key = "counties.task" if len(units) <= NAMED else "counties.task_more"
            line = turn.say(key, name=name, n=len(units), units=units[:NAMED])
            entries.append(ListEntry(line, payload_for(Verb.COUNTIES, task.id)))
    title = turn.say("counties.led", n=len(entries)) if entries else turn.say("counties.led_none")
    return Answer(page(turn.fmt, title, entries, 0, lambda n: payload_for(Verb.TASKS, n)))


async def _counties(turn: Turn, task: Task) -> tuple[set[str], set[str]]:
    """Those that are asked about the task, and those of them that have not answered."""
    rows = await turn.store.read(Assignment, "rows_of_task", task=task.id)
    scope = visible_to(turn.context, turn.person)
    local = [a for a in rows if a.role is UnitRole.LOCAL and scope.takes(a.task, a.unit, a.role)]
    asked = [a for a in local if _asked(turn, a)]
    return {a.unit for a in asked}, {a.unit for a in asked if _is_silent(a)}


def _asked(turn: Turn, a: Assignment) -> bool:
    if a.period:
        return a.until < turn.today and (a.current or a.running)
    return a.current and a.highest_rung is not None


def _is_silent(a: Assignment) -> bool:
    return a.running and (a.reported_at is None or bool(a.period) or a.asked_until is not None)


def _by_group(turn: Turn, units: set[str]) -> list[str]:
    groups: dict[str, list[str]] = {}
    for unit in turn.context.plan.units:
        if unit.name in units:
            groups.setdefault(unit.group, []).append(unit.name)
    return [
        turn.say("counties.group", group=group, units=names)
        if group
        else turn.say("counties.units", units=names)
        for group, names in groups.items()
    ]

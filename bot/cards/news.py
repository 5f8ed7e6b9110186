"""What a person should know: the plan's parts to acknowledge, and what was decided about their items."""

from collections import Counter
from collections.abc import Sequence
from typing import cast

from bot.cards.card import Button, Style
from bot.cards.fit import Block
from bot.cards.owed import TEN, Marks, ids, mark, marked, more
from bot.cards.pen import ROLE_KEYS, Pen
from bot.cards.press import Verb
from bot.cards.revision import whole
from bot.domain.change import from_data
from bot.domain.message import Heard
from bot.domain.person import Person, Role
from bot.domain.plan import MilestoneKind, Task, UnitRole
from bot.domain.summary import Item

NEAREST = 3
ASKED = (UnitRole.LEAD, UnitRole.JOINT)

JOINED = ("change.lead_joined", "change.joint_joined")

OUTCOME_KEYS = {
    "extended": "outcome.extended",
    "not_extended": "outcome.not_extended",
    "passed": "outcome.passed",
    "returned": "outcome.returned",
    "excused": "outcome.excused",
    "not_excused": "outcome.not_excused",
    "resumed": "outcome.resumed",
}


def part_of_plan(pen: Pen, person: Person) -> Block:
    """ "This is your part of the plan": counts by role, the nearest dates, one button to acknowledge."""
    tasks = _tasks(pen, person)
    lines = [pen.say("assign.title", plan=pen.plan.title)]
    for unit in person.units(Role.LIAISON):
        counts = Counter(role for task in tasks if (role := task.roles.of(unit)))
        told = [
            pen.say("assign.role", role=pen.say(ROLE_KEYS[role]), n=counts[role])
            for role in UnitRole
            if counts[role]
        ]
        if told:
            lines.append(pen.say("assign.unit", unit=unit, roles=told))
    dates = _nearest(pen, person, tasks)
    how = pen.say("assign.how")
    return Block(
        ((*lines, *dates, how), (*lines[:4], *more_units(pen, len(lines) - 4), how), (lines[0], how)),
        ((acknowledge(pen),),),
    )


def revised(pen: Pen, person: Person, heard: Sequence[Heard]) -> Block:
    """The plan has been revised: what changes for the person's own units, one button to acknowledge."""
    lines = [line for h in heard for line in _changes(pen, h)]
    title = pen.say("revision.title", plan=pen.plan.title, n=len(lines))
    ends = (*_nearest(pen, person, _joined(pen, heard)), pen.say("revision.how"))
    shapes = [(title, *lines[:most], *more(pen, len(lines) - most), *ends) for most in (TEN, 5, 2)]
    how = ends[-1]
    return Block((*shapes, (title, how)), ((acknowledge(pen),),))


def _changes(pen: Pen, h: Heard) -> list[str]:
    """By unit where the person has several."""
    told = cast(list[dict[str, object]], h.data["changes"])
    units = {one["unit"] for one in told}
    key = "revision.line" if len(units) == 1 else "revision.line_unit"
    lines = (pen.say(key, unit=one["unit"], change=whole(pen.language, from_data(one))) for one in told)
    return list(dict.fromkeys(lines))


def _joined(pen: Pen, heard: Sequence[Heard]) -> list[Task]:
    """Tasks they take part in now that were there before: a new task tells its dates itself."""
    told = [from_data(one) for h in heard for one in cast(list[dict[str, object]], h.data["changes"])]
    new = {change.about.task for change in told if change.about and change.key == "change.task_added"}
    joined = {change.about.task for change in told if change.about and change.key in JOINED}
    return [task for task in pen.plan.tasks if task.id in joined - new]


def more_units(pen: Pen, n: int) -> list[str]:
    return [pen.say("list.more_units", n=n)] if n > 0 else []


def acknowledge(pen: Pen) -> Button:
    return pen.button(
        "button.acknowledge", Verb.ACKNOWLEDGE, pen.plan.version[:40] or "0", style=Style.PRIMARY
    )


def _tasks(pen: Pen, person: Person) -> list[Task]:
    """A liaison with a list of tasks is told of these, others of all."""
    lists = [post.tasks for post in person.posts if post.role is Role.LIAISON]
    named = {task for one in lists for task in one}
    return [task for task in pen.plan.tasks if task.id in named or not all(lists)]


def _nearest(pen: Pen, person: Person, tasks: Sequence[Task]) -> list[str]:
    units = set(person.units(Role.LIAISON))
    coming = sorted(
        (milestone.due, task.number, milestone.text)
        for task in tasks
        for milestone in task.milestones
        if milestone.kind is MilestoneKind.RESULT and milestone.due and milestone.due >= pen.today
        if units & {*milestone.where, *(unit for role, unit in task.roles if role in ASKED)}
    )
    lines = [
        pen.say("assign.date", due=pen.legal(due), number=number, text=text)
        for due, number, text in coming[:NEAREST]
    ]
    return [pen.say("assign.dates"), *lines] if lines else []


def outcomes(pen: Pen, heard: Sequence[Heard], marks: Marks) -> Block:
    """Decided about the person's items."""
    found = [(h, h.item) for h in heard if h.item]
    lines = [marked(pen, mark(marks, item), _outcome(pen, h, item)) for h, item in found]
    shapes = [(*lines[:most], *more(pen, len(lines) - most)) for most in (TEN, 5, 2)]
    buttons = [
        (pen.button("button.card_of", Verb.CARD, item.id, number=pen.number(item.task)),) for _, item in found
    ]
    title = pen.say("outcome.title", n=len(lines))
    return Block((*shapes, (title,)), () if marks is None else tuple(buttons), ids(item for _, item in found))


def _outcome(pen: Pen, h: Heard, item: Item) -> str:
    key = OUTCOME_KEYS[str(h.data.get("outcome", ""))]
    return pen.say(
        key,
        name=pen.name(item),
        due=pen.legal(item.due),
        first=pen.day(item.first_due),
        unit=str(h.data.get("unit", "")),
    )

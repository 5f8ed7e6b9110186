"""What a person should know: the plan's parts to acknowledge, and what was decided about their items."""

from collections import Counter
from collections.abc import Sequence
from typing import cast

from bot.cards.callback_data import Verb
from bot.cards.card import Button, Style
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import ROLE_KEYS, Formatter
from bot.cards.revision import whole
from bot.cards.sections_owed import LISTED_AT_MOST, Marks, ids, mark, marked, more
from bot.domain.message import NoticeView
from bot.domain.person import Person, Role
from bot.domain.plan import MilestoneKind, Task, UnitRole
from bot.domain.plan_change import from_data
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


def part_of_plan(fmt: Formatter, person: Person) -> ScreenBlock:
    """ "This is your part of the plan": counts by role, the nearest dates, one button to acknowledge."""
    tasks = _tasks(fmt, person)
    lines = [fmt.say("assign.title", plan=fmt.plan.title)]
    for unit in person.units(Role.LIAISON):
        counts = Counter(role for task in tasks if (role := task.roles.of(unit)))
        told = [
            fmt.say("assign.role", role=fmt.say(ROLE_KEYS[role]), n=counts[role])
            for role in UnitRole
            if counts[role]
        ]
        if told:
            lines.append(fmt.say("assign.unit", unit=unit, roles=told))
    dates = _nearest(fmt, person, tasks)
    how = fmt.say("assign.how")
    return ScreenBlock(
        ((*lines, *dates, how), (*lines[:4], *more_units(fmt, len(lines) - 4), how), (lines[0], how)),
        ((acknowledge(fmt),),),
    )


def revised(fmt: Formatter, person: Person, heard: Sequence[NoticeView]) -> ScreenBlock:
    """The plan has been revised: what changes for the person's own units, one button to acknowledge."""
    lines = [line for h in heard for line in _changes(fmt, h)]
    title = fmt.say("revision.title", plan=fmt.plan.title, n=len(lines))
    ends = (*_nearest(fmt, person, _joined(fmt, heard)), fmt.say("revision.how"))
    shapes = [(title, *lines[:most], *more(fmt, len(lines) - most), *ends) for most in (LISTED_AT_MOST, 5, 2)]
    how = ends[-1]
    return ScreenBlock((*shapes, (title, how)), ((acknowledge(fmt),),))


def _changes(fmt: Formatter, h: NoticeView) -> list[str]:
    """By unit where the person has several."""
    told = cast(list[dict[str, object]], h.data["changes"])
    units = {one["unit"] for one in told}
    key = "revision.line" if len(units) == 1 else "revision.line_unit"
    lines = (fmt.say(key, unit=one["unit"], change=whole(fmt.language, from_data(one))) for one in told)
    return list(dict.fromkeys(lines))


def _joined(fmt: Formatter, heard: Sequence[NoticeView]) -> list[Task]:
    """Tasks they take part in now that were there before: a new task tells its dates itself."""
    told = [from_data(one) for h in heard for one in cast(list[dict[str, object]], h.data["changes"])]
    new = {change.about.task for change in told if change.about and change.key == "change.task_added"}
    joined = {change.about.task for change in told if change.about and change.key in JOINED}
    return [task for task in fmt.plan.tasks if task.id in joined - new]


def more_units(fmt: Formatter, n: int) -> list[str]:
    return [fmt.say("list.more_units", n=n)] if n > 0 else []


def acknowledge(fmt: Formatter) -> Button:
    return fmt.button(
        "button.acknowledge", Verb.ACKNOWLEDGE, fmt.plan.version[:40] or "0", style=Style.PRIMARY
    )


def _tasks(fmt: Formatter, person: Person) -> list[Task]:
    """A liaison with a list of tasks is told of these, others of all."""
    lists = [post.tasks for post in person.posts if post.role is Role.LIAISON]
    named = {task for one in lists for task in one}
    return [task for task in fmt.plan.tasks if task.id in named or not all(lists)]


def _nearest(fmt: Formatter, person: Person, tasks: Sequence[Task]) -> list[str]:
    units = set(person.units(Role.LIAISON))
    coming = sorted(
        (milestone.due, task.number, milestone.text)
        for task in tasks
        for milestone in task.milestones
        if milestone.kind is MilestoneKind.RESULT and milestone.due and milestone.due >= fmt.today
        if units & {*milestone.where, *(unit for role, unit in task.roles if role in ASKED)}
    )
    lines = [
        fmt.say("assign.date", due=fmt.legal(due), number=number, text=text)
        for due, number, text in coming[:NEAREST]
    ]
    return [fmt.say("assign.dates"), *lines] if lines else []


def outcomes(fmt: Formatter, heard: Sequence[NoticeView], marks: Marks) -> ScreenBlock:
    """Decided about the person's items."""
    found = [(h, h.item) for h in heard if h.item]
    lines = [marked(fmt, mark(marks, item), _outcome(fmt, h, item)) for h, item in found]
    shapes = [(*lines[:most], *more(fmt, len(lines) - most)) for most in (LISTED_AT_MOST, 5, 2)]
    buttons = [
        (fmt.button("button.card_of", Verb.CARD, item.id, number=fmt.number(item.task)),) for _, item in found
    ]
    title = fmt.say("outcome.title", n=len(lines))
    return ScreenBlock(
        (*shapes, (title,)), () if marks is None else tuple(buttons), ids(item for _, item in found)
    )


def _outcome(fmt: Formatter, h: NoticeView, item: Item) -> str:
    key = OUTCOME_KEYS[str(h.data.get("outcome", ""))]
    return fmt.say(
        key,
        name=fmt.name(item),
        due=fmt.legal(item.due),
        first=fmt.day(item.first_due),
        unit=str(h.data.get("unit", "")),
    )

"""Digest blocks for information: the unit's part of the plan, its changes, decisions about items."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import cast

from bot.cards.acts import LISTED_AT_MOST, more
from bot.cards.answer_buttons import report_buttons
from bot.cards.callback_data import Verb
from bot.cards.card import Button, ButtonStyle
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import REASON_KEYS, ROLE_KEYS, Formatter
from bot.cards.revision import whole
from bot.cards.sections_owed import ItemNumbers, ids, number_of, numbered
from bot.domain.allocation import holders, told_counties
from bot.domain.assignment import State
from bot.domain.message import NoticeView
from bot.domain.notice import NoticeKind
from bot.domain.person import Person, Role
from bot.domain.plan import MilestoneKind, Task, UnitRole
from bot.domain.plan_change import from_data
from bot.domain.summary import Item

NEAREST = 3
WITHIN = timedelta(days=92)  # a quarter: later dates are not near

JOINED_CHANGES = ("change.lead_joined", "change.joint_joined")

OUTCOME_KEYS = {
    "extended": "outcome.extended",
    "not_extended": "outcome.not_extended",
    "passed": "outcome.passed",
    "returned": "outcome.returned",
    "excused": "outcome.excused",
    "not_excused": "outcome.not_excused",
    "resumed": "outcome.resumed",
    "excused_own": "outcome.excused_own",
    "given_up": "outcome.given_up",
    "suspended": "outcome.suspended",
    "not_suspended": "outcome.not_suspended",
    "restarted": "outcome.restarted",
    "restarted_early": "outcome.restarted_early",
    "reopened": "outcome.reopened",
    "supplemented": "outcome.supplemented",
}
UNDONE_KEYS = {  # an act of a person, by its kind of event
    "passed": "undoes.passed",
    "returned": "undoes.returned",
    "extension_asked": "undoes.extension_asked",
    "extension_granted": "undoes.extension_granted",
    "extension_refused": "undoes.extension_refused",
    "declined": "undoes.declined",
    "decline_accepted": "undoes.decline_accepted",
    "decline_refused": "undoes.decline_refused",
    "chased": "undoes.chased",
    "endorsed": "undoes.endorsed",
    "talk_agreed": "undoes.talk_agreed",
    "talk_refused": "undoes.talk_refused",
    "talk_deferred": "undoes.talk_deferred",
    "submitted": "undoes.submitted",
    "handed": "undoes.handed",
    "waited": "undoes.waited",
}
OUTCOME_COUNT_KEYS = {kind: f"outcome.count.{kind}" for kind in OUTCOME_KEYS}


def part_of_plan(fmt: Formatter, person: Person, acknowledged: bool) -> ScreenBlock:
    """The unit's part of the plan: counts by role, the nearest dates, a button to acknowledge unless that was done."""
    tasks = _tasks(fmt, person)
    title = "assign.title_acknowledged" if acknowledged else "assign.title"
    lines = [fmt.say(title, plan=fmt.plan.title)]
    for unit in person.units(Role.LIAISON):
        counts = Counter(role for task in tasks if (role := task.roles.of(unit)))
        role_counts = [
            fmt.say("assign.role", role=fmt.say(ROLE_KEYS[role]), n=counts[role])
            for role in UnitRole
            if counts[role]
        ]
        if set(counts) == {UnitRole.SUPPORT}:
            lines.append(_supported(fmt, unit, [task for task in tasks if task.roles.of(unit)]))
        elif role_counts:
            lines.append(fmt.say("assign.unit", unit=unit, roles=role_counts))
    dates = _nearest(fmt, person, tasks)
    owes = {task.roles.of(unit) for task in tasks for unit in person.units(Role.LIAISON)} - {
        None,
        UnitRole.SUPPORT,
    }
    how = fmt.say("assign.how" if owes else "assign.how_support")
    return ScreenBlock(
        ((*lines, *dates, how), (*lines[:4], *more_units(fmt, len(lines) - 4), how), (lines[0], how)),
        () if acknowledged else ((acknowledge(fmt),),),
    )


def _supported(fmt: Formatter, unit: str, tasks: Sequence[Task]) -> str:
    """市供销社：配合任务1项：第8项"""
    return fmt.say("assign.supports", unit=unit, n=len(tasks), numbers=[task.number for task in tasks])


def revised(fmt: Formatter, person: Person, views: Sequence[NoticeView]) -> ScreenBlock:
    """Changes of a plan revision for the person's own units, with a button to acknowledge."""
    lines = [line for view in views for line in _changes(fmt, view)]
    title = fmt.say("revision.title", plan=fmt.plan.title, n=len(lines))
    ends = (*_nearest(fmt, person, _joined(fmt, views)), fmt.say("revision.how"))
    shapes = [(title, *lines[:most], *more(fmt, len(lines) - most), *ends) for most in (LISTED_AT_MOST, 5, 2)]
    how = ends[-1]
    return ScreenBlock((*shapes, (title, how)), ((acknowledge(fmt),),))


def _changes(fmt: Formatter, view: NoticeView) -> list[str]:
    """Change lines; each names its unit when the person has several units."""
    changes = cast(list[dict[str, object]], view.data["changes"])
    units = {one["unit"] for one in changes}
    key = "revision.line" if len(units) == 1 else "revision.line_unit"
    lines = (fmt.say(key, unit=one["unit"], change=whole(fmt.language, from_data(one))) for one in changes)
    return list(dict.fromkeys(lines))


def _joined(fmt: Formatter, views: Sequence[NoticeView]) -> list[Task]:
    """Existing tasks that the units have joined. New tasks are left out: their change lines carry the dates."""
    changes = [
        from_data(one) for view in views for one in cast(list[dict[str, object]], view.data["changes"])
    ]
    new = {change.about.task for change in changes if change.about and change.key == "change.task_added"}
    joined = {change.about.task for change in changes if change.about and change.key in JOINED_CHANGES}
    return [task for task in fmt.plan.tasks if task.id in joined - new]


def more_units(fmt: Formatter, n: int) -> list[str]:
    return [fmt.say("list.more_units", n=n)] if n > 0 else []


def acknowledge(fmt: Formatter) -> Button:
    return fmt.button(
        "button.acknowledge", Verb.ACKNOWLEDGE, fmt.plan.version[:40] or "0", style=ButtonStyle.PRIMARY
    )


def _tasks(fmt: Formatter, person: Person) -> list[Task]:
    """Tasks of the person: those listed for the liaison; all when a post has no list."""
    lists = [post.tasks for post in person.posts if post.role is Role.LIAISON]
    named = {task for one in lists for task in one}
    return [task for task in fmt.plan.tasks if task.id in named or not all(lists)]


def _nearest(fmt: Formatter, person: Person, tasks: Sequence[Task]) -> list[str]:
    units = set(person.units(Role.LIAISON))
    coming = sorted(
        (milestone.due, task.number, task.mark, milestone.text)
        for task in tasks
        for milestone in task.milestones
        if milestone.kind is MilestoneKind.RESULT
        and milestone.due
        and fmt.today <= milestone.due <= fmt.today + WITHIN
        if units & {*told_counties(task, milestone), *(unit for _, unit in holders(task, milestone))}
    )
    lines = [
        fmt.say("assign.date", due=fmt.legal_date(due), number=number, text=text)
        for due, _, number, text in coming[:NEAREST]
    ]
    if len(coming) > NEAREST:
        return [fmt.say("assign.dates_of", n=len(coming)), *lines]
    return [fmt.say("assign.dates"), *lines] if lines else []


def corrections(fmt: Formatter, views: Sequence[NoticeView], numbers: ItemNumbers) -> ScreenBlock:
    """更正：李四撤回了“退回整改”."""
    found = [(view, view.item) for view in views if view.item]
    lines = [numbered(fmt, number_of(numbers, item), _correction(fmt, view, item)) for view, item in found]
    lines += [str(view.data["corrected"]) for view in views if "corrected" in view.data]
    shapes = [(*lines[:most], *more(fmt, len(lines) - most)) for most in (LISTED_AT_MOST, 5, 2)]
    title = fmt.say("correction.title", n=len(lines))
    buttons = [
        (fmt.button("button.card_of", Verb.CARD, item.id, number=fmt.number(item.task)),) for _, item in found
    ]
    return ScreenBlock(
        (*shapes, (title,)), () if numbers is None else tuple(buttons), ids(item for _, item in found)
    )


def _correction(fmt: Formatter, view: NoticeView, item: Item) -> str:
    undone = fmt.say(UNDONE_KEYS.get(str(view.data.get("undoes", "")), "undoes.other"))
    return fmt.say(
        "correction.line", act=undone, by=str(view.data.get("by", "")), name=fmt.name(item), unit=item.unit,
        due=fmt.legal_date(item.due), state=fmt.say(REASON_KEYS[item.reason]),
    )  # fmt: skip


def outcomes(fmt: Formatter, views: Sequence[NoticeView], numbers: ItemNumbers) -> ScreenBlock:
    """Decisions about the person's items."""
    found = [(view, view.item) for view in views if view.item]
    lines = [numbered(fmt, number_of(numbers, item), _outcome(fmt, view, item)) for view, item in found]
    shapes = [(*lines[:most], *more(fmt, len(lines) - most)) for most in (LISTED_AT_MOST, 5, 2)]
    buttons = [
        row for view, item in found for row in _outcome_buttons(fmt, view, item, number_of(numbers, item))
    ]
    kinds = Counter(str(view.data.get("outcome", "")) for view, _ in found)
    counts = [fmt.say(OUTCOME_COUNT_KEYS[kind], n=n) for kind, n in kinds.items()]
    title = fmt.say("outcome.title", n=len(lines), counts=counts)
    return ScreenBlock(
        (*shapes, (title,)), () if numbers is None else tuple(buttons), ids(item for _, item in found)
    )


def _outcome_buttons(fmt: Formatter, view: NoticeView, item: Item, n: int) -> list[tuple[Button, ...]]:
    """What the unit still owes carries its answers."""
    theirs = view.data.get("outcome") != "given_up"
    if theirs and view.kind is NoticeKind.OUTCOME and item.state in (State.OPEN, State.REWORK):
        return report_buttons(fmt, item, n)
    return [(fmt.button("button.card_of", Verb.CARD, item.id, number=fmt.number(item.task)),)]


def _outcome(fmt: Formatter, view: NoticeView, item: Item) -> str:
    key = OUTCOME_KEYS[str(view.data.get("outcome", ""))]
    said = fmt.say(
        key,
        name=fmt.name(item),
        due=fmt.legal_date(item.due),
        first=fmt.day(item.first_due),
        unit=str(view.data.get("unit", "")),
        until=fmt.legal_date(item.suspended_until) if item.suspended_until else "",
    )
    return fmt.say("outcome.because", outcome=said, words=view.reason) if view.reason else said

"""Which of the sender's items a segment is about: by number, by name, by the conversation."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.domain.language.conversation import OwnItem, Speaker, Subject, Thread
from bot.domain.language.dates import mentions
from bot.domain.language.named_units import units_in
from bot.domain.plan import Task

# What a measure word counts: 座 counts 烤房 and no 食用菌用煤.
COUNTED: dict[str, tuple[str, ...]] = {
    "座": ("烤房", "站", "桥", "电站"),
    "家": ("企业", "行业", "单位", "水泥", "业主"),
    "户": ("户",),
    "台": ("锅炉", "机组", "车", "炉", "机械"),
    "辆": ("车",),
    "公里": ("国道", "路", "线", "航道"),
    "条": ("铁路", "专用线", "道路"),
    "处": ("矿", "工地"),
}
DIFFERENCE = 1.25  # how much more clearly one milestone has to be named than another


def of_number(number: str, speaker: Speaker, subject: Subject) -> list[OwnItem]:
    """The sender's items of a task or milestone number."""
    task = subject.task_of(number)
    if task is None:
        return []
    mine = [one for one in speaker.items if one.task == task.id]
    if number in subject.by_milestone and number not in subject.by_number:
        return [one for one in mine if one.milestone == number] or [one for one in mine if one.local]
    return mine


def narrowed(
    items: Sequence[OwnItem], words: str, units: Iterable[str], thread: Thread, subject: Subject, today: date
) -> list[OwnItem]:
    """Items of one task → those that the words leave: one, or several to be asked about."""
    named = _named(items, words, tuple(units), subject)
    left = [one for one in named if one.running] or list(named)
    left = _told_or_local(by_period(left, words, today), thread, today)
    left = _usual(left, subject.plan.task[left[0].task]) if len(left) > 1 else left
    if len(left) > 1:
        seen = [one for one in left if one.id in (thread.about or thread.shown)]
        left = seen if len(seen) == 1 else left
    return left


def by_period(items: Sequence[OwnItem], words: str, today: date) -> list[OwnItem]:
    """Of several periods of the same work the one that is named, else the last that has ended or is asked for."""
    kept: list[OwnItem] = []
    groups: dict[tuple[str, str, str], list[OwnItem]] = {}
    for one in items:
        groups.setdefault((one.task, one.milestone, one.unit), []).append(one)
    spans = [day.span for day in mentions(words[:200], today) if day.span and day.span[0] != day.span[1]]
    for group in groups.values():
        named = [one for one in group if any((one.since, one.until) == span for span in spans)]
        kept.append(max(named or group, key=lambda one: (one.running, one.until < today, one.until)))
    return kept


def _told_or_local(items: Sequence[OwnItem], thread: Thread, today: date) -> list[OwnItem]:
    """A date that a county is told of is the same work as its local work of the task: the one that the conversation is
    about, else the return's while it is asked, else the date while it is told of."""
    told, local = ([one for one in items if getattr(one, kind)] for kind in ("told", "local"))
    if not told or not local:
        return list(items)
    under_way = (thread.waiting,) if thread.waiting else thread.about or thread.shown
    seen = {one.id for one in items} & set(under_way)
    if bool(seen & {one.id for one in told}) != bool(seen & {one.id for one in local}):
        other = local if seen & {one.id for one in told} else told
    else:
        asked = any(one.until < today and one.running for one in local)
        other = told if asked or not any(one.current for one in told) else local
    return [one for one in items if one not in other]


def _named(items: Sequence[OwnItem], words: str, units: tuple[str, ...], subject: Subject) -> list[OwnItem]:
    """Those whose milestone the words, or what they count, name most clearly; closed ones too. All where none is."""
    if len({one.milestone for one in items}) < 2:
        return list(items)
    scores = {one.milestone: subject.vocabulary.milestone(one.task, one.milestone, words) for one in items}
    most = max(scores.values())
    best = [one for one in items if scores[one.milestone] * DIFFERENCE > most] if most else list(items)
    if len({one.milestone for one in best}) == 1:
        return best
    task = subject.plan.task[items[0].task]
    best = _there(best, words, task, subject) or best
    return [one for one in best if _counts(task, one, units)] or best


def _there(items: Sequence[OwnItem], words: str, task: Task, subject: Subject) -> list[OwnItem]:
    """The one work in the counties that the words name: 南召那处矿山. None where there are several."""
    where = {one.id: one.counties for one in task.milestones}
    named = {unit for unit in units_in(words, subject.unit_names) if unit in task.roles.local}
    found = [one for one in items if named & set(where.get(one.milestone, ())) and one.unit not in named]
    return found if len({one.milestone for one in found}) == 1 else []


def _usual(items: Sequence[OwnItem], task: Task) -> list[OwnItem]:
    """Where the words name no item clearly: the task as a whole, else what has a date, else what the plan says when
    to report. Items that are alike in this stay and are asked about."""
    if len({one.milestone for one in items}) < 2:
        return list(items)
    known = {one.id: one for one in task.milestones}
    of = [(one, known.get(one.milestone)) for one in items]
    whole = [one for one, its in of if one.local or (its and its.inferred)]
    dated = [one for one, _ in of if not one.recurring]
    said = [one for one, its in of if its and not its.every_inferred]
    return next((found for found in (whole, dated, said) if found), list(items))


def _counts(task: Task, item: OwnItem, units: tuple[str, ...]) -> bool:
    """Whether the item's text has something that is counted in one of the units."""
    text = next((one.text for one in task.milestones if one.id == item.milestone), "")
    return any(noun in text for unit in units for noun in COUNTED.get(unit, ()))


def in_thread(speaker: Speaker, thread: Thread, today: date) -> list[OwnItem]:
    """The items the conversation is about: waited for, replied to, shown last, or all that are owed."""
    by_id = {one.id: one for one in speaker.items}
    for ids in ((thread.waiting,) if thread.waiting else (), thread.about, thread.shown):
        if found := [by_id[id_] for id_ in ids if id_ in by_id]:
            return [one for one in found if one.running] or found
    return by_period([one for one in speaker.items if one.running and one.current], "", today)

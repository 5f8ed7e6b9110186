"""What a person's answer adds to a draft: days, numbers, goals, units and tasks that an import did not read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count

from bot.domain.plan import MilestoneKind
from bot.planfile.checks import in_tasks
from bot.planfile.importer.fields import filled, indicator
from bot.planfile.importer.numbers import amounts
from bot.planfile.importer.typed_words import says_what
from bot.planfile.importer.unit_shapes import is_a_place as is_area
from bot.planfile.review.changes import new_unit, there
from bot.planfile.review.merging import free_id
from bot.planfile.review.rows import rows
from bot.planfile.text_edit import Edit
from bot.planfile.yaml_tree import Path, Tree

_END_NUMBER = re.compile(r"[0-9]+$")


@dataclass(frozen=True, slots=True)
class PhraseSource:
    """Where the document says it: a phrase as it stands there (empty: not known), and its line."""

    quote: str = ""
    line: str = ""


def with_due(
    tree: Tree, task: Path, milestone: Path | None, due: str, every: str, source: PhraseSource
) -> Edit:
    """A day, a rhythm or both for a task. The one goes to `milestone` where it is given, all else is added."""
    row = _row(tree, task)
    edit = Edit(gone=there(tree, task, "every"))  # a rhythm of its own is for a task without milestones
    if milestone and due:
        edit |= _with_day(tree, milestone, due)
    elif milestone and every:
        edit |= _with_rhythm(tree, milestone, every)
    listed = row.get("milestones")
    taken = {str(one["id"]) for one in listed if isinstance(one, dict)} if isinstance(listed, list) else set()
    fresh: list[dict[str, str]] = [{"due": due}] if due and not milestone else []
    fresh += [{"every": every}] if every and (due or not milestone) else []
    for term in fresh:
        id_ = free_id(str(row["id"]), taken)
        taken.add(id_)
        kind = {"kind": MilestoneKind.DUTY.value} if "every" in term else {}
        text = {"text": source.quote if says_what(source.quote) else str(row.get("title", ""))}
        found = {"quote": source.quote, "line": source.line or str(row.get("line") or "")}
        edit |= Edit(added=(((*task, "milestones"), filled({"id": id_, **kind, **text, **term, **found})),))
    return edit


def _with_day(tree: Tree, milestone: Path, due: str) -> Edit:
    """A duty that is given a day is a result: it is due once."""
    edit = Edit({(*milestone, "due"): due}, there(tree, milestone, "day_inferred"))
    if tree.at((*milestone, "kind")) == MilestoneKind.DUTY:
        gone = there(tree, milestone, "kind", "every", "every_inferred", "months", "seasons", "general")
        edit |= Edit(gone=gone)
    return edit


def _with_rhythm(tree: Tree, milestone: Path, every: str) -> Edit:
    """A result that is given a rhythm is a duty: it has no last day of its own."""
    gone = there(tree, milestone, "due", "day_inferred", "every_inferred", "months", "seasons")
    return Edit({(*milestone, "kind"): MilestoneKind.DUTY.value, (*milestone, "every"): every}, gone)


def with_goal(text: str, due: str, source: PhraseSource) -> Edit:
    """A day outside all tasks, and the numbers that are to be reached by it."""
    found = {"quote": source.quote, "line": source.line}
    read = [one for one in amounts(text) if one.kind is not None]
    day = date.fromisoformat(due) if due else None
    numbers = [filled({**indicator(one, text, 0, day, text), "line": source.line}) for one in read]
    goal = filled({"text": text, "due": due, **found, "indicators": numbers})
    return Edit(added=((("goals",), goal),))


def with_number(tree: Tree, task: Path | None, fields: Mapping[str, str], source: PhraseSource) -> Edit:
    """A number as a target of a task, or of the goal that stands in its line; that is made where there is none."""
    found = {"quote": source.quote, "line": source.line}
    number = filled({**fields, **found})
    if task:
        _row(tree, task)
        return Edit(added=(((*task, "indicators"), number),))
    goals = [
        (path, row)
        for path, row in rows(tree, "goals", "*")
        if source.line and row.get("line") == source.line
    ]
    said = [path for path, row in goals if source.quote and source.quote in str(row.get("text"))]
    if goals:
        return Edit(added=(((*(said or [goals[0][0]])[0], "indicators"), number),))
    goal = filled({"text": fields.get("name", ""), **found, "indicators": [number]})
    return Edit(added=((("goals",), goal),))


def with_units(tree: Tree, names: Iterable[str], are_counties: bool | None) -> Edit:
    """Those that the plan does not have yet. `are_counties` None: their names tell."""
    known = {row.get("name") for _, row in rows(tree, "units", "*")}
    edit = Edit()
    for name in dict.fromkeys(names):
        if name not in known:
            edit |= new_unit(name, is_area(name) if are_counties is None else are_counties)
    return edit


def with_period(start: str, end: str) -> Edit:
    return Edit({("period", "start"): start, ("period", "end"): end})


@dataclass(frozen=True, slots=True)
class NewTask:
    """`lead` and `due` may be empty."""

    number: int
    title: str
    lead: tuple[str, ...]
    due: str


def with_task(tree: Tree, section: Path, new: NewTask, source: PhraseSource) -> Edit:
    """At its place by number among the tasks of the section. Raises LookupError where there is no such section."""
    _row(tree, section)
    tasks = [(path, row) for path, row in rows(tree, "sections", "*", "tasks", "*") if path[:2] == section]
    stem = _END_NUMBER.sub("", str(tasks[-1][1].get("id", ""))) if tasks else ""
    id_ = _free_task_id(tree, f"{stem}{new.number}")
    day = filled(
        {"id": f"{id_}.1", "text": new.title, "due": new.due, "quote": source.quote, "line": source.line}
    )
    task = filled(
        {
            "id": id_,
            "number": str(new.number),
            "title": new.title,
            "text": source.quote or new.title,
            "line": source.line,
            "roles": {"lead": [*new.lead]} if new.lead else {},
            "milestones": [day] if new.due else [],
        }
    )
    behind = [path for path, row in tasks if _number(row) > new.number]
    units = with_units(tree, new.lead, None)
    return units | Edit(added=((behind[0] if behind else (*section, "tasks"), task),))


def _free_task_id(tree: Tree, wanted: str) -> str:
    taken = {
        str(id_)
        for place in in_tasks("id") + in_tasks("milestones", "*", "id")
        for _, id_ in tree.each(*place)
    }
    return next(one for n in count(1) if (one := wanted if n == 1 else f"{wanted}-{n}") not in taken)


def _number(row: Mapping[str, object]) -> int:
    number = str(row.get("number", ""))
    return int(number) if number.isdecimal() else 0


def _row(tree: Tree, path: Path) -> Mapping[str, object]:
    row = tree.at(path)
    if not isinstance(row, dict):
        raise LookupError(path)
    return row

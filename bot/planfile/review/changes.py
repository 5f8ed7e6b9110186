"""What a person's answer changes in the text of a draft. Each function takes the text and returns the new one."""

from collections.abc import Mapping

from bot.domain.plan import UnitKind
from bot.planfile.importer.fields import Value
from bot.planfile.importer.unit_shapes import is_a_place as is_area
from bot.planfile.review.shown import ROLES
from bot.planfile.yaml_edit import YamlText
from bot.planfile.yaml_tree import Path, Tree, parse

NOBODY = "none"  # the answer that a unit has no part in the task


def with_value(text: str, path: Path, value: str) -> str:
    """One field; an empty one is taken out. A day that a person writes is no longer inferred."""
    tree = parse(text)
    if not value.strip():
        return YamlText(text).without(path) if tree.at(path) is not None else text
    text = YamlText(text).changed(path, value.strip())
    inferred = (*path[:-1], "day_inferred")
    if path[-1] == "due" and tree.at(inferred) is not None:
        text = YamlText(text).without(inferred)
    return text


def without_row(text: str, path: Path) -> str:
    """A milestone, a number, a goal or a question, and what the demands say of a milestone that is gone."""
    tree = parse(text)
    row = tree.at(path)
    text = YamlText(text).without(path)
    if isinstance(row, dict) and isinstance(row.get("id"), str):
        text = _without_carrier(text, row["id"])
    return text


def without_task(text: str, path: Path) -> str:
    """A task said twice, with the demands and questions that only it had."""
    tree = parse(text)
    row = tree.at(path)
    task = row.get("id") if isinstance(row, dict) else None
    text = YamlText(text).without(path)
    while (
        found := _first_of(parse(text), "questions", task) or _first_of(parse(text), "demands", task)
    ) is not None:
        text = YamlText(text).without(found)
    return text


def with_roles(text: str, task: Path, roles: Mapping[str, str]) -> str:
    """`roles`: unit → lead, support, joint, local or none. A unit that the plan does not know yet is added."""
    tree = parse(text)
    said = tree.at((*task, "roles"))
    named: dict[str, list[str]] = {role: [] for role in ROLES}
    for role in ROLES:
        listed = said.get(role) if isinstance(said, dict) else None
        named[role] = [one for one in listed or [] if isinstance(one, str) and one not in roles]
    for unit, role in roles.items():
        if role != NOBODY:
            named[role].append(unit)
    value: dict[str, Value] = {role: [*units] for role, units in named.items() if units}
    text = YamlText(text).changed((*task, "roles"), value)
    known = {row.get("name") for _, row in tree.each("units", "*") if isinstance(row, dict)}
    for unit, role in roles.items():
        if role != NOBODY and unit not in known:
            text = _with_unit(text, unit, role)
    return text


def with_one_unit(text: str, gone: str, kept: str) -> str:
    """Two names are one unit: wherever the plan names the first, it names the second, once."""
    tree = parse(text)
    changes: dict[Path, Value] = {}
    for path, roles in tree.each("sections", "*", "tasks", "*", "roles"):
        if isinstance(roles, dict) and any(gone in (listed or []) for listed in roles.values()):
            changes[path] = _renamed(roles, gone, kept)
    units = [(path, row.get("name")) for path, row in tree.each("units", "*") if isinstance(row, dict)]
    dropped = [path for path, name in units if name == gone]
    if dropped and kept not in [name for _, name in units]:
        changes[(*dropped.pop(), "name")] = kept
    return YamlText(text).edited(changes, dropped)


def _renamed(roles: Mapping[str, object], gone: str, kept: str) -> dict[str, Value]:
    """The first of its roles is the one it has."""
    seen: set[str] = set()
    named: dict[str, Value] = {}
    for role in ROLES:
        listed = roles.get(role)
        units = [kept if one == gone else one for one in listed] if isinstance(listed, list) else []
        fresh = [one for one in dict.fromkeys(map(str, units)) if one not in seen]
        seen |= set(fresh)
        if fresh:
            named[role] = fresh
    return named


def with_due(text: str, task: Path, milestone: Path | None, due: str, every: str) -> str:
    """A day or a rhythm for a milestone; without one, for the task as a whole."""
    if milestone is None:
        return _with_milestone(text, task, due, every)
    for name, value in (("due", due), ("every", every)):
        text = with_value(text, (*milestone, name), value)
    return text


def _with_milestone(text: str, task: Path, due: str, every: str) -> str:
    tree = parse(text)
    row = tree.at(task)
    if not isinstance(row, dict):
        return text
    listed = row.get("milestones")
    before = listed if isinstance(listed, list) else []
    taken = {one.get("id") for one in before if isinstance(one, dict)}
    id_ = next(
        f"{row['id']}.{n}"
        for n in range(len(before) + 1, len(before) + 99)
        if f"{row['id']}.{n}" not in taken
    )
    fresh: dict[str, Value] = {"id": id_, "text": str(row.get("title", ""))}
    fresh |= {"due": due} if due else {}
    fresh |= {"kind": "duty", "every": every} if every else {}
    if isinstance(row.get("line"), str):
        fresh["line"] = str(row["line"])
    return YamlText(text).appended((*task, "milestones"), fresh)


def with_number(text: str, task: Path, fields: Mapping[str, str]) -> str:
    """A number of a question as a target: name, op, value and unit as a person has them."""
    fresh: dict[str, Value] = {name: value for name, value in fields.items() if value}
    return YamlText(text).appended((*task, "indicators"), fresh)


def _with_unit(text: str, unit: str, role: str) -> str:
    kind = UnitKind.COUNTY if role == "local" or is_area(unit) else UnitKind.DEPARTMENT
    return YamlText(text).appended(("units",), {"name": unit, "kind": kind.value})


def _without_carrier(text: str, id_: str) -> str:
    """Of the demands that it carried alone none is left; the others name it no more."""
    tree = parse(text)
    for path, by in tree.each("demands", "*", "by"):
        if isinstance(by, list) and id_ in by:
            rest: list[Value] = [str(one) for one in by if one != id_]
            text = YamlText(text).changed(path, rest)
    return text


def _first_of(tree: Tree, rows: str, task: object) -> Path | None:
    return next(
        (
            path
            for path, row in tree.each(rows, "*")
            if isinstance(row, dict) and task and row.get("task") == task
        ),
        None,
    )

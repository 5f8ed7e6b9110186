"""Two names that are one unit, two tasks that are one, and a task that is none."""

from collections.abc import Mapping, Sequence
from itertools import count

from bot.domain.assignment import LOCAL_WORK
from bot.domain.errors import Refused
from bot.planfile.checks import TASKS
from bot.planfile.importer.fields import Value, filled
from bot.planfile.review.changes import with_carriers
from bot.planfile.review.rows import ROLES, rows, units_by_role
from bot.planfile.text_edit import Edit
from bot.planfile.yaml_tree import Path, Tree

SAME = {"milestones": ("text", "due", "every"), "indicators": ("name", "op", "value", "unit", "due")}


def with_one_unit(tree: Tree, gone: str, kept: str) -> Edit:
    """Wherever the plan names the first, it names the second, once."""
    changes: dict[Path, Value] = {}
    for tasks in TASKS:
        for path, roles in rows(tree, *tasks, "roles"):
            if any(isinstance(listed, list) and gone in listed for listed in roles.values()):
                changes[path] = _renamed(roles, gone, kept)
        for path, unit in tree.each(*tasks, "shares", "*", "unit"):
            changes |= {path: kept} if unit == gone else {}
    changes |= _at_places(tree, gone, [kept])
    for path, scope in tree.each("goals", "*", "scope"):
        changes |= {path: kept} if scope == gone else {}
    changes |= {("readings",): kept} if tree.at(("readings",)) == gone else {}
    units = [(path, row.get("name")) for path, row in rows(tree, "units", "*")]
    dropped = [path for path, name in units if name == gone]
    if dropped and kept not in [name for _, name in units]:
        changes[(*dropped.pop(), "name")] = kept
    return Edit(changes, tuple(dropped))


def without_unit(tree: Tree, name: str) -> Edit:
    """Who is none: in no task, at no place, and not in the plan."""
    changes: dict[Path, Value] = {}
    gone = [path for path, row in rows(tree, "units", "*") if row.get("name") == name]
    lists = [(*tasks, "roles", role) for tasks in TASKS for role in ROLES]
    lists += [(*tasks, "milestones", "*", "where") for tasks in TASKS]
    for place in lists:
        for path, units in tree.each(*place):
            if isinstance(units, list) and name in units:
                rest: list[Value] = [str(one) for one in units if one != name]
                gone += [] if rest else [path]
                changes |= {path: rest} if rest else {}
    for tasks in TASKS:
        gone += [path for path, row in rows(tree, *tasks, "shares", "*") if row.get("unit") == name]
    gone += [path for path, scope in tree.each("goals", "*", "scope") if scope == name]
    if not gone:
        raise LookupError(name)
    return Edit(changes, tuple(gone))


def with_members(tree: Tree, collective: str, names: Sequence[str]) -> Edit:
    """各县（市、区）人民政府 is no unit that can be asked: its members stand in its place, each in the role that it has
    in the task already, or else in that of all."""
    changes: dict[Path, Value] = {}
    for tasks in TASKS:
        for path, roles in rows(tree, *tasks, "roles"):
            named = units_by_role(roles)
            own = {unit for units in named.values() for unit in units}
            if collective in own:
                members = [name for name in names if name not in own]
                new = {role: _put(units, collective, members) for role, units in named.items()}
                changes[path] = {role: units for role, units in new.items() if units}
    changes |= _at_places(tree, collective, names)
    units = [path for path, row in rows(tree, "units", "*") if row.get("name") == collective]
    return Edit(changes, tuple(units))


def _at_places(tree: Tree, name: str, members: Sequence[str]) -> dict[Path, Value]:
    """The counties of milestones, with the members in the place of the one."""
    return {
        path: _put([str(one) for one in where], name, members)
        for tasks in TASKS
        for path, where in tree.each(*tasks, "milestones", "*", "where")
        if isinstance(where, list) and name in where
    }


def _put(units: Sequence[str], collective: str, members: Sequence[str]) -> list[Value]:
    each = [name for unit in units for name in (members if unit == collective else [unit])]
    return [*dict.fromkeys(each)]


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
            named[role] = [*fresh]
    return named


def without_task(tree: Tree, path: Path) -> Edit:
    """With the demands and questions that only it had; a section goes with its last task. Raises Refused for the last
    task of the plan."""
    row = tree.at(path)
    if not isinstance(row, dict):
        raise LookupError(path)
    task = row.get("id")
    about = [
        place
        for of in ("questions", "demands")
        for place, one in rows(tree, of, "*")
        if one.get("task") == task
    ]
    ids = [f"{task}.{LOCAL_WORK}", f"{task}.1", *(str(one.get("id")) for one in _listed(row, "milestones"))]
    return (
        _without(tree, path)
        | Edit(gone=tuple(about))
        | with_carriers(_besides(tree, about), dict.fromkeys(ids, ""))
    )


def _besides(tree: Tree, gone: list[Path]) -> Tree:
    """The demands that stay, at their places: what is taken out is not changed too."""
    value = tree.value if isinstance(tree.value, dict) else {}
    demands = value.get("demands") or []
    lost = {path[1] for path in gone if path[0] == "demands"}
    return Tree({**value, "demands": [None if at in lost else one for at, one in enumerate(demands)]})


def _without(tree: Tree, path: Path) -> Edit:
    listed = tree.at(path[:-1])
    if isinstance(listed, list) and len(listed) == 1 and path[0] == "sections":
        sections = tree.at(("sections",))
        if isinstance(sections, list) and len(sections) == 1:
            raise Refused("plan_review.last_task")
        return Edit(gone=(path[:2],))
    return Edit(gone=(path,))


def merged(tree: Tree, gone: Path, kept: Path) -> Edit:
    """What only the first has (units, days, numbers, questions, demands) goes to the second; a unit of both keeps the
    role that it has in the second."""
    old, new = tree.at(gone), tree.at(kept)
    if not isinstance(old, dict) or not isinstance(new, dict) or gone == kept:
        raise LookupError(gone)
    added, ids = _rows_over(old, new, kept)
    ids = {f"{old['id']}.{of}": f"{new['id']}.{of}" for of in ("1", LOCAL_WORK)} | ids
    changes: dict[Path, Value] = {(*kept, "roles"): _roles_of_both(old.get("roles"), new.get("roles"))}
    for of in ("questions", "demands"):
        for path, row in rows(tree, of, "*"):
            changes |= {(*path, "task"): str(new["id"])} if row.get("task") == old["id"] else {}
    return Edit(changes, added=added) | with_carriers(tree, ids) | _without(tree, gone)


def _rows_over(
    old: Mapping[str, object], new: Mapping[str, object], kept: Path
) -> tuple[tuple[tuple[Path, Value], ...], dict[str, str]]:
    """The rows that the second lacks, and for each milestone of the first the one it is now."""
    added: list[tuple[Path, Value]] = []
    ids: dict[str, str] = {}
    taken = {str(one.get("id")) for one in _listed(new, "milestones")}
    for name, fields in SAME.items():
        has = {_key(one, fields): str(one.get("id")) for one in _listed(new, name)}
        for row in _listed(old, name):
            fresh = filled(row)
            same = has.get(_key(row, fields))
            if same is None and name == "milestones":
                same = free_id(str(new["id"]), taken)
                taken.add(same)
                added.append(((*kept, name), {**fresh, "id": same}))
            elif same is None:
                added.append(((*kept, name), fresh))
            if name == "milestones":
                ids[str(row.get("id"))] = same or ""
    return tuple(added), ids


def _roles_of_both(old: object, new: object) -> dict[str, Value]:
    more, has = units_by_role(old), units_by_role(new)
    known = {unit for units in has.values() for unit in units}
    both = {role: [*has[role], *(unit for unit in more[role] if unit not in known)] for role in ROLES}
    return {role: units for role, units in both.items() if units}


def free_id(task: str, taken: set[str]) -> str:
    return next(id_ for n in count(1) if (id_ := f"{task}.{n}") not in taken)


def _listed(row: Mapping[str, object], name: str) -> list[dict[str, Value]]:
    listed = row.get(name)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _key(row: Mapping[str, object], fields: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(row.get(name) for name in fields)

"""What a person's answer changes in what a draft has. Each function takes the draft and returns the edit."""

from collections.abc import Iterable, Mapping

from bot.domain.plan import UnitKind, goal_id
from bot.planfile.checks import TASKS
from bot.planfile.importer.fields import Value
from bot.planfile.importer.typed_words import plain_figure
from bot.planfile.importer.unit_shapes import is_a_place as is_area
from bot.planfile.review.rows import ROLES, rows, units_by_role
from bot.planfile.text_edit import Edit
from bot.planfile.yaml_tree import Path, Tree

NOBODY = "none"  # the answer that a unit has no part in the task


EDITED = frozenset(  # the fields that the page shows
    {"title", "text", "scope", "start", "end", "due", "every", "strength", "name", "op", "value", "unit"}
)


def with_value(tree: Tree, path: Path, value: str) -> Edit:
    """One field; an empty one is taken out. A day that a person writes is no longer inferred. Raises ValueError for a
    field that is not shown."""
    if path[-1] not in EDITED or isinstance(tree.at(path), list | dict):
        raise ValueError(path)
    if path[-1] == "value":
        value = plain_figure(value)
    if not value.strip():
        return Edit(gone=(path,) if tree.at(path) is not None else ())
    return Edit({path: value.strip()}, there(tree, path[:-1], "day_inferred") if path[-1] == "due" else ())


def there(tree: Tree, row: Path, *names: str) -> tuple[Path, ...]:
    """Those of the fields that the row has."""
    return tuple((*row, name) for name in names if tree.at((*row, name)) is not None)


def without_row(tree: Tree, path: Path) -> Edit:
    """A milestone, a number or a goal, and what the demands say of a milestone or a goal that is gone."""
    row = tree.at(path)
    if path[0] == "goals" and len(path) == 2:
        return Edit(gone=(path,)) | _without_goal(tree, int(path[1]))
    id_ = row.get("id") if isinstance(row, dict) else None
    if path[-2] != "milestones" or not isinstance(id_, str):
        return Edit(gone=(path,))
    shares = [
        share
        for share, listed in tree.each("sections", "*", "tasks", "*", "shares", "*", "milestones")
        if listed == [id_]
    ]
    return Edit(gone=(path, *(share[:-1] for share in shares))) | with_carriers(tree, {id_: ""})


def with_carriers(tree: Tree, ids: Mapping[str, str]) -> Edit:
    """What the demands name: each id by another one, or, where that is empty, no more."""
    changes: dict[Path, Value] = {}
    for path, by in tree.each("demands", "*", "by"):
        if isinstance(by, list) and set(by) & ids.keys():
            changes[path] = [*dict.fromkeys(filter(None, (ids.get(str(one), str(one)) for one in by)))]
    return Edit(changes)


def _without_goal(tree: Tree, at: int) -> Edit:
    """A demand names a goal by its place: those behind it move up."""
    behind = range(at + 1, len([*tree.each("goals", "*")]))
    return with_carriers(tree, {goal_id(at): "", **{goal_id(n): goal_id(n - 1) for n in behind}})


def with_roles(tree: Tree, tasks: Iterable[Path], roles: Mapping[str, str]) -> Edit:
    """`roles`: unit → lead, support, joint, local or none. A unit that the plan does not know yet is added."""
    edit = Edit()
    for task in tasks:
        edit |= _roles_changed(tree.at((*task, "roles")), (*task, "roles"), roles)
    known = {row.get("name") for _, row in rows(tree, "units", "*")}
    for unit, role in roles.items():
        if role != NOBODY and unit not in known:
            edit |= new_unit(unit, is_county=role == "local" or is_area(unit))
    return edit


def _roles_changed(said: object, place: Path, roles: Mapping[str, str]) -> Edit:
    """Only the lists that change: what stands beside them stays as it is written."""
    before = units_by_role(said)
    after: dict[str, list[Value]] = {
        role: [
            *(unit for unit in units if unit not in roles),
            *(unit for unit, to in roles.items() if to == role),
        ]
        for role, units in before.items()
    }
    if not isinstance(said, dict) or not said or not any(after.values()):
        return Edit({place: {role: units for role, units in after.items() if units}})
    changed = {role for role in ROLES if after[role] != before[role]}
    return Edit(
        {(*place, role): after[role] for role in ROLES if role in changed and after[role]},
        tuple((*place, role) for role in ROLES if role in changed and not after[role] and role in said),
    )


def new_unit(name: str, is_county: bool) -> Edit:
    kind = UnitKind.COUNTY if is_county else UnitKind.DEPARTMENT
    return Edit(added=((("units",), {"name": name, "kind": kind.value}),))


def with_county(tree: Tree, milestone: Path, site: str, county: str) -> Edit:
    """Where a site that the document names lies: the milestone is of that county. Raises LookupError."""
    row = tree.at(milestone)
    sites = row.get("which_county") if isinstance(row, dict) else None
    if not isinstance(row, dict) or not isinstance(sites, list) or site not in sites:
        raise LookupError(site)
    where = row.get("where")
    named = [*map(str, where)] if isinstance(where, list) else []
    rest: list[Value] = [str(one) for one in sites if one != site]
    edit = Edit({(*milestone, "where"): [*dict.fromkeys([*named, county])]})
    place = (*milestone, "which_county")
    return edit | (Edit({place: rest}) if rest else Edit(gone=(place,)))


def without_unused_units(before: Tree, after: Tree) -> Edit:
    """Departments that an answer has taken out of their last task: nobody is to be asked in their name. One of which
    the plan says more than its name stays."""
    lost = _named(before) - _named(after)
    return Edit(
        gone=tuple(
            path
            for path, row in rows(after, "units", "*")
            if row.get("name") in lost
            and row.get("kind") == UnitKind.DEPARTMENT
            and set(row) == {"name", "kind"}
        )
    )


def _named(tree: Tree) -> set[object]:
    used: set[object] = {tree.at(("readings",))}
    for tasks in TASKS:
        for role in ROLES:
            used |= {unit for _, unit in tree.each(*tasks, "roles", role, "*")}
    return used

"""Matches tasks, milestones, sections, goals and units of two plan versions by their text, not by number or id.

A revision renumbers tasks: 17 becomes 14, and 17 is another task. Therefore similarity of title and text decides. In
the seed plan of 31 tasks no two tasks have a similarity above 0.27, and a reworded task keeps well over half of its
characters.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.domain.plan import Goal, Indicator, Milestone, Plan, Roles, Section, Task, Unit
from bot.domain.similarity import Pair, bigrams, match_pairs, similarity

TASK_THRESHOLD = 0.4  # title and text count half each: an equal title or an equal text alone is enough
MILESTONE_THRESHOLD = 0.3  # lower, because candidates belong to the same task
NAME_THRESHOLD = 0.5  # names of indicators, texts of goals
SECTION_THRESHOLD = 0.3  # title and tasks count half each
ROLES_THRESHOLD = 0.5  # share of equal roles of a renamed unit


@dataclass(frozen=True, slots=True)
class Match:
    """Pairs of old and new. Units in `old` already have their new names."""

    old: Plan
    new: Plan
    renamed: tuple[tuple[str, str], ...]  # units: old name, new name
    sections: tuple[Pair[Section], ...]
    tasks: tuple[Pair[Task], ...]
    goals: tuple[Pair[Goal], ...]


def match(old: Plan, new: Plan) -> Match:
    same = [(before.id, after.id) for before, after in _tasks(old, new) if before and after]
    renamed = _renamed(old, new, same)
    old = with_units(old, dict(renamed))
    partner = {after: before for before, after in same}
    tasks: list[Pair[Task]] = [(old.task.get(partner.get(task.id, "")), task) for task in new.works]
    kept = set(partner.values())
    tasks += [(task, None) for task in old.works if task.id not in kept]
    return Match(old, new, renamed, tuple(_sections(old, new, same)), tuple(tasks), tuple(_goals(old, new)))


# ---- tasks and what is in them


def _tasks(old: Plan, new: Plan) -> list[Pair[Task]]:
    known = {id(task): (bigrams(task.title), bigrams(_body(task))) for task in (*old.works, *new.works)}

    def score(before: Task, after: Task) -> float:
        if before.safeguard != after.safeguard:
            return 0.0
        (title, body), (its_title, its_body) = known[id(before)], known[id(after)]
        return (similarity(title, its_title) + similarity(body, its_body)) / 2

    return match_pairs(old.works, new.works, score, TASK_THRESHOLD, _task_tie_break)


def _body(task: Task) -> str:
    said = (milestone.text for milestone in task.milestones if not milestone.inferred)
    return "".join((task.text, *said, *(indicator.name for indicator in task.indicators)))


def _task_tie_break(before: Task, after: Task) -> int:
    return (
        4 * (before.roles == after.roles) + 3 * (before.id == after.id) + 2 * (before.number == after.number)
    )


def milestones(before: Task, after: Task) -> list[Pair[Milestone]]:
    """Matches results with results and duties with duties; inferred milestones match whatever their titles."""

    def tie_break(one: Milestone, other: Milestone) -> int:
        return 4 * (one.due == other.due) + 3 * (one.id == other.id) + 2 * (one.where == other.where)

    return match_pairs(before.milestones, after.milestones, _same_milestone, MILESTONE_THRESHOLD, tie_break)


def _same_milestone(one: Milestone, other: Milestone) -> float:
    if one.kind is not other.kind or one.inferred is not other.inferred:
        return 0.0
    return 1.0 if one.inferred else _texts(one.text, other.text)


def indicators(before: Iterable[Indicator], after: Iterable[Indicator]) -> list[Pair[Indicator]]:
    def score(one: Indicator, other: Indicator) -> float:
        if one.kind is not other.kind:
            return 0.0
        return 1.0 if one.key == other.key else _texts(one.name, other.name)

    def tie_break(one: Indicator, other: Indicator) -> int:
        return 4 * (one.unit == other.unit) + 3 * (one.due == other.due) + 2 * (one.value == other.value)

    return match_pairs(tuple(before), tuple(after), score, NAME_THRESHOLD, tie_break)


def _texts(one: str, other: str) -> float:
    return similarity(bigrams(one), bigrams(other))


# ---- the plan around them


def _goals(old: Plan, new: Plan) -> list[Pair[Goal]]:
    def score(one: Goal, other: Goal) -> float:
        if one.scope != other.scope:
            return 0.0
        return 1.0 if one.id and one.id == other.id else _texts(one.text, other.text)

    def tie_break(one: Goal, other: Goal) -> int:
        return 5 * (one.due == other.due) + 4 * (one.indicators == other.indicators)

    return match_pairs(old.goals, new.goals, score, NAME_THRESHOLD, tie_break)


def _sections(old: Plan, new: Plan, same: Sequence[tuple[str, str]]) -> list[Pair[Section]]:
    def score(one: Section, other: Section) -> float:
        here, there = {task.id for task in one.tasks}, {task.id for task in other.tasks}
        common = sum(before in here and after in there for before, after in same)
        return _texts(one.title, other.title) / 2 + common / (len(here) + len(there))

    return match_pairs(old.sections, new.sections, score, SECTION_THRESHOLD)


def _renamed(old: Plan, new: Plan, same: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """(old, new) names of units of the same kind, with similar names and mostly the same roles."""
    gone = [unit for unit in old.units if unit.name not in new.unit]
    come = [unit for unit in new.units if unit.name not in old.unit]
    theirs = {unit.name: _shares(old, unit, [before for before, _ in same]) for unit in gone}
    ours = {unit.name: _shares(new, unit, [after for _, after in same]) for unit in come}

    def score(one: Unit, other: Unit) -> float:
        had, has = theirs[one.name], ours[other.name]
        if one.kind is not other.kind or not _similar_names(one.name, other.name) or not had | has:
            return 0.0
        return len(had & has) / len(had | has)

    pairs = match_pairs(gone, come, score, ROLES_THRESHOLD)
    return tuple((before.name, after.name) for before, after in pairs if before and after)


def _shares(plan: Plan, unit: Unit, ids: Sequence[str]) -> set[tuple[int, str]]:
    """The unit's roles in tasks that both versions have."""
    return {(at, role) for at, task in enumerate(ids) if (role := plan.task[task].roles.of(unit.name))}


def _similar_names(one: str, other: str) -> bool:
    """True when one name abbreviates the other, or only the last character differs (a county becomes a district)."""
    shorter, longer = sorted((one, other), key=len)
    rest = iter(longer)
    if all(sign in rest for sign in shorter):
        return True
    return len(one) == len(other) > 2 and one[:-1] == other[:-1]


def with_units(plan: Plan, names: dict[str, str]) -> Plan:
    """The plan with units renamed by `names` (old → new)."""
    if not names:
        return plan

    def called(units: Iterable[str]) -> tuple[str, ...]:
        return tuple(names.get(unit, unit) for unit in units)

    units = tuple(replace(unit, name=names.get(unit.name, unit.name)) for unit in plan.units)
    goals = tuple(replace(goal, scope=names.get(goal.scope, goal.scope)) for goal in plan.goals)
    return replace(each_task(plan, lambda task: _with_names(task, called)), units=units, goals=goals)


def _with_names(task: Task, called: Callable[[Iterable[str]], tuple[str, ...]]) -> Task:
    roles = task.roles
    return replace(
        task,
        roles=Roles(called(roles.lead), called(roles.support), called(roles.joint), called(roles.local)),
        milestones=tuple(
            replace(one, where=called(one.where), asked_of=called(one.asked_of)) for one in task.milestones
        ),
    )


def each_task(plan: Plan, change: Callable[[Task], Task]) -> Plan:
    """The plan with `change` applied to every task and safeguard."""
    sections = tuple(replace(one, tasks=tuple(map(change, one.tasks))) for one in plan.sections)
    return replace(plan, sections=sections, safeguards=tuple(map(change, plan.safeguards)))

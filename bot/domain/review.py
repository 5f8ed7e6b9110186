"""Four eyes (回避): who reviews a result, and who decides an extension, a suspension, a decline or a
proposed talk.

Each decision has an ordered list of candidates. The first candidate group in which somebody is left decides, after
the people of the item's own unit and the person who submitted it are taken out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.assignment import Assignment
from bot.domain.person import Person, Role, Roster, unique
from bot.domain.plan import Plan, UnitRole


@dataclass(frozen=True, slots=True)
class Deciders:
    """The deciders, the unit in which the clock then runs ("" for a reviewer without a unit), and the reason."""

    people: tuple[Person, ...]
    unit: str
    why: str  # sentence review.why.<why>
    role: Role = Role.REVIEWER


NO_DECIDERS = Deciders((), "", "nobody")


def reviewers(a: Assignment, plan: Plan, roster: Roster) -> Deciders:
    """Counties' results: the task's lead. Leads': the coordinator. The coordinator's own bureau's: the reviewer.

    Where four eyes leave nobody, `why` is "nobody".
    """
    return _first(a, (*_leads(a, plan, roster), *_office(a, roster)))


def extension_deciders(a: Assignment, plan: Plan, roster: Roster, until: date | None = None) -> Deciders:
    """The reviewers of the item; past the plan's end the coordinator; for the coordinator's own bureau the reviewer.

    `until` is the date asked for: that of the pending request where none is given.
    """
    until = until or a.extension
    past_the_end = until is not None and until > plan.end
    return _first(a, _office(a, roster)) if past_the_end else reviewers(a, plan, roster)


def suspension_deciders(a: Assignment, plan: Plan, roster: Roster, due: date | None = None) -> Deciders:
    """Whoever decides an extension to the date that the suspension would lead to: that of the pending request where
    none is given."""
    return extension_deciders(a, plan, roster, due or a.suspension_due or a.due)


def suspension_setters(a: Assignment, roster: Roster) -> Deciders:
    """The person who suspends an item without being asked, or looks at a closed one again: the coordinator; for their
    own bureau the reviewer."""
    return _first(a, _office(a, roster))


def decline_deciders(a: Assignment, roster: Roster) -> Deciders:
    """The coordinator; for the coordinator's own bureau the reviewer."""
    return _first(a, _office(a, roster))


def talk_deciders(a: Assignment, roster: Roster) -> Deciders:
    """The person who puts a proposed talk before the leader: the coordinator; for their own bureau the reviewer."""
    return _first(a, _office(a, roster))


def talk_leaders(a: Assignment, roster: Roster) -> Deciders:
    """Who decides about a proposed talk: a leader with no part in the unit that it is about."""
    return _first(a, (Deciders(roster.holding(Role.LEADER), "", "leader", Role.LEADER),))


def _first(a: Assignment, candidates: Iterable[Deciders]) -> Deciders:
    for candidate in candidates:
        people = tuple(p for p in candidate.people if _is_independent(p, a))
        if people:
            return Deciders(people, candidate.unit, candidate.why, candidate.role)
    return NO_DECIDERS


def _is_independent(person: Person, a: Assignment) -> bool:
    """Another person than the one who submitted it, and of another unit."""
    return person.id != a.submitted_by and a.unit not in person.units()


def _leads(a: Assignment, plan: Plan, roster: Roster) -> list[Deciders]:
    task = plan.task.get(a.task)  # None where a later version has dropped it
    if task is None or a.role is not UnitRole.LOCAL:
        return []
    return [
        Deciders(unique(roster.liaisons(lead, a.task)), lead, "lead", Role.LIAISON)
        for lead in task.roles.leads
    ]


def _office(a: Assignment, roster: Roster) -> list[Deciders]:
    """The coordinator, unless it is about their own bureau; then the reviewer."""
    found = [Deciders(roster.holding(Role.REVIEWER), "", "reviewer", Role.REVIEWER)]
    if a.unit not in roster.coordinator_units:
        bureau = next(iter(sorted(roster.coordinator_units)), "")
        coordinators = roster.holding(Role.COORDINATOR)
        found.insert(0, Deciders(coordinators, bureau, "coordinator", Role.COORDINATOR))
    return found


def reviewer_missing_for(plan: Plan, roster: Roster) -> tuple[str, ...]:
    """Lead and joint units whose results nobody of another unit could review."""
    coordinators, bureau_reviewers = roster.holding(Role.COORDINATOR), roster.holding(Role.REVIEWER)
    asked = dict.fromkeys(unit for task in plan.tasks for unit in (*task.roles.lead, *task.roles.joint))

    def covered(unit: str) -> bool:
        people = bureau_reviewers if unit in roster.coordinator_units else (*coordinators, *bureau_reviewers)
        return any(unit not in person.units() for person in people)

    return tuple(unit for unit in asked if not covered(unit))

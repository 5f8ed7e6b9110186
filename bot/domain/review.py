"""Four eyes: who may review what. Another person, and another unit."""

from dataclasses import dataclass

from bot.domain.assignment import Assignment
from bot.domain.person import Person, Role, Roster, unique
from bot.domain.plan import Plan, UnitRole


@dataclass(frozen=True, slots=True)
class Reviewers:
    """Who reviews, in which unit the clock then runs ("" for a reviewer without a unit), and why they."""

    people: tuple[Person, ...]
    unit: str
    why: str  # sentence review.why.<why>


def reviewers(a: Assignment, plan: Plan, roster: Roster) -> Reviewers:
    """Counties' results: the task's lead. Leads': the coordinator. The coordinator's own bureau's: `reviewer`.

    Nobody reviews what they submitted, nor their own unit's work; where that leaves nobody, `why` is "nobody".
    """
    for candidate in _in_turn(a, plan, roster):
        people = tuple(p for p in candidate.people if _may(p, a))
        if people:
            return Reviewers(people, candidate.unit, candidate.why)
    return Reviewers((), "", "nobody")


def may_review(person: Person, a: Assignment, plan: Plan, roster: Roster) -> bool:
    return person in reviewers(a, plan, roster).people


def _may(person: Person, a: Assignment) -> bool:
    return person.id != a.submitted_by and a.unit not in person.units()


def _in_turn(a: Assignment, plan: Plan, roster: Roster) -> list[Reviewers]:
    turn: list[Reviewers] = []
    if a.role is UnitRole.LOCAL:
        task = plan.task.get(a.task)  # none where a later version has dropped it
        for lead in task.roles.lead if task else ():
            turn.append(Reviewers(unique(roster.liaisons(lead, a.task)), lead, "lead"))
    if a.unit not in roster.bureaus:
        bureau = next(iter(sorted(roster.bureaus)), "")
        turn.append(Reviewers(roster.holding(Role.COORDINATOR), bureau, "coordinator"))
    turn.append(Reviewers(roster.holding(Role.REVIEWER), "", "reviewer"))
    return turn


def reviewer_missing_for(plan: Plan, roster: Roster) -> tuple[str, ...]:
    """Lead and joint units whose results nobody of another unit could review."""
    coordinators, bureau_reviewers = roster.holding(Role.COORDINATOR), roster.holding(Role.REVIEWER)
    asked = dict.fromkeys(unit for task in plan.tasks for unit in (*task.roles.lead, *task.roles.joint))

    def covered(unit: str) -> bool:
        people = bureau_reviewers if unit in roster.bureaus else (*coordinators, *bureau_reviewers)
        return any(unit not in person.units() for person in people)

    return tuple(unit for unit in asked if not covered(unit))

"""How a person stands to an item: in which role, and in which relation. bot/domain/permissions.py says what follows."""

from collections.abc import Iterator
from enum import StrEnum

from bot.domain.assignment import Assignment, State
from bot.domain.person import Person, Role, Roster
from bot.domain.plan import Plan, Task, UnitRole
from bot.domain.review import (
    decline_deciders,
    extension_deciders,
    reviewers,
    suspension_deciders,
    suspension_setters,
    talk_deciders,
    talk_leaders,
)


class Relation(StrEnum):
    OWN_UNIT = "own_unit"  # of the unit that owes the item
    ASSIGNEE = "assignee"  # the colleague it was handed to
    HANDED_ON = "handed_on"  # of the unit that owes it, after it was handed to a colleague
    WAITED_FOR = "waited_for"  # of the unit whose help the item waits for
    TASK_LEAD = (
        "task_lead"  # of a lead unit of its task, while the item is a county's; of the unit that sums up
    )
    REVIEW_UNIT = "review_unit"  # of the unit whose review clock runs
    TAKEN_FROM = "taken_from"  # of the unit that the plan asks, once another has taken the item over
    SUPPORTING = "supporting"  # of a supporting unit of its task
    OWN_BUREAU = "own_bureau"  # the item is owed by a bureau in which a coordinator sits
    ELSEWHERE = "elsewhere"  # none of these
    # what bot/domain/review.py makes of them:
    REVIEWS = "reviews"
    DECIDES_EXTENSION = "decides_extension"
    DECIDES_SUSPENSION = "decides_suspension"
    SUSPENDS = "suspends"
    DECIDES_DECLINE = "decides_decline"
    DECIDES_TALK = "decides_talk"
    DIRECTS_TALK = "directs_talk"  # the leader


Standing = tuple[Role, Relation]
OF_UNITS = (Role.LIAISON, Role.HEAD)


def standings(person: Person, a: Assignment, plan: Plan, roster: Roster) -> frozenset[Standing]:
    """Every role in which the person stands to the item; empty for somebody without a post."""
    return frozenset(_by_posts(person, a, plan, roster)) | frozenset(_by_decision(person, a, plan, roster))


def unit_standings(person: Person, a: Assignment, plan: Plan, roster: Roster) -> frozenset[Standing]:
    """Those that posts give, without asking who decides."""
    return frozenset(_by_posts(person, a, plan, roster))


def handed_to(a: Assignment, roster: Roster) -> Person | None:
    """The colleague to whom the item was handed, or who stands in for them, while the unit's own clock runs and they
    still hold the post."""
    colleague, holders = roster.by_id.get(a.assignee), roster.colleagues(a.unit)
    if colleague and a.holder == a.unit and colleague in holders:
        return roster.present(colleague, holders)
    return None


def _by_posts(person: Person, a: Assignment, plan: Plan, roster: Roster) -> Iterator[Standing]:
    for post in person.posts:
        if post.role in OF_UNITS:
            found = tuple(_of_unit(person, post.unit, a, plan, roster)) or (Relation.ELSEWHERE,)
            yield from ((post.role, relation) for relation in found)
        else:
            own = a.unit in roster.coordinator_units and post.role in (Role.COORDINATOR, Role.REVIEWER)
            yield post.role, Relation.OWN_BUREAU if own else Relation.ELSEWHERE


def _of_unit(person: Person, unit: str, a: Assignment, plan: Plan, roster: Roster) -> Iterator[Relation]:
    if unit == a.unit:
        yield _within_the_unit(person, a, roster)
        return
    task = plan.task.get(a.task)  # None where a later version has dropped it
    if unit == a.holder and a.running:
        yield Relation.WAITED_FOR
    if unit == a.holder and a.state is State.SUBMITTED:
        yield Relation.REVIEW_UNIT
    if unit == a.taken_from:
        yield Relation.TAKEN_FROM
    if task and _answers_for(unit, a, task):
        yield Relation.TASK_LEAD
    if task and unit in task.roles.support:
        yield Relation.SUPPORTING


def _answers_for(unit: str, a: Assignment, task: Task) -> bool:
    """A lead for the counties of its task; the unit that sums up (汇总单位) for the other units of the task as well."""
    return unit in task.roles.sums_up or (a.role is UnitRole.LOCAL and unit in task.roles.lead)


def _within_the_unit(person: Person, a: Assignment, roster: Roster) -> Relation:
    colleague = handed_to(a, roster)
    if colleague is None:
        return Relation.OWN_UNIT
    return Relation.ASSIGNEE if person.id in (colleague.id, a.assignee) else Relation.HANDED_ON


def _by_decision(person: Person, a: Assignment, plan: Plan, roster: Roster) -> Iterator[Standing]:
    for relation, deciders in (
        (Relation.REVIEWS, reviewers(a, plan, roster)),
        (Relation.DECIDES_EXTENSION, extension_deciders(a, plan, roster)),
        (Relation.DECIDES_SUSPENSION, suspension_deciders(a, plan, roster)),
        (Relation.SUSPENDS, suspension_setters(a, roster)),
        (Relation.DECIDES_DECLINE, decline_deciders(a, roster)),
        (Relation.DECIDES_TALK, talk_deciders(a, roster)),
        (Relation.DIRECTS_TALK, talk_leaders(a, roster)),
    ):
        if person in deciders.people:
            yield deciders.role, relation

"""Recipients of an assignment: who is asked, who decides, whom a rung addresses."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.context.plan_context import PlanContext
from bot.domain.assignment import Assignment
from bot.domain.ladder import Draft
from bot.domain.person import Person, Role
from bot.domain.relation import handed_to
from bot.domain.review import reviewers, talk_deciders


class Unattended(StrEnum):
    """Why no liaison of a unit can be asked."""

    NOBODY = "nobody"  # nobody holds the post
    ABSENT = "absent"  # away, and nobody stands in
    UNREACHABLE = "unreachable"  # no account that works


@dataclass(frozen=True, slots=True)
class AskedPeople:
    """Who is asked about an item. `instead`: the reason why it is the unit's heads, or nobody who can be reached."""

    people: tuple[Person, ...]
    instead: Unattended | None = None
    missing: tuple[Person, ...] = ()  # the liaisons who cannot be asked


def asked(context: PlanContext, a: Assignment) -> AskedPeople:
    """The colleague it was handed to, else the liaisons of the unit that holds the clock; whoever stands in for one who
    is away. Where none of them can be written to, the heads of the unit."""
    unit = a.holder or a.unit
    colleague = handed_to(a, context.roster)
    found = (colleague,) if colleague else context.roster.liaisons(unit, a.task)
    if any(context.account(person.id) for person in found):
        return AskedPeople(found)
    heads = tuple(head for head in context.roster.heads(unit) if context.account(head.id))
    holders = context.roster.colleagues(unit)
    if found:
        return AskedPeople(heads or found, Unattended.UNREACHABLE, found)
    return AskedPeople(heads, Unattended.ABSENT if holders else Unattended.NOBODY, holders)


def asked_about(context: PlanContext, a: Assignment) -> tuple[Person, ...]:
    """The people to ask, without the reason."""
    return asked(context, a).people


def recipients(
    context: PlanContext, a: Assignment, roles: Iterable[Role], draft: Draft = Draft.NONE
) -> dict[Person, Role]:
    """Everybody a step addresses, each once, in the role they are addressed in.

    `draft`: what lies drafted at that step. A talk is put before whoever decides about it too: the reviewer, where
    it is about the coordinator's own bureau.
    """
    found: dict[Person, Role] = {}
    for role in roles:
        talk = draft is Draft.TALK and role is Role.COORDINATOR
        deciders = talk_deciders(a, context.roster).people if talk else ()
        for person in (*_in_role(context, a, role), *deciders):
            found.setdefault(person, role)
    return found


def holding_the_post(context: PlanContext, a: Assignment, roles: Iterable[Role]) -> dict[Person, Role]:
    """As `recipients`, without those who hear instead of a liaison who cannot be asked."""
    instead = asked(context, a).instead
    return recipients(context, a, [role for role in roles if role is not Role.LIAISON or not instead])


def _in_role(context: PlanContext, a: Assignment, role: Role) -> tuple[Person, ...]:
    match role:
        case Role.LIAISON:
            return asked_about(context, a)
        case Role.HEAD:
            return context.roster.heads(a.holder or a.unit)
        case Role.REVIEWER:
            return reviewers(a, context.plan, context.roster).people
        case _:
            return context.roster.holding(role)

"""What a person may do with an item now: the buttons of its card. The use cases check it again when pressed."""

from collections.abc import Iterator

from bot.cards.callback_data import Verb
from bot.context.plan_context import PlanContext
from bot.context.recipients import deciders
from bot.domain.allocation import is_external
from bot.domain.assignment import Assignment, State
from bot.domain.ladder import Draft, Rung
from bot.domain.person import Person, Role
from bot.domain.review import may_review


def acts(context: PlanContext, person: Person, a: Assignment) -> list[Verb]:
    found = [*_decide(context, person, a)]
    if answers(context, person, a):
        found += _answer(context, person, a)
    return [*dict.fromkeys(found), Verb.HISTORY]


def answers(context: PlanContext, person: Person, a: Assignment) -> bool:
    """Whether it is this person who is asked: not after it was handed to a colleague."""
    if not context.answers_for(person, a):
        return False
    if not a.assignee or a.assignee == person.id or a.holder != a.unit:
        return True
    return context.roster.by_id.get(a.assignee) not in context.roster.colleagues(a.unit)


def _answer(context: PlanContext, person: Person, a: Assignment) -> Iterator[Verb]:
    own = a.unit in person.units()
    if a.state in (State.PAST, State.OPEN, State.REWORK, State.SUBMITTED):
        yield Verb.REPORT
    if a.running:
        yield Verb.SAME
    if own and (a.running or a.state is State.PAST) and not a.recurring:
        yield Verb.SUBMIT
        if a.extension is None:
            yield Verb.EXTEND
    if a.running:
        yield from _pass_on(context, a, own)
    if (a.running or a.state is State.PAST) and own and not a.declined:
        yield Verb.DECLINE


def _pass_on(context: PlanContext, a: Assignment, own: bool) -> Iterator[Verb]:
    if own and not a.recurring:
        yield Verb.WAIT if a.holder == a.unit else Verb.RESUME
    if len(context.roster.colleagues(a.unit)) > 1:
        yield Verb.HAND


def _decide(context: PlanContext, person: Person, a: Assignment) -> Iterator[Verb]:
    if (a.state is State.SUBMITTED or a.sampled) and may_review(person, a, context.plan, context.roster):
        yield Verb.PASS
        yield Verb.REWORK
    if person in deciders(context, a):
        if a.extension:
            yield Verb.GRANT
            yield Verb.REFUSE_GRANT
        if a.declined:
            yield Verb.EXCUSE
            yield Verb.REFUSE_EXCUSE
    if person.holds(Role.COORDINATOR):
        yield from _coordinate(context, a)
    elif person.holds(Role.LEADER) and draft(context, a) is not Draft.NONE:
        yield Verb.DRAFT


def _coordinate(context: PlanContext, a: Assignment) -> Iterator[Verb]:
    if draft(context, a) is not Draft.NONE:
        yield Verb.DRAFT
    if endorsable(a):
        yield Verb.ENDORSE
    if a.state is State.PAST:
        yield Verb.START
    if a.running or a.state is State.PAST:
        yield Verb.CHASE


def endorsable(a: Assignment) -> bool:
    return a.running and a.highest_rung is Rung.PROPOSE_TALK and a.endorsed_on is None


def draft(context: PlanContext, a: Assignment) -> Draft:
    """What lies drafted: a letter to a body outside the city government, a talk with one inside."""
    if not a.running or a.highest_rung is None or a.recurring:
        return Draft.NONE
    if is_external(context.plan, a.unit):
        return Draft.LETTER if a.highest_rung.height >= Rung.SUPERVISE.height else Draft.NONE
    return Draft.TALK if a.highest_rung is Rung.PROPOSE_TALK else Draft.NONE

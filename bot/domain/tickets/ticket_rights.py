"""Who may do what with a ticket. Roles stand in bot/domain/permissions.py; here are the unit that it was given to, four
eyes, and what its state allows: the buttons of its card are drawn from the same answers."""

from enum import StrEnum

from bot.domain.action import Action
from bot.domain.assignment import Kind
from bot.domain.errors import Refused
from bot.domain.permissions import refusal_in_plan
from bot.domain.person import Person, Role, Roster
from bot.domain.tickets.ticket import TalkState, Ticket, TicketState
from bot.domain.tickets.ticket_life import TICKET_MOVES, TICKET_STATE_KEYS
from bot.domain.tickets.ticket_places import Repeat


class TicketAct(StrEnum):
    """What a person does with a ticket, in the order of its buttons."""

    SIGN = "sign"
    SUBMIT = "submit"
    PASS_DOWN = "pass_down"
    TOWNSHIP_DONE = "township_done"
    PASS = "pass"
    UNFOUNDED = "unfounded"
    RETURN = "return"
    KEEP_CLOSED = "keep_closed"
    REOPEN = "reopen"
    RECHECK = "recheck"
    WITHDRAW = "withdraw"
    ENDORSE_TALK = "endorse_talk"
    SPARE_TALK = "spare_talk"
    AGREE_TALK = "agree_talk"
    REFUSE_TALK = "refuse_talk"
    SAY = "say"
    CORRECT = "correct"


ACT_RULES: dict[TicketAct, tuple[Action, Kind]] = {
    TicketAct.SIGN: (Action.ANSWER_TICKET, Kind.TICKET_SIGNED),
    TicketAct.SAY: (Action.ANSWER_TICKET, Kind.TICKET_ANSWERED),
    TicketAct.SUBMIT: (Action.ANSWER_TICKET, Kind.TICKET_SUBMITTED),
    TicketAct.PASS_DOWN: (Action.ANSWER_TICKET, Kind.TICKET_PASSED_DOWN),
    TicketAct.TOWNSHIP_DONE: (Action.ANSWER_TICKET, Kind.TICKET_TOWNSHIP_DONE),
    TicketAct.PASS: (Action.REVIEW_TICKET, Kind.TICKET_PASSED),
    TicketAct.UNFOUNDED: (Action.REVIEW_TICKET, Kind.TICKET_PASSED),
    TicketAct.RETURN: (Action.REVIEW_TICKET, Kind.TICKET_RETURNED),
    TicketAct.REOPEN: (Action.REVIEW_TICKET, Kind.TICKET_REOPENED),
    TicketAct.RECHECK: (Action.REVIEW_TICKET, Kind.TICKET_RECHECK_SET),
    TicketAct.KEEP_CLOSED: (Action.REVIEW_TICKET, Kind.TICKET_RECHECK_PASSED),
    TicketAct.WITHDRAW: (Action.CHANGE_TICKET, Kind.TICKET_WITHDRAWN),
    TicketAct.CORRECT: (Action.CHANGE_TICKET, Kind.TICKET_CORRECTED),
    TicketAct.ENDORSE_TALK: (Action.REVIEW_TICKET, Kind.TICKET_TALK_ENDORSED),
    TicketAct.SPARE_TALK: (Action.REVIEW_TICKET, Kind.TICKET_TALK_SPARED),
    TicketAct.AGREE_TALK: (Action.DECIDE_TICKET_TALK, Kind.TICKET_TALK_AGREED),
    TicketAct.REFUSE_TALK: (Action.DECIDE_TICKET_TALK, Kind.TICKET_TALK_REFUSED),
}
"""act → (who, the event that it makes)"""

ASKED_BY_TYPING = (TicketAct.SAY, TicketAct.CORRECT)  # no buttons


def ticket_reviewers(ticket: Ticket, roster: Roster) -> tuple[Person, ...]:
    """回避: the coordinators, for their own bureau the reviewer; nobody of the unit, and nobody who spoke for it."""
    candidates = [roster.holding(Role.REVIEWER)]
    if ticket.subject.unit not in roster.coordinator_units:
        candidates.insert(0, roster.holding(Role.COORDINATOR))
    for people in candidates:
        if left := tuple(one for one in people if _is_independent(one, ticket)):
            return left
    return ()


def _is_independent(person: Person, ticket: Ticket) -> bool:
    return person.id not in ticket.spoken_by and ticket.subject.unit not in person.units()


def may_see(person: Person, ticket: Ticket) -> bool:
    return refusal_in_plan(Action.SEE_TICKET, person, ticket.subject.unit) is None


def ticket_refusal(act: TicketAct, person: Person, ticket: Ticket, roster: Roster) -> Refused | None:
    """Why the person may not do this with the ticket now; None where they may. The person is judged first."""
    action, kind = ACT_RULES[act]
    if refused := refusal_in_plan(action, person, ticket.subject.unit):
        return (
            refused
            if may_see(person, ticket)
            else Refused("refused.not_your_ticket", unit=ticket.subject.unit)
        )
    if action is Action.REVIEW_TICKET and person not in ticket_reviewers(ticket, roster):
        own = not _is_independent(person, ticket)
        return Refused("refused.four_eyes" if own else "refused.not_the_decider")
    if action is Action.DECIDE_TICKET_TALK and ticket.subject.unit in person.units():
        return Refused("refused.own_unit_decides")
    if (ticket.state, kind) not in TICKET_MOVES:
        return Refused(TICKET_STATE_KEYS[ticket.state], name=ticket.name)
    return _unfitting(act, ticket)


def _unfitting(act: TicketAct, ticket: Ticket) -> Refused | None:
    """What the state alone does not tell."""
    townships = [one for one in ticket.passed_to if one.done_at is None]
    if act is TicketAct.TOWNSHIP_DONE and not townships:
        return Refused("refused.ticket_no_township", name=ticket.name)
    if act is TicketAct.KEEP_CLOSED and not ticket.rechecking:
        return Refused("refused.ticket_not_rechecking", name=ticket.name)
    if act in (TicketAct.ENDORSE_TALK, TicketAct.SPARE_TALK) and ticket.talk is not None:
        return Refused("refused.ticket_talk_decided", name=ticket.name)
    if act in (TicketAct.AGREE_TALK, TicketAct.REFUSE_TALK) and ticket.talk is not TalkState.ENDORSED:
        return Refused("refused.ticket_talk_not_put", name=ticket.name)
    return None


def acts_for(person: Person, ticket: Ticket, repeat: Repeat, roster: Roster) -> tuple[TicketAct, ...]:
    """What its card offers the person, in the order of the buttons."""
    talks = (TicketAct.ENDORSE_TALK, TicketAct.SPARE_TALK)
    return tuple(
        act
        for act in TicketAct
        if act not in ASKED_BY_TYPING
        and not (act in talks and not repeat.proposes_talk)
        and not (act is TicketAct.SUBMIT and ticket.state is TicketState.ISSUED)
        and ticket_refusal(act, person, ticket, roster) is None
    )

"""A ticket's life: the table of its moves, and the fold of its events. Pure: the same events give the same ticket."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from bot.domain.assignment import Event, Kind
from bot.domain.errors import Refused
from bot.domain.evidence import undone_versions
from bot.domain.tickets.ticket import (
    FixRound,
    PassedDown,
    TalkState,
    Ticket,
    TicketOutcome,
    TicketState,
    TicketTerms,
    subject_from,
)

_ISSUED, _SIGNED, _IN_REVIEW, _RETURNED, _CLOSED, _WITHDRAWN = TicketState
_WITH_THE_UNIT = (_ISSUED, _SIGNED, _RETURNED)
_OPEN = (*_WITH_THE_UNIT, _IN_REVIEW)

TALKS = {
    Kind.TICKET_TALK_ENDORSED: TalkState.ENDORSED,
    Kind.TICKET_TALK_SPARED: TalkState.SPARED,
    Kind.TICKET_TALK_AGREED: TalkState.AGREED,
    Kind.TICKET_TALK_REFUSED: TalkState.REFUSED,
}

TICKET_MOVES: Mapping[tuple[TicketState, Kind], TicketState] = {
    (_ISSUED, Kind.TICKET_SIGNED): _SIGNED,
    (_ISSUED, Kind.TICKET_ANSWERED): _SIGNED,  # whoever answers has received it
    **{(state, Kind.TICKET_ANSWERED): state for state in (_SIGNED, _IN_REVIEW, _RETURNED)},
    **{(state, Kind.TICKET_SUBMITTED): _IN_REVIEW for state in _WITH_THE_UNIT},
    (_IN_REVIEW, Kind.TICKET_PASSED): _CLOSED,
    (_IN_REVIEW, Kind.TICKET_RETURNED): _RETURNED,
    (_CLOSED, Kind.TICKET_REOPENED): _RETURNED,
    **{(state, Kind.TICKET_WITHDRAWN): _WITHDRAWN for state in _OPEN},
    **{(state, Kind.TICKET_CORRECTED): state for state in (*_OPEN, _CLOSED)},
    **{(state, Kind.TICKET_PASSED_DOWN): state for state in (_SIGNED, _RETURNED)},
    (_ISSUED, Kind.TICKET_PASSED_DOWN): _SIGNED,
    **{(state, Kind.TICKET_TOWNSHIP_DONE): state for state in (_SIGNED, _IN_REVIEW, _RETURNED)},
    **{(state, Kind.TICKET_OVERDUE): state for state in _OPEN},
    (_CLOSED, Kind.TICKET_RECHECK_SET): _CLOSED,
    (_CLOSED, Kind.TICKET_RECHECK_ASKED): _CLOSED,
    (_CLOSED, Kind.TICKET_RECHECK_PASSED): _CLOSED,
    **{
        (state, kind): state
        for state in (*_OPEN, _CLOSED)
        for kind in TALKS
    },
}  # fmt: skip
"""(state, event) → state. `undone` is not in it: the ticket is folded again without what was taken back."""

TICKET_STATE_KEYS = {
    TicketState.ISSUED: "refused.ticket_issued",
    TicketState.SIGNED: "refused.ticket_signed",
    TicketState.IN_REVIEW: "refused.ticket_in_review",
    TicketState.RETURNED: "refused.ticket_returned",
    TicketState.CLOSED: "refused.ticket_closed",
    TicketState.WITHDRAWN: "refused.ticket_withdrawn",
}


def fold_ticket(number: int, events: Sequence[Event]) -> Ticket | None:
    """All events of the stream, oldest first; None where its issue was taken back."""
    gone = {version for one in events if one.kind is Kind.UNDONE for version in undone_versions(one)}
    found: Ticket | None = None
    for version, event in enumerate(events, 1):
        if event.kind is Kind.UNDONE or version in gone:
            continue
        if event.kind is Kind.TICKET_ISSUED:
            found = begun(number, event)
        elif found:
            found = ticket_step(found, event)
    return found and replace(found, version=len(events))


def begun(number: int, event: Event) -> Ticket:
    """The ticket that a TICKET_ISSUED event begins."""
    terms = {one.name: int(str(event.data[one.name])) for one in fields(TicketTerms)}
    return Ticket(
        number, subject_from(event.data), TicketTerms(**terms), TicketState.ISSUED, 1, event.at, event.by,
        (FixRound(1, event.at),), files=event.files,
    )  # fmt: skip


def ticket_step(before: Ticket, event: Event) -> Ticket:
    """The ticket after the event. Raises Refused when TICKET_MOVES has no entry."""
    then = TICKET_MOVES.get((before.state, event.kind))
    if then is None:
        raise Refused(TICKET_STATE_KEYS[before.state], name=before.name)
    changed = _FIELDS.get(event.kind, _nothing)(before, event)
    files = tuple(dict.fromkeys((*before.files, *event.files)))
    return replace(before, state=then, version=before.version + 1, files=files, **changed)


Changed = Mapping[str, Any]


def _nothing(ticket: Ticket, event: Event) -> Changed:
    return {}


def _signed(ticket: Ticket, event: Event) -> Changed:
    return {"signed_at": ticket.signed_at or event.at, "spoken_by": ticket.spoken_by | {event.by}}


def _answered(ticket: Ticket, event: Event) -> Changed:
    return {**_signed(ticket, event), "answered_at": ticket.answered_at or event.at}


def _submitted(ticket: Ticket, event: Event) -> Changed:
    """整改 ends here, not at the first words."""
    *before, last = ticket.rounds
    return {**_answered(ticket, event), "rounds": (*before, replace(last, done_at=event.at))}


def _passed(ticket: Ticket, event: Event) -> Changed:
    day = event.data.get("recheck_on")
    return {
        "closed_at": event.at,
        "outcome": TicketOutcome(str(event.data["outcome"])),
        "recheck_on": date.fromisoformat(str(day)) if day else None,
    }


def _next_round(ticket: Ticket, event: Event) -> Changed:
    """What the rounds before took stays as it was."""
    rounds = (*ticket.rounds, FixRound(ticket.round + 1, event.at))
    return {"rounds": rounds, "closed_at": None, "outcome": None, "recheck_on": None, "rechecking": False}


def _corrected(ticket: Ticket, event: Event) -> Changed:
    return {"subject": subject_from(event.data)}


def _passed_down(ticket: Ticket, event: Event) -> Changed:
    down = PassedDown(str(event.data["township"]), event.at, int(str(event.data["minutes"])))
    return {**_signed(ticket, event), "passed_to": (*ticket.passed_to, down)}


def _township_done(ticket: Ticket, event: Event) -> Changed:
    at = int(str(event.data["at"]))
    return {
        "passed_to": tuple(
            replace(one, done_at=event.at) if place == at else one
            for place, one in enumerate(ticket.passed_to)
        ),
        "spoken_by": ticket.spoken_by | {event.by},
    }


def _told(ticket: Ticket, event: Event) -> Changed:
    clocks = event.data["clocks"]
    assert isinstance(clocks, list | tuple)
    return {"told": ticket.told | frozenset(map(str, clocks))}


_FIELDS: Mapping[Kind, Callable[[Ticket, Event], Changed]] = {
    Kind.TICKET_SIGNED: _signed,
    Kind.TICKET_ANSWERED: _answered,
    Kind.TICKET_SUBMITTED: _submitted,
    Kind.TICKET_PASSED: _passed,
    Kind.TICKET_RETURNED: _next_round,
    Kind.TICKET_REOPENED: _next_round,
    Kind.TICKET_CORRECTED: _corrected,
    Kind.TICKET_PASSED_DOWN: _passed_down,
    Kind.TICKET_TOWNSHIP_DONE: _township_done,
    Kind.TICKET_OVERDUE: _told,
    Kind.TICKET_RECHECK_SET: lambda t, e: {"recheck_on": date.fromisoformat(str(e.data["day"])), "rechecking": False},
    Kind.TICKET_RECHECK_ASKED: lambda t, e: {"recheck_on": None, "rechecking": True},
    Kind.TICKET_RECHECK_PASSED: lambda t, e: {"recheck_on": None, "rechecking": False},
    **dict.fromkeys(TALKS, lambda t, e: {"talk": TALKS[e.kind]}),
}  # fmt: skip

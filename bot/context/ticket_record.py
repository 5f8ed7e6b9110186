"""Appends an event to a ticket's stream, and writes when the clockwork has to look at it again."""

from dataclasses import dataclass
from datetime import time

from bot.context.events import append
from bot.context.ports import Change
from bot.domain.assignment import Event
from bot.domain.calendar import Calendar, Instant
from bot.domain.tickets.ticket import Ticket, TicketState, stream_of
from bot.domain.tickets.ticket_life import begun, ticket_step
from bot.domain.tickets.ticket_times import next_end

RECHECK_AT = time(8, 41)  # 回头看 is asked about in the morning of its day


@dataclass(frozen=True, slots=True)
class RecordedTicket:
    """The ticket after the event, and the changes to commit."""

    after: Ticket
    changes: tuple[Change, ...]


def record_ticket(calendar: Calendar, before: Ticket | None, event: Event, number: int = 0) -> RecordedTicket:
    """Raises Refused when the state does not allow the event. `number`: of a ticket that the event begins."""
    after = ticket_step(before, event) if before else begun(number, event)
    return RecordedTicket(after, (*append(after.stream, after.version, event), looked_at(calendar, after)))


def looked_at(calendar: Calendar, ticket: Ticket) -> Change:
    return Change("keep_ticket", {"number": ticket.number, "next_at": next_look(calendar, ticket)})


def gone(number: int, version: int, event: Event) -> tuple[Change, ...]:
    """The event that takes a ticket's issue back: nothing is left of it to look at."""
    return (
        *append(stream_of(number), version, event),
        Change("keep_ticket", {"number": number, "next_at": None}),
    )


def next_look(calendar: Calendar, ticket: Ticket) -> Instant | None:
    if ticket.state is TicketState.CLOSED and ticket.recheck_on:
        return calendar.at(ticket.recheck_on, RECHECK_AT)
    return next_end(ticket)

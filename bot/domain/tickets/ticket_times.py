"""The clocks of a ticket: functions of its events and of the settings at 交办, in natural time."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.calendar import MINUTE, Instant
from bot.domain.tickets.ticket import Ticket, TicketState


class ClockName(StrEnum):
    SIGN = "sign"  # 签收
    FEEDBACK = "feedback"  # 反馈
    FIX = "fix"  # 整改
    TOWNSHIP = "township"  # of a township it was passed down to: told apart


@dataclass(frozen=True, slots=True)
class TicketClock:
    """`round`: of 整改; of a township its place among those it was passed to. `stopped`: the ticket was closed before
    it was done; nothing counts after that."""

    round: int
    name: ClockName
    due: Instant
    done: Instant | None = None
    stopped: Instant | None = None

    @property
    def key(self) -> str:
        return f"{self.name}.{self.round}"

    @property
    def late_from(self) -> Instant:
        """On the minute nobody is late."""
        return self.due + MINUTE

    def late_minutes(self, now: Instant) -> int:
        """Whole minutes begun and ended; of an open clock as of `now`."""
        ends = (one for one in (self.done, self.stopped) if one is not None)
        ended = whole_minute(next(ends, now))
        return max(0, (ended - self.due) // MINUTE)


def whole_minute(at: Instant) -> Instant:
    return at - at % MINUTE


def due_after(begun: Instant, minutes: int) -> Instant:
    return whole_minute(begun) + minutes * MINUTE


def ticket_clocks(ticket: Ticket) -> tuple[TicketClock, ...]:
    """Those of the unit, in the order in which they end. All count from 交办: signing late moves none of the others. A
    later round has only 整改."""
    issued, terms = ticket.issued_at, ticket.terms
    clocks = [
        TicketClock(1, ClockName.SIGN, due_after(issued, terms.sign_minutes), ticket.signed_at),
        TicketClock(1, ClockName.FEEDBACK, due_after(issued, terms.feedback_minutes), ticket.answered_at),
    ]
    for one in ticket.rounds:
        clocks.append(
            TicketClock(one.n, ClockName.FIX, due_after(one.begun_at, terms.fix_minutes), one.done_at)
        )
    return tuple(clocks)


def township_clocks(ticket: Ticket) -> tuple[TicketClock, ...]:
    stopped = None if ticket.open else ticket.closed_at
    return tuple(
        TicketClock(n, ClockName.TOWNSHIP, due_after(one.at, one.minutes), one.done_at, stopped)
        for n, one in enumerate(ticket.passed_to, 1)
    )


def running_clocks(ticket: Ticket) -> tuple[TicketClock, ...]:
    """Those that the unit has not stopped yet; none of a closed or withdrawn ticket."""
    if not ticket.open:
        return ()
    return tuple(one for one in ticket_clocks(ticket) if one.done is None)


def untold(ticket: Ticket) -> Iterator[TicketClock]:
    """Clocks whose end nobody was told yet, should it come."""
    townships = (one for one in township_clocks(ticket) if one.done is None)
    for one in (*running_clocks(ticket), *(townships if ticket.open else ())):
        if one.key not in ticket.told:
            yield one


def overdue(ticket: Ticket, now: Instant) -> tuple[TicketClock, ...]:
    """Clocks that have run out and were not told."""
    return tuple(one for one in untold(ticket) if one.late_from <= now)


def next_end(ticket: Ticket) -> Instant | None:
    """When the next clock will have run out; None where none runs."""
    return min((one.late_from for one in untold(ticket)), default=None)


def nearest(ticket: Ticket) -> TicketClock | None:
    """The running clock that ends first: lists are in this order."""
    if ticket.state is TicketState.IN_REVIEW:
        return None
    return min(running_clocks(ticket), key=lambda one: one.due, default=None)

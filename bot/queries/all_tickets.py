"""Tickets (交办单) as their events have made them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.calendar import Calendar, Instant
from bot.domain.person import Person
from bot.domain.relation import OF_UNITS
from bot.domain.tickets.ticket import Ticket, TicketState, number_of
from bot.domain.tickets.ticket_json import ticket_to_json
from bot.domain.tickets.ticket_life import fold_ticket
from bot.domain.tickets.ticket_places import Repeat, repeat_of
from bot.domain.tickets.ticket_rights import TicketAct, acts_for, may_see
from bot.domain.tickets.ticket_times import nearest
from bot.queries.history import EventRow, VersionedEvent, event_of


@dataclass(frozen=True, slots=True)
class TicketLife:
    """A ticket with its events, oldest first."""

    ticket: Ticket
    events: tuple[VersionedEvent, ...]


@dataclass(frozen=True)
class AllTickets:
    """Every ticket that was issued and not taken back at once, by number."""

    lives: Mapping[int, TicketLife]
    tickets: tuple[Ticket, ...]

    def repeat(self, ticket: Ticket) -> Repeat:
        return repeat_of(ticket, self.tickets)

    def seen_by(self, person: Person) -> list[Ticket]:
        return [one for one in self.tickets if may_see(person, one)]


async def all_tickets(store: Store, calendar: Calendar, until: Instant | None = None) -> AllTickets:
    """As they stand; or stood at an instant."""
    streams: dict[int, list[VersionedEvent]] = {}
    for row in await store.read(EventRow, "ticket_events"):
        if until is None or row.at <= until:
            event = VersionedEvent(row.version, event_of(row, calendar))
            streams.setdefault(number_of(row.stream), []).append(event)
    lives = {}
    for number, events in sorted(streams.items()):
        ticket = fold_ticket(number, [one.event for one in events])
        if ticket:
            lives[number] = TicketLife(ticket, tuple(events))
    return AllTickets(lives, tuple(one.ticket for one in lives.values()))


def by_clock(tickets: Sequence[Ticket]) -> list[Ticket]:
    """Open ones by the clock that ends next, those in review after them, closed ones last."""

    def order(one: Ticket) -> tuple[int, int, int]:
        clock = nearest(one)
        if clock:
            return 0, clock.due, one.number
        return (1 if one.open else 2), one.issued_at, one.number

    return sorted(tickets, key=order)


async def tickets_as_json(
    store: Store, context: PlanContext, now: Instant, units: frozenset[str] | None = None
) -> tuple[Mapping[str, object], ...]:
    """Without those that were withdrawn as mistakes. `units`: of these only."""
    found = await all_tickets(store, context.calendar, now)
    return tuple(
        ticket_to_json(one, found.repeat(one), now, context.calendar)
        for one in found.tickets
        if one.state is not TicketState.WITHDRAWN and (units is None or one.subject.unit in units)
    )


DECISIONS = frozenset({TicketAct.PASS, TicketAct.KEEP_CLOSED, TicketAct.ENDORSE_TALK, TicketAct.AGREE_TALK})


async def tickets_to_decide(store: Store, context: PlanContext, person: Person) -> tuple[Ticket, ...]:
    """Those that wait for the person: in review, to be looked at again, with a talk that is proposed or put before."""
    found = await all_tickets(store, context.calendar)
    return tuple(
        one
        for one in found.tickets
        if DECISIONS & set(acts_for(person, one, found.repeat(one), context.roster))
    )


async def open_tickets_of(store: Store, context: PlanContext, person: Person) -> list[Ticket]:
    """Of the person's own units, the clock that ends first on top."""
    units = person.units(*OF_UNITS)
    found = await all_tickets(store, context.calendar) if units else None
    return by_clock([one for one in found.tickets if one.open and one.subject.unit in units]) if found else []

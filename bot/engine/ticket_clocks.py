"""Clocks of tickets that have run out are told once: the event that tells them is what they are known by."""

from collections.abc import Sequence

from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.context.ticket_record import looked_at, record_ticket
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Stale
from bot.domain.person import Role
from bot.domain.tickets.ticket import Ticket, TicketState
from bot.domain.tickets.ticket_news import TicketNews
from bot.domain.tickets.ticket_rights import ticket_reviewers
from bot.domain.tickets.ticket_times import overdue
from bot.engine.ticket_people import liaisons_of, tell
from bot.queries.all_tickets import all_tickets

LIMIT = 100


async def tell_due_tickets(store: Store, context: PlanContext, now: Instant) -> bool:
    """Each in a commit of its own, so that one that somebody changes in this very moment holds up no other. True: there
    are more, go again at once."""
    due = await store.read(int, "due_tickets", now=now, limit=LIMIT)
    if not due:
        return False
    lives = (await all_tickets(store, context.calendar)).lives
    again = len(due) == LIMIT
    for number in due:
        if life := lives.get(number):
            try:
                await store.commit(due_changes(context, life.ticket, now))
            except Stale:  # the next turn reads it again
                again = True
    return again


def due_changes(context: PlanContext, ticket: Ticket, now: Instant) -> Sequence[Change]:
    """What has fallen due by now; only when to look again where nothing has."""
    today = context.calendar.day(now)
    if ticket.state is TicketState.CLOSED and ticket.recheck_on and ticket.recheck_on <= today:
        return _ask_recheck(context, ticket, now)
    ended = overdue(ticket, now)
    if not ended:
        return [looked_at(context.calendar, ticket)]
    clocks = [one.key for one in ended]
    event = Event(Kind.TICKET_OVERDUE, now, today, data={"clocks": clocks})
    recorded = record_ticket(context.calendar, ticket, event)
    unit = ticket.subject.unit
    people = (
        *liaisons_of(context.roster, unit),
        *context.roster.heads(unit),
        *context.roster.holding(Role.COORDINATOR),
        *ticket_reviewers(ticket, context.roster),
    )
    told = tell(context, people, TicketNews.OVERDUE, recorded.after, now, {"clocks": clocks})
    return *recorded.changes, *told


def _ask_recheck(context: PlanContext, ticket: Ticket, now: Instant) -> Sequence[Change]:
    event = Event(Kind.TICKET_RECHECK_ASKED, now, context.calendar.day(now))
    recorded = record_ticket(context.calendar, ticket, event)
    people = ticket_reviewers(ticket, context.roster)
    return *recorded.changes, *tell(context, people, TicketNews.RECHECK, recorded.after, now)

"""What a card shows of a ticket to one reader."""

from bot.cards.ticket_cards import TicketFacts, TicketSaid
from bot.context.plan_context import PlanContext
from bot.domain.assignment import Kind
from bot.domain.calendar import Instant
from bot.domain.evidence import undone_versions
from bot.domain.permissions import Action, refusal_in_plan
from bot.domain.person import Person
from bot.domain.tickets.ticket_rights import acts_for
from bot.queries.all_tickets import AllTickets, TicketLife

SAID = (Kind.TICKET_ANSWERED, Kind.TICKET_RETURNED, Kind.TICKET_REOPENED)
QUOTED_AT_MOST = 3


def ticket_facts(
    context: PlanContext, person: Person, life: TicketLife, found: AllTickets, now: Instant
) -> TicketFacts:
    ticket = life.ticket
    repeat = found.repeat(ticket)
    acts = acts_for(person, ticket, repeat, context.roster)
    oversees = refusal_in_plan(Action.SEE_WHOLE_PLAN, person) is None
    return TicketFacts(ticket, repeat, acts, now, context.tickets, last_said(context, life), oversees)


def last_said(context: PlanContext, life: TicketLife) -> tuple[TicketSaid, ...]:
    """The latest words about it that stand, oldest first."""
    events = life.events
    gone = {v for one in events if one.event.kind is Kind.UNDONE for v in undone_versions(one.event)}
    said = []
    for one in events:
        event = one.event
        if event.kind in SAID and one.version not in gone and (event.words or event.files):
            by = context.roster.by_id.get(event.by)
            said.append(TicketSaid(event.at, by.name if by else "", event.words, len(event.files)))
    return tuple(said[-QUOTED_AT_MOST:])

"""Looking at tickets: one, the list of those that one sees, and what happened to one."""

from collections.abc import Sequence

from bot.cards import ticket_cards, ticket_history
from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import Card
from bot.cards.lists import ListEntry, page
from bot.cards.ticket_lines import list_line
from bot.cards.ticket_share import clue_line
from bot.chat.turn import Answer, Turn
from bot.domain.assignment import Event
from bot.domain.errors import Refused
from bot.domain.permissions import Action, refusal_in_plan
from bot.domain.tickets.ticket import Ticket
from bot.domain.tickets.ticket_life import TALKS
from bot.domain.tickets.ticket_rights import may_see
from bot.domain.tickets.ticket_times import nearest
from bot.queries.all_tickets import AllTickets, TicketLife, all_tickets, by_clock
from bot.queries.ticket_facts import ticket_facts


async def seen(turn: Turn, number: int) -> tuple[TicketLife, AllTickets]:
    """Refused where there is none, and for whom it is not theirs to see."""
    found = await all_tickets(turn.store, turn.context.calendar)
    life = found.lives.get(number)
    if life is None:
        raise Refused("refused.no_such_ticket", name=f"T{number}")
    if not may_see(turn.person, life.ticket):
        raise Refused("refused.not_your_ticket", unit=life.ticket.subject.unit)
    return life, found


async def show(turn: Turn, number: int) -> Answer:
    """Its card, with the buttons of its state for this person."""
    life, found = await seen(turn, number)
    facts = ticket_facts(turn.context, turn.person, life, found, turn.now)
    return Answer(ticket_cards.ticket_card(turn.fmt, facts))


async def history(turn: Turn, number: int) -> Answer:
    """Everything that happened to it, with the words; of a proposed talk only to those who decide about it."""
    life, _ = await seen(turn, number)
    oversees = refusal_in_plan(Action.SEE_WHOLE_PLAN, turn.person) is None
    events = [one.event for one in life.events if oversees or not _of_a_talk(one.event)]
    return Answer(ticket_history.history_card(turn.fmt, life.ticket, events, turn.context.roster))


def _of_a_talk(event: Event) -> bool:
    return event.kind in TALKS or str(event.data.get("undoes", "")) in TALKS


async def command(turn: Turn, argument: str) -> Answer:
    """/tickets: open ones by the clock that ends next; of one unit where it is named."""
    unit = argument.strip()
    if unit and unit not in turn.context.plan.unit:
        near = [one for one in turn.context.plan.unit if unit in one]
        if len(near) != 1:
            raise Refused("refused.ticket_unit_unknown", name=unit)
        unit = near[0]
    return await _listed(turn, 0, unit)


async def listed(turn: Turn, number: int) -> Answer:
    return await _listed(turn, number, "")


async def _listed(turn: Turn, number: int, unit: str) -> Answer:
    found = await all_tickets(turn.store, turn.context.calendar)
    mine = [one for one in found.seen_by(turn.person) if unit in ("", one.subject.unit)]
    open_ = by_clock([one for one in mine if one.open])
    title = turn.say("ticket.list", n=len(open_), late=_late(open_, turn.now))
    card = page(
        turn.fmt, title, [entry(turn, one) for one in open_], number,
        lambda n: payload_for(Verb.TICKETS, n), empty=turn.say("ticket.list_empty"),
    )  # fmt: skip
    last = [turn.say("ticket.list_closed", n=len(mine) - len(open_))] if len(mine) > len(open_) else []
    last += clue_line(turn.fmt, mine)
    return Answer(Card(card.title, (*card.lines, *last), card.buttons))


def _late(open_: Sequence[Ticket], now: int) -> int:
    return sum(bool(clock and clock.late_minutes(now)) for clock in map(nearest, open_))


def entry(turn: Turn, ticket: Ticket) -> ListEntry:
    line = list_line(turn.fmt, ticket, nearest(ticket), turn.now, turn.context.tickets)
    return ListEntry(line, payload_for(Verb.TICKET_SHOW, ticket.number))

"""Words without a ticket's number, of who has tickets to answer: each may be what they are about, beside the items."""

from dataclasses import replace

from bot.cards.callback_data import Verb
from bot.chat import reports, ticket_runs
from bot.chat.turn import Answer, Expects, Turn
from bot.domain.errors import Refused
from bot.domain.language.ticket_words import deed_in
from bot.domain.tickets.ticket import Ticket
from bot.domain.tickets.ticket_rights import TicketAct, ticket_refusal
from bot.queries.all_tickets import all_tickets

OFFERED = 3  # beside the items that the words fit


async def tickets_for(turn: Turn, act: TicketAct) -> list[Ticket]:
    """Open ones with which the person may do this, the newest first."""
    found = (await all_tickets(turn.store, turn.context.calendar)).tickets
    roster = turn.context.roster
    mine = [one for one in found if one.open and ticket_refusal(act, turn.person, one, roster) is None]
    return sorted(mine, key=lambda one: -one.number)


async def offered(turn: Turn, answer: Answer) -> Answer:
    """The question which item was meant, with the tickets that it may be instead."""
    mine = await tickets_for(turn, TicketAct.SAY)
    if not mine or answer.card is None or answer.expects is not Expects.CHOICE:
        return answer
    rows = tuple(
        (
            turn.fmt.button(
                "button.ticket_says", Verb.TICKET_SAYS, one.number, name=one.name, place=one.subject.place
            ),
        )
        for one in mine[:OFFERED]
    )
    return replace(answer, card=replace(answer.card, buttons=(*rows, *answer.card.buttons)))


async def meant(turn: Turn, number: int) -> Answer:
    """The words that were kept are about this ticket."""
    if turn.dialog is None or turn.dialog.expects is not Expects.CHOICE:
        raise Refused("refused.words_gone")
    kept = reports.kept_words(turn.dialog)
    return await ticket_runs.run(replace(turn, files=kept.files), deed_in(kept.text, number))

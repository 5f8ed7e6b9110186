"""Words about tickets (交办单): those that begin with a ticket's number, those that answer a question about one, those
that reply to a message about one, and 交办 with what is given to whom."""

from dataclasses import replace

from bot.cards.pressed import only_ticket_on
from bot.chat import ticket_drafts, ticket_runs, ticket_views
from bot.chat.reports import Words
from bot.chat.ticket_perhaps import tickets_for
from bot.chat.ticket_reading import counties, read_draft
from bot.chat.turn import Answer, Dialog, Expects, SentMessage, Turn
from bot.domain.errors import Refused
from bot.domain.language import commands as command
from bot.domain.language.buttons import Typed, typed_button
from bot.domain.language.place import is_about_something_else
from bot.domain.language.plain import plain
from bot.domain.language.ticket_charge import handed_over
from bot.domain.language.ticket_words import (
    TicketDeed,
    TicketWords,
    deed_in,
    says_this_one,
    stands_apart,
    ticket_words,
)
from bot.domain.language.ticketing import CALLS, TicketDraft
from bot.domain.permissions import Action, refusal_in_plan
from bot.domain.tickets.ticket_rights import TicketAct, acts_for, may_see, ticket_refusal
from bot.queries.all_tickets import all_tickets


async def said(turn: Turn, text: str) -> Answer | None:
    """None for words that are about no ticket."""
    if (numbered := ticket_words(text)) and await _known(turn, numbered, text):
        return await ticket_runs.run(turn, numbered)
    if called := await _called(turn, text):
        return called
    if command.parse(text):
        return None
    if answer := await _to_question(turn, text):
        return answer
    if number := _ticket_of_message(turn):
        return await _to_message(turn, number, text)
    return ticket_drafts.evidence_first(turn, text) or await _label_alone(turn, text)


async def _known(turn: Turn, words: TicketWords, text: str) -> bool:
    """T3航站楼 names no ticket of whoever has none of that number; a number that stands apart is refused by name, also
    where there is no ticket yet: T1 延期两天 is no report about an item."""
    found = (await all_tickets(turn.store, turn.context.calendar)).lives
    life = found.get(words.number)
    if life and may_see(turn.person, life.ticket):
        return True
    return words.deed is not TicketDeed.SAY or stands_apart(text)


async def _called(turn: Turn, text: str) -> Answer | None:
    """交办方城县…, of who may: another's 交办事项已完成 is a report."""
    said_plain = plain(text)
    if said_plain.startswith("/") or refusal_in_plan(Action.ISSUE_TICKET, turn.person) is not None:
        return None
    match = CALLS.match(said_plain)
    if match is None:
        return await _charged(turn, said_plain)
    rest = said_plain[match.end() :]
    draft = read_draft(turn, rest)
    parts = sum(bool(one) for one in (draft.unit, draft.pollutant, draft.source, draft.wrong_unit))
    if not rest or not parts or draft == TicketDraft(place=draft.place):
        return None
    return await ticket_drafts.command(turn, rest)


async def _charged(turn: Turn, said_plain: str) -> Answer | None:
    """12345又来一件，城关镇油烟扰民，让宛城区三天内办: where it comes from is said, and who is to see to it."""
    handed = handed_over(said_plain, list(turn.context.plan.unit), counties(turn))
    if handed is None:
        return None
    draft = read_draft(turn, handed[0])
    if not draft.unit or not draft.source or not draft.place:
        return None
    return await ticket_drafts.command(turn, handed[0], handed[1])


async def _to_question(turn: Turn, text: str) -> Answer | None:
    dialog = turn.dialog
    if dialog is None or dialog.expects not in (Expects.TICKET, Expects.TICKET_DRAFT):
        return None
    button = typed_button(text)
    if button and button.typed is Typed.CANCEL:
        return None
    if turn.inbound.message_id and turn.on and not _ticket_of_message(turn):
        return None
    if is_about_something_else(text) and not turn.files:
        return None
    if dialog.expects is Expects.TICKET_DRAFT:
        return await ticket_drafts.said(turn, dialog, text)
    return await ticket_runs.answered(turn, text)


async def _label_alone(turn: Turn, text: str) -> Answer | None:
    """签收, 提交复核 or 通过 typed alone, while a ticket's card is the last that the person was shown: its button."""
    wanted = deed_in(text)
    acts_wanted = ticket_runs.acts_of(wanted.deed)
    if turn.dialog or turn.files or not acts_wanted or (wanted.words and wanted.deed not in WITH_WORDS):
        return None
    last = await turn.store.one(SentMessage, "last_shown_to", person=turn.person.id)
    number = only_ticket_on(last.read()) if last else 0
    if not number:
        await _ask_which(turn, wanted.deed, text)
        return await _unsigned(turn, text) if wanted.deed is TicketDeed.SIGN else None
    life, found = await ticket_views.seen(turn, number)
    acts = acts_for(turn.person, life.ticket, found.repeat(life.ticket), turn.context.roster)
    if not set(acts_wanted) & set(acts):
        return None
    return await ticket_runs.run(turn, replace(wanted, number=number))


async def _ask_which(turn: Turn, deed: TicketDeed, text: str) -> None:
    """群众不满意, 这件退回去: about a ticket, and nobody knows which."""
    if deed is not TicketDeed.DISSATISFIED and not (deed is TicketDeed.RETURN and says_this_one(text)):
        return
    found = (await all_tickets(turn.store, turn.context.calendar)).tickets
    roster = turn.context.roster
    mine = [
        one.name
        for one in sorted(found, key=lambda one: -one.number)
        if any(
            ticket_refusal(act, turn.person, one, roster) is None
            for act in ticket_runs.acts_of(TicketDeed.DISSATISFIED)
        )
    ]
    if mine:
        raise Refused("refused.ticket_which", names=mine[:6], words=text, name=mine[0])


async def _unsigned(turn: Turn, text: str) -> Answer | None:
    """收到, of whoever has one ticket to sign and was shown something else since: that ticket, with its button. 签收
    alone may mean an ordinary item."""
    mine = await tickets_for(turn, TicketAct.SIGN) if typed_button(text) is None else []
    return await ticket_views.show(turn, mine[0].number) if len(mine) == 1 else None


WITH_WORDS = (TicketDeed.RETURN, TicketDeed.DISSATISFIED, TicketDeed.EXTEND)


def _ticket_of_message(turn: Turn) -> int:
    """The ticket that the message replied to is about; 0 where it is about none, or several."""
    return only_ticket_on(turn.on.read()) if turn.on and turn.inbound.message_id else 0


async def _to_message(turn: Turn, number: int, text: str) -> Answer | None:
    if is_about_something_else(text) and not turn.files:
        return None
    return await ticket_runs.run(turn, deed_in(text, number))


async def about_something_else(turn: Turn, dialog: Dialog, words: Words) -> Answer | None:
    """What answers a question about a ticket has been read by `said`; these words are none."""
    return None

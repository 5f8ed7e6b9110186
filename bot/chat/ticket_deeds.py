"""What people do with a ticket, by a tap or by words that begin with its number."""

from dataclasses import replace

from bot.actions.issue_ticket import (
    TicketDone,
    answer_ticket,
    pass_down,
    require_act,
    sign_ticket,
    township_done,
)
from bot.actions.ticket_review import (
    correct_ticket,
    decide_ticket_talk,
    keep_closed,
    pass_ticket,
    send_back,
    set_recheck,
)
from bot.cards import ticket_cards
from bot.cards.callback_data import Verb
from bot.cards.reasons import reason_at, reason_buttons
from bot.chat import ticket_views
from bot.chat.ticket_reading import read_subject
from bot.chat.turn import Answer, Expects, Turn
from bot.domain.errors import Refused
from bot.domain.language.dates import mentions
from bot.domain.language.ticket_words import TicketDeed, minutes_in, says_picture, township_in
from bot.domain.tickets.ticket import Ticket, TicketOutcome
from bot.domain.tickets.ticket_rights import TicketAct, ticket_refusal
from bot.queries.all_tickets import AllTickets, TicketLife, all_tickets
from bot.queries.history import VersionedEvent
from bot.queries.ticket_facts import ticket_facts

PROMPT_KEYS = {
    TicketDeed.RETURN: "ticket.ask.return",
    TicketDeed.REOPEN: "ticket.ask.reopen",
    TicketDeed.WITHDRAW: "ticket.ask.withdraw",
    TicketDeed.PASS_DOWN: "ticket.ask.township",
    TicketDeed.RECHECK: "ticket.ask.recheck",
    TicketDeed.CORRECT: "ticket.ask.correct",
}
SENT_BACK = {
    TicketDeed.RETURN: (TicketAct.RETURN, "ticket.done.return"),
    TicketDeed.REOPEN: (TicketAct.REOPEN, "ticket.done.reopen"),
    TicketDeed.WITHDRAW: (TicketAct.WITHDRAW, "ticket.done.withdraw"),
}
ACT_OF_DEED = {
    TicketDeed.RETURN: TicketAct.RETURN,
    TicketDeed.REOPEN: TicketAct.REOPEN,
    TicketDeed.WITHDRAW: TicketAct.WITHDRAW,
    TicketDeed.PASS_DOWN: TicketAct.PASS_DOWN,
    TicketDeed.RECHECK: TicketAct.RECHECK,
    TicketDeed.CORRECT: TicketAct.CORRECT,
    TicketDeed.SIGN: TicketAct.SIGN,
    TicketDeed.SUBMIT: TicketAct.SUBMIT,
    TicketDeed.PASS: TicketAct.PASS,
    TicketDeed.UNFOUNDED: TicketAct.UNFOUNDED,
    TicketDeed.KEEP_CLOSED: TicketAct.KEEP_CLOSED,
    TicketDeed.TOWNSHIP_DONE: TicketAct.TOWNSHIP_DONE,
}


GIVES_REASONS = (TicketDeed.RETURN, TicketDeed.REOPEN)


async def done(turn: Turn, result: TicketDone, key: str, **args: object) -> Answer:
    """The ticket after the act, under a sentence that says what was done."""
    found = await all_tickets(turn.store, turn.context.calendar)
    others = tuple(one for one in found.tickets if one.number != result.after.number)
    life = found.lives.get(result.after.number)
    events: tuple[VersionedEvent, ...] = life.events if life else ()
    found = AllTickets(found.lives, (*others, result.after))
    facts = ticket_facts(turn.context, turn.person, TicketLife(result.after, events), found, turn.now)
    title = turn.say(key, name=result.after.name, unit=result.after.subject.unit, **args)
    card = ticket_cards.ticket_card(turn.fmt, replace(facts, said=()), title)
    undo = (turn.fmt.button("button.undo", Verb.UNDO),)
    return Answer(replace(card, buttons=(*card.buttons, undo), files=()), result.changes)


# ---- by the unit


async def sign(turn: Turn, number: int) -> Answer:
    result = await sign_ticket(turn.store, turn.context, turn.person, number, turn.now)
    return await done(turn, result, "ticket.done.sign")


async def say(turn: Turn, number: int, words: str, *, submits: bool = False) -> Answer:
    result = await answer_ticket(
        turn.store, turn.context, turn.person, number, words, turn.files, turn.now, submits=submits
    )
    answer = await done(turn, result, "ticket.done.submit" if submits else "ticket.done.say")
    if not says_picture(words) or turn.files or not answer.card:
        return answer
    line = turn.say("ticket.no_picture", name=result.after.name)
    return replace(answer, card=replace(answer.card, lines=(*answer.card.lines, line)))


async def submit(turn: Turn, number: int, round_: int) -> Answer:
    life, _ = await ticket_views.seen(turn, number)
    _require(turn, TicketAct.SUBMIT, life.ticket)
    if life.ticket.round != round_:
        raise Refused("refused.ticket_other_round", name=life.ticket.name)
    return await say(turn, number, "", submits=True)


async def hand_down(turn: Turn, number: int, words: str) -> Answer:
    """转乡镇 券桥镇 60分钟: what is missing is asked."""
    township = township_in(words)
    if not township:
        return await prompt(turn, number, TicketDeed.PASS_DOWN)
    return await passed_down(turn, number, township, minutes_in(words))


async def passed_down(turn: Turn, number: int, township: str, minutes: int | None) -> Answer:
    if minutes is None:
        return await prompt(turn, number, TicketDeed.PASS_DOWN, township=township)
    result = await pass_down(turn.store, turn.context, turn.person, number, township, minutes, turn.now)
    return await done(turn, result, "ticket.done.township", township=township, minutes=minutes)


async def town_answered(turn: Turn, number: int, words: str = "") -> Answer:
    result = await township_done(
        turn.store, turn.context, turn.person, number, township_in(words) or words, turn.now
    )
    return await done(turn, result, "ticket.done.township_done")


async def town_pressed(turn: Turn, number: int, at: int) -> Answer:
    life, _ = await ticket_views.seen(turn, number)
    _require(turn, TicketAct.TOWNSHIP_DONE, life.ticket)
    towns = life.ticket.passed_to
    if at >= len(towns):
        raise Refused("refused.ticket_no_township", name=life.ticket.name)
    return await town_answered(turn, number, towns[at].township)


# ---- by the issuing side


async def pass_(turn: Turn, number: int, round_: int | None = None) -> Answer:
    return await _passed(turn, number, TicketOutcome.CONFIRMED, round_)


async def unfounded(turn: Turn, number: int, round_: int | None = None) -> Answer:
    return await _passed(turn, number, TicketOutcome.UNFOUNDED, round_)


async def _passed(turn: Turn, number: int, outcome: TicketOutcome, round_: int | None) -> Answer:
    result = await pass_ticket(turn.store, turn.context, turn.person, number, outcome, turn.now, round_)
    return await done(
        turn, result, "ticket.done.pass" if outcome is TicketOutcome.CONFIRMED else "ticket.done.unfounded"
    )


async def back(turn: Turn, number: int, deed: TicketDeed, reason: str, round_: int | None = None) -> Answer:
    if not reason.strip():
        return await prompt(turn, number, deed, round_)
    act, key = SENT_BACK[deed]
    result = await send_back(
        turn.store, turn.context, turn.person, number, act, reason, turn.files, turn.now, round_
    )
    return await done(turn, result, key)


async def back_because(turn: Turn, number: int, round_: int, reason: int) -> Answer:
    """A usual reason: a return where the ticket waits for review, a reopening where it is closed."""
    words = reason_at(turn.fmt, Verb.TICKET_BACK_FOR, reason)
    return await back(turn, number, await _back_or_again(turn, number), words, round_)


async def _back_or_again(turn: Turn, number: int) -> TicketDeed:
    life, _ = await ticket_views.seen(turn, number)
    closed = ticket_refusal(TicketAct.REOPEN, turn.person, life.ticket, turn.context.roster) is None
    return TicketDeed.REOPEN if closed else TicketDeed.RETURN


async def dissatisfied(turn: Turn, number: int) -> Answer:
    """Asks for the reason, with the usual ones to tap."""
    return await prompt(turn, number, await _back_or_again(turn, number))


async def extend(turn: Turn, number: int) -> Answer:
    """A ticket's clocks stand: nothing is recorded."""
    life, _ = await ticket_views.seen(turn, number)
    raise Refused("refused.ticket_no_extension", name=life.ticket.name)


async def keep(turn: Turn, number: int) -> Answer:
    result = await keep_closed(turn.store, turn.context, turn.person, number, turn.now)
    return await done(turn, result, "ticket.done.keep")


async def look_again(turn: Turn, number: int, words: str) -> Answer:
    days = [one.day for one in mentions(words, turn.today) if one.day]
    if len(days) != 1:
        return await prompt(turn, number, TicketDeed.RECHECK)
    result = await set_recheck(turn.store, turn.context, turn.person, number, days[0], turn.now)
    return await done(turn, result, "ticket.done.recheck", day=turn.fmt.day(days[0]))


async def correct(turn: Turn, number: int, words: str) -> Answer:
    life, _ = await ticket_views.seen(turn, number)
    _require(turn, TicketAct.CORRECT, life.ticket)
    subject = read_subject(turn, words, life.ticket.subject)
    result = await correct_ticket(turn.store, turn.context, turn.person, number, subject, turn.now)
    return await done(turn, result, "ticket.done.correct")


async def talk(turn: Turn, number: int, act: TicketAct) -> Answer:
    result = await decide_ticket_talk(turn.store, turn.context, turn.person, number, act, turn.now)
    return await done(turn, result, TALK_KEYS[act])


TALK_KEYS = {
    TicketAct.ENDORSE_TALK: "ticket.done.talk_up",
    TicketAct.SPARE_TALK: "ticket.done.talk_spare",
    TicketAct.AGREE_TALK: "ticket.done.talk_agree",
    TicketAct.REFUSE_TALK: "ticket.done.talk_refuse",
}


# ---- questions


async def prompt(
    turn: Turn, number: int, deed: TicketDeed, round_: int | None = None, township: str = ""
) -> Answer:
    """Asks what the deed needs; the next words are it. Refused at once where it is not theirs to do."""
    life, _ = await ticket_views.seen(turn, number)
    ticket = life.ticket
    _require(turn, ACT_OF_DEED[deed], ticket)
    if round_ is not None and ticket.round != round_:
        raise Refused("refused.ticket_other_round", name=ticket.name)
    key = "ticket.ask.minutes" if township else PROMPT_KEYS[deed]
    card = ticket_cards.asked_for(turn.fmt, key, name=ticket.name, township=township)
    if deed in GIVES_REASONS:
        usual = reason_buttons(turn.fmt, Verb.TICKET_BACK_FOR, number, ticket.round)
        card = replace(card, buttons=(*usual, *card.buttons))
    kept = {"ticket": number, "deed": deed, "round": ticket.round, "township": township}
    return Answer(card, expects=Expects.TICKET, expected=kept)


def _require(turn: Turn, act: TicketAct, ticket: Ticket) -> None:
    require_act(turn.context, turn.person, act, ticket)

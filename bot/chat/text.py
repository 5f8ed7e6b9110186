"""Free words: an answer to a question, else what `bot.domain.language.place` makes of them."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.cards.card import Card
from bot.chat import (
    answers,
    asking_numbers,
    bulletins,
    commands,
    complaints,
    decisions_of_units,
    desks,
    emergency_answers,
    emergency_ordering,
    emergency_views,
    histories,
    leaving,
    ledgers,
    listed_words,
    missed_periods,
    papers,
    people_ranked,
    placing,
    plain_words,
    several,
    slips,
    supporting,
    talks,
    ticket_perhaps,
    tickets,
    typed,
    typed_air,
    typed_decisions,
    typed_requests,
    typed_rulings,
    undoing,
)
from bot.chat.callbacks import button_answer
from bot.chat.confirming import pressed_by_words
from bot.chat.expected import expected
from bot.chat.reports import Words
from bot.chat.turn import Answer, Expects, Turn
from bot.domain.language import commands as command
from bot.domain.language.buttons import typed_button
from bot.domain.language.leaves import is_back, says_back
from bot.domain.language.place import is_about_something_else
from bot.domain.language.placement import (
    Asked,
    Choice,
    Closed,
    Courtesy,
    Decided,
    Doubtful,
    Foreign,
    Forwarded,
    Offer,
    Order,
    Placement,
    Pressed,
    Records,
    Requested,
    TakenBack,
    Unchanged,
    UnknownItem,
)

Read = Callable[[Turn, str], Awaitable[Answer | None]]

LOOKS = frozenset(
    {"summary", "tasks", "inbox", "late", "risks", "tickets", "history", "help", "why", "lang"}
)  # do not end a question or a choice


async def text_answer(turn: Turn) -> Answer:
    text = turn.inbound.text.strip()
    for read in (*BEFORE_A_QUESTION, _answer_to_question, *AFTER_A_QUESTION):
        if (answer := await read(turn, text)) is not None:
            return answer
    placed = await placing.placed(turn, text)
    answer = await answer_to(turn, placed, Words(text, turn.files))
    return await ticket_perhaps.offered(turn, answer) if isinstance(placed, Choice) else answer


async def _complaint(turn: Turn, text: str) -> Answer | None:
    return await complaints.said(turn, text, firmly=turn.dialog is not None)


async def _command(turn: Turn, text: str) -> Answer | None:
    wanted = command.parse(text)
    if wanted is None:
        return None
    answer = await commands.run(turn, wanted)
    looks = wanted.name in LOOKS and answer.expects is None
    return replace(answer, keeps_dialog=True) if looks else answer


async def _demand_of_a_paper(turn: Turn, text: str) -> Answer | None:
    """A reply to the draft of a paper fills its gap."""
    paper = papers.paper_on(turn)
    if not paper or not text or is_about_something_else(text):
        return None
    return await papers.filled(turn, paper, text)


async def _answer_to_question(turn: Turn, text: str) -> Answer | None:
    if turn.dialog and turn.dialog.expects is Expects.CONFIRM:
        pressed = await pressed_by_words(turn, turn.dialog, text)
        return await button_answer(pressed) if pressed else None
    if turn.dialog is None or (turn.inbound.message_id and turn.on):
        return None
    return await expected(turn, turn.dialog, Words(text, turn.files))


async def _back(turn: Turn, text: str) -> Answer | None:
    """我回来了. Once the last day is over all has been given back."""
    if is_back(text) and turn.context.absence(turn.person.id):
        return await leaving.end(turn)
    if not says_back(text):
        return None
    return Answer(Card(turn.say("leave.not_away")), keeps_dialog=True)


async def _ledger(turn: Turn, text: str) -> Answer | None:
    wished = await ledgers.wished(turn, text)
    return replace(wished, keeps_dialog=True) if wished else None


async def _answer_to_message(turn: Turn, text: str) -> Answer | None:
    """Words to the question how a unit supports a task, or to a complaint, where they are no command, thanks or
    question."""
    if typed_button(text) or (is_about_something_else(text) and not turn.files):
        return None
    if reply := await complaints.reply_to_complaint(turn, text):
        return reply
    return await supporting.reply_to_question(turn, Words(text, turn.files))


BEFORE_A_QUESTION: tuple[Read, ...] = (
    plain_words.typed,
    emergency_views.asked,
    emergency_ordering.said,
    emergency_answers.said,
    emergency_answers.follow_up_said,
    tickets.said,
    people_ranked.refused,
    typed_air.said,
    asking_numbers.asked,
    _complaint,
    desks.listed,
    _command,
    supporting.asked_in_words,
    bulletins.wished,
    slips.wished,
    _ledger,
    _demand_of_a_paper,
    desks.said,
)
AFTER_A_QUESTION: tuple[Read, ...] = (
    _back,
    talks.said,
    typed_rulings.said,
    decisions_of_units.said,
    missed_periods.return_named,
    histories.who_did,
    listed_words.said,
    _answer_to_message,
)
"""Each reads words that cannot mean anything else, or returns None. The first that answers is the answer."""


async def answer_to(turn: Turn, placement: Placement, words: Words) -> Answer:
    """The answer to words whose meaning is decided."""
    match placement:
        case Records():
            return await several.record(turn, placement, words)
        case Unchanged():
            return await several.unchanged(turn, placement, words)
        case Choice():
            return await several.choice(turn, placement, words)
        case Doubtful():
            return await answers.doubtful(turn, placement, words)
        case Closed():
            return await answers.closed(turn, placement, words)
        case Foreign():
            return answers.foreign(turn, placement)
        case UnknownItem():
            return answers.unknown(turn, placement)
        case Requested():
            return await typed_requests.requested(turn, placement)
        case Asked():
            return await answers.asked(turn, placement)
        case Pressed():
            return await typed.pressed(turn, placement)
        case Decided():
            return await typed_decisions.decided(turn, placement)
        case TakenBack():
            return await undoing.take_back_last(turn)
        case Courtesy():
            return Answer(Card(turn.say("chat.thanks")), keeps_dialog=True)
        case Forwarded() | Order() | Offer():
            return await answers.offer(turn, placement, words)

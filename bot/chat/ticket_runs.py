"""Words about a ticket: the deed that they name, or the answer to what was asked."""

from collections.abc import Awaitable, Callable

from bot.chat import ticket_views
from bot.chat.ticket_deeds import (
    ACT_OF_DEED,
    SENT_BACK,
    back,
    correct,
    dissatisfied,
    extend,
    hand_down,
    keep,
    look_again,
    pass_,
    passed_down,
    say,
    sign,
    town_answered,
    unfounded,
)
from bot.chat.turn import Answer, Turn
from bot.domain.language.ticket_words import TicketDeed, TicketWords, minutes_in
from bot.domain.tickets.ticket_rights import TicketAct, acts_for, ticket_refusal


def acts_of(deed: TicketDeed) -> tuple[TicketAct, ...]:
    """Acts of which one must be the person's for the words to mean the deed; () for words that do nothing."""
    if deed is TicketDeed.DISSATISFIED:
        return TicketAct.RETURN, TicketAct.REOPEN
    if deed is TicketDeed.EXTEND:
        return TicketAct.SIGN, TicketAct.SUBMIT
    return (ACT_OF_DEED[deed],) if deed in ACT_OF_DEED else ()


async def answered(turn: Turn, words: str) -> Answer:
    """The words after a question."""
    assert turn.dialog
    kept = turn.dialog.data
    number, deed = int(str(kept["ticket"])), TicketDeed(str(kept["deed"]))
    if deed is TicketDeed.PASS_DOWN and kept["township"]:
        return await passed_down(turn, number, str(kept["township"]), minutes_in(words, alone=True))
    if deed in SENT_BACK:
        return await back(turn, number, deed, words, int(str(kept["round"])))
    return await run(turn, TicketWords(number, deed, words))


RUNS: dict[TicketDeed, Callable[[Turn, int, str], Awaitable[Answer]]] = {
    TicketDeed.SHOW: lambda t, n, w: ticket_views.show(t, n) if not t.files else say(t, n, w),
    TicketDeed.HISTORY: lambda t, n, w: ticket_views.history(t, n),
    TicketDeed.SIGN: lambda t, n, w: sign(t, n),
    TicketDeed.SAY: say,
    TicketDeed.SUBMIT: lambda t, n, w: say(t, n, w, submits=True),
    TicketDeed.PASS: lambda t, n, w: pass_(t, n),
    TicketDeed.UNFOUNDED: lambda t, n, w: unfounded(t, n),
    TicketDeed.RETURN: lambda t, n, w: back(t, n, TicketDeed.RETURN, w),
    TicketDeed.REOPEN: lambda t, n, w: back(t, n, TicketDeed.REOPEN, w),
    TicketDeed.WITHDRAW: lambda t, n, w: back(t, n, TicketDeed.WITHDRAW, w),
    TicketDeed.CORRECT: correct,
    TicketDeed.PASS_DOWN: hand_down,
    TicketDeed.TOWNSHIP_DONE: town_answered,
    TicketDeed.RECHECK: look_again,
    TicketDeed.KEEP_CLOSED: lambda t, n, w: keep(t, n),
    TicketDeed.DISSATISFIED: lambda t, n, w: dissatisfied(t, n),
    TicketDeed.EXTEND: lambda t, n, w: extend(t, n),
}
MEANT_AS_WORDS = (
    TicketDeed.DISSATISFIED,
    TicketDeed.UNFOUNDED,
    TicketDeed.SIGN,
    TicketDeed.REOPEN,
    TicketDeed.TOWNSHIP_DONE,
)


async def run(turn: Turn, said: TicketWords) -> Answer:
    """Words that name a deed of the other side are said about it: 不属实 of the unit is its answer, not the review."""
    life, found = await ticket_views.seen(turn, said.number)
    acts = acts_for(turn.person, life.ticket, found.repeat(life.ticket), turn.context.roster)
    if said.deed in MEANT_AS_WORDS and not set(acts_of(said.deed)) & set(acts):
        may_say = ticket_refusal(TicketAct.SAY, turn.person, life.ticket, turn.context.roster) is None
        if may_say:
            return await say(turn, said.number, said.said)
    return await RUNS[said.deed](turn, said.number, said.words)

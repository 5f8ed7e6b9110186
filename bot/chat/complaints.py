"""/complain (投诉建议): making one, reading those that are addressed to one, and answering them."""

from bot.actions.complain import answer_complaint, complain
from bot.cards import complaint_cards
from bot.cards.callback_data import Verb
from bot.cards.card import Card
from bot.chat.turn import Answer, Dialog, Expects, Turn
from bot.domain.complaint import Complaint, ComplaintKind, hearers
from bot.domain.errors import Refused
from bot.domain.language.complaining import Complaining, answering, complaining, is_away
from bot.domain.language.plain import plain
from bot.domain.permissions import Action, refusal_in_plan
from bot.queries.complaints_made import answers, complaints


async def command(turn: Turn, argument: str) -> Answer:
    """/complain, alone or with the words."""
    if not argument.strip():
        return await how(turn)
    return await _make(
        turn, complaining(argument) or Complaining(ComplaintKind.OPINION, argument, is_away(argument))
    )


async def how(turn: Turn) -> Answer:
    """How one is made, and what became of one's own; the next words are one."""
    own = [
        one
        for one in await complaints(turn.store, turn.context.calendar)
        if one.by == turn.person.id and not one.withdrawn
    ]
    return Answer(complaint_cards.how(turn.fmt, own), expects=Expects.COMPLAINT)


async def said(turn: Turn, text: str, *, firmly: bool = False) -> Answer | None:
    """投诉：…, and 答复3：… from who answers; None for any other words."""
    found = complaining(plain(text), firmly=firmly)
    if found and not found.words:
        return await how(turn)
    if found:
        return await _make(turn, found)
    answer = answering(plain(text))
    if answer and not firmly and refusal_in_plan(Action.ANSWER_COMPLAINT, turn.person) is None:
        return await _answer(turn, *answer)
    return None


async def written(turn: Turn, words: str) -> Answer:
    """The words after /complain."""
    found = complaining(plain(words))
    return await _make(turn, found or Complaining(ComplaintKind.OPINION, words, is_away(words)))


async def _make(turn: Turn, what: Complaining) -> Answer:
    outcome = await complain(
        turn.store, turn.context, turn.person, what.kind, what.words, what.away, turn.now
    )
    number = 1 + max((one.number for one in await complaints(turn.store, turn.context.calendar)), default=0)
    names = turn.fmt.who(hearers(turn.person.id, what.away, turn.context.roster))
    lines = [turn.say("complaint.goes_to", names=names), turn.say("complaint.name_is_seen")]
    lines += [] if what.away else [turn.say("complaint.away_after")]
    card = Card(
        turn.say("complaint.made", name=complaint_cards.title(turn.fmt, what.kind, number)), tuple(lines),
        ((turn.fmt.button("button.undo", Verb.UNDO),),),
    )  # fmt: skip
    return Answer(card, outcome.changes)


# ---- those who answer


async def show(turn: Turn, number: int) -> Answer:
    one = await _addressed(turn, number)
    card = complaint_cards.one_card(
        turn.fmt, one, turn.name(one.by), turn.name(one.answered_by), may_answer=one.open
    )
    return Answer(card)


async def _addressed(turn: Turn, number: int) -> Complaint:
    """Refused for whom it is not addressed to."""
    found = await complaints(turn.store, turn.context.calendar)
    one = next((one for one in found if one.number == number), None)
    if one is None:
        raise Refused("refused.no_such_complaint")
    if not answers(turn.context, turn.person, one):
        raise Refused("refused.complaint_of_others")
    return one


async def prompt(turn: Turn, number: int) -> Answer:
    """答复: the next words are the answer."""
    one = await _addressed(turn, number)
    if not one.open:
        raise Refused("refused.complaint_settled")
    name = complaint_cards.title(turn.fmt, one.kind, one.number)
    card = Card(
        turn.say("complaint.answer_how", name=name), (one.words,), ((turn.fmt.button("button.cancel", Verb.FORGET),),)
    )  # fmt: skip
    return Answer(card, expects=Expects.COMPLAINT_ANSWER, expected={"number": number})


async def answered(turn: Turn, dialog: Dialog, words: str) -> Answer:
    return await _answer(turn, int(str(dialog.data["number"])), words)


async def reply_to_complaint(turn: Turn, words: str) -> Answer | None:
    """A reply to the message that told of one complaint; None for a reply to any other."""
    if turn.on is None or not turn.inbound.message_id:
        return None
    told = {
        button.payload.partition(":")[2]
        for row in turn.on.read().buttons
        for button in row
        if button.payload.startswith(f"{Verb.ANSWER_COMPLAINT.value}:")
    }
    return await _answer(turn, int(told.pop()), words) if len(told) == 1 else None


async def _answer(turn: Turn, number: int, words: str) -> Answer:
    outcome = await answer_complaint(turn.store, turn.context, turn.person, number, words, turn.now)
    one = await _addressed(turn, number)
    name = complaint_cards.title(turn.fmt, one.kind, one.number)
    title = turn.say("complaint.answer_sent", name=name, to=turn.name(one.by))
    return Answer(Card(title), outcome.changes)

"""The final state of a card whose button was pressed."""

from bot.cards.callback_data import Verb
from bot.cards.card import Card
from bot.cards.pressed import ACT_KEYS, carries, item_in, several_items, verb_of
from bot.chat.inbox_rows import place_of
from bot.chat.turn import Answer, SentMessage, Turn
from bot.context.ports import Change, Inbound
from bot.domain.assignment import Assignment
from bot.domain.chat_address import without_topic


def stands_in_chat(message: SentMessage, inbound: Inbound) -> bool:
    """Whether the message is of the chat in which the button was pressed, and has such a button: a client may send any
    number and any payload."""
    here = (message.channel, without_topic(message.external_id))
    chats = {without_topic(one) for one in (inbound.external_id, inbound.group) if one}
    return here[0] == inbound.channel and here[1] in chats and carries(message.read(), inbound.button)


async def left_on_card(turn: Turn, answer: Answer) -> list[Change]:
    """The row that gives the pressed card its final state. None where the press showed or asked something, was
    refused, or brought a new card in the place of the pressed one."""
    verb = verb_of(turn.inbound.button)
    card = turn.pressed
    if card is None or verb is None or verb not in ACT_KEYS or answer.refused or place_of(turn, answer):
        return []
    if not answer.changes and verb is not Verb.FORGET:
        return []
    values = {
        "message_id": card.message_id,
        "payload": turn.inbound.button,
        "items": _items(turn, answer),
        "line": await _line(turn, card.read(), verb),
        "person": turn.person.id,
        "at": turn.now,
    }
    return [Change("press_card", values, rows=None)]


def _items(turn: Turn, answer: Answer) -> tuple[int, ...]:
    item = item_in(turn.inbound.button)
    if item is not None:
        return (item,)
    return answer.card.assignments if answer.card else ()


async def _line(turn: Turn, card: Card, verb: Verb) -> str:
    """✓ 已签收 12月4日 09:12; in a group by whom, on a card of several items which of them."""
    fmt = turn.fmt
    act = fmt.say(ACT_KEYS[verb])
    item = item_in(turn.inbound.button)
    if item is not None and several_items(card):
        a = await turn.store.one(Assignment, "assignment_by_id", id=item)
        if a:
            act = fmt.say("pressed.on_item", name=fmt.name(turn.item(a)), act=act)
    if turn.inbound.group:
        return fmt.say("pressed.by", act=act, at=turn.at(turn.now), name=turn.person.name)
    return fmt.say("pressed.line", act=act, at=turn.at(turn.now))

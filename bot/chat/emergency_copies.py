"""The other cards of an order once a unit has signed: on a second channel, and those of colleagues. Each says who has
signed and asks no longer; the card whose button was pressed is seen to as any pressed card is."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards.callback_data import Verb
from bot.cards.card import Card
from bot.cards.emergency_notices import at_text
from bot.cards.pressed import verb_of
from bot.chat.turn import Turn
from bot.context.plan_context import ChatAccount
from bot.context.ports import Change
from bot.domain.emergency.responses import EmergencyLife
from bot.domain.message import MessageKind
from bot.engine.outbox import URGENCY, card_from_json, post
from bot.i18n import Language
from bot.queries.emergency_told import SECOND, ToldPerson, told_to_sign


async def settled_copies(turn: Turn, life: EmergencyLife, signed: Sequence[str]) -> tuple[Change, ...]:
    """Messages that take the places of the cards that still ask these units."""
    changes: list[Change] = []
    roster, task = turn.context.roster, life.emergency.task
    people = {one.id for unit in signed for one in (*roster.liaisons(unit, task), *roster.heads(unit))}
    found = [await told_to_sign(turn.store, life.emergency, one) for one in sorted(people)]
    for told in (one for each in found for one in each):
        if not set(told.units) <= {*signed, *(one.unit for one in life.signatures)}:
            continue  # it still asks another unit of theirs
        if not set(told.units) & set(signed):
            continue
        if told.message_state:
            changes += _settled(turn, told, signed, told.message_id, told.channel, told.external_id)
        if told.second_state:
            id_ = f"{told.message_id}{SECOND}"
            changes += _settled(turn, told, signed, id_, told.second_channel, told.second_external_id)
    return tuple(changes)


def _settled(
    turn: Turn, told: ToldPerson, signed: Sequence[str], message_id: str, channel: str, external_id: str
) -> list[Change]:
    pressed = turn.pressed or turn.on
    if pressed and pressed.message_id == message_id and turn.inbound.button:
        return []
    reader = turn.context.roster.by_id.get(told.person, turn.person)
    language = Language.of(reader.language)
    fmt = replace(turn.fmt, language=language)
    line = fmt.say(
        "emergency.copy.signed", units=list(signed), name=turn.person.name, at=at_text(fmt, turn.now)
    )
    card = _without_asking(card_from_json(told.card), line)
    account = ChatAccount(channel, external_id, told.person, turn.now)
    kind, id_ = MessageKind.EMERGENCY, f"{message_id}.signed.{turn.now}"
    urgency = URGENCY[MessageKind.TICKET]
    return [post(account, card, kind, id_, turn.clock, why=told.why, urgency=urgency, replaces=message_id)]


def _without_asking(card: Card, line: str) -> Card:
    rows = (tuple(b for b in row if verb_of(b.payload) is not Verb.EMERGENCY_SIGN) for row in card.buttons)
    return replace(card, lines=(*card.lines, line), buttons=tuple(row for row in rows if row))

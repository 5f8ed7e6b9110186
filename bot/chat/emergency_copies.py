"""The cards of an order on everybody's phone: on a second channel, and those of colleagues. Once a unit has signed,
each says who did and asks no longer; when the signature is taken back it asks again. The card whose button was pressed
is seen to as any pressed card is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.cards.callback_data import Verb
from bot.cards.card import Card
from bot.cards.emergency_notices import at_text
from bot.cards.formatter import Formatter
from bot.cards.pressed import verb_of
from bot.chat.turn import Turn
from bot.context.plan_context import ChatAccount
from bot.context.ports import Change
from bot.domain.assignment import Kind
from bot.domain.emergency.responses import EmergencyLife, unit_stream
from bot.domain.message import MessageKind
from bot.engine.outbox import URGENCY, card_from_json, post
from bot.i18n import Language
from bot.queries.emergency_told import SECOND, ToldPerson, told_to_sign
from bot.queries.history import events_of

SETTLED, ASKING = "signed", "again"  # what a message that takes the place of an order's says, in its id


@dataclass(frozen=True, slots=True)
class OrderCopy:
    """One message of the order. `standing`: the last one in its place, which may be itself."""

    told: ToldPerson
    message_id: str
    standing: str
    channel: str
    external_id: str


async def settled_copies(turn: Turn, life: EmergencyLife, signed: Sequence[str]) -> tuple[Change, ...]:
    """Messages that take the places of the cards that still ask these units."""
    known = {*signed, *(one.unit for one in life.signatures)}
    changes: list[Change] = []
    for copy in await _copies(turn, life, signed):
        if not set(copy.told.units) <= known:
            continue  # it still asks another unit of theirs
        pressed = turn.pressed or turn.on
        if pressed and pressed.message_id == copy.standing and turn.inbound.button:
            continue
        fmt = _of_reader(turn, copy)
        at = at_text(fmt, turn.now)
        line = fmt.say("emergency.copy.signed", units=list(signed), name=turn.person.name, at=at)
        changes.append(_in_place(turn, copy, _without_asking(card_from_json(copy.told.card), line), SETTLED))
    return tuple(changes)


async def asking_copies(turn: Turn, life: EmergencyLife, units: Sequence[str]) -> tuple[Change, ...]:
    """Messages that ask again where it was said that these units had signed."""
    changes: list[Change] = []
    for copy in await _copies(turn, life, units):
        if copy.standing == copy.message_id:
            continue  # it never said so: it was pressed itself
        fmt, card = _of_reader(turn, copy), card_from_json(copy.told.card)
        line = fmt.say("emergency.copy.taken_back", units=list(units), at=at_text(fmt, turn.now))
        changes.append(_in_place(turn, copy, replace(card, lines=(*card.lines, line)), ASKING))
    return tuple(changes)


async def _copies(turn: Turn, life: EmergencyLife, units: Sequence[str]) -> list[OrderCopy]:
    """What the people of these units were sent."""
    roster, task = turn.context.roster, life.emergency.task
    people = {one.id for unit in units for one in (*roster.liaisons(unit, task), *roster.heads(unit))}
    found = [await told_to_sign(turn.store, life.emergency, one) for one in sorted(people)]
    copies = []
    for told in (one for each in found for one in each):
        if not set(told.units) & set(units):
            continue
        sent = (
            (told.message_state, told.message_id, told.channel, told.external_id),
            (told.second_state, f"{told.message_id}{SECOND}", told.second_channel, told.second_external_id),
        )
        for state, message_id, channel, external_id in sent:
            if state:
                standing = await _standing(turn, life, told, message_id)
                copies.append(OrderCopy(told, message_id, standing, channel, external_id))
    return copies


async def _standing(turn: Turn, life: EmergencyLife, told: ToldPerson, message_id: str) -> str:
    """The newest message in the place of this one: each bears the minute of what it says."""
    happened = [
        (one.event.at, SETTLED if one.event.kind is Kind.EMERGENCY_SIGNED else ASKING)
        for unit in told.units
        for one in await events_of(turn.store, unit_stream(life.emergency.id, unit), turn.context.calendar)
        if one.event.kind in (Kind.EMERGENCY_SIGNED, Kind.UNDONE)
    ]
    for at, what in sorted(happened, reverse=True):
        later = _id(message_id, what, at)
        if await turn.store.one(int, "message_exists", message_id=later):
            return later
    return message_id


def _id(message_id: str, what: str, at: int) -> str:
    return f"{message_id}.{what}.{at}"


def _of_reader(turn: Turn, copy: OrderCopy) -> Formatter:
    reader = turn.context.roster.by_id.get(copy.told.person, turn.person)
    return replace(turn.fmt, language=Language.of(reader.language))


def _in_place(turn: Turn, copy: OrderCopy, card: Card, what: str) -> Change:
    account = ChatAccount(copy.channel, copy.external_id, copy.told.person, turn.now)
    id_ = _id(copy.message_id, what, turn.now)
    return post(
        account, card, MessageKind.EMERGENCY, id_, turn.clock, why=copy.told.why,
        urgency=URGENCY[MessageKind.TICKET], replaces=copy.standing,
    )  # fmt: skip


def _without_asking(card: Card, line: str) -> Card:
    rows = (tuple(b for b in row if verb_of(b.payload) is not Verb.EMERGENCY_SIGN) for row in card.buttons)
    return replace(card, lines=(*card.lines, line), buttons=tuple(row for row in rows if row))

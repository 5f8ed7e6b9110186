"""A card that was pressed, from its rows: as it was sent, and as it is to look now."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.pressed import CardPress, PressedCard, final_state
from bot.context.events import cause_of
from bot.context.ports import Store
from bot.engine.outbox import card_from_json


@dataclass(frozen=True, slots=True)
class _SentCard:
    card: str


@dataclass(frozen=True, slots=True)
class ReleasedCard:
    """A card whose press was undone."""

    message_id: str
    chat: str


async def pressed_card(store: Store, message_id: str) -> PressedCard | None:
    """None where no press has changed it."""
    presses = await store.read(CardPress, "presses_on", message_id=message_id)
    row = await store.one(_SentCard, "message_by_id", message_id=message_id) if presses else None
    if row is None:
        return None
    sent = card_from_json(row.card)
    return PressedCard(sent, final_state(sent, presses))


async def released_by(store: Store, channel: str, update_id: str) -> Sequence[ReleasedCard]:
    """The cards of a channel that look otherwise since this update, which undid what had been pressed on them."""
    cause = cause_of(channel, update_id)
    return await store.read(ReleasedCard, "released_by", channel=channel, cause=cause)

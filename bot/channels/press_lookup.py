"""Finds the message on which a button was pressed. Clients can send any payload: it counts where a card has it."""

import json
from dataclasses import dataclass

from bot.cards.callback_data import Verb, payload_for
from bot.channels.incoming import ButtonPress
from bot.context.ports import Store
from bot.domain.chat_address import without_topic

FORGED = "-"  # a payload that no button of ours has
UNCHOSEN = payload_for(Verb.CHOSEN)  # pressed beside a list in which nothing was chosen
RECENT = 100  # messages of a chat that are looked through where the platform does not say which was pressed
UNNUMBERED = ""  # the number of a message that the platform accepted without giving one


@dataclass(frozen=True, slots=True)
class PlacedMessage:
    """A message that stands, or stood before an edit, in one place of a chat."""

    message_id: str
    card: str


async def pressed_message(store: Store, channel: str, press: ButtonPress) -> str:
    """Our message id, "" where none of ours in this chat has such a button."""
    carries = "" if press.payload == UNCHOSEN else f'"payload":{json.dumps(press.payload)}'
    found = await _candidates(store, channel, press)
    return next((one.message_id for one in found if carries in one.card), "")


async def messages_at(store: Store, channel: str, chat: str, number: str) -> list[PlacedMessage]:
    """The newest first. Numbers are the chat's, whatever its topics."""
    where = {"channel": channel, "external_id": without_topic(chat), "platform_id": number}
    return await store.read(PlacedMessage, "messages_of_part", **where)


async def _candidates(store: Store, channel: str, press: ButtonPress) -> list[PlacedMessage]:
    chat = {"channel": channel, "external_id": press.chat, "limit": RECENT}
    if not press.on:
        return await store.read(PlacedMessage, "messages_in", **chat)
    return (
        await messages_at(store, channel, press.chat, press.on)
        or await messages_at(store, channel, press.chat, UNNUMBERED)
        or await store.read(PlacedMessage, "messages_maybe_shown", **chat)
    )

"""Where a message goes: the chat, the topic, the message it answers. And the message an edit means."""

from dataclasses import dataclass

from tests.peers.botapi import markup
from tests.peers.botapi.forms import Call
from tests.peers.botapi.refusal import Json, bad
from tests.peers.botapi.state import State
from tests.peers.botapi.world import Chat, Post

GENERAL = 1  # the topic every forum has; its messages carry no thread


@dataclass(frozen=True)
class Place:
    chat: Chat
    topic: int
    reply_to: int


def chat_id(call: Call, name: str = "chat_id") -> int:
    if name not in call:
        raise bad(f"{name} is empty")
    return call.number(name)  # a channel's @name reads as 0: there are no channels here


def known(state: State, number: int) -> Chat:
    """A person may be asked about even when the bot may not write to them, but not before they pressed Start."""
    chat = state.world.chat(number)
    if chat.user and not chat.started:
        raise bad("chat not found")
    return chat if chat.user else state.world.reach(chat.id)


def of(state: State, call: Call) -> Place:
    if "business_connection_id" in call:
        raise bad("business connection not found")
    chat = state.world.reach(chat_id(call))
    reply_to = _reply_to(chat, call)
    topic = call.number("message_thread_id")
    if topic and topic != GENERAL and topic not in (chat.topics or {}):
        raise bad("message thread not found")
    if topic == GENERAL and chat.topics is None:
        raise bad("message thread not found")
    if not topic and reply_to:
        topic = int(chat.posts[reply_to].body.get("message_thread_id", 0))
    return Place(chat, 0 if topic == GENERAL else topic, reply_to)


def _reply_to(chat: Chat, call: Call) -> int:
    given = call.object("reply_parameters") or {}
    if not isinstance(given, dict):
        raise bad("can't parse reply parameters JSON object")
    number = int(given.get("message_id") or call.number("reply_to_message_id"))
    if not number or chat.post(number):
        return number
    if given.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply"):
        return 0
    raise bad("message to be replied not found")


def post(state: State, call: Call, doing: str) -> tuple[Chat, Post]:
    """The message that is to be edited, deleted, pinned: `doing` ends the refusal's sentence."""
    if "inline_message_id" in call:
        raise bad("MESSAGE_ID_INVALID")
    chat = state.world.reach(chat_id(call))
    if not (number := call.number("message_id")):
        raise bad("message identifier is not specified")
    found = chat.post(number)
    if found is None:
        raise bad(f"message to {doing} not found")
    return chat, found


def own(state: State, call: Call, doing: str = "edit") -> tuple[Chat, Post]:
    chat, found = post(state, call, doing)
    if found.mine or found.service or found.fixed:
        raise bad(f"message can't be {doing}ed")
    return chat, found


def shown(state: State, call: Call, place: Place, content: Json) -> Json:
    """Shows the bot's message and answers it."""
    new = state.world.add(place.chat, state.world.me, content, topic=place.topic, reply_to=place.reply_to)
    new.silent = call.flag("disable_notification")
    if call.flag("protect_content"):
        new.body["has_protected_content"] = True
    place.chat.typing = ""
    _lay_keyboard(place.chat, new, markup.other(call))
    return new.body


def _lay_keyboard(chat: Chat, new: Post, given: Json) -> None:
    new.fixed = bool(given)
    if "keyboard" in given:
        chat.keyboard = [
            [one if isinstance(one, str) else one["text"] for one in row] for row in given["keyboard"]
        ]
    elif given:
        chat.keyboard = []

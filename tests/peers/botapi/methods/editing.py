"""Methods that change what is already shown."""

import re

from tests.peers.botapi import markup, text
from tests.peers.botapi.forms import Call
from tests.peers.botapi.methods import media, place
from tests.peers.botapi.refusal import Json, bad
from tests.peers.botapi.state import Handler, State
from tests.peers.botapi.utf16 import units
from tests.peers.botapi.world import Chat, Post

DELETABLE = 48 * 3600  # seconds
OPENS_THE_BOT = r"(?:https?://)?(?:t|telegram)\.me/{0}\?start=|tg://resolve\?domain={0}&start="
ANSWER = 200  # UTF-16 units
SHOWN = ("text", "entities", "caption", "caption_entities", "photo", "document", "video", "reply_markup")
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
REACTIONS = set(
    "👍👎❤🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾🤷😡"
) | {"❤\u200d🔥", "👨\u200d💻", "🤷\u200d♂", "🤷\u200d♀"}


def _change(
    state: State, call: Call, chat: Chat, post: Post, content: Json, removed: tuple[str, ...]
) -> Json:
    """Replaces what `removed` names; an edit that leaves out the keyboard takes it away."""
    keyboard = markup.inline(call, chat, only=True)
    kept = {k: v for k, v in post.body.items() if k not in (*removed, "reply_markup", "edit_date")}
    new = kept | content | ({"reply_markup": keyboard} if keyboard else {})
    if all(new.get(name) == post.body.get(name) for name in SHOWN):
        raise bad(SAME)
    post.body = new | {"edit_date": state.world.now()}
    post.edits += 1
    return post.body


def edit_text(state: State, call: Call) -> Json:
    chat, post = place.own(state, call)
    words, entities = text.message_text(call)
    if "text" not in post.body:
        raise bad("there is no text in the message to edit")
    content = {"text": words} | ({"entities": entities} if entities else {})
    return _change(state, call, chat, post, content, ("text", "entities"))


def edit_caption(state: State, call: Call) -> Json:
    chat, post = place.own(state, call)
    caption = media.captioned(*text.caption(call))
    if not {"photo", "document", "voice", "video"} & post.body.keys():
        raise bad("there is no caption in the message to edit")
    return _change(state, call, chat, post, caption, ("caption", "caption_entities"))


def edit_markup(state: State, call: Call) -> Json:
    chat, post = place.own(state, call)
    return _change(state, call, chat, post, {}, ())


def edit_media(state: State, call: Call) -> Json:
    chat, post = place.own(state, call)
    given = call.object("media", "media")
    if not isinstance(given, dict):
        raise bad("can't parse InputMedia: expected an Object")
    content = media.item(state.world.files, call, given)
    return _change(state, call, chat, post, content, tuple(name for name in SHOWN if name != "reply_markup"))


def delete(state: State, call: Call) -> bool:
    chat, post = place.post(state, call, "delete")
    if state.world.now() - post.body["date"] > DELETABLE:
        raise bad("message can't be deleted for everyone")
    if post.mine and chat.user is None and chat.bot != "administrator":
        raise bad("message can't be deleted")
    post.deleted = True
    return True


def answer(state: State, call: Call) -> bool:
    pressed = state.pressed.get(call.text("callback_query_id"))
    if pressed is None or pressed.expired or pressed.answered.is_set():
        raise bad("query is too old and response timeout expired or query ID is invalid")
    words = call.text("text")
    if units(words) > ANSWER:
        raise bad("MESSAGE_TOO_LONG")
    if (url := call.text("url")) and not re.match(OPENS_THE_BOT.format(state.world.me.username), url, re.I):
        raise bad("URL_INVALID")
    pressed.text, pressed.alert, pressed.url = words, call.flag("show_alert"), url
    pressed.answered.set()
    return True


def react(state: State, call: Call) -> bool:
    _, post = place.post(state, call, "react")
    given = call.object("reaction") or []
    if not isinstance(given, list) or len(given) > 1:
        raise bad("REACTIONS_TOO_MANY")
    emoji = given[0].get("emoji", "") if given else ""
    if given and emoji.replace("\ufe0f", "") not in REACTIONS:
        raise bad("REACTION_INVALID")
    post.reaction = emoji
    return True


def pin(state: State, call: Call) -> bool:
    chat, post = place.post(state, call, "pin")
    if chat.kind == "supergroup" and chat.bot != "administrator":
        raise bad("not enough rights to manage pinned messages in the chat")
    chat.pinned.append(post.id)
    return True


METHODS: dict[str, Handler] = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_markup,
    "editMessageMedia": edit_media,
    "deleteMessage": delete,
    "answerCallbackQuery": answer,
    "setMessageReaction": react,
    "pinChatMessage": pin,
}

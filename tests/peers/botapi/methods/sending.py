"""Methods that show something new in a chat."""

from tests.peers.botapi import markup, text
from tests.peers.botapi.forms import Call
from tests.peers.botapi.methods import media, place
from tests.peers.botapi.refusal import Json, bad
from tests.peers.botapi.state import Handler, State
from tests.peers.botapi.world import Chat

ALBUM = 10
CONTENT = (
    "text",
    "entities",
    "photo",
    "document",
    "voice",
    "video",
    "location",
    "sticker",
    "contact",
    "caption",
    "caption_entities",
)
CHAT_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def _buttons(call: Call, chat: Chat) -> Json:
    keyboard = markup.inline(call, chat)
    return {"reply_markup": keyboard} if keyboard else {}


def send_message(state: State, call: Call) -> Json:
    where = place.of(state, call)
    words, entities = text.message_text(call)
    content = {"text": words} | ({"entities": entities} if entities else {})
    return place.shown(state, call, where, content | _buttons(call, where.chat))


def _send_media(kind: str) -> Handler:
    def send(state: State, call: Call) -> Json:
        where = place.of(state, call)
        buttons = _buttons(call, where.chat)
        content = media.content(state.world.files, call, kind)
        return place.shown(state, call, where, content | buttons)

    return send


def send_media_group(state: State, call: Call) -> list[Json]:
    where = place.of(state, call)
    given = call.object("media", "media")
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise bad("expected an Array of InputMedia")
    if not given:
        raise bad("there are no messages to send")
    contents = [media.item(state.world.files, call, one) for one in given]
    if len(given) > ALBUM:
        raise bad("too many messages to send as an album")
    kinds = {"visual" if one["type"] in ("photo", "video") else one["type"] for one in given}
    if len(kinds) > 1:
        raise bad("document can't be mixed with other media types")
    # one file alone is an ordinary message
    number = str(state.world.now() * 1000 + len(where.chat.posts))
    album = {"media_group_id": number} if len(given) > 1 else {}
    return [place.shown(state, call, where, album | one) for one in contents]


def send_location(state: State, call: Call) -> Json:
    where = place.of(state, call)
    latitude, longitude = call.fraction("latitude"), call.fraction("longitude")
    if latitude is None or not -90 <= latitude <= 90:
        raise bad("wrong latitude specified" if "latitude" in call else "latitude is empty")
    if longitude is None or not -180 <= longitude <= 180:
        raise bad("wrong longitude specified" if "longitude" in call else "longitude is empty")
    spot = {"location": {"latitude": latitude, "longitude": longitude}}
    return place.shown(state, call, where, spot | _buttons(call, where.chat))


def send_chat_action(state: State, call: Call) -> bool:
    where = place.of(state, call)
    if call.text("action") not in CHAT_ACTIONS:
        raise bad("wrong parameter action in request")
    where.chat.typing = call.text("action")
    return True


def copy_message(state: State, call: Call) -> Json:
    where = place.of(state, call)
    source = state.world.chat(place.chat_id(call, "from_chat_id"))
    post = source.post(call.number("message_id"))
    if post is None:
        raise bad("message to copy not found")
    if post.service:
        raise bad("message can't be copied")
    content = {name: post.body[name] for name in CONTENT if name in post.body}
    if "caption" in call and "text" not in content:
        content = {k: v for k, v in content.items() if not k.startswith("caption")}
        content |= media.captioned(*text.caption(call))
    new = place.shown(state, call, where, content | _buttons(call, where.chat))
    return {"message_id": new["message_id"]}


METHODS: dict[str, Handler] = {
    "sendMessage": send_message,
    "sendPhoto": _send_media("photo"),
    "sendDocument": _send_media("document"),
    "sendVoice": _send_media("voice"),
    "sendVideo": _send_media("video"),
    "sendMediaGroup": send_media_group,
    "sendLocation": send_location,
    "sendChatAction": send_chat_action,
    "copyMessage": copy_message,
}

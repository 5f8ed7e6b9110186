"""What a frame of the long connection says, and what one of ours does. https://developer.work.weixin.qq.com/document/path/101463

The fields were read off Tencent's own client: tests/wecom/frames.json.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.incoming import ButtonPress, Incoming, RemoteFile, UnreadableUpdate, Written
from bot.channels.wecom.boards import pressed_payload
from bot.channels.wecom.link import UNREADABLE, Frame, req_id_of

FILES = {"image": "jpg", "file": "bin", "video": "mp4"}
NOTHING_FOR_US = ("enter_chat", "feedback_event", "enter_check_update", "auth_change_event")
CALLED = re.compile(
    r"^@\S+[\s\u2005]+|[\s\u2005]+@\S+$"
)  # the name by which a group calls the bot, before or behind

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Of a corp's people and groups, as Duban writes them."""

    account: Callable[[str], str]
    chat: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Content:
    text: str = ""
    files: tuple[RemoteFile, ...] = ()
    remarks: tuple[str, ...] = ()

    def __add__(self, other: "_Content") -> "_Content":
        text = "\n".join(filter(None, (self.text, other.text)))
        return _Content(text, self.files + other.files, self.remarks + other.remarks)


def key_of(frame: Frame) -> str:
    """The same for the same message, whatever the req_id under which it is brought. A msgid has signs in it that an id
    of ours must not have."""
    body = _object(frame, "body")
    what = [_userid(body), body["msgid"]] if body.get("msgid") else frame
    return hashlib.sha256(json.dumps(what, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:24]


def sender_of(frame: Frame) -> str:
    return _userid(_object(frame, "body")).casefold()


def is_press(frame: Frame) -> bool:
    return _object(_object(frame, "body"), "event").get("eventtype") == "template_card_event"


def is_of_group(frame: Frame) -> bool:
    return _object(frame, "body").get("chattype") == "group"


def task_of(frame: Frame) -> str:
    """The card that was pressed."""
    event = _object(_object(frame, "body"), "event")
    told = _object(event, "template_card_event") or event
    return str(told.get("task_id", ""))


def read(frame: Frame, addresses: Addresses) -> Incoming | None:
    """None: nothing that is for the conversation. Raises UnreadableUpdate."""
    if UNREADABLE in frame:
        raise UnreadableUpdate("no JSON")
    body = _object(frame, "body")
    if body.get("msgtype") == "event":
        return _event(frame, body, addresses)
    if not _userid(body):
        raise UnreadableUpdate("no sender")
    return _written(frame, body, addresses)


def _written(frame: Frame, body: Json, addresses: Addresses) -> Written:
    key, account = key_of(frame), addresses.account(_userid(body))
    group = body.get("chattype") == "group"
    chat = addresses.chat(_text(body, "chatid")) if group else account
    content = _content(body, key)
    return Written(
        update_id=key,
        account=account,
        chat=chat,
        group=group,
        platform_id=f"{chat}/{req_id_of(frame)}" if group else req_id_of(frame),
        text=CALLED.sub("", content.text) if group else content.text,
        files=content.files,
        remarks=tuple(dict.fromkeys(content.remarks)),
        quote=_content(_object(body, "quote"), key).text if body.get("quote") else "",
    )


def _content(body: Json, key: str) -> _Content:
    kind = _text(body, "msgtype")
    told = _object(body, kind)
    if kind in ("text", "voice"):  # a voice message comes as words
        return _Content(_text(told, "content"))
    if kind in FILES:
        return _Content(files=(_file(kind, told, key),))
    if kind == "mixed":
        return _mixed(told, key)
    if kind == "appmsg":  # not documented; seen with a file in it
        return _Content(_text(told, "title"), remarks=("heard.unsupported",)) + _parts(told, key)
    return _Content(remarks=("heard.unsupported",))


def _mixed(told: Json, key: str) -> _Content:
    found = _Content()
    for n, item in enumerate(told.get("msg_item") or ()):
        if isinstance(item, dict):
            found += _content(item, f"{key}{n}")
    return found


def _parts(told: Json, key: str) -> _Content:
    files = [(kind, part) for kind in FILES if isinstance(part := told.get(kind), dict)]
    return _Content(files=tuple(_file(kind, part, key) for kind, part in files))


def _file(kind: str, told: Json, key: str) -> RemoteFile:
    """Its name is told with its bytes; until then it has one of ours."""
    where = json.dumps({"url": _text(told, "url"), "aeskey": _text(told, "aeskey")})
    return RemoteFile(where, f"{kind}-{key[-6:]}.{FILES[kind]}", 0)


def _event(frame: Frame, body: Json, addresses: Addresses) -> Incoming | None:
    event = _object(body, "event")
    kind = _text(event, "eventtype")
    if kind == "template_card_event":
        return _press(frame, body, _object(event, kind) or event, addresses)
    if kind in NOTHING_FOR_US:
        return None
    raise UnreadableUpdate(f"unknown event {kind[:60]!r}")


def _press(frame: Frame, body: Json, told: Json, addresses: Addresses) -> ButtonPress:
    if not _userid(body):
        raise UnreadableUpdate("no sender")
    account = addresses.account(_userid(body))
    return ButtonPress(
        update_id=key_of(frame),
        account=account,
        chat=account,
        group=False,
        on=_text(told, "task_id"),
        payload=pressed_payload(_text(told, "event_key"), _chosen(told)),
        callback=req_id_of(frame),
    )


def _chosen(told: Json) -> list[str]:
    """Of the lists beside the button. One of a kind may stand where a list of them is expected."""
    found: list[str] = []
    for item in _each(_object(told, "selected_items").get("selected_item")):
        found += [str(one) for one in _each(_object(item, "option_ids").get("option_id"))]
    return found


def _each(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _userid(body: Json) -> str:
    return _text(_object(body, "from"), "userid")


def _object(told: Any, name: str) -> Json:
    found = told.get(name) if isinstance(told, dict) else None
    return found if isinstance(found, dict) else {}


def _text(told: Json, name: str) -> str:
    found = told.get(name, "")
    if not isinstance(found, str):
        raise UnreadableUpdate(f"{name} is no text")
    return found


# ---- ours


def push(chatid: str, *, group: bool, content: Json) -> dict[str, Any]:
    """The body of aibot_send_msg. Without the kind of chat a group of that name would be looked for first."""
    return {"chatid": chatid, "chat_type": 2 if group else 1, **content}


def markdown(text: str) -> dict[str, Any]:
    return {"msgtype": "markdown", "markdown": {"content": text}}


def stream(stream_id: str, text: str) -> dict[str, Any]:
    """An answer in one piece: a stream that is not finished goes on for ever on the phone."""
    return {"msgtype": "stream", "stream": {"id": stream_id, "finish": True, "content": text}}


def template_card(body: Json, task_id: str) -> dict[str, Any]:
    return {"msgtype": "template_card", "template_card": {**body, "task_id": task_id}}


def media(kind: str, media_id: str) -> dict[str, Any]:
    return {"msgtype": kind, kind: {"media_id": media_id}}


def card_update(body: Json, task_id: str, userid: str) -> dict[str, Any]:
    card = {**body, "task_id": task_id}
    if word := card.pop("replace_text", ""):  # the app's word for all buttons; here each has its own
        card["button_list"] = [{**button, "replace_text": word} for button in card["button_list"]]
    return {"response_type": "update_template_card", "template_card": card, "userids": [userid]}


def welcome(text: str) -> dict[str, Any]:
    return {"msgtype": "text", "text": {"content": text}}

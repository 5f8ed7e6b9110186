"""What a callback to the app says. https://developer.work.weixin.qq.com/document/path/90239 and 90240."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bot.channels.incoming import (
    ButtonPress,
    Incoming,
    MembershipChange,
    RemoteFile,
    UnreadableUpdate,
    Written,
)
from bot.channels.wecom.arrivals import Routing
from bot.channels.wecom.boards import GO, NOTHING
from bot.domain.calendar import SECOND, Instant

Fields = Mapping[str, Any]
"""The elements of a callback by name: a text, the elements below, or a list where there are several of one name."""

PLATFORM = "sys"  # the sender of what the platform itself has to say
DEPTH = 8  # of elements in elements: WeCom's own have five
NAMED = ("ToUserName", "AgentID", "MsgId")  # what tells a message from another, beside its sender

FILES = {"image": ("photo", "jpg"), "voice": ("voice", "amr"), "video": ("video", "mp4")}


def fields_of(xml: str | bytes) -> dict[str, Any]:
    """Raises UnreadableUpdate, also of what is more than data: a DOCTYPE, entities."""
    try:
        root = fromstring(xml, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise UnreadableUpdate(f"no XML: {error!r}"[:200]) from error
    found = _below(root, DEPTH)
    if not isinstance(found, dict):
        raise UnreadableUpdate("no elements")
    return found


def _below(element: Element, depth: int) -> Any:
    if not len(element):
        return element.text or ""
    if not depth:
        raise UnreadableUpdate("too deep")
    found: dict[str, list[Any]] = {}
    for one in element:
        found.setdefault(one.tag, []).append(_below(one, depth - 1))
    return {name: several[0] if len(several) == 1 else several for name, several in found.items()}


def each(value: Any) -> Sequence[Any]:
    """One or several of a name: a list in either case."""
    if isinstance(value, list):
        return value
    return [] if value in (None, "") else [value]


def key_of(fields: Fields) -> str:
    """The same for each try of one callback, and for no other. MsgIds are the person's; events have none, and two of
    one person in one second are told apart by all that they say. Without a sign that a task_id may not have."""
    sender = str(fields.get("FromUserName", "")).casefold()
    told = {name: fields.get(name) for name in NAMED} if fields.get("MsgId") else dict(fields)
    whole = json.dumps(told | {"FromUserName": sender}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def sent_at(fields: Fields) -> Instant:
    """By WeCom's clock, in whole seconds; 0 where it does not say."""
    told = str(fields.get("CreateTime", ""))
    return int(told) * SECOND if told.isascii() and told.isdigit() and len(told) < 12 else 0


def routing(fields: Fields) -> Routing:
    """A person's callbacks are dealt with in the order in which they were sent."""
    sender = f"{fields.get('ToUserName', '')}/{fields.get('FromUserName', '')}".casefold()
    return Routing(key_of(fields), sender, sent_at(fields))


def read(fields: Fields, account: Callable[[str], str]) -> Incoming | None:
    """None: nothing that is for the conversation. `account`: of a userid. Raises UnreadableUpdate."""
    kind, userid = _text(fields, "MsgType"), _text(fields, "FromUserName")
    if not kind or not userid:
        raise UnreadableUpdate("no MsgType or FromUserName")
    if userid == PLATFORM:
        return None
    return _event(fields, account(userid)) if kind == "event" else _written(fields, account(userid), kind)


def _written(fields: Fields, account: str, kind: str) -> Written:
    number = _text(fields, "MsgId")
    return Written(
        update_id=key_of(fields),
        account=account,
        chat=account,
        group=False,
        platform_id=number,
        text=_words(fields, kind),
        files=_files(fields, kind, number),
        remarks=REMARKS.get(kind, ("heard.unsupported",)),
        place=_place(fields) if kind == "location" else None,
        place_name=_text(fields, "Label") if kind == "location" else "",
    )


REMARKS: Mapping[str, tuple[str, ...]] = {
    "text": (),
    "image": (),
    "voice": ("heard.voice",),
    "video": (),
    "location": (),
    "link": (),
}


def _words(fields: Fields, kind: str) -> str:
    if kind == "link":
        return "\n".join(filter(None, (_text(fields, name) for name in ("Title", "Description", "Url"))))
    return _text(fields, "Content") if kind == "text" else ""


def _files(fields: Fields, kind: str, number: str) -> tuple[RemoteFile, ...]:
    if kind not in FILES:
        return ()
    media_id = _text(fields, "MediaId")
    if not media_id:
        raise UnreadableUpdate("no MediaId")
    name, ending = FILES[kind]
    return (RemoteFile(f"{_text(fields, 'ToUserName')}/{media_id}", f"{name}-{number[-6:]}.{ending}", 0),)


def _place(fields: Fields) -> tuple[float, float]:
    """(latitude, longitude)"""
    try:
        return float(_text(fields, "Location_X")), float(_text(fields, "Location_Y"))
    except ValueError as error:
        raise UnreadableUpdate("no place") from error


def _event(fields: Fields, account: str) -> Incoming | None:
    match _text(fields, "Event"):
        case "template_card_event" | "template_card_menu_event":
            return _press(fields, account)
        case "subscribe":
            return MembershipChange(key_of(fields), account, account, False, "", True)
        case "unsubscribe":
            return MembershipChange(key_of(fields), account, account, False, "", False, code="out_of_range")
        case "click":  # a row of the app's menu, whose key is a command
            text = _text(fields, "EventKey")
            return Written(key_of(fields), account, account, False, "", text) if text else None
    return None


def _press(fields: Fields, account: str) -> ButtonPress:
    return ButtonPress(
        update_id=key_of(fields),
        account=account,
        chat=account,
        group=False,
        on=_text(fields, "TaskId"),
        payload=_payload(fields),
        callback=_text(fields, "ResponseCode"),
    )


def _payload(fields: Fields) -> str:
    """Of the button, or of what was chosen in the list beside it."""
    key = _text(fields, "EventKey")
    chosen = next((one for one in _chosen(fields) if one != NOTHING), "")
    if not isinstance(chosen, str):
        raise UnreadableUpdate("what was chosen is no text")
    return chosen if key == GO and chosen else key


def _chosen(fields: Fields) -> list[Any]:
    found: list[Any] = [fields]
    for name in ("SelectedItems", "SelectedItem", "OptionIds", "OptionId"):
        if not all(isinstance(one, Mapping) for one in found):
            raise UnreadableUpdate(f"no {name}")
        found = [below for one in found for below in each(one.get(name))]
    return found


def _text(fields: Fields, name: str) -> str:
    found = fields.get(name, "")
    if not isinstance(found, str):
        raise UnreadableUpdate(f"{name} is no text")
    return found

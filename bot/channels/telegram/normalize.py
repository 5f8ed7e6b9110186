"""Adds what Bot API servers leave out, and puts what they say differently into the form that python-telegram-bot reads.

`understood` is for answers to our calls: a form the client cannot read would make it fail with an error of its own, and
nobody would know what became of the message. `with_defaults` is for updates: fields that the client insists on and we
do not need. Both were measured against Bot API servers other than Telegram's (tests/telegram/test_other_servers.py).
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.channels.telegram.content import readable_part

# ---- answers

TAKEN = b'{"ok":true,"result":true}'
UNREADABLE = b""  # of which the client says so
LONGEST = 24 * 3600  # seconds of silence that we are ready to keep
NO_METHOD = re.compile(
    r"method.*not (supported|implemented|found)|(unknown|no such|unsupported) method", re.I
)
# a client's mistake, as frameworks say it; Telegram says 400 to all of them
MALFORMED = {406, 410, 414, 415, 422}


def understood(code: int, body: bytes) -> tuple[int, bytes]:
    """(HTTP status, body), both as Telegram itself would have sent them."""
    said = _object(body)
    status = _status(code, said or {})
    if status >= 300:  # of a page of a proxy's the status says it all
        return status, json.dumps(_refusal(said or {})).encode()
    if said is None:
        return status, UNREADABLE
    if "result" in said:
        return status, body
    return status, TAKEN if said.get("ok") else UNREADABLE


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _status(code: int, said: Mapping[str, Any]) -> int:
    """The library goes by the status alone, and some send a refusal as a success."""
    if code in (405, 501) or (not said.get("ok") and NO_METHOD.search(_words(said))):
        return 404
    if code in MALFORMED:
        return 400
    if said.get("ok", True):
        return code
    told = _number(said.get("error_code"), 599) or 0
    return told if told >= 400 else max(code, 400)


def _words(said: Mapping[str, Any]) -> str:
    return str(said.get("description") or said.get("message") or "")


def _refusal(said: Mapping[str, Any]) -> dict[str, Any]:
    parameters = said.get("parameters")
    given = parameters if isinstance(parameters, dict) else {}
    kept = {
        "retry_after": _number(given.get("retry_after"), LONGEST),
        "migrate_to_chat_id": _number(given.get("migrate_to_chat_id")),
    }
    told = {name: number for name, number in kept.items() if number}
    return {"ok": False, "description": _words(said), "parameters": told}


def _number(value: object, most: int | None = None) -> int | None:
    """As an integer; written as a text it is one as well. None: it is none, or where there is a `most` it is not above
    zero."""
    try:
        number = int(str(value))
    except ValueError:
        return None
    if most is None:
        return number
    return min(number, most) if number > 0 else None


# ---- updates

MESSAGES = ("message", "edited_message", "reply_to_message")
DATED = (*MESSAGES, "my_chat_member")
USERS = ("from", "user", "new_chat_members", "left_chat_member")
CHATS = ("chat", "sender_chat")
NO_MESSAGE_ID = 0  # the number of a message that has none
FILE = {"file_unique_id": "-", "width": 0, "height": 0, "duration": 0}


def with_defaults(name: str, value: Any) -> Any:
    """The value of the field `name`, and all below it. What makes no sense is left to the library to refuse."""
    if isinstance(value, list):
        return [with_defaults(name, one) for one in value]
    if not isinstance(value, dict):
        return value
    if name in MESSAGES:
        value = readable_part(value)
    held = {inner: with_defaults(inner, one) for inner, one in value.items()}
    if name in USERS:
        return {"is_bot": False, "first_name": "", **held}
    if name in CHATS:
        kind = "group" if str(held.get("id", "")).startswith("-") else "private"
        return {"type": kind, **held}
    if name in DATED and not _is_moment(held.get("date")):
        held["date"] = 1  # we read no dates; the library makes of 0 a message that is lost
    if name == "callback_query":
        nowhere = {"message": {"message_id": NO_MESSAGE_ID, "date": 1, "chat": _private(held.get("from"))}}
        return {"chat_instance": "", **({} if "inline_message_id" in held else nowhere), **held}
    if name == "message":
        held.setdefault("message_id", NO_MESSAGE_ID)
    if name == "my_chat_member" and "new_chat_member" in held:
        return {"old_chat_member": held["new_chat_member"], **held}
    return {**FILE, **held} if "file_id" in held else held


def _private(user: Any) -> Any:
    """The chat with a person has the person's number."""
    return {"type": "private", "id": user.get("id")} if isinstance(user, dict) else None


def _is_moment(seconds: Any) -> bool:
    """Some servers count in milliseconds, which is a year that the library cannot name."""
    return isinstance(seconds, int) and 0 <= seconds < 2**35

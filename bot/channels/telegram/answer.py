"""A server's answer, put into the form on which the client relies: what lesser servers say less exactly would make it
fail with an error of its own, and nobody would know what became of the message.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

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

"""Identifies the person who opened the Mini App: Telegram signs the page's data with the bot's token.

https://core.telegram.org/bots/webapps, "Validating data received via the Mini App"; python-telegram-bot has no such
check. `signature` among the fields is for others than the bot itself, and part of what is signed for us.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from urllib.parse import parse_qsl

from bot.domain.calendar import DAY, MINUTE, SECOND, Instant
from bot.domain.errors import Refused

LONGEST = 4096  # bytes; Telegram's own are well under a thousand
AHEAD = 5 * MINUTE  # our clock may be behind Telegram's by so much


@dataclass(frozen=True, slots=True)
class Visitor:
    external_id: str  # the user's id, and that of the private chat with them
    language: str  # the client's, "" where it does not say
    name: str
    auth_date: Instant


def visitor(init_data: str, token: str, now: Instant, *, oldest: Instant = DAY) -> Visitor:
    """Refused, with `why` for the log, unless Telegram signed it for this bot within the last `oldest` ms."""
    fields = _fields(init_data)
    if not hmac.compare_digest(_signed(fields, token), _bytes(fields.get("hash", ""))):
        raise _refused("not signed for this bot")
    opened = _opened(fields.get("auth_date", ""))
    if opened < now - oldest:
        raise _refused("too old")
    if opened > now + AHEAD:
        raise _refused("from the future: set the clock")
    return _user(fields.get("user", ""), opened)


def _fields(init_data: str) -> dict[str, str]:
    if len(_bytes(init_data)) > LONGEST:
        raise _refused("too long")
    try:
        pairs = parse_qsl(init_data, keep_blank_values=True, strict_parsing=True)
    except ValueError:
        raise _refused("no list of fields") from None
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise _refused("a field twice")  # which of them was signed?
    return fields


def _signed(fields: dict[str, str], token: str) -> bytes:
    """The right value of `hash`, in hexadecimal."""
    lines = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()) if name != "hash")
    secret = hmac.digest(b"WebAppData", token.encode(), hashlib.sha256)
    return _bytes(hmac.new(secret, _bytes(lines), hashlib.sha256).hexdigest())


def _bytes(text: str) -> bytes:
    """Of a stranger's text, too: compare_digest takes no text but ASCII, and half a surrogate pair has no UTF-8."""
    return text.encode("utf-8", "surrogatepass")


def _opened(auth_date: str) -> Instant:
    if not (auth_date.isascii() and auth_date.isdigit()):
        raise _refused("no auth_date")
    return int(auth_date) * SECOND


def _user(described: str, opened: Instant) -> Visitor:
    try:
        user = json.loads(described)
        id_ = user["id"]
        name = " ".join(part for part in (user["first_name"], user.get("last_name")) if part)
    except (ValueError, TypeError, LookupError):
        raise _refused("no user") from None
    if type(id_) is not int or id_ <= 0:  # True is an int, too
        raise _refused("no user")
    return Visitor(str(id_), str(user.get("language_code") or ""), name, opened)


def _refused(why: str) -> Refused:
    """One sentence for all: whoever forges learns nothing, whoever comes late opens it again."""
    return Refused("web.visit_refused", why=why)

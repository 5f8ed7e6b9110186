"""The meaning of Telegram's refusals: one table, the first row that fits decides.

The order matters: in python-telegram-bot a BadRequest and a TimedOut are both a NetworkError. "Retry on NetworkError"
would repeat for ever what can never succeed, and send twice what has arrived.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.domain.errors import GiveUp, Moved, OutOfService, TryLater, Undelivered, Unknown, Unsendable

ASKS_FOR = re.compile(r"retry after (\d+)", re.IGNORECASE)
FLOOD = 5.0  # seconds of silence where the server asks for silence and does not say how long
REFUSED_TOKEN = 60.0  # seconds until a refused token is tried again: somebody has to act
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.WriteTimeout)


class Flood(TryLater):
    """Too many requests in this chat, or where several chats are refused, from this sender: see Pace.park_chat."""


class Denied(OutOfService):
    """The token is refused: nothing can be sent at all until somebody sets it right."""


class Unparsable(Unsendable):
    """This server does not understand our markup."""


class Unpicturable(Unsendable):
    """The server does not take it for a picture; as a file it will do."""


class TopicGone(Unsendable):
    """The topic of a forum was closed or deleted."""


class Missing(Unsendable):
    """This server does not know the method."""


class Puzzling(Unsendable):
    """Refused for a reason that this table does not know: perhaps a field that this server has never heard of."""


class Unmodified(Unsendable):
    """It looks like that already."""


@dataclass(frozen=True, slots=True)
class ErrorRow:
    kind: type[TelegramError]
    says: str  # a regular expression of the description
    verdict: Callable[[str], Undelivered]
    cause: tuple[type[BaseException], ...] = ()  # the client's own error underneath


def _flood(description: str) -> Undelivered:
    asked = ASKS_FOR.search(description)
    return Flood("flood", float(asked[1]) if asked else FLOOD)


TABLE = (
    # said by the platform
    ErrorRow(RetryAfter, "", _flood),
    ErrorRow(NetworkError, "too many requests", _flood),
    ErrorRow(ChatMigrated, "", lambda said: Moved(said)),
    ErrorRow(InvalidToken, "not found|method", lambda _: Missing("no_method")),
    ErrorRow(InvalidToken, "", lambda _: Denied("token", REFUSED_TOKEN)),
    ErrorRow(Forbidden, "blocked", lambda _: GiveUp("blocked")),
    ErrorRow(Forbidden, "deactivated", lambda _: GiveUp("deactivated")),
    ErrorRow(Forbidden, "kicked|not a member", lambda _: GiveUp("kicked")),
    ErrorRow(Forbidden, "initiate", lambda _: GiveUp("never_started")),
    ErrorRow(Forbidden, "", lambda _: GiveUp("forbidden")),
    ErrorRow(
        BadRequest,
        "chat not found|user not found|peer_id_invalid|chat_id is empty",
        lambda _: GiveUp("no_chat"),
    ),
    ErrorRow(BadRequest, r"thread not found|topic.?(closed|deleted|not found)", lambda said: TopicGone(said)),
    ErrorRow(BadRequest, "rights to send (?!text)", lambda said: Unsendable(said)),  # no pictures, but words
    ErrorRow(
        BadRequest, "not enough rights|have no rights|chat_write_forbidden", lambda _: GiveUp("no_rights")
    ),
    ErrorRow(BadRequest, "not modified", lambda said: Unmodified(said)),
    ErrorRow(
        BadRequest,
        "parse entities|unsupported start tag|entit(y|ies)|parse.?mode",
        lambda said: Unparsable(said),
    ),
    ErrorRow(
        BadRequest,
        "image_process_failed|photo_invalid|wrong type of the web page|photo_ext|too big for a photo",
        lambda said: Unpicturable(said),
    ),
    ErrorRow(BadRequest, "message is too long|caption is too long", lambda said: Unsendable(said)),
    ErrorRow(BadRequest, "", lambda said: Puzzling(said)),
    ErrorRow(Conflict, "", lambda _: TryLater("conflict")),
    ErrorRow(NetworkError, "entity too large", lambda _: Unsendable("too_large")),
    # said by nobody
    ErrorRow(NetworkError, "", lambda _: TryLater("not_connected"), NEVER_LEFT),
    ErrorRow(TimedOut, "", lambda _: Unknown("timeout")),
    ErrorRow(NetworkError, "", lambda _: Unknown("cut_off"), (httpx.HTTPError,)),
    # a proxy in between says so, who may have handed the request on before it lost the answer
    ErrorRow(
        NetworkError,
        r"bad gateway|service unavailable|gateway time-?out|\(50[234]\)",
        lambda _: Unknown("gateway"),
    ),
    ErrorRow(NetworkError, "", lambda _: TryLater("server")),
    ErrorRow(
        TelegramError, "", lambda _: Unknown("unreadable")
    ),  # answered, but not as a Bot API server does
)


def verdict(error: TelegramError) -> Undelivered:
    """The fate of the request as an error, whose type says whether asking again can help."""
    said = _said(error)
    return next(
        row.verdict(said)
        for row in TABLE
        if isinstance(error, row.kind)
        and re.search(row.says, said, re.IGNORECASE)
        and (not row.cause or isinstance(error.__cause__, row.cause))
    )


def _said(error: TelegramError) -> str:
    """The server's own words. What it says beside them in parameters the library keeps, and words anew."""
    match error:
        case ChatMigrated():
            return str(error.new_chat_id)
        case RetryAfter():
            wait = error.retry_after  # timedelta where PTB_TIMEDELTA says so
            seconds = wait.total_seconds() if isinstance(wait, timedelta) else wait
            return f"retry after {ceil(seconds)}"
        case InvalidToken():
            return str(error.__cause__ or error)
        case _:
            return error.message

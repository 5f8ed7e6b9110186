"""The meaning of WeCom's refusals: one table by errcode, for the app, the bot and a group's webhook.

Only the number decides: the platform changes its texts. https://developer.work.weixin.qq.com/document/path/90313
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import httpx

from bot.domain.errors import GiveUp, OutOfService, TryLater, Undelivered, Unknown, Unsendable

OK = 0
SECRET_PAUSE = 1800.0  # seconds until a refused secret is tried again: five mistakes in a row ban the address
REPAIR = 60.0  # seconds until it is tried again whether an administrator has set the channel right
CONCURRENT = 2.0  # seconds
FREQUENT = 60.0  # seconds: the shortest of WeCom's bans
LONGEST = 300  # characters of the platform's own words that are kept: they end with our address
ADDRESS = re.compile(r"from ip: ([0-9a-fA-F.:]+)")

NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.WriteTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


class SecretRefused(OutOfService):
    """The corp's id or the secret is wrong. To ask again and again gets our address banned for an hour."""


class StaleToken(TryLater):
    """The access token is not valid any more: a new one is asked for, once."""


class TaskUsed(Unsendable):
    """A card with this task_id exists: the very request had arrived, where it was a repetition."""


class CodeSpent(Unsendable):
    """The response_code was used before, or is older than 72 hours."""


class NotSubscribed(TryLater):
    """The long connection has lost its subscription: subscribe anew."""


class RequestSpent(Unsendable):
    """A req_id that is too old, unknown or answered: what it was to carry can be sent by itself."""


Verdict = Callable[[str, str], Undelivered]
"""(errcode, the platform's words)"""


def _down(code: str, said: str) -> Undelivered:
    return OutOfService(code, REPAIR, said)


def _secret(code: str, said: str) -> Undelivered:
    return SecretRefused(code, SECRET_PAUSE, said)


def _after(seconds: float) -> Verdict:
    return lambda code, _: TryLater(code, seconds)


def _as(kind: Callable[[str], Undelivered]) -> Verdict:
    return lambda code, _: kind(code)


VERDICTS: Mapping[int, Verdict] = {
    # the platform is busy
    -1: _after(CONCURRENT),
    6000: _after(CONCURRENT),
    45009: _after(FREQUENT),
    45033: _after(CONCURRENT),
    45035: _after(CONCURRENT),
    # the token: asked for anew, once
    40014: _as(StaleToken),
    42001: _as(StaleToken),
    # nothing goes until an administrator acts
    40001: _secret,
    40013: _secret,
    40091: _secret,
    40056: _down,  # no such agent
    301002: _down,  # another app's agent
    48001: _down,
    48002: _down,
    48006: _down,  # taken back from an app that nobody used
    48009: _down,  # the secret of contact synchronization, from an address that is new
    48010: _down,  # our TLS is too old
    50003: _down,  # the app is switched off
    60020: _down,  # our address is not trusted
    60031: _down,
    853000: _secret,  # the bot's
    846601: _down,  # the bot is not in long connection mode
    93000: _down,  # the group's webhook was removed
    93004: _down,
    # the account cannot be reached
    40003: _as(GiveUp),
    40031: _as(GiveUp),
    43004: _as(GiveUp),
    46004: _as(GiveUp),
    50002: _as(GiveUp),
    60011: _as(GiveUp),
    60021: _as(GiveUp),
    60111: _as(GiveUp),
    81013: _as(GiveUp),
    846607: _as(GiveUp),  # the person never wrote to the bot; or the rate, which we keep ourselves
    86003: _as(GiveUp),
    86008: _as(GiveUp),
    40050: _as(GiveUp),
    93001: _as(GiveUp),
    93006: _as(GiveUp),
    93008: _as(GiveUp),
    # single-use handles
    42014: _as(TaskUsed),
    846625: _as(TaskUsed),  # the bot's
    60140: _as(CodeSpent),
    846604: _as(RequestSpent),
    846605: _as(RequestSpent),
    846606: _as(RequestSpent),
    846608: _as(RequestSpent),
    846609: _as(NotSubscribed),
}
"""Every other number is this message's own fault: Unsendable."""


def verdict(errcode: int, errmsg: str = "") -> Undelivered:
    """What the refusal means, as an error whose type says whether asking again can help."""
    return VERDICTS.get(errcode, _as(Unsendable))(str(errcode), errmsg[:LONGEST])


def refused(answer: Mapping[str, Any]) -> Undelivered | None:
    """None for an answer that says yes."""
    errcode = answer.get("errcode", OK)
    if errcode == OK:
        return None
    if not isinstance(errcode, int):
        return Unknown("unreadable")
    return verdict(errcode, str(answer.get("errmsg", "")))


def our_address(error: OutOfService) -> str:
    """Our address as WeCom sees it: the one to be trusted; "" where it does not say."""
    found = ADDRESS.search(error.said)
    return found[1] if found else ""


def unanswered(error: httpx.HTTPError) -> Undelivered:
    """A request that got no answer. It has certainly not arrived only where it never left."""
    if isinstance(error, NEVER_LEFT):
        return TryLater("not_connected")
    return Unknown("timeout" if isinstance(error, httpx.TimeoutException) else "cut_off")

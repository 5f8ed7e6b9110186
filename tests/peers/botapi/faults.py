"""Failures on order: the next calls of a method fail the way a network or a platform fails.

    rule = server.faults.add("sendMessage", Reset(after=True), times=1, chat=1001)
    await rule.struck.wait()

`after=True` means the call was carried out and only its answer is lost. WeCom's stand-in orders its failures here too.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.peers.botapi.http import Answer, Dropped, Request
from tests.peers.botapi.refusal import Json


@dataclass(frozen=True)
class Say:
    """A refusal in the platform's form: `status` is Telegram's error_code, WeCom's errcode."""

    status: int
    description: str
    parameters: Json | None = None
    after: bool = False


@dataclass(frozen=True)
class Page:
    """A body that is not JSON, as proxies send it."""

    status: int = 502
    body: str = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
    after: bool = False


@dataclass(frozen=True)
class Reset:
    """The connection is reset."""

    after: bool = False


@dataclass(frozen=True)
class Hang:
    """Silence until the rule is released or the client gives up; then the connection is reset."""

    after: bool = False


@dataclass(frozen=True)
class Delay:
    """The answer comes late."""

    seconds: float
    after: bool = False


Fault = Say | Page | Reset | Hang | Delay

SERVER_ERROR = Say(500, "Internal Server Error")
BAD_GATEWAY = Page()
HTML = Page(200, "<html>All is well.</html>")
FLOOD_WITHOUT_PARAMETERS = Say(429, "Too Many Requests")
UNAUTHORIZED = Say(401, "Unauthorized")
BLOCKED = Say(403, "Forbidden: bot was blocked by the user")


def too_many(seconds: int) -> Say:
    return Say(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


class Call(Protocol):
    """One call of a method, of whichever platform."""

    @property
    def method(self) -> str: ...
    def number(self, name: str) -> int: ...


@dataclass(eq=False)
class Rule:
    method: str  # lower case; "*" for any
    fault: Fault
    left: float
    chat: int | None = None
    when: Callable[[Any], bool] | None = None
    hits: int = 0
    struck: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """Ends the silence of Hang for all who wait in it."""
        self.released.set()

    def stop(self) -> None:
        self.left = 0

    def fits(self, call: Call) -> bool:
        return (
            self.left > 0
            and self.method in ("*", call.method)
            and (self.chat is None or call.number("chat_id") == self.chat)
            and (self.when is None or self.when(call))
        )

    def strike(self) -> None:
        self.left -= 1
        self.hits += 1
        self.struck.set()


class Faults:
    def __init__(self) -> None:
        self._rules: list[Rule] = []

    def add(
        self,
        method: str,
        fault: Fault,
        times: float = 1,
        *,
        chat: int | None = None,
        when: Callable[[Any], bool] | None = None,
    ) -> Rule:
        """`times=math.inf` lasts until `rule.stop()`. The oldest rule that fits strikes first."""
        rule = Rule(method.lower(), fault, times, chat, when)
        self._rules.append(rule)
        return rule

    def clear(self) -> None:
        for rule in self._rules:
            rule.stop()
            rule.release()
        self._rules.clear()

    def next(self, call: Call) -> Rule | None:
        rule = next((one for one in self._rules if one.fits(call)), None)
        if rule:
            rule.strike()
        return rule


async def strike(rule: Rule, request: Request) -> Answer | Say | None:
    """What the client gets; None where the call may go on. Raises Dropped where the connection ends instead."""
    match rule.fault:
        case Delay(seconds):
            await asyncio.sleep(seconds)
            return None
        case Reset():
            raise Dropped
        case Hang():
            await either(rule.released.wait(), request.gone())
            raise Dropped
        case Page(status, body):
            return Answer(status, body.encode(), "text/html")
        case Say() as said:
            return said


async def either(*ways: Awaitable[Any]) -> None:
    """Until one of them is done; the others are given up."""
    tasks = [asyncio.ensure_future(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

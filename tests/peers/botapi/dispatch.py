"""From an HTTP request to an answer: the token, the method, faults on order, flood control, the log."""

import asyncio
import inspect
import json
import re
import time
from collections.abc import Awaitable
from typing import Any, Protocol

from tests.peers.botapi import forms
from tests.peers.botapi.faults import Faults, Rule, Say, either, strike
from tests.peers.botapi.flood import Flood, counts
from tests.peers.botapi.forms import Call
from tests.peers.botapi.http import Answer, Dropped, Request
from tests.peers.botapi.ledger import Logged
from tests.peers.botapi.methods import chats, editing, intake, profile, sending
from tests.peers.botapi.refusal import Json, Refused, too_large
from tests.peers.botapi.state import Handler, State

METHODS: dict[str, Handler] = (
    intake.METHODS | sending.METHODS | editing.METHODS | profile.METHODS | chats.METHODS
)
NAMES = {name.lower(): name for name in METHODS}
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
LARGEST = 51 * 1024 * 1024  # bytes of a request: one largest file and its form


class Judge(Protocol):
    def answer(self, method: str, result: Any) -> None: ...
    def request(self, method: str, call: Call) -> None: ...
    def update(self, update: Json) -> None: ...


class Dispatch:
    def __init__(self, state: State, token: str, flood: Flood, judge: Judge | None) -> None:
        self.requests: list[Logged] = []
        self.faults = Faults()
        self._state = state
        self._token = token
        self._flood = flood
        self._judge = judge

    async def method(self, request: Request, token: str, name: str) -> Answer:
        """`/bot<token>/<name>`."""
        call = Call(name.lower(), {}, {})
        logged = Logged(NAMES.get(call.method, name), call.params, call.uploads, time.monotonic())
        self.requests.append(logged)
        try:
            self._admit(token, name)
            if len(request.body) > LARGEST:
                raise too_large()
            call = forms.read(call.method, request)
            logged.params, logged.uploads = call.params, call.uploads
            return await self._answer(request, call, logged)
        except Refused as refused:
            return _refuse(refused, logged)
        finally:
            self._state.world.bell.ring()

    def _admit(self, token: str, name: str) -> None:
        if not TOKEN.fullmatch(token):
            raise Refused(404, "Not Found")
        if token != self._token:
            raise Refused(401, "Unauthorized")
        if name.lower() not in NAMES:
            raise Refused(404, "Not Found")

    async def _answer(self, request: Request, call: Call, logged: Logged) -> Answer:
        rule = self.faults.next(call)
        if rule and not rule.fault.after:
            early = await self._fail(rule, request, logged)
            if early:
                return early
        try:
            result = await self._carry_out(request, call, logged)
            answer = _json(200, {"ok": True, "result": result})
            logged.status = 200
        except Refused as refused:
            answer = _refuse(refused, logged)
        if rule and rule.fault.after:
            self._state.world.bell.ring()
            answer = await self._fail(rule, request, logged) or answer
        return answer

    async def _carry_out(self, request: Request, call: Call, logged: Logged) -> Any:
        if self._judge:
            self._judge.request(logged.method, call)
        chat = call.number("chat_id")
        if counted := counts(call.method):
            self._flood.check(chat)
        result = METHODS[logged.method](self._state, call)
        if inspect.isawaitable(result):
            result = await _while_there(result, request)
        if counted:
            self._flood.accept(chat)
        logged.handled, logged.result = True, result
        if self._judge and call.method != "getupdates":  # injected updates may be wrong on purpose
            self._judge.answer(logged.method, result)
        return result

    async def _fail(self, rule: Rule, request: Request, logged: Logged) -> Answer | None:
        """None when the fault lets the call go on."""
        logged.status = 0
        match await strike(rule, request):
            case None:
                logged.status = 200 if logged.handled else 0
                return None
            case Say(status, description, parameters):
                return _refuse(Refused(status, description, parameters), logged)
            case Answer() as page:
                logged.status = page.status
                return page


async def _while_there(doing: Awaitable[Any], request: Request) -> Any:
    """Its result, unless the client leaves first: a held poll must not swallow what it can no longer deliver."""
    task = asyncio.ensure_future(doing)
    await either(task, request.gone())
    if task.cancelled():
        raise Dropped
    return task.result()


def _refuse(refused: Refused, logged: Logged) -> Answer:
    logged.status, logged.description = refused.status, refused.description
    return _json(refused.status, refused.body())


def _json(status: int, body: Json) -> Answer:
    return Answer(status, json.dumps(body).encode())  # escaped, as Telegram's: half a character can be said

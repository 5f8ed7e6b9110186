"""From a request below /cgi-bin/ to its answer: faults on order, the checks in the platform's order, the log."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass

from tests.peers.botapi.faults import Faults, Rule, Say, strike
from tests.peers.botapi.http import Answer, Request
from tests.peers.wecom import calls
from tests.peers.wecom.auth import Tokens
from tests.peers.wecom.calls import Call
from tests.peers.wecom.ledger import Ledger, Logged
from tests.peers.wecom.refusal import Json, Refusal, said
from tests.peers.wecom.world import MINUTE, World

A_MINUTE = 10_000  # calls of one corporation to one path
AT_ONCE = 8


@dataclass(frozen=True)
class Route:
    """`handler` answers with the fields beside errcode, or with a whole Answer of its own."""

    handler: Callable[[Call, Logged], Json | Answer]
    post: bool = False  # refuses GET
    token: bool = True
    json: bool = True  # the body of a POST is JSON
    escapes: str = "complain"  # of \uXXXX in it: complain, refuse, or what the switch says


class Api:
    def __init__(self, world: World, tokens: Tokens, ledger: Ledger, routes: dict[str, Route]) -> None:
        self.faults = Faults()
        self.service_time = 0.0  # seconds; with some, calls that come together are under way together
        self._world, self._tokens, self._ledger, self._routes = world, tokens, ledger, routes
        self._recent: dict[tuple[str, str], deque[int]] = defaultdict(deque)
        self._under_way: dict[str, int] = defaultdict(int)

    def called(self, corp: str, method: str, times: int) -> None:
        """As if there had been so many calls just now."""
        self._recent[corp, method].extend([self._world.clock()] * times)

    async def answer(self, request: Request, method: str) -> Answer:
        call = calls.read(request, method, self._world)
        transport = "webhook" if method.startswith("webhook/") else "app"
        logged = Logged(self._world.clock(), transport, method, {}, query=call.query)
        self._ledger.calls.append(logged)
        self._under_way[method] += 1
        call.crowded = self._under_way[method] > AT_ONCE
        try:
            return await self._answer(request, call, logged)
        finally:
            self._under_way[method] -= 1
            self._world.bell.ring()

    async def _answer(self, request: Request, call: Call, logged: Logged) -> Answer:
        logged.body = _peek(call)
        call.body = logged.body
        rule = self.faults.next(call)
        if rule and not rule.fault.after and (early := await self._struck(rule, request, logged)):
            return early
        if self.service_time:
            await asyncio.sleep(self.service_time)
        answer = self._carry_out(call, logged)
        if rule and rule.fault.after:
            kept, logged.answer = logged.answer, {}
            self._world.bell.ring()
            late = await self._struck(rule, request, logged)
            if late:
                return late
            logged.answer = kept
        return answer

    async def _struck(self, rule: Rule, request: Request, logged: Logged) -> Answer | None:
        match await strike(rule, request):
            case Say(errcode, words):
                logged.answer = {"errcode": errcode, "errmsg": words or said(errcode)}
                return _json(logged.answer)
            case other:
                return other

    def _carry_out(self, call: Call, logged: Logged) -> Answer:
        try:
            done = self._checked(call, logged)
        except Refusal as refused:
            logged.answer = refused.json()
            return _json(logged.answer)
        logged.carried_out = True
        if isinstance(done, Answer):
            logged.answer = {"errcode": 0}
            return done
        words = "ok. Warning: wrong json format. " if call.warned else "ok"
        logged.answer = {"errcode": 0, "errmsg": words} | done
        return _json(logged.answer)

    def _checked(self, call: Call, logged: Logged) -> Json | Answer:
        self._tokens.check_ban()
        route = self._routes.get(call.method)
        if route is None:
            raise Refusal(40035)
        self._tokens.check_address(call)
        if route.post and call.verb != "POST":
            raise Refusal(40058)
        if route.token:
            self._tokens.check_token(call)
            self._count(call)
        if call.crowded:
            raise Refusal(45033)
        if route.post and route.json:
            escapes = self._world.switches.escapes if route.escapes == "switch" else route.escapes
            call.body = logged.body = calls.parse(call, escapes=escapes)
        return route.handler(call, logged)

    def _count(self, call: Call) -> None:
        recent, now = self._recent[call.corp.id, call.method], self._world.clock()
        while recent and now - recent[0] >= MINUTE:
            recent.popleft()
        if len(recent) >= A_MINUTE:
            raise Refusal(45009)
        recent.append(now)


def _peek(call: Call) -> Json:
    """The body for the log and the faults, before anything is checked."""
    try:
        given = json.loads(call.raw)
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}


def _json(body: Json) -> Answer:
    raw = json.dumps(body, ensure_ascii=False).encode()
    return Answer(200, raw, "application/json; charset=utf-8")

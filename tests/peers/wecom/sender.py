"""Brings callbacks to the app's URL as the platform does: sealed anew for every try, three tries at most, again only
after a timeout or a lost connection. What the app answers with an error counts as answered."""

import asyncio
import secrets
from collections import defaultdict, deque
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import httpx

from tests.peers.wecom import crypto
from tests.peers.wecom.inside import Fields, cdata, xml
from tests.peers.wecom.world import App, Corp, World

PATIENCE, LATE = 5.0, 30.0  # seconds
VERIFY_WITHIN = 1.0  # seconds
TRIES = 3
MAY_SHUFFLE = 0.05  # seconds a callback waits for another to change places with


@dataclass(eq=False)
class Delivery:
    """One callback on its way."""

    corp: Corp
    app: App
    fields: Fields
    statuses: list[int] = field(default_factory=list)  # a try each; 0: no answer
    done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def answered(self) -> bool:
        return any(self.statuses)


class Sender:
    def __init__(self, world: World, pace: float, verify_within: float = VERIFY_WITHIN) -> None:
        """`pace` scales all pauses and patience: 0.02 for a test that waits for silence."""
        self.pace = pace
        self.verify_within = verify_within
        self.deliveries: list[Delivery] = []
        self._world = world
        self._lanes: dict[tuple[int, str], deque[Delivery]] = defaultdict(deque)
        self._tasks: set[asyncio.Task[None]] = set()
        self._busy: set[tuple[int, str]] = set()
        self._client = httpx.AsyncClient(trust_env=False, verify=False)  # loopback: no certificates to load

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._client.aclose()

    @property
    def quiet(self) -> bool:
        """Everything that happened has been brought, or given up."""
        return all(one.done.is_set() for one in self.deliveries)

    def bring(self, corp: Corp, app: App, user: str, fields: Fields) -> Delivery:
        """In order of what one person does; persons side by side. Without a URL nobody is told."""
        delivery = Delivery(corp, app, fields)
        if not app.callback:
            delivery.done.set()
            return delivery
        self.deliveries.append(delivery)
        lane = (app.agentid, user)
        self._lanes[lane].append(delivery)
        if lane not in self._busy:
            self._busy.add(lane)
            self._start(self._run(lane))
        return delivery

    def _start(self, doing: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(doing)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, lane: tuple[int, str]) -> None:
        waiting = self._lanes[lane]
        while waiting:
            if self._world.switches.shuffle:
                await asyncio.sleep(MAY_SHUFFLE)
                if len(waiting) > 1:
                    waiting[0], waiting[1] = waiting[1], waiting[0]
                    await self._deliver(waiting.popleft())
            await self._deliver(waiting.popleft())
        self._busy.discard(lane)

    async def _deliver(self, delivery: Delivery) -> None:
        for number in range(TRIES):
            if number == TRIES - 1 and self._world.switches.late:
                await asyncio.sleep(LATE * self.pace)
            status = await self._try(delivery)
            delivery.statuses.append(status)
            self._world.bell.ring()
            if status:
                break
        if delivery.answered and self._world.switches.duplicate:
            delivery.statuses.append(await self._try(delivery))
        delivery.done.set()
        self._world.bell.ring()

    async def _try(self, delivery: Delivery) -> int:
        """The status; 0 where nothing came back in time."""
        app, corp = delivery.app, delivery.corp
        inside = xml(delivery.fields, split=self._world.switches.cdata_split)
        sealed = crypto.encrypt(app.aes_key, secrets.token_bytes(16), inside, corp.id)
        body = (
            f"<xml><ToUserName>{cdata(corp.id)}</ToUserName><AgentID>{cdata(str(app.agentid))}</AgentID>"
            f"<Encrypt>{cdata(sealed)}</Encrypt></xml>"
        )
        url = f"{app.callback}{'&' if '?' in app.callback else '?'}{urlencode(self._signed(app, sealed))}"
        try:
            async with asyncio.timeout(PATIENCE * self.pace):
                answer = await self._client.post(
                    url, content=body.encode(), headers={"Content-Type": "text/xml"}
                )
        except (TimeoutError, httpx.TransportError):
            return 0
        if answer.status_code == 200 and answer.content:
            self._judge(delivery, answer.content)
        return answer.status_code

    def _signed(self, app: App, sealed: str) -> dict[str, str]:
        timestamp, nonce = str(self._world.clock() // 1000), secrets.token_hex(5)
        sign = crypto.signature(app.token, timestamp, nonce, sealed)
        return {"msg_signature": sign, "timestamp": timestamp, "nonce": nonce}

    def _judge(self, delivery: Delivery, answer: bytes) -> None:
        """A passive reply must be sealed for us; plain `success` some clients say is ignored by the platform."""
        app = delivery.app
        try:
            reply = {one.tag: one.text or "" for one in ElementTree.fromstring(answer)}
            sign = crypto.signature(app.token, reply["TimeStamp"], reply["Nonce"], reply["Encrypt"])
            if sign != reply["MsgSignature"]:
                raise ValueError("signature")
            ElementTree.fromstring(crypto.decrypt(app.aes_key, reply["Encrypt"], delivery.corp.id))
        except (ElementTree.ParseError, KeyError, ValueError) as wrong:
            self._world.complain("bad passive reply", repr(wrong))

    async def verify(self, corp: Corp, app: App, url: str) -> bool:
        """What 保存 in the console does: exactly the plaintext back, within a second where we are strict."""
        plain = secrets.token_hex(10).encode()
        sealed = crypto.encrypt(app.aes_key, secrets.token_bytes(16), plain, corp.id)
        safe = "+" if self._world.switches.raw_plus else ""
        query = f"{urlencode(self._signed(app, sealed))}&echostr={quote(sealed, safe=safe)}"
        try:
            async with asyncio.timeout(self.verify_within):
                answer = await self._client.get(f"{url}{'&' if '?' in url else '?'}{query}")
        except (TimeoutError, httpx.TransportError):
            return False
        return answer.status_code == 200 and answer.content == plain

"""A plain client of the stand-in for its own tests: asks what it is told and hides nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from tests.peers.wecom.server import WeCom
from tests.peers.wecom.world import App

AGENT = 1000002
Json = dict[str, Any]


@dataclass
class Client:
    server: WeCom
    http: httpx.AsyncClient
    token: str = ""

    async def gettoken(self, **query: str) -> Json:
        app = self.server.corp.apps[0]
        known = {"corpid": self.server.corp.id, "corpsecret": app.secret} | query
        answer = await self.http.get(f"{self.server.api}/gettoken", params=known)
        return answer.json()  # type: ignore[no-any-return]

    async def enter(self, app: App | None = None) -> "Client":
        """With a token of the app's."""
        told = await self.gettoken(**({"corpsecret": app.secret} if app else {}))
        self.token = told["access_token"]
        return self

    async def get(self, path: str, **query: str) -> Json:
        answer = await self.http.get(f"{self.server.api}/{path}", params={"access_token": self.token} | query)
        assert answer.status_code == 200
        return answer.json()  # type: ignore[no-any-return]

    async def post(self, path: str, body: Any, **query: str) -> Json:
        """httpx writes raw UTF-8."""
        url = f"{self.server.api}/{path}"
        answer = await self.http.post(url, params={"access_token": self.token} | query, json=body)
        assert answer.status_code == 200
        return answer.json()  # type: ignore[no-any-return]

    async def send(self, kind: str, content: Json, to: str = "ZhangSan", **more: object) -> Json:
        body = {"touser": to, "msgtype": kind, "agentid": AGENT, kind: content}
        return await self.post("message/send", body | more)

    async def say(self, words: str, to: str = "ZhangSan", **more: object) -> Json:
        return await self.send("text", {"content": words}, to, **more)


@asynccontextmanager
async def client(server: WeCom) -> AsyncIterator[Client]:
    async with httpx.AsyncClient(trust_env=False, verify=False) as http:
        yield await Client(server, http).enter()


class Clock:
    """Milliseconds that pass when told to. 2026-11-27 09:17 in Beijing: no round minute."""

    def __init__(self, now: int = 1_795_742_220_000) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now

    def sleep(self, milliseconds: int) -> None:
        self.now += milliseconds

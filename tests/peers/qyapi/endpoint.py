"""An app's endpoint for the stand-in's own tests: opens what it is brought, answers what it is told to answer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs
from xml.etree import ElementTree

from tests.peers.botapi.faults import either
from tests.peers.botapi.http import Answer, Dropped, Request, listen
from tests.peers.wecom import crypto
from tests.peers.wecom.world import App, Corp

OK = Answer(200, b"", "text/plain")


@dataclass
class Endpoint:
    corp: Corp
    app: App
    url: str = ""
    answers: list[Answer | None] = field(default_factory=list)  # the next ones; None: the connection is reset
    silent: int = 0  # this many of the next are never answered
    echo: bytes | None = None  # instead of the plaintext
    tries: list[dict[str, str]] = field(default_factory=list)  # the query of each
    heard: list[ElementTree.Element] = field(default_factory=list)
    inside: list[bytes] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        return [one.findtext("Content", "") for one in self.heard]

    async def handle(self, request: Request) -> Answer:
        query = {name: values[0] for name, values in parse_qs(request.query, keep_blank_values=True).items()}
        if request.verb == "POST":
            self.tries.append(query)
        if self.silent:
            self.silent -= 1
            await either(asyncio.Event().wait(), request.gone())
            raise Dropped
        if request.verb == "GET":
            plain = self._open(query, query["echostr"].replace(" ", "+"))
            return Answer(200, plain if self.echo is None else self.echo, "text/plain")
        envelope = ElementTree.fromstring(request.body)
        self.inside.append(self._open(query, envelope.findtext("Encrypt", "")))
        answer = self.answers.pop(0) if self.answers else OK
        if answer is None:
            raise Dropped
        self.heard.append(ElementTree.fromstring(self.inside[-1]))
        return answer

    def _open(self, query: dict[str, str], sealed: str) -> bytes:
        sign = crypto.signature(self.app.token, query["timestamp"], query["nonce"], sealed)
        assert sign == query["msg_signature"]
        return crypto.decrypt(self.app.aes_key, sealed, self.corp.id)


@asynccontextmanager
async def endpoint(corp: Corp) -> AsyncIterator[Endpoint]:
    here = Endpoint(corp, corp.apps[0])
    async with listen(here.handle) as address:
        here.url = f"{address}/hooks/wecom"
        yield here

"""One call to WeCom's HTTP API; its refusals are told in our own errors.

The body is raw UTF-8: WeCom refuses \\u escapes (40033). Answers may carry raw control characters in their texts.
"""

import json
import logging
import re
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import cache
from typing import Any, TypeVar

import httpx

from bot.channels.attachments import LARGEST
from bot.channels.wecom.errors import StaleToken, refused, unanswered
from bot.channels.wecom.settings import WeComCorp
from bot.channels.wecom.tokens import TokenSource
from bot.context.ports import Attachment
from bot.domain.attachment import mime_of
from bot.domain.errors import Refused, Unknown, Unsendable

log = logging.getLogger(__name__)

CONNECT, ANSWER, MEDIA = 5.0, 20.0, 60.0  # seconds of patience
NAME = re.compile(r'filename="([^"]*)"')
HALF_READ = "wrong json format"  # the platform's words for a field of the wrong type, which it has ignored

Answer = Mapping[str, Any]
T = TypeVar("T")


@asynccontextmanager
async def connected(corp: WeComCorp, answer: float = ANSWER) -> AsyncIterator[httpx.AsyncClient]:
    """A client for this corp's server. Raises Refused where the file of certificates cannot be read."""
    timeout = httpx.Timeout(answer, connect=CONNECT, pool=CONNECT)
    trusted = _usual() if corp.ca is None else trust(corp)
    async with httpx.AsyncClient(verify=trusted, proxy=corp.proxy or None, timeout=timeout) as http:
        yield http


_usual = cache(httpx.create_ssl_context)  # certificates are read once, whatever the number of clients


def trust(corp: WeComCorp) -> ssl.SSLContext | bool:
    """A private deployment's certificates besides the usual ones."""
    if corp.ca is None:
        return True
    context = ssl.create_default_context()
    try:
        context.load_verify_locations(corp.ca)
    except (OSError, ssl.SSLError) as error:
        raise Refused("refused.wecom_ca", path=str(corp.ca)) from error
    return context


class CorpApi:
    """The API as one corp's app sees it. Every call raises Undelivered's children."""

    def __init__(self, corp: WeComCorp, http: httpx.AsyncClient, tokens: TokenSource) -> None:
        self.corp = corp
        self._http = http
        self._tokens = tokens

    async def get(self, path: str, **params: str | int) -> Answer:
        return await self._called(lambda token: self._sent("GET", path, {"access_token": token} | params))

    async def post(self, path: str, body: Mapping[str, Any]) -> Answer:
        async def send(token: str) -> Answer:
            return await self._sent("POST", path, {"access_token": token}, json=body)

        return await self._called(send)

    async def upload(self, kind: str, name: str, body: bytes) -> str:
        """Its media_id, good for three days. `kind`: image, voice, video or file; `name` as people read it."""

        async def send(token: str) -> Answer:
            params = {"access_token": token, "type": kind}
            media = {"media": (name, body, mime_of(name, body))}
            return await self._sent("POST", "media/upload", params, files=media, timeout=MEDIA)

        return _text(await self._called(send), "media_id")

    async def download(self, media_id: str) -> Attachment:
        """At most LARGEST bytes, else Unsendable. The name is empty where the platform tells none."""
        return await self._called(lambda token: self._fetched({"access_token": token, "media_id": media_id}))

    async def ask_for_token(self) -> tuple[str, int]:
        params = {"corpid": self.corp.corp, "corpsecret": self.corp.secret}
        answer = await self._sent("GET", "gettoken", params)
        lasts = answer.get("expires_in")
        return _text(answer, "access_token"), lasts if isinstance(lasts, int) else 0

    async def _called(self, send: Callable[[str], Awaitable[T]]) -> T:
        """With a token; once more with a new one, where that was refused."""
        token = await self._tokens.token(self.corp, self.ask_for_token)
        try:
            return await send(token)
        except StaleToken:
            token = await self._tokens.token(self.corp, self.ask_for_token, instead_of=token)
            return await send(token)

    async def _sent(self, method: str, path: str, params: Mapping[str, str | int], **more: Any) -> Answer:
        response = await sent(self._http, method, self._address(path), params=params, **more)
        return answered(response.status_code, response.content, path)

    async def _fetched(self, params: Mapping[str, str]) -> Attachment:
        body = bytearray()
        try:
            async with self._http.stream(
                "GET", self._address("media/get"), params=dict(params), timeout=MEDIA
            ) as response:
                async for chunk in response.aiter_bytes():
                    body += chunk
                    if len(body) > LARGEST:
                        raise Unsendable("too_large")
        except httpx.HTTPError as error:
            raise unanswered(error) from None
        headers = response.headers
        named = headers.get("content-disposition", "")
        if (not named and "json" in headers.get("content-type", "")) or response.status_code != 200:
            answered(response.status_code, bytes(body), "media/get")
            raise Unknown("no_file")
        found = NAME.search(named)
        name = found[1] if found else ""
        return Attachment(name, mime_of(name, bytes(body)), bytes(body))

    def _address(self, path: str) -> str:
        return f"{self.corp.base_url.rstrip('/')}/{path}"


async def sent(
    http: httpx.AsyncClient, method: str, address: str, *, params: Mapping[str, str | int], **more: Any
) -> httpx.Response:
    """One request. Raises Undelivered's children."""
    try:
        return await http.request(method, address, params=dict(params), **more)
    except httpx.HTTPError as error:
        raise unanswered(error) from None  # its text has the token or the key in it


def answered(status: int, body: bytes, path: str) -> Answer:
    """The answer as it was meant: HTTP errors come from a proxy in between, which may have handed the request on."""
    try:
        answer = json.loads(body, strict=False)
    except (ValueError, RecursionError):
        answer = None
    if status != 200 or not isinstance(answer, dict):
        raise Unknown(f"http_{status}" if status != 200 else "unreadable")
    if refusal := refused(answer):
        log.info("refused by WeCom", extra={"path": path, "errcode": answer.get("errcode")})
        raise refusal
    if HALF_READ in str(answer.get("errmsg")):
        log.error("WeCom ignored a field of ours", extra={"path": path})
    return answer


def _text(answer: Answer, name: str) -> str:
    found = answer.get(name)
    if not isinstance(found, str) or not found:
        raise Unknown(f"no_{name}")
    return found

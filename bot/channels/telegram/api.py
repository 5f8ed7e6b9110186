"""One call to the Bot API, through python-telegram-bot's client; what it says is told in our own errors.

Answers are taken as they come: a server that leaves out a field we do not need is good enough for us.
"""

import logging
import re
import ssl
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import BaseRequest, HTTPXRequest

from bot.channels.telegram.errors import REFUSED_TOKEN, Denied, Missing, verdict
from bot.channels.telegram.normalize import understood

log = logging.getLogger(__name__)

SPARE = 3  # connections beside the senders': menus, callbacks, files

Answer = Any  # JSON


@dataclass(frozen=True, slots=True)
class Address:
    """The addresses of the Bot API. Both as python-telegram-bot has them: the token is appended."""

    base_url: str = "https://api.telegram.org/bot"
    base_file_url: str = "https://api.telegram.org/file/bot"


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that we wait, and no longer."""

    connect: float = 5.0
    answer: float = 20.0
    upload: float = 60.0  # and to fetch a file
    hold: int = 25  # that the server may keep a poll waiting for news
    slack: float = 15.0  # more than that, and the poller has fallen silent


PATIENCE = Patience()


class _Connection(HTTPXRequest):
    """A connection whose answers the client can read. Files come as they are."""

    async def do_request(self, url: str, method: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        code, body = await super().do_request(url, method, *args, **kwargs)
        return (code, body) if method == "GET" and code < 300 else understood(code, body)


def connection(connections: int, patience: Patience) -> BaseRequest:
    return _Connection(
        connection_pool_size=connections,
        connect_timeout=patience.connect,
        read_timeout=patience.answer,
        write_timeout=patience.answer,
        media_write_timeout=patience.upload,
        pool_timeout=patience.connect,
        httpx_kwargs={"verify": _authorities()},
    )


@cache
def _authorities() -> ssl.SSLContext:
    """Whose certificates are trusted: both connections read them once."""
    return httpx.create_ssl_context()


def connect(token: str, address: Address, senders: int, patience: Patience = PATIENCE) -> "Api":
    polling = connection(2, patience)
    client = Bot(
        token,
        base_url=address.base_url,
        base_file_url=address.base_file_url,
        request=connection(senders + SPARE, patience),
        get_updates_request=polling,
    )
    return Api(client, polling, patience)


class Api:
    """The methods of the Bot API by their own names. Raises Undelivered's children."""

    def __init__(self, client: Bot, polling: BaseRequest, patience: Patience = PATIENCE) -> None:
        self.patience = patience
        self._client = client
        self._polling = polling

    async def open(self) -> None:
        """Without a getMe, as the library's own initialize has it: the server may be down when we start."""
        await self._polling.initialize()
        await self._client.request.initialize()

    async def close(self) -> None:
        await self._polling.shutdown()
        await self._client.request.shutdown()

    async def renew_polling(self) -> None:
        """A connection on which an answer never came is not used again."""
        await self._polling.shutdown()
        await self._polling.initialize()

    async def call(self, method: str, *, read_timeout: float | None = None, **parameters: object) -> Answer:
        wanted = {name: value for name, value in parameters.items() if value is not None}
        wait = self.patience.answer if read_timeout is None else read_timeout
        try:
            return await self._client.do_api_request(_unguarded(method), wanted, read_timeout=wait)
        except TelegramError as error:
            said = verdict(error)
            if isinstance(said, Missing):  # or the token is none at all, which is answered in the same way
                await self._well(method)
            raise said from error

    async def _well(self, method: str) -> None:
        """Raises Denied where it is the token."""
        if method == "getMe":
            raise Denied("token", REFUSED_TOKEN)
        await self.call("getMe")

    async def fetch(self, path: str) -> bytes:
        """The bytes of a file, by the path that getFile gave. A server of one's own may give an address, or an absolute
        path on its disk: that is asked for over HTTP as well, below the bot's own folder. In a relative path the
        token's folder is part of the name."""
        below = path.rpartition(f"{self._client.token}/")[2].lstrip("/") if path.startswith("/") else path
        address = path if path.startswith("http") else f"{self._client.base_file_url}/{below}"
        try:
            return bytes(await self._client.request.retrieve(address, read_timeout=self.patience.upload))
        except TelegramError as error:
            if path.startswith("/"):
                log.warning(
                    "the server keeps its files to itself: run it without --local", extra={"path": path}
                )
            raise verdict(error) from error


def _unguarded(method: str) -> str:
    """do_api_request warns of a method for which Bot has one of its own; ours is to have the answer unparsed, so
    that one update that the library cannot read does not block all that come after it."""
    return re.sub(r"(?=[A-Z])", "_", method)

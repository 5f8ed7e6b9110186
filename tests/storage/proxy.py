"""The path to PostgreSQL, which can be made to swallow everything: nothing is refused, nothing is answered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit, urlunsplit


@dataclass
class Proxy:
    folder: str  # of the server's Unix socket
    port: int = 0
    connections: int = 0  # made so far
    _silent: bool = False
    _passing: set["asyncio.Task[None]"] = field(default_factory=set)
    _writers: list[asyncio.StreamWriter] = field(default_factory=list)

    def swallow_existing(self) -> None:
        """The connections there are stay open and pass nothing any more; new ones work."""
        for task in self._passing:
            task.cancel()
        self._passing.clear()

    def swallow_all(self, silent: bool = True) -> None:
        """New ones are taken and get no answer either."""
        self._silent = silent
        if silent:
            self.swallow_existing()

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Proxy"]:
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            self.swallow_existing()
            for writer in self._writers:
                writer.transport.abort()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.append(writer)
        if self._silent:
            return
        try:
            there, back = await asyncio.open_unix_connection(f"{self.folder}/.s.PGSQL.5432")
        except OSError:  # the server is down
            writer.close()
            return
        self._writers.append(back)
        for source, target in ((reader, back), (there, writer)):
            self._passing.add(asyncio.create_task(_pass(source, target)))


async def _pass(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await source.read(1 << 16):
            target.write(data)
            await target.drain()
    target.close()


def through(proxy: Proxy, url: str) -> str:
    """The same database by way of the proxy."""
    parts = urlsplit(url)
    user = parts.netloc.rpartition("@")[0] or "postgres"
    return urlunsplit(
        (parts.scheme, f"{user.rstrip(':')}@127.0.0.1:{proxy.port}", parts.path, "sslmode=disable", "")
    )


def socket_folder(url: str) -> str:
    return parse_qs(urlsplit(url).query)["host"][0]

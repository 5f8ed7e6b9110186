"""Files that people send to the bot: encrypted, each under an address that lives for five minutes.

Its own small HTTP server: some of what a download can do wrong (a body cut in the middle, no length) no library does.
"""

import asyncio
import secrets
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from urllib.parse import quote

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from tests.peers.wecom.hub_modes import DownloadModes
from tests.peers.wecom.world import World

LIFE = 5 * 60 * 1000  # milliseconds
BLOCK = 32
PIECE = 64 * 1024
FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass(frozen=True)
class SentFile:
    name: str
    sealed: bytes
    at: int


@dataclass
class Downloads:
    world: World
    modes: DownloadModes
    address: str = ""  # http://127.0.0.1:P, without a final slash
    kept: dict[str, SentFile] = field(default_factory=dict)
    asked: int = 0
    _serving: set["asyncio.Task[object]"] = field(default_factory=set)

    def add(self, name: str, body: bytes) -> dict[str, str]:
        """What a message says of the file: where it lies, and the key that opens it."""
        key, number = secrets.token_bytes(32), secrets.token_hex(8)
        self.kept[number] = SentFile(name, sealed(key, body), self.world.clock())
        return {"url": f"{self.address}/media/{number}", "aeskey": b64encode(key).decode()}

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[None]:
        server = await asyncio.start_server(self._connection, "127.0.0.1", 0)
        self.address = "http://{}:{}".format(*server.sockets[0].getsockname()[:2])
        try:
            yield
        finally:
            server.close()
            for task in list(self._serving):
                task.cancel()
            await asyncio.gather(*self._serving, return_exceptions=True)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)
        with suppress(OSError, asyncio.IncompleteReadError), closing(writer):
            head = await reader.readuntil(b"\r\n\r\n")
            self.asked += 1
            path = head.split(b" ", 2)[1].decode()
            await self._answer(path.rpartition("/")[2], writer)

    async def _answer(self, number: str, writer: asyncio.StreamWriter) -> None:
        found = self.kept.get(number)
        if found is None or self.world.clock() - found.at > LIFE:
            writer.write(FORBIDDEN)
            await writer.drain()
            return
        await asyncio.sleep(self.modes.slow)
        length = self.modes.huge or len(found.sealed)
        writer.write(self._head(found, length))
        if self.modes.huge:
            await _pour(writer, length)
        else:
            writer.write(found.sealed[: length // 2] if self.modes.cut else found.sealed)
            await writer.drain()

    def _head(self, found: SentFile, length: int) -> bytes:
        lines = ["HTTP/1.1 200 OK", "Content-Type: application/octet-stream", "Connection: close"]
        if not self.modes.no_length:
            lines.append(f"Content-Length: {length}")
        if disposition := self._disposition(found.name):
            lines.append(f"Content-Disposition: {disposition}")
        return "\r\n".join((*lines, "", "")).encode()

    def _disposition(self, name: str) -> str:
        match self.world.switches.file_name:
            case "rfc2231":
                return f"attachment; filename*=UTF-8''{quote(name)}"
            case "percent":
                return f'attachment; filename="{quote(name)}"'
        return ""


async def _pour(writer: asyncio.StreamWriter, length: int) -> None:
    for _ in range(0, length, PIECE):
        writer.write(bytes(PIECE))
        await writer.drain()


def sealed(key: bytes, body: bytes) -> bytes:
    pad = BLOCK - len(body) % BLOCK
    encryptor = Cipher(AES(key), CBC(key[:16])).encryptor()
    return encryptor.update(body + bytes([pad]) * pad) + encryptor.finalize()

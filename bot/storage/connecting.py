"""Connections to PostgreSQL that notice when the other side is gone: time limits, keepalives, a listener."""

import asyncio
import logging
import socket
from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import asyncpg

from bot.domain.errors import Refused

CACHE_SIZE = "statement_cache_size"
STATEMENTS = 1024  # kept prepared: more than the catalogue has

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """In seconds. What takes longer is given up: the path to the server swallows what we send."""

    connect: float = 5.0
    acquire: float = 5.0  # until a session of the pool is free
    command: float = 15.0
    long: float = 120.0  # queries marked "Long:"
    unacknowledged: float = (
        20.0  # bytes that the server's machine has not acknowledged: the connection is dead
    )
    idle: float = 30.0  # of silence before the machine on the other side is probed
    probe: float = 10.0  # between two probes; the third without an answer ends the connection
    reconnect: float = 1.0  # a listener waits before it connects anew


LIMITS = Limits()


def without_cache_size(url: str) -> tuple[str, int]:
    """The address as the server knows it, and how many statements a session keeps prepared. `?statement_cache_size=0`
    is for a pooler in transaction mode: what one session has prepared, the next command's session does not know."""
    parts = urlsplit(url)
    asked = parse_qsl(parts.query)
    kept = [pair for pair in asked if pair[0] != CACHE_SIZE]
    size = dict(asked).get(CACHE_SIZE, str(STATEMENTS))
    if not size.isdecimal():
        raise Refused("storage.no_postgres", problem=f"{CACHE_SIZE}={size}")
    return parts._replace(query=urlencode(kept)).geturl(), int(size)


def keep_alive(session: asyncpg.Connection, limits: Limits) -> None:
    """The operating system ends a TCP connection whose other side is gone, also while nobody uses it.

    asyncpg has no public way to its socket; on a Unix socket there is nothing to do.
    """
    transport: Any = session._transport
    connection = transport.get_extra_info("socket")
    if connection is None or connection.family not in (socket.AF_INET, socket.AF_INET6):
        return
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in (
        ("TCP_KEEPIDLE", max(round(limits.idle), 1)),
        ("TCP_KEEPINTVL", round(limits.probe)),
        ("TCP_KEEPCNT", 3),
        ("TCP_USER_TIMEOUT", round(limits.unacknowledged * 1000)),
    ):
        if hasattr(socket, option):  # Linux has them all
            connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)


async def listen_on(
    url: str, limits: Limits, channel: str, heard: Callable[[str], None], ours: Set[int]
) -> None:
    """Until cancelled. `ours` are server processes whose signals are not for us: we sent them. Through a pooler in
    transaction mode nothing is heard; the loops look by themselves then, a little later."""

    def received(_: object, pid: int, __: str, payload: object) -> None:
        if pid not in ours:
            heard(str(payload))

    while True:
        try:
            await _listen_once(url, limits, channel, received)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
            log.warning("listener lost its connection, reconnecting", extra={"why": str(error)[:200]})
        await asyncio.sleep(limits.reconnect)


async def _listen_once(url: str, limits: Limits, channel: str, received: Callable[..., None]) -> None:
    """Returns when the connection ends. Asked every `idle` seconds whether it still answers."""
    connection = await asyncpg.connect(
        url, timeout=limits.connect, server_settings={"application_name": "duban listener"}
    )
    try:
        keep_alive(connection, limits)
        await connection.add_listener(channel, received)
        while True:
            await asyncio.sleep(limits.idle)
            async with asyncio.timeout(limits.command):
                await connection.execute("SELECT 1")
    finally:
        connection.terminate()

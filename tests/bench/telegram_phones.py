"""The Bot API server and everybody's phones in a process of their own: it is the bot's time that is measured."""

import asyncio
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

from tests.peers.botapi.server import BotApi, Limits, bot_api

PATIENCE = 300.0  # seconds
FIRST = 1001  # people's numbers
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.bench.telegram_phones"])


@dataclass(frozen=True)
class Shown:
    """A message that reached a phone, and when by the machine's monotonic clock."""

    chat: int
    words: str
    number: int
    at: float


def _people(server: BotApi, count: int) -> None:
    for number in range(FIRST, FIRST + count):
        server.person(number).chat.started = True


async def _write(server: BotApi, told: Sequence[tuple[int, str, int]]) -> list[float]:
    """(who, words, number of the message it answers)"""
    at = []
    for number, words, on in told:
        at.append(monotonic())
        await server.person(number).write(words, reply_to=on)
    return at


def _shown(server: BotApi, since: int) -> list[Shown]:
    sent = [one for one in server.requests[since:] if one.method == "sendMessage" and one.handled]
    return [Shown(one.chat, one.result["text"], one.result["message_id"], one.at) for one in sent]


def _sent(server: BotApi) -> int:
    return sum(one.method == "sendMessage" and one.handled for one in server.requests)


async def _until_menus(server: BotApi, count: int) -> None:
    """So many chats have commands of their own."""

    def theirs() -> int:
        return len({chat for kind, chat, *_ in server.state.profile.commands if kind == "chat"})

    await server.until(lambda: theirs() >= count, PATIENCE)


async def _until_answered(server: BotApi, chat: int, since: int) -> float:
    """When the next message reached this chat."""
    await server.until(lambda: any(one.chat == chat for one in _shown(server, since)), PATIENCE)
    return next(one.at for one in _shown(server, since) if one.chat == chat)


DEEDS: dict[str, Callable[..., Any]] = {
    "people": _people,
    "write": _write,
    "shown": _shown,
    "requests": lambda server: len(server.requests),
    "refused": lambda server: server.flood.refused,
    "until_shown": lambda server, count: server.until(lambda: _sent(server) >= count, PATIENCE),
    "until_menus": _until_menus,
    "until_answered": _until_answered,
    "until_taken_in": lambda server: server.until(lambda: not server.pending, PATIENCE),
}


async def _serve(line: Connection, limits: Limits | None) -> None:
    async with bot_api(limits=limits) as server:
        line.send((server.base_url, server.base_file_url, server.token))
        while told := await asyncio.to_thread(line.recv):
            outcome, *arguments = told
            done = DEEDS[outcome](server, *arguments)
            line.send(await done if asyncio.iscoroutine(done) else done)


def _born(line: Connection, limits: Limits | None) -> None:
    asyncio.run(_serve(line, limits))


@dataclass
class Phones:
    line: Connection
    base_url: str
    base_file_url: str
    token: str

    async def do(self, outcome: str, *arguments: object) -> Any:
        self.line.send((outcome, *arguments))
        return await asyncio.to_thread(self.line.recv)

    async def shown(self, since: int = 0) -> list[Shown]:
        found: list[Shown] = await self.do("shown", since)
        return found


@contextmanager
def phones(limits: Limits | None) -> Iterator[Phones]:
    ours, theirs = PROCESSES.Pipe()
    process = PROCESSES.Process(target=_born, args=(theirs, limits))
    process.start()
    try:
        yield Phones(ours, *ours.recv())
    finally:
        ours.send(None)
        process.join()

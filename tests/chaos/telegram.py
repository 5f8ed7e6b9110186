"""The second part of `make chaos`: over Telegram. Nothing that was written or said may be lost, or done twice."""

import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from bot.channels.telegram.settings import TelegramSettings
from tests.chaos.rows import RESULTS
from tests.chaos.telegram_count import Count, table
from tests.chaos.telegram_faults import POLLING, WEBHOOK
from tests.chaos.telegram_life import BOUNDARIES, CLAIMED, DEALT, FETCHING, UNANSWERED
from tests.chaos.telegram_run import MEANWHILE, administered
from tests.chaos.telegram_town import town
from tests.chaos.telegram_trials import LIVES, RANDOM, Stuck, Trials
from tests.peers.botapi.server import bot_api
from tests.results import renew

QUICK = 0.1  # seconds between two messages to one chat
POLLED = (*BOUNDARIES, RANDOM)
BROUGHT = (DEALT, CLAIMED, FETCHING, UNANSWERED, RANDOM)
TITLE = "make chaos, over Telegram"
INTRO = """The real wiring on a SQLite file in a process of its own, python-telegram-bot's client, a strict Bot API
server. "Repeated": a phone showed it once more; "marked": and it said so itself. "Given up": the platform refused it
for good, and the coordinator has been told.
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as asked:
        return int(asked.getsockname()[1])


@asynccontextmanager
async def trials(folder: Path, seed: int, mode: str) -> AsyncIterator[Trials]:
    async with bot_api() as server, town(folder, server, seed) as founded:
        port = free_port() if mode == "webhook" else 0
        address = f"http://127.0.0.1:{port}/telegram" if port else ""
        settings = TelegramSettings(
            server.token, base_url=founded.door.address, webhook=address, per_chat=QUICK
        )
        found = Trials(founded, settings, port)
        await found.settled()
        yield found


async def polled(
    folder: Path,
    seed: int,
    deaths: Iterable[str] = POLLED,
    faults: Iterable[str] = tuple(POLLING),
    lives: int = LIVES,
) -> AsyncIterator[Count]:
    async with trials(folder, seed, "polling") as found:
        for where in deaths:
            yield await found.deaths(f"kill -9: {where}", where, lives)
        for what in faults:
            yield await found.fault(what, POLLING[what])


async def brought(
    folder: Path,
    seed: int,
    deaths: Iterable[str] = BROUGHT,
    faults: Iterable[str] = tuple(WEBHOOK),
    lives: int = LIVES,
) -> AsyncIterator[Count]:
    async with trials(folder, seed, "webhook") as found:
        for where in deaths:
            yield await found.deaths(f"webhook, kill -9: {where}", where, lives)
        for what in faults:
            yield await found.fault(what, WEBHOOK[what])


async def ended(folder: Path, seed: int, mode: str) -> AsyncIterator[Count]:
    async with administered(folder, seed, mode, free_port()) as context:
        for meanwhile in MEANWHILE:
            yield await context.ended(meanwhile)


async def over_telegram(seed: int, note: str) -> bool:
    """True where nothing was lost."""
    counts: list[Count] = []
    for part in (polled, brought, _polling_ends, _webhook_ends):
        with tempfile.TemporaryDirectory(prefix="duban-chaos-") as folder:
            try:
                async for count in part(Path(folder), seed):
                    print(count.what, "ok" if count.holds else "BROKEN", file=sys.stderr)
                    counts.append(count)
            except (Stuck, ChildProcessError, TimeoutError) as error:
                print(f"stuck after {counts[-1].what if counts else 'nothing'}: {error!r}", file=sys.stderr)
                return False
    print(table(counts))
    renew(RESULTS, TITLE, note, f"{INTRO}\n{table(counts)}")
    return all(count.holds for count in counts)


def _polling_ends(folder: Path, seed: int) -> AsyncIterator[Count]:
    return ended(folder, seed, "polling")


def _webhook_ends(folder: Path, seed: int) -> AsyncIterator[Count]:
    return ended(folder, seed, "webhook")

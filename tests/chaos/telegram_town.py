"""A town on Telegram for which things go wrong: what is written to its people, and what they do meanwhile."""

import random
import string
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bot.actions import load
from bot.actions.golive import golive
from bot.cards.card import Button, Card
from bot.channels.telegram.spec import NAME
from bot.context.plan_context import ChatAccount, ContextCache
from bot.context.ports import Change
from bot.domain.assignment import Assignment
from bot.domain.calendar import Instant
from bot.domain.message import MessageKind
from bot.domain.person import Person
from bot.domain.plan import Plan
from bot.engine.outbox import post
from bot.engine.worker import turn
from bot.planfile.demo import demo_people
from bot.planfile.yaml import load_plan as parse_plan
from bot.storage.store import PlanStore, open_store
from tests.builders import ZH, calendar, instant, ladders
from tests.peers.botapi.http import listen
from tests.peers.botapi.people import Person as Phone
from tests.peers.botapi.server import BotApi

TOWN = "town"
BEGAN = 2023
BEGIN = instant(f"{BEGAN}-11-06", "10:00")
FIRST = 1001  # people's numbers
LONG = 150  # lines of a message that takes three parts
FILE = 4 * 1024 * 1024  # bytes
BUREAUS = ("市生态环境局", "市城市管理局", "市住房城乡建设局", "市交通运输局", "市公安局", "市水利局")

HEAD = """
id: {id}
title: 小城空气质量行动方案
scope: 全市
source: 小城方案
status: in_force
period: {{start: {year}-01-01, end: {after}-12-31}}
default_every: quarter
units:
{units}sections:
  - number: 1
    title: 治理
    tasks:
"""
TASK = """
      - id: "{n}"
        number: {n}
        title: 第{n}号治理任务
        text: 完成治理。
        line: {n}
        roles: {{lead: [{unit}]}}
        milestones:
          - {{id: "{n}.1", text: 第{n}号治理全部完成, due: {after}-12-31, quote: {after}年年底前, line: {n}}}
"""


def plan_text(year: int, tasks: int = len(BUREAUS)) -> str:
    """The bureaus lead the tasks in turn; all are due at the end of the next year."""
    units = "".join(f"  - {{name: {name}, kind: department}}\n" for name in BUREAUS)
    leads = ((n + 1, BUREAUS[n % len(BUREAUS)]) for n in range(tasks))
    listed = "".join(TASK.format(n=n, unit=unit, after=year + 1) for n, unit in leads)
    return HEAD.format(id=TOWN, year=year, after=year + 1, units=units) + listed


@cache
def town_plan(year: int = BEGAN) -> Plan:
    return parse_plan(plan_text(year), "town.yaml", ZH)


def townspeople() -> Sequence[Person]:
    return demo_people(town_plan(), ZH).people


def people_numbers() -> dict[str, int]:
    """Person id → their number on Telegram."""
    return {person.id: FIRST + n for n, person in enumerate(townspeople())}


@dataclass
class Door:
    """Where the server is reached: it can be shut for a while, and is then refused."""

    server: BotApi
    port: int = 0
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def open(self) -> None:
        address = await self._open.enter_async_context(listen(self.server.handle, self.port))
        self.port = int(address.rpartition(":")[2])

    async def shut(self) -> None:
        await self._open.aclose()


@dataclass
class Town:
    database: Path
    server: BotApi
    door: Door
    dice: random.Random
    year: int = BEGAN
    now: Instant = BEGIN
    items: dict[str, int] = field(default_factory=dict)  # liaison → the item they report on
    numbers: dict[str, int] = field(
        default_factory=dict
    )  # liaison → Telegram's number of the message about it
    waves: int = 0

    @property
    def liaisons(self) -> list[str]:
        return list(self.items)

    def phone(self, person: str) -> Phone:
        return self.server.person(people_numbers()[person], person)

    # ---- what is written to them

    async def settle(self) -> None:
        """The plan goes live, and everybody has a message about their item waiting."""
        store = await open_store(f"sqlite:///{self.database}", TOWN)
        try:
            await self._load(store)
            await store.commit([self._about(liaison) for liaison in self.liaisons])
        finally:
            await store.close()

    async def _load(self, store: PlanStore) -> None:
        plan, people = town_plan(self.year), demo_people(town_plan(), ZH)
        accounts = {person: {NAME: str(number)} for person, number in people_numbers().items()}
        await load.load_plan(store, plan, plan_text(self.year), self.now)
        await load.load_people(store, people, accounts, self.now)
        contexts = ContextCache(store, calendar(), ladders(), lambda _: plan)
        contexts.use(exempt=True)
        await golive(store, contexts, calendar().day(self.now), self.now)
        while await turn(store, contexts, self.now):
            pass
        await self.find_items(store)

    async def find_items(self, store: PlanStore) -> None:
        for a in await store.read(Assignment, "all_assignments"):
            self.items[f"u{BUREAUS.index(a.unit) + 1:02d}-liaison"] = a.id
        for person in people_numbers():
            self.phone(person).chat.started = True

    def _about(self, liaison: str) -> Change:
        item = self.items[liaison]
        look = ((Button("看这一项", f"card:{item}"),),)
        return self._message(
            liaison, f"about.{liaison}", Card("请反馈", ("这一项进展如何？",), look, "", (item,))
        )

    def _message(self, liaison: str, message_id: str, card: Card) -> Change:
        account = ChatAccount(NAME, str(people_numbers()[liaison]), liaison, self.now)
        return post(account, card, MessageKind.DIGEST, message_id, self.now, urgency=4)

    async def about_numbers(self) -> None:
        store = await open_store(f"sqlite:///{self.database}", TOWN, worker=False)
        try:
            for liaison in self.liaisons:
                (number,) = await store.read(str, "parts_of", message_id=f"about.{liaison}")
                self.numbers[liaison] = int(number)
        finally:
            await store.close()

    async def queue(self) -> None:
        """One message to each liaison, and a long one to every third."""
        self.waves += 1
        store = await open_store(f"sqlite:///{self.database}", TOWN, worker=False)
        try:
            await store.commit([change for who in enumerate(self.liaisons) for change in self._wave(*who)])
        finally:
            await store.close()

    def _wave(self, n: int, liaison: str) -> Sequence[Change]:
        name = f"w{self.waves}.{liaison}"
        short = self._message(liaison, name, Card(f"通知{name}", ("请阅。",)))
        lines = tuple(f"{name}第{line}条：" + "请各单位抓好落实，按时报送情况。" * 5 for line in range(LONG))
        long = self._message(liaison, f"{name}.long", Card(f"长通知{name}", lines))
        return [short] if n % 3 else [short, long]

    # ---- what they do

    async def reports(self) -> dict[int, str]:
        """Update → the token in its words. Every liaison answers the message about their item; one with a file."""
        told = {}
        for n, liaison in enumerate(self.liaisons):
            token = "".join(self.dice.choices(string.ascii_lowercase, k=12))
            words, on = f"正在推进，编号{token}。", self.numbers[liaison]
            phone = self.phone(liaison)
            if n:
                outcome = phone.write(words, reply_to=on)
            else:
                outcome = phone.document("现场.bin", self.dice.randbytes(FILE), caption=words, reply_to=on)
            told[await self._update(outcome)] = token
        return told

    async def presses(self) -> dict[int, str]:
        """Every liaison looks at their item."""
        return {
            await self._update(self.phone(one).press("看这一项", on=self.numbers[one])): ""
            for one in self.liaisons
        }

    async def _update(self, outcome: Awaitable[object]) -> int:
        await outcome
        return max(self.server.state.updates.archive)


@asynccontextmanager
async def town(
    folder: Path, server: BotApi, seed: int, year: int = BEGAN, now: Instant = BEGIN
) -> AsyncIterator[Town]:
    door = Door(server)
    await door.open()
    founded = Town(folder / "town.db", server, door, random.Random(seed), year, now)
    try:
        await founded.settle()
        yield founded
    finally:
        await door.shut()

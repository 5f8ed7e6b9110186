"""A town on WeCom's app for which things go wrong: what is written to its people, and what they do meanwhile."""

import os
import random
import string
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from bot.actions import load
from bot.actions.golive import golive
from bot.bootstrap.open_channels import platforms
from bot.cards.card import Button, Card
from bot.channels.wecom.spec import NAME
from bot.context.plan_context import ChatAccount, ContextCache
from bot.context.ports import Change
from bot.domain.assignment import Assignment
from bot.domain.calendar import MINUTE, Instant
from bot.domain.message import MessageKind
from bot.engine.outbox import post
from bot.engine.worker import turn
from bot.planfile.demo import demo_people
from bot.storage.store import open_store
from tests.builders import ZH, calendar, ladders
from tests.chaos.telegram_town import BEGIN, BUREAUS, TOWN, plan_text, town_plan, townspeople
from tests.peers.wecom.phone import Person as Phone
from tests.peers.wecom.sender import Delivery
from tests.peers.wecom.server import WeCom, wecom
from tests.web.standin import picture

LONG = 40  # lines of a message that takes several parts
LINE = "请各单位抓好落实，按时报送情况。" * 3
SAME = "无变化"


@dataclass(frozen=True)
class SharedClock:
    """One time for the office's processes and for WeCom: as fast as the wall's, and it leaps where all wait for it.

    The file says how far it is ahead of the machine's monotonic clock, in milliseconds.
    """

    file: Path

    def __call__(self) -> Instant:
        return int(self.file.read_text()) + _elapsed()

    def set(self, now: Instant) -> None:
        fresh = self.file.with_suffix(f".{os.getpid()}")
        fresh.write_text(str(now - _elapsed()))
        fresh.replace(self.file)


def _elapsed() -> int:
    return round(monotonic() * 1000)


@dataclass
class Town:
    database: Path
    server: WeCom
    clock: SharedClock
    dice: random.Random
    items: dict[str, int] = field(default_factory=dict)  # liaison → the item they report on
    waves: int = 0

    def phone(self, person: str) -> Phone:
        return self.server.person(person, person)

    @property
    def people(self) -> list[str]:
        return [one.id for one in townspeople()]

    # ---- what is written to them

    async def settle(self) -> None:
        """The plan goes live; what it says by itself is out of the way."""
        store = await open_store(f"sqlite:///{self.database}", TOWN)
        try:
            plan, people = town_plan(), demo_people(town_plan(), ZH)
            accounts = {one: {NAME: one} for one in self.people}
            await load.load_plan(store, plan, plan_text(2023), self.clock())
            await load.load_people(store, people, accounts, self.clock())
            contexts = ContextCache(store, calendar(), ladders(), lambda _: plan)
            contexts.use(exempt=True, platforms=platforms())
            await golive(store, contexts, calendar().day(self.clock()), self.clock())
            while await turn(store, contexts, self.clock()):
                pass
            for a in await store.read(Assignment, "all_assignments"):
                self.items[f"u{BUREAUS.index(a.unit) + 1:02d}-liaison"] = a.id
        finally:
            await store.close()
        for person in self.people:
            self.phone(person)

    async def queue(self) -> None:
        """A card with a button to each liaison, and a long message to every third."""
        self.waves += 1
        store = await open_store(f"sqlite:///{self.database}", TOWN, worker=False)
        try:
            await store.commit([one for who in enumerate(self.items) for one in self._wave(*who)])
        finally:
            await store.close()

    def _wave(self, n: int, liaison: str) -> Sequence[Change]:
        name = f"w{self.waves}.{liaison}"
        same = ((Button(SAME, f"same:{self.items[liaison]}"),),)
        short = self._message(liaison, name, Card(f"通知{name}", ("请阅。",), same))
        lines = tuple(f"{name}第{line}条：{LINE}" for line in range(LONG))
        long = self._message(liaison, f"{name}.long", Card(f"长通知{name}", lines))
        return [short] if n % 3 else [short, long]

    def _message(self, liaison: str, message_id: str, card: Card) -> Change:
        now = self.clock()
        account = ChatAccount(NAME, liaison, liaison, now)
        return post(account, card, MessageKind.DIGEST, message_id, now, urgency=4)

    # ---- what they do

    async def reports(self) -> dict[Delivery, str]:
        """Callback → the token in its words. Every liaison reports on their item; one with a photo."""
        told = {}
        for n, liaison in enumerate(self.items, 1):
            token = "".join(self.dice.choices(string.ascii_lowercase, k=12))
            [delivery] = await self.phone(liaison).say(f"第{n}项正在推进，编号{token}。")
            told[delivery] = token
        [photo] = await self.phone(next(iter(self.items))).photo(picture())
        return told | {photo: ""}

    async def presses(self) -> dict[Delivery, str]:
        """Whoever has a card that can be pressed reports that nothing has changed."""
        told = {}
        for liaison in self.items:
            if any(SAME in one.buttons and not one.greyed for one in self.phone(liaison).heard()):
                [delivery] = await self.phone(liaison).press(SAME)
                told[delivery] = ""
        return told


@asynccontextmanager
async def town(folder: Path, seed: int) -> AsyncIterator[Town]:
    clock = SharedClock(folder / "clock")
    clock.set(BEGIN + 5 * MINUTE)  # nobody sends at the full hour
    async with wecom(clock) as server:
        founded = Town(folder / "town.db", server, clock, random.Random(seed))
        await founded.settle()
        yield founded

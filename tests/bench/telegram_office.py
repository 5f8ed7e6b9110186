"""A bot on Telegram with everything that `run` gives it, but pages, and 200 people who owe it reports."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from bot.actions import load
from bot.actions.golive import golive
from bot.bootstrap.environment import wall_clock
from bot.cards.card import Card
from bot.channels.spec import Services
from bot.channels.telegram.bot import TelegramBot, connected
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.spec import NAME
from bot.chat.router import Chat, Received
from bot.context.plan_context import ChatAccount, ContextCache
from bot.context.ports import Change, Inbound
from bot.domain.assignment import Assignment
from bot.domain.message import MessageKind
from bot.domain.person import Person, Post, Role, Roster
from bot.domain.plan import Plan
from bot.engine.outbox import post
from bot.engine.worker import Wake, turn, work
from bot.planfile.yaml import load_plan as parse_plan
from bot.storage.store import PlanStore, open_store
from tests.bench.telegram_phones import FIRST, Phones, Shown, phones
from tests.builders import ZH, calendar, ladders
from tests.chaos.telegram_town import BUREAUS, TOWN, plan_text
from tests.peers.botapi.flood import Limits

PEOPLE = 200


@dataclass
class Office:
    store: PlanStore
    plan: Plan
    settings: TelegramSettings
    phones: Phones
    items: dict[str, int]

    @asynccontextmanager
    async def working(self, *, sends: bool = True) -> AsyncIterator[None]:
        contexts = contexts_of(self.store, self.plan)  # a process knows what it has read itself
        chat, wake = Chat(self.store, contexts), Wake()

        async def receive(inbound: Inbound) -> Received:
            heard = await chat.receive(inbound, wall_clock())
            wake.delivery()
            return heard

        async with connected(self.settings) as api:
            bot = TelegramBot(self.settings, api, Services(self.store, contexts, receive, wall_clock))
            channels = [bot.channel] if sends else []
            going = work(self.store, contexts, channels, wall_clock, wake, [partial(bot.listen, wake)])
            running = asyncio.create_task(going)
            try:
                yield
            finally:
                wake.stop()
                await running

    async def queue(self, count: int, name: str) -> None:
        """A digest to each of so many chats."""
        now = wall_clock()
        accounts = [ChatAccount(NAME, str(FIRST + n), f"p{n}", now) for n in range(count)]
        await self.store.commit([self._digest(n, one, name) for n, one in enumerate(accounts)])

    def _digest(self, n: int, account: ChatAccount, name: str) -> Change:
        item = self.items[str(n % len(self.items) + 1)]
        card = Card(f"{name} {n}", ("请阅。",), assignments=(item,))
        return post(account, card, MessageKind.DIGEST, f"{name}.{n}", account.bound_at, urgency=4)

    async def arrived(self, count: int) -> list[Shown]:
        """Once there are so many."""
        await self.phones.do("until_shown", count)
        return await self.phones.shown()


def contexts_of(store: PlanStore, plan: Plan) -> ContextCache:
    contexts = ContextCache(store, calendar(), ladders(), lambda _: plan)
    contexts.use(exempt=True)
    return contexts


def town(people: int) -> tuple[Plan, Roster]:
    """So many liaisons, each with a task."""
    posts = [Post(Role.LIAISON, BUREAUS[n % len(BUREAUS)]) for n in range(people)]
    liaisons = [Person(f"p{n}", f"联络员{n}", (post,), "zh_CN") for n, post in enumerate(posts)]
    year = calendar().day(wall_clock()).year
    return parse_plan(plan_text(year, people), "town.yaml", ZH), Roster(tuple(liaisons))


@asynccontextmanager
async def context(
    file: Path, settings: TelegramSettings, limits: Limits | None, people: int = PEOPLE
) -> AsyncIterator[Office]:
    plan, roster = town(people)
    now = wall_clock()
    store = await open_store(f"sqlite:///{file}", TOWN)
    try:
        accounts = {one.id: {NAME: str(FIRST + n)} for n, one in enumerate(roster.people)}
        await load.load_plan(store, plan, "", now)
        await load.load_people(store, roster, accounts, now)
        contexts = contexts_of(store, plan)
        await golive(store, contexts, calendar().day(now), now)
        while await turn(store, contexts, now):
            pass
        items = {a.task: a.id for a in await store.read(Assignment, "all_assignments")}
        with phones(limits) as everybody:
            await everybody.do("people", people)
            here = replace(settings, token=everybody.token, base_url=everybody.base_url)
            yield Office(store, plan, here, everybody, items)
    finally:
        await store.close()

"""A process with Telegram as `run` wires it, and its death."""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import AsyncExitStack, closing, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from starlette.applications import Starlette

from bot.bootstrap.production import stop_on_signal
from bot.channels.spec import Services
from bot.channels.telegram.api import Answer, Api, Patience
from bot.channels.telegram.bot import connected, open_channel
from bot.channels.telegram.settings import TelegramSettings
from bot.chat.router import Chat, Received
from bot.context.plan_context import ContextCache
from bot.context.ports import Change, Inbound, Store
from bot.domain.calendar import Instant
from bot.engine.outbox import free_leases
from bot.engine.worker import Wake, work
from bot.storage.store import open_store
from bot.web.hooks import routes
from bot.web.server import serve
from tests.builders import calendar, ladders
from tests.chaos.telegram_town import TOWN, town_plan
from tests.chaos.worker import Doom

T = TypeVar("T")

BROUGHT = "getUpdates answered, nothing dealt with"
DEALT = "an update committed, not confirmed"
CLAIMED = "a message claimed, not sent"
SENT = "a message delivered, not marked"
PARTED = "between two parts of a long message"
FETCHING = "in the middle of a file"
UNANSWERED = "before answerCallbackQuery"
ANSWERED = "after answerCallbackQuery"
BOUNDARIES = (BROUGHT, DEALT, CLAIMED, SENT, PARTED, FETCHING, UNANSWERED, ANSWERED)

COMMITTED = {"add_inbound": DEALT, "claim_message": CLAIMED, "accept_part": PARTED}
BEFORE = {"answerCallbackQuery": UNANSWERED}
AFTER = {"getUpdates": BROUGHT, "sendMessage": SENT, "answerCallbackQuery": ANSWERED}

SHORT = Patience(connect=1.0, answer=0.4, upload=5.0, hold=1, slack=0.5)
MIDDLE = 0.004  # seconds into a file
IDLE = 0.02  # seconds between two looks whether all wait for the clock
DUE = (
    "SELECT (SELECT min(next_try_at) FROM message WHERE state IN ('queued', 'unknown') AND timeouts < 2),"
    " (SELECT count(*) FROM message WHERE state = 'sending' AND lease_until > ?)"
)


@dataclass(frozen=True)
class Life:
    """What a process is told when it is born."""

    database: Path
    telegram: TelegramSettings
    start: Instant
    doom: Doom = field(default_factory=Doom)
    port: int = 0  # where the webhook's door is


@dataclass
class Clock:
    """Goes as fast as the wall's, and leaps where everybody waits for it."""

    start: Instant
    born: float = field(default_factory=monotonic)

    def __call__(self) -> Instant:
        return self.start + round((monotonic() - self.born) * 1000)

    async def leap(self, database: Path, wake: Wake) -> None:
        with closing(sqlite3.connect(database)) as db:
            while not wake.stopped:
                await asyncio.sleep(IDLE)
                due, going = db.execute(DUE, (self(),)).fetchone()
                if due and due > self() and not going:
                    self.start += due - self()
                    wake.delivery()


@dataclass
class FrailStore:
    """Death comes after a commit."""

    inner: Store
    doom: Doom

    @property
    def plan_id(self) -> str:
        return self.inner.plan_id

    async def read(self, shape: type[T], query: str, /, **values: Any) -> list[T]:
        return await self.inner.read(shape, query, **values)

    async def one(self, shape: type[T], query: str, /, **values: Any) -> T | None:
        return await self.inner.one(shape, query, **values)

    async def commit(self, changes: Sequence[Change]) -> None:
        await self.inner.commit(changes)
        for change in changes:
            if change.statement in COMMITTED:
                self.doom.at(COMMITTED[change.statement])


class FrailApi(Api):
    """Death comes before a request or after an answer that says something."""

    def __init__(self, inner: Api, doom: Doom) -> None:
        self.patience = inner.patience
        self._inner = inner
        self._doom = doom

    async def renew_polling(self) -> None:
        await self._inner.renew_polling()

    async def call(self, method: str, *, read_timeout: float | None = None, **parameters: object) -> Answer:
        self._doom.at(BEFORE.get(method, "nowhere"))
        answer = await self._inner.call(method, read_timeout=read_timeout, **parameters)
        if answer:
            self._doom.at(AFTER.get(method, "nowhere"))
        return answer

    async def fetch(self, path: str) -> bytes:
        fetching = asyncio.ensure_future(self._inner.fetch(path))
        if self._doom.where == FETCHING:
            await asyncio.wait([fetching], timeout=MIDDLE)
            self._doom.at(FETCHING)
        return await fetching


async def live(life: Life) -> None:
    wake, clock = Wake(), Clock(life.start)
    stop_on_signal(wake)
    store = await open_store(f"sqlite:///{life.database}", TOWN)
    frail = FrailStore(store, life.doom)
    await free_leases(store)  # as production does: this process has the database alone
    contexts = ContextCache(frail, calendar(), ladders(), lambda _: town_plan())
    contexts.use(exempt=True)
    chat = Chat(frail, contexts)

    async def receive(inbound: Inbound) -> Received:
        heard = await chat.receive(inbound, clock())
        wake.delivery()
        return heard

    async with AsyncExitStack() as stack:
        stack.push_async_callback(store.close)
        api = FrailApi(await stack.enter_async_context(connected(life.telegram, SHORT)), life.doom)
        opened = open_channel(life.telegram, api, Services(frail, contexts, receive, clock))
        if opened.webhooks:
            await stack.enter_async_context(serve(Starlette(routes=routes(opened.webhooks)), port=life.port))
        leaping = asyncio.create_task(clock.leap(life.database, wake))
        listeners = [partial(listen, wake) for listen in opened.listeners]
        await work(frail, contexts, opened.channels, clock, wake, listeners)
        await leaping


def born(life: Life) -> None:
    with suppress(KeyboardInterrupt):
        asyncio.run(live(life))

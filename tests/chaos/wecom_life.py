"""A process with WeCom's app as `run` wires it, and its death."""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import AsyncExitStack, closing, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import httpx
from starlette.applications import Starlette

from bot.bootstrap.open_channels import platforms
from bot.bootstrap.production import stop_on_signal
from bot.channels.spec import Services
from bot.channels.wecom.accounts import Accounts
from bot.channels.wecom.api import CorpApi, connected
from bot.channels.wecom.hook import SILENCE
from bot.channels.wecom.opening import app_channel, callbacks
from bot.channels.wecom.settings import WeComCorp
from bot.channels.wecom.tokens import Tokens
from bot.chat.router import Chat, Received
from bot.context.plan_context import ContextCache
from bot.context.ports import Change, Inbound, Store
from bot.engine.outbox import free_leases
from bot.engine.worker import Wake, work
from bot.storage.store import open_store
from bot.web.hooks import routes
from bot.web.server import serve
from tests.builders import calendar, ladders
from tests.chaos.telegram_town import TOWN, town_plan
from tests.chaos.wecom_town import SharedClock
from tests.chaos.worker import Doom

T = TypeVar("T")

TOKEN = "a token granted, not kept"
CLAIMED = "a message claimed, not sent"
SENT = "a message delivered, not marked"
PARTED = "between two parts of a long message"
KEPT = "a callback kept, not answered"
DEALT = "a callback dealt with, not crossed off"
GREYED = "a card updated, its code not crossed off"
FETCHED = "in the middle of a photo"
BOUNDARIES = (TOKEN, CLAIMED, SENT, PARTED, KEPT, DEALT, GREYED, FETCHED)

COMMITTED = {"keep_arrived": KEPT, "add_inbound": DEALT, "claim_message": CLAIMED, "accept_part": PARTED}
ANSWERED = {
    "gettoken": TOKEN,
    "message/send": SENT,
    "message/update_template_card": GREYED,
    "media/get": FETCHED,
}
PATIENCE = 0.4  # seconds for an answer
IDLE = 0.02  # seconds between two looks whether all wait for the clock
DUE = (
    "SELECT (SELECT min(next_try_at) FROM message WHERE state IN ('queued', 'unknown') AND timeouts < 2),"
    " (SELECT count(*) FROM message WHERE state = 'sending' AND lease_until > ?)"
)


@dataclass(frozen=True)
class Life:
    """What a process is told when it is born."""

    database: Path
    clock: Path
    corp: WeComCorp
    port: int  # where callbacks are taken
    doom: Doom = field(default_factory=Doom)


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
            self.doom.at(COMMITTED.get(change.statement, "nowhere"))


def frail(http: httpx.AsyncClient, doom: Doom) -> httpx.AsyncClient:
    """Death comes between WeCom's answer and us."""

    async def answered(response: httpx.Response) -> None:
        path = response.request.url.path.partition("/cgi-bin/")[2]
        doom.at(ANSWERED.get(path, "nowhere"))

    http.event_hooks = {"response": [answered]}
    return http


async def leap(clock: SharedClock, database: Path, wake: Wake) -> None:
    """To the next try, where everybody waits for it."""
    with closing(sqlite3.connect(database)) as db:
        while not wake.stopped:
            await asyncio.sleep(IDLE)
            due, going = db.execute(DUE, (clock(),)).fetchone()
            if due and due > clock() and not going:
                clock.set(due)
                wake.delivery()


async def live(life: Life) -> None:
    wake, clock = Wake(), SharedClock(life.clock)
    stop_on_signal(wake)
    plain = await open_store(f"sqlite:///{life.database}", TOWN)
    store = FrailStore(plain, life.doom)
    await free_leases(plain)  # as production does: this process has the database alone
    contexts = ContextCache(store, calendar(), ladders(), lambda _: town_plan())
    contexts.use(exempt=True, platforms=platforms())
    chat = Chat(store, contexts)

    async def receive(inbound: Inbound) -> Received:
        heard = await chat.receive(inbound, clock())
        wake.delivery()
        return heard

    async with AsyncExitStack() as stack:
        stack.push_async_callback(plain.close)
        services = Services(store, contexts, receive, clock)
        http = frail(await stack.enter_async_context(connected(life.corp, PATIENCE)), life.doom)
        apis = {life.corp.corp: CorpApi(life.corp, http, Tokens(store, clock))}
        accounts = Accounts((life.corp,))
        app, cards = app_channel(apis, accounts, services)
        hooks, listeners = callbacks(apis, accounts, cards, services, SILENCE)
        await stack.enter_async_context(serve(Starlette(routes=routes(hooks)), port=life.port))
        leaping = asyncio.create_task(leap(clock, life.database, wake))
        await work(store, contexts, [app], clock, wake, [partial(one, wake) for one in listeners])
        await leaping


def born(life: Life) -> None:
    with suppress(KeyboardInterrupt):
        asyncio.run(live(life))

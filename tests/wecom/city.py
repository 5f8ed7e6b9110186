"""A city whose people have WeCom: the office's clock is the story's, everything between it and the phones is real.

A userid is the person's id in capitals: WeCom compares them regardless of case, and so must we.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, time
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from starlette.applications import Starlette

from bot.actions import load
from bot.bootstrap.open_channels import platforms
from bot.cards.card import Card
from bot.channels.spec import Services
from bot.channels.wecom.app import WIDTH, WeComApp, app_pace
from bot.channels.wecom.opening import open_apps
from bot.channels.wecom.settings import WeComCorp, WeComSettings
from bot.channels.wecom.spec import NAME
from bot.chat.router import Chat, Received
from bot.context.plan_context import ContextCache
from bot.context.ports import Accepted, Attachment, Change, Fetch, Inbound, Outgoing, Store
from bot.domain.errors import Unavailable
from bot.domain.person import Roster
from bot.domain.plan import Plan
from bot.engine.worker import Wake
from bot.exports import LedgerWriter
from bot.planfile.demo import demo_people
from bot.simulate.play import Play, SimulatedClock, SimulatedPhones
from bot.storage.store import open_store
from bot.web.hooks import routes
from bot.web.server import serve
from tests.builders import PAPERS, PLAN, ZH, City, Line, calendar, ladders, small_plan
from tests.builders import _nobody_answers as nobody_answers
from tests.peers.wecom.phone import Person as Phone
from tests.peers.wecom.sender import Delivery
from tests.peers.wecom.server import WeCom
from tests.peers.wecom.shown import Shown
from tests.peers.wecom.world import App, Corp

PATIENCE = 30.0  # seconds until a test gives up; nothing waits that long
SILENCE = 0.4  # longer than the stand-in waits for an answer

T = TypeVar("T")


def settings_of(server: WeCom, corp: Corp | None = None, app: App | None = None) -> WeComCorp:
    """As an administrator copies them from the console."""
    corp = corp or server.corp
    app = app or corp.apps[0]
    return WeComCorp(
        corp=corp.id, agent=app.agentid, secret=app.secret, token=app.token, aes_key=app.aes_key, base_url=server.api
    )  # fmt: skip


@dataclass
class Watched:
    """The office's database as the callbacks meet it: away for the next `away` commits, and what it takes is told."""

    inner: Store
    away: int = 0
    committed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def plan_id(self) -> str:
        return self.inner.plan_id

    async def read(self, shape: type[T], query: str, /, **values: Any) -> list[T]:
        return await self.inner.read(shape, query, **values)

    async def one(self, shape: type[T], query: str, /, **values: Any) -> T | None:
        return await self.inner.one(shape, query, **values)

    async def commit(self, changes: Sequence[Change]) -> None:
        if self.away:
            self.away -= 1
            raise Unavailable("database is locked")
        await self.inner.commit(changes)
        self.committed.set()


@dataclass
class Wire(Line):
    """The channel, and what WeCom has accepted from it."""

    name: str = NAME
    width: int = WIDTH
    inner: WeComApp | None = None
    failed: list[tuple[str, str]] = field(default_factory=list)  # (message id, what was raised)

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        assert self.inner
        try:
            accepted = await self.inner.send(message, fetch)
        except Exception as error:
            self.failed.append((message.message_id, type(error).__name__))
            raise
        if not accepted.more:
            self.sent.append(message)
        return accepted


@dataclass
class WeComCity(City):
    server: WeCom = None  # type: ignore[assignment]
    corps: tuple[WeComCorp, ...] = ()
    _running: AsyncExitStack = field(default_factory=AsyncExitStack)
    _dealing: AsyncExitStack = field(default_factory=AsyncExitStack)

    def start(self) -> None:
        self.contexts = ContextCache(self.store, self.calendar, self.ladders, lambda _: self.plan)
        self.contexts.use(exempt=self.exempt, platforms=platforms())
        self.chat = Chat(
            self.store, self.contexts, self.draw, self.rehearse, write_ledger=LedgerWriter(), papers=PAPERS
        )
        self.line = Wire(sent=self.line.sent, pace=app_pace())
        phones = SimulatedPhones(nobody_answers, self.clock, name=NAME, pace=self.line.pace, onward=self.line)
        self.play = Play(self.store, self.contexts, phones, self._receive_simulated, self.calendar)

    async def _receive_simulated(self, inbound: Inbound, now: int) -> None:
        await self.chat.receive(inbound, now)

    async def listen(self) -> None:
        self._running = AsyncExitStack()
        self.database = Watched(self.store)
        services = Services(self.database, self.contexts, self._hear, lambda: self.clock.now)
        opened = await open_apps(self._running, WeComSettings(self.corps), services, SILENCE)
        [app] = opened.channels
        assert isinstance(self.line, Wire) and isinstance(app, WeComApp)
        app.pace, self.line.inner = self.line.pace, app
        self.url_of_hooks = await self._running.enter_async_context(
            serve(Starlette(routes=routes(opened.webhooks)), port=0)
        )
        self._dealing = AsyncExitStack()
        self._running.push_async_callback(self._dealing.aclose)
        wake = Wake()
        for listen in opened.listeners:
            self._dealing.push_async_callback(_ended, wake, asyncio.create_task(listen(wake)))

    async def stop_dealing(self) -> None:
        """Callbacks are still taken, and no more."""
        await self._dealing.aclose()

    async def _hear(self, inbound: Inbound) -> Received:
        heard = await self.chat.receive(inbound, self.now)
        await self.play.settle()
        return heard

    async def stop_listening(self) -> None:
        """The process is asked to end; `listen` is another one's beginning."""
        await self._running.aclose()

    async def close(self) -> None:
        await self.stop_listening()
        await self.store.close()

    async def down_until(self, day: str, clock: str = "08:00") -> None:
        await self.close()
        self.clock.now = self.instant(day, clock)
        self.store = await open_store(self.url, PLAN, synchronous="OFF")
        self.start()
        await self.listen()
        await self.save_callback()

    async def save_callback(self) -> None:
        """As the administrator does in the console, which verifies the address."""
        for one in self.corps:
            corp = self.server.world.corps[one.corp]
            url = f"{self.url_of_hooks.rstrip('/')}{one.path}"
            assert await self.server.listen_at(url, corp.app(one.agent), corp)

    # ---- people

    def phone_of(self, person: str) -> Phone:
        return self.server.person(person.upper(), person)

    @property
    def blocked(self) -> "OutOfRange":  # type: ignore[override]
        return OutOfRange(self)

    async def say(
        self, person: str, text: str = "", *, reply_to: str = "", files: tuple[Attachment, ...] = ()
    ) -> Card:
        """An app's chat has no quotes: whoever replies to a message names its item."""
        phone = self.phone_of(person)
        on = next((m for m in self.phone(person) if m.message_id == reply_to), None)
        if on and on.card.assignments:
            text = f"第{(await self.by_id(on.card.assignments[0])).task}项，{text}"
        for file in files:
            await self.does(partial(phone.photo, file.body))
        return await self.answer_to(person, lambda: phone.say(text))

    async def answer_to(self, person: str, deed: Callable[[], Awaitable[Sequence[Delivery]]]) -> Card:
        before = len(self.phone(person))
        await self.does(deed)
        answers = [m for m in self.phone(person)[before:] if m.message_id.startswith("a.wecom.")]
        return answers[0].card if answers else Card("")

    async def press(self, person: str, button: str, on: Outgoing | None = None) -> Card:
        replaced = {message.replaces for message in self.phone(person)}
        standing = [m for m in self.phone(person) if m.message_id not in replaced]
        for message in [on] if on else reversed(standing):
            for one in (one for row in message.card.buttons for one in row):
                if button in one.text:
                    return await self.press_payload(person, one.payload, message.message_id)
        raise AssertionError(f"{person} sees no button {button}")

    async def press_payload(self, person: str, payload: str, message_id: str = "") -> Card:
        """On the message given, or the last that carries it; else on the item's card, which the person opens first."""
        if not message_id:
            message_id = next(
                (m.message_id for m in reversed(self.phone(person)) if _has(m.card, payload)), ""
            )
        if not message_id:
            await self.does(self.phone_of(person).enter)
            opening = f"open {len(self.sent)}"
            await self._hear(
                Inbound(NAME, opening, person, button=f"card:{payload.partition(':')[2].split(':')[0]}")
            )
            message_id = self.phone(person)[-1].message_id
        return await self.answer_to(person, lambda: self.pressed(person, payload, message_id))

    async def pressed(self, person: str, payload: str, message_id: str) -> list[Delivery]:
        """By the thumb: the button that has this payload, or the entry of the list."""
        phone = self.phone_of(person)
        parts = await self.store.read(str, "parts_of", message_id=message_id)
        for shown in phone.heard():
            if shown.task_id in parts and (way := self._way(phone, shown, payload)):
                label, chosen = way
                return await phone.press(label, chosen, on=shown)
        raise LookupError(f"{payload} is on no card of {person}")

    def _way(self, phone: Phone, shown: Shown, payload: str) -> tuple[str, str | None] | None:
        """(button to press, entry to choose first)"""
        room = self.server.world.rooms[phone.corp.id, "app", phone.member.key]
        card = next(one.content for one in room if one.msgid == shown.msgid)
        for button in card.get("button_list", ()):
            if button.get("key") == payload:
                return button["text"], None
        for option in card.get("button_selection", {}).get("option_list", ()):
            if option["id"] == payload:
                return ZH.say("wecom.go"), option["text"]
        return None

    async def does(self, deed: Callable[[], Awaitable[Sequence[Delivery]]]) -> list[list[int]]:
        """What was answered to each try of each callback, once all that they lead to is done."""
        deliveries = await deed()
        await self.server.until(lambda: all(one.done.is_set() for one in deliveries), timeout=PATIENCE)
        await self.dealt()
        return [one.statuses for one in deliveries]

    async def dealt(self) -> None:
        """Every callback that was kept has been dealt with."""
        async with asyncio.timeout(PATIENCE):
            while self.rows("SELECT update_id FROM arrived"):
                self.database.committed.clear()
                await self.database.committed.wait()

    def inbox(self) -> list[tuple[Any, ...]]:
        """(account, what went wrong) of every update that was dealt with."""
        return self.rows("SELECT external_id, error FROM inbox ORDER BY received_at, update_id")


@dataclass
class OutOfRange:
    """People whom the app cannot see, of which WeCom tells us only when we write."""

    city: WeComCity

    def add(self, person: str) -> None:
        self.city.phone_of(person).member.active = False

    def update(self, people: Iterable[str]) -> None:
        for person in people:
            self.add(person)

    def discard(self, person: str) -> None:
        self.city.phone_of(person).member.active = True

    def clear(self) -> None:
        for member in self.city.server.corp.members:
            member.active = True


def _has(card: Card, payload: str) -> bool:
    return any(one.payload == payload for row in card.buttons for one in row)


async def _ended(wake: Wake, listening: "asyncio.Task[None]") -> None:
    wake.stop()
    async with asyncio.timeout(PATIENCE):
        await listening


@asynccontextmanager
async def wecom_city(
    folder: Path,
    server: WeCom,
    clock: SimulatedClock,
    plan: Plan | None = None,
    people: Roster | None = None,
    *,
    corps: Sequence[WeComCorp] = (),
    accounts: Mapping[str, str] = MappingProxyType({}),
) -> AsyncIterator[WeComCity]:
    """Every person is a member of the server's first corp, and known to Duban by people.yaml. `accounts`: those that
    are not the person's id."""
    plan = plan or small_plan()
    people = people or demo_people(plan, ZH)
    url = f"sqlite:///{folder / 'city.db'}"
    store = await open_store(url, PLAN, synchronous="OFF")
    await load.load_plan(store, plan, "", clock.now)
    await load.load_people(
        store, people, {one.id: {NAME: accounts.get(one.id, one.id)} for one in people.people}, clock.now
    )
    founded = WeComCity(
        plan, url, calendar(), ladders(), clock, store, server=server, corps=tuple(corps) or (settings_of(server),),
    )  # fmt: skip
    for one in people.people:
        founded.phone_of(one.id)
    await founded.listen()
    await founded.save_callback()
    try:
        yield founded
    finally:
        await founded.close()


def clock_at(day: str) -> SimulatedClock:
    """Before work, and at no minute at which WeCom would rather have no messages."""
    return SimulatedClock(calendar().at(date.fromisoformat(day), time(7, 41)))

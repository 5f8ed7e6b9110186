"""A city whose people have Telegram: the same stories, told through python-telegram-bot's client and a strict server.

The office's clock is the story's; everything between it and the phones is real: HTTP, polling or a webhook.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from bot.actions import load
from bot.cards.card import Card
from bot.cards.menu import commands_for
from bot.channels.intake import Intake
from bot.channels.telegram.api import Address, Api, Patience, connect
from bot.channels.telegram.channel import Telegram, is_group
from bot.channels.telegram.menus import Menus
from bot.channels.telegram.platform import TelegramPlatform
from bot.channels.telegram.poll import Poller
from bot.channels.telegram.spec import NAME
from bot.channels.telegram.updates import BotIdentity
from bot.channels.telegram.webhook import Webhook
from bot.chat.router import Chat, Received
from bot.context.plan_context import ContextCache
from bot.context.ports import Accepted, Attachment, Change, Draw, Fetch, Inbound, Outgoing
from bot.domain.calendar import Calendar
from bot.domain.errors import Undelivered
from bot.domain.pace import Limit, Pace
from bot.domain.person import Roster
from bot.domain.plan import Plan
from bot.engine.worker import Wake
from bot.exports import LedgerWriter
from bot.planfile.demo import demo_people
from bot.planfile.files_of_readings import ReadingFiles
from bot.simulate.play import Play, SimulatedClock, SimulatedPhones
from bot.storage.store import open_store
from bot.web.hooks import routes
from bot.web.server import serve
from tests.builders import PAPERS, PLAN, ZH, ZONE, City, Line, calendar, ladders, seed_plan
from tests.builders import _nobody_answers as nobody_answers
from tests.databases import founded
from tests.peers.botapi.people import Person as Phone
from tests.peers.botapi.server import BotApi

ME = BotIdentity(123456789, "duban_test_bot")
PATIENCE = 30.0  # seconds until a test gives up; nothing waits that long
PATIENT = Patience(hold=20)
FIRST = 1001  # people's numbers


@dataclass
class Wire(Line):
    """The channel, and what Telegram has taken from it."""

    name: str = NAME
    width: int = 8
    inner: Telegram | None = None
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
class TelegramCity(City):
    server: BotApi = None  # type: ignore[assignment]
    mode: str = "polling"
    limits: tuple[Limit, ...] = ()
    patience: Patience = PATIENT
    _people: list[str] = field(default_factory=list)
    _opened: "count[int]" = field(default_factory=lambda: count(1))
    _running: AsyncExitStack = field(default_factory=AsyncExitStack)

    def start(self) -> None:
        """What needs no network; `listen` does the rest."""
        self.contexts = ContextCache(self.store, self.calendar, self.ladders, lambda _: self.plan)
        self.contexts.use(exempt=self.exempt)
        self.chat = Chat(
            self.store, self.contexts, self.draw, self.rehearse, write_ledger=LedgerWriter(), papers=PAPERS,
            readings=ReadingFiles(ZONE),
        )  # fmt: skip
        self.line = Wire(sent=self.line.sent, pace=Pace(self.limits, is_group))
        phones = SimulatedPhones(nobody_answers, self.clock, name=NAME, pace=self.line.pace, onward=self.line)
        self.play = Play(self.store, self.contexts, phones, self._receive_simulated, self.calendar)

    async def _receive_simulated(self, inbound: Inbound, now: int) -> None:
        await self.chat.receive(inbound, now)

    async def listen(self) -> None:
        self._running = AsyncExitStack()
        api = await self._running.enter_async_context(client(self.server))
        self.api = api
        wire = self.line
        assert isinstance(wire, Wire)
        wire.inner = Telegram(api, wire.pace, self.clock, wire.width)
        self.intake = Intake(self.store, self.contexts, TelegramPlatform(api, ME), self._hear, self.clock)
        self.menus = Menus(api, self.store, commands_for)
        wake = Wake()
        listening = asyncio.create_task(await self._listener(api, wake))
        self._running.push_async_callback(_ended, wake, listening)

    async def _listener(self, api: Api, wake: Wake) -> Any:
        if self.mode == "polling":
            with suppress(Undelivered):  # as the app does
                await api.call("deleteWebhook")
            return Poller(api, self._take, self._pulse, self.patience.hold, self.patience.slack, (0.01,)).run(
                wake
            )
        webhook = Webhook(api, self._take, "", "s3cret", nothing)
        app = Starlette(routes=routes({"/telegram": webhook.receive}))
        webhook.url = f"{await self._running.enter_async_context(serve(app, port=0))}telegram"
        return webhook.run(wake)

    async def stop_listening(self) -> None:
        """The process is asked to end; `listen` is another one's beginning."""
        await self._running.aclose()

    async def _pulse(self) -> None:
        await self.store.commit([Change("pulse", {"name": NAME, "at": self.now})])

    async def _hear(self, inbound: Inbound) -> Received:
        heard = await self.chat.receive(inbound, self.now)
        await self.play.settle()
        while self.chat.pending:
            await asyncio.gather(*self.chat.pending)
            await self.play.settle()
        return heard

    async def _take(self, raw: Mapping[str, Any]) -> None:
        await self.intake.take(raw)
        await self.play.settle()

    async def close(self) -> None:
        await self.stop_listening()
        await self.store.close()

    async def down_until(self, day: str, clock: str = "08:00") -> None:
        await self.close()
        self.clock.now = self.instant(day, clock)
        self.store = await open_store(self.url, PLAN, synchronous="OFF")
        self.start()
        await self.listen()

    # ---- people

    def phone_of(self, person: str) -> Phone:
        return self.server.person(number_of(self._people, person), person)

    @property
    def blocked(self) -> "Blocked":  # type: ignore[override]
        return Blocked(self)

    async def does(self, outcome: Callable[[], Awaitable[Any]]) -> Any:
        """The deed, once all that it leads to is done: an update is confirmed when it has been dealt with."""
        done = await outcome()
        await self.server.until(lambda: self.server.quiet, timeout=PATIENCE)
        return done

    async def say(
        self, person: str, text: str = "", *, reply_to: str = "", files: tuple[Attachment, ...] = ()
    ) -> Card:
        phone = self.phone_of(person)
        on = {"reply_to": await self.number(reply_to)} if reply_to else {}
        if files:
            file = files[0]
            return await self.answer_to(person, lambda: phone.document(file.name, file.body, caption=text))
        return await self.answer_to(person, lambda: phone.write(text, **on))

    async def answer_to(self, person: str, outcome: Callable[[], Awaitable[object]]) -> Card:
        before = len(self.phone(person))
        await self.does(outcome)
        answers = [m for m in self.phone(person)[before:] if m.message_id.startswith("a.telegram.")]
        return answers[0].card if answers else Card("")

    async def press(self, person: str, button: str, on: Outgoing | None = None) -> Card:
        replaced = {message.replaces for message in self.phone(person)}
        standing = [m for m in self.phone(person) if m.message_id not in replaced]
        for message in [on] if on else reversed(standing):
            for one in (one for row in message.card.buttons for one in row):
                if button in one.text:
                    number, phone = await self.number(message.message_id), self.phone_of(person)
                    return await self.answer_to(person, partial(phone.press, one.text, on=number))
        raise AssertionError(f"{person} sees no button {button}")

    async def press_payload(self, person: str, payload: str, message_id: str = "") -> Card:
        """On the message given, or the last that carries it; else on the item's card, which the person opens first."""
        if not message_id:
            message_id = next(
                (m.message_id for m in reversed(self.phone(person)) if _has(m.card, payload)), ""
            )
        if not message_id:
            account = str(number_of(self._people, person))
            opened = Inbound(
                NAME, f"open {next(self._opened)}", account, button=f"card:{payload.split(':')[1]}"
            )
            await self._hear(opened)
            message_id = self.phone(person)[-1].message_id
        on, phone = await self.number(message_id), self.phone_of(person)
        return await self.answer_to(person, lambda: phone.press_data(payload, on=on))

    def inbox(self) -> list[tuple[str, ...]]:
        """(update, what went wrong with it) of everything kept."""
        return self.rows("SELECT update_id, error FROM inbox ORDER BY received_at, update_id")

    async def number(self, message_id: str) -> int:
        """Telegram's number of the last part of a message."""
        return (await self.numbers(message_id))[-1]

    async def numbers(self, message_id: str) -> list[int]:
        """Of all its parts."""
        return [int(one) for one in await self.store.read(str, "parts_of", message_id=message_id)]


@dataclass
class Blocked:
    """People whose phones refuse us, of which Telegram tells us only when we write."""

    city: TelegramCity

    def add(self, person: str) -> None:
        self.city.phone_of(person).chat.blocked = True

    def update(self, people: Iterable[str]) -> None:
        for person in people:
            self.add(person)

    def discard(self, person: str) -> None:
        self.city.phone_of(person).chat.blocked = False

    def clear(self) -> None:
        for person in self.city._people:
            self.discard(person)


def _has(card: Card, payload: str) -> bool:
    return any(one.payload == payload for row in card.buttons for one in row)


async def nothing() -> None:
    return None


async def _ended(wake: Wake, listening: "asyncio.Task[None]") -> None:
    wake.stop()
    async with asyncio.timeout(PATIENCE):
        await listening


def number_of(people: list[str], person: str) -> int:
    return FIRST + people.index(person)


@asynccontextmanager
async def client(server: BotApi, senders: int = 8) -> AsyncIterator[Api]:
    api = connect(server.token, Address(server.base_url, server.base_file_url), senders)
    await api.open()
    try:
        yield api
    finally:
        await api.close()


@asynccontextmanager
async def telegram_city(
    folder: Path,
    server: BotApi,
    mode: str = "polling",
    plan: Plan | None = None,
    people: Roster | None = None,
    *,
    start: str = "2023-11-01",
    draw: Draw | None = None,
    when: Calendar | None = None,
    limits: tuple[Limit, ...] = (),
    patience: Patience = PATIENT,
    url: str = "",
) -> AsyncIterator[TelegramCity]:
    """Every person has a phone on which the bot has been started, and is bound to it."""
    plan = plan or seed_plan()
    people = people or demo_people(plan, ZH)
    when = when or calendar()
    now = when.at(date.fromisoformat(start))
    url = url or founded(folder / "city.db")
    store = await open_store(url, PLAN, synchronous="OFF")
    ids = [person.id for person in people.people]
    await load.load_plan(store, plan, "", now)
    accounts = {one: {NAME: str(number_of(ids, one))} for one in ids}
    await load.load_people(store, people, accounts, now)
    here = TelegramCity(
        plan, url, when, ladders(), SimulatedClock(now), store, True, draw, None, server=server, mode=mode,
        limits=limits, patience=patience, _people=ids,
    )  # fmt: skip
    for one in ids:
        here.phone_of(one).chat.started = True
    await here.listen()
    try:
        yield here
    finally:
        await here.close()

"""A city whose people have WeCom's bot and nothing else: the same stories, told over the long connection.

The office's clock is the story's and the platform's; everything between it and the phones is real.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from bot.actions import load
from bot.cards.card import Card
from bot.channels.spec import Services
from bot.channels.wecom.accounts import Accounts
from bot.channels.wecom.boards import GO, QUESTION
from bot.channels.wecom.bot import WeComBot
from bot.channels.wecom.bot_lines import open_bots
from bot.channels.wecom.line import LinePatience
from bot.channels.wecom.settings import WeComCorp
from bot.channels.wecom.spec import BOT
from bot.chat.router import Chat, Received
from bot.context.plan_context import ContextCache
from bot.context.ports import Accepted, Attachment, Change, Draw, Fetch, Inbound, Outgoing, Store
from bot.domain.calendar import Calendar
from bot.domain.errors import Unavailable
from bot.domain.pace import Pace
from bot.domain.person import Roster
from bot.domain.plan import Plan
from bot.engine.worker import Wake
from bot.exports import LedgerWriter
from bot.planfile.demo import demo_people
from bot.simulate.play import Play, SimulatedClock, SimulatedPhones
from bot.storage.store import open_store
from tests.builders import PAPERS, PLAN, ZH, City, Line, calendar, ladders, seed_plan
from tests.builders import _nobody_answers as nobody_answers
from tests.peers.wecom.phone import Person as Phone
from tests.peers.wecom.server import WeCom, wecom
from tests.peers.wecom.world import Bot, Posted, fold
from tests.wecom.waiting import PATIENCE, until

QUICK = LinePatience().scaled(0.05)


@dataclass
class Watched:
    """The store, and how many callbacks were kept and dealt with."""

    inner: Store
    kept: int = 0
    dealt: int = 0
    away: int = 0  # so many callbacks cannot be kept

    @property
    def plan_id(self) -> str:
        return self.inner.plan_id

    async def read(self, shape: type[Any], query: str, /, **values: Any) -> list[Any]:
        return await self.inner.read(shape, query, **values)

    async def one(self, shape: type[Any], query: str, /, **values: Any) -> Any:
        return await self.inner.one(shape, query, **values)

    async def commit(self, changes: Sequence[Change]) -> None:
        statements = [change.statement for change in changes]
        if self.away and "keep_arrived" in statements:
            self.away -= 1
            raise Unavailable("the database is away")
        await self.inner.commit(changes)
        self.kept += "keep_arrived" in statements
        self.dealt += "drop_arrived" in statements


@dataclass
class BotWire(Line):
    """The channel, and what WeCom has taken from it."""

    name: str = BOT
    width: int = 8
    inner: WeComBot | None = None

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        assert self.inner
        accepted = await self.inner.send(message, fetch)
        if not accepted.more:
            self.sent.append(message)
        return accepted


@dataclass
class BotCity(City):
    server: WeCom = None  # type: ignore[assignment]
    patience: LinePatience = QUICK
    _people: list[str] = field(default_factory=list)
    _opened: "count[int]" = field(default_factory=lambda: count(1))
    _running: AsyncExitStack = field(default_factory=AsyncExitStack)
    _watched: Watched = None  # type: ignore[assignment]
    _earlier: int = 0  # callbacks that were brought to a process before this one

    @property
    def bot(self) -> Bot:
        return self.server.corp.bots[0]

    def start(self) -> None:
        """What needs no network; `listen` does the rest."""
        self.contexts = ContextCache(self.store, self.calendar, self.ladders, lambda _: self.plan)
        self.contexts.use(exempt=self.exempt)
        self.chat = Chat(
            self.store, self.contexts, self.draw, self.rehearse, write_ledger=LedgerWriter(), papers=PAPERS
        )
        self.line = BotWire(sent=self.line.sent)
        phones = SimulatedPhones(nobody_answers, self.clock, name=BOT, pace=Pace(), onward=self.line)
        self.play = Play(self.store, self.contexts, phones, self._receive_simulated, self.calendar)

    async def _receive_simulated(self, inbound: Inbound, now: int) -> None:
        await self.chat.receive(inbound, now)

    def settings(self) -> WeComCorp:
        """BotID and Secret only."""
        return WeComCorp(bot_id=self.bot.id, bot_secret=self.bot.secret, ws_url=self.server.ws)

    async def listen(self) -> None:
        self._running = AsyncExitStack()
        self._watched = Watched(self.store)
        self._earlier += self._brought()
        corps = [self.settings()]
        services = Services(self._watched, self.contexts, self._hear, self.clock)
        opened = await open_bots(self._running, corps, Accounts(corps), services, self.patience)
        [channel] = opened.channels
        assert isinstance(channel, WeComBot)
        assert isinstance(self.line, BotWire)
        self.line.inner, self.play.phones.pace = channel, channel.pace
        wake = Wake()
        [listen] = opened.listeners
        listening = asyncio.create_task(listen(wake))
        self._running.push_async_callback(_ended, wake, listening)
        await self.connected()

    async def connected(self) -> None:
        """We speak for the bot: messages go."""
        hub, pace = self.server.hub, self.play.phones.pace
        await until(lambda: hub.connected(self.bot) and pace.free_at("", self.now) == self.now)

    def away(self, times: int) -> None:
        self._watched.away = times

    async def stop_listening(self) -> None:
        await self._running.aclose()

    async def _hear(self, inbound: Inbound) -> Received:
        heard = await self.chat.receive(inbound, self.now)
        await self.settled()
        return heard

    async def settled(self) -> None:
        await self.play.settle()
        while self.chat.pending:
            await asyncio.gather(*self.chat.pending)
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
        return self.server.person(self.userid(person), person)

    def userid(self, person: str) -> str:
        return userid_of(self._people, person)

    @property
    def blocked(self) -> "Gone":  # type: ignore[override]
        return Gone(self)

    async def does(self, deed: Callable[[], Awaitable[Any]]) -> Any:
        """The deed, once all that it leads to is done: what the hub brought was kept, dealt with and answered."""
        done = await self.heard(deed)
        await self.dealt()
        return done

    async def heard(self, deed: Callable[[], Awaitable[Any]]) -> Any:
        """The deed, once what the hub brought of it was kept."""
        done = await deed()
        await until(lambda: self._watched.kept >= self._brought())
        return done

    async def dealt(self) -> None:
        await until(lambda: self._watched.dealt >= self._watched.kept)

    def _brought(self) -> int:
        hub = self.server.hub
        events = [one for one in hub.callbacks.kept.values() if one.event != "enter_chat"]
        return len(events) - len(hub.subscriptions.lost) - self._earlier

    async def say(
        self, person: str, text: str = "", *, reply_to: str = "", files: tuple[Attachment, ...] = ()
    ) -> Card:
        phone = self.phone_of(person)
        if files:
            return await self.answer_to(person, lambda: phone.file(files[0].name, files[0].body))
        quote = next((m.card.text for m in self.phone(person) if reply_to and m.message_id == reply_to), None)
        return await self.answer_to(person, lambda: phone.say(text, via="bot", quote=quote))

    async def answer_to(self, person: str, deed: Callable[[], Awaitable[object]]) -> Card:
        before = len(self.phone(person))
        await self.does(deed)
        answers = [m for m in self.phone(person)[before:] if m.message_id.startswith(f"a.{BOT}.")]
        return answers[0].card if answers else Card("")

    async def press(self, person: str, button: str, on: Outgoing | None = None) -> Card:
        replaced = {message.replaces for message in self.phone(person)}
        standing = [m for m in self.phone(person) if m.message_id not in replaced]
        for message in [on] if on else reversed(standing):
            for one in (one for row in message.card.buttons for one in row):
                if button in one.text:
                    return await self.press_on(person, one.payload, message.message_id)
        raise AssertionError(f"{person} sees no button {button}")

    async def press_payload(self, person: str, payload: str, message_id: str = "") -> Card:
        """On the message given, or the last that carries it; else on the item's card, which the person opens first."""
        if not message_id:
            message_id = next(
                (m.message_id for m in reversed(self.phone(person)) if _has(m.card, payload)), ""
            )
        if not message_id:
            item = f"card:{payload.split(':')[1]}"
            account = fold(self.userid(person))
            self.has_written(person)
            await self._hear(Inbound(BOT, f"open{next(self._opened)}", account, button=item))
            message_id = self.phone(person)[-1].message_id
        return await self.press_on(person, payload, message_id)

    async def press_on(self, person: str, payload: str, message_id: str) -> Card:
        """On the card as it stands on the phone, by its button or by its list."""
        posted, key, chosen = reached(await self.cards(person, message_id), payload)
        member, corp = self.phone_of(person).member, self.server.corp

        async def deed() -> None:
            posted.pressed = True
            self.server.hub.pressed(corp, member, posted, key, chosen)

        return await self.answer_to(person, deed)

    async def posted(self, person: str, message_id: str) -> Posted:
        """The last card of the message on the phone."""
        return (await self.cards(person, message_id))[-1]

    async def cards(self, person: str, message_id: str) -> list[Posted]:
        """Of the message, as they stand on the phone: its buttons may need two."""
        numbers = await self.store.read(str, "parts_of", message_id=message_id)
        room = self.server.world.rooms[self.server.corp.id, "bot", fold(self.userid(person))]
        found = [one for one in room if one.task_id and one.task_id in numbers]
        if not found:
            raise LookupError(f"no card of {message_id} on the phone of {person}")
        return found

    def has_written(self, person: str) -> None:
        """As far as the hub knows."""
        chats = self.server.hub.commands.chats(self.server.corp, self.bot)
        chats.wrote[fold(self.userid(person))] = self.now

    def inbox(self) -> list[tuple[str, ...]]:
        """(update, what went wrong with it) of everything kept."""
        return self.rows("SELECT update_id, error FROM inbox ORDER BY received_at, update_id")


def reached(cards: Sequence[Posted], payload: str) -> tuple[Posted, str, dict[str, list[str]]]:
    """(card, key, what is chosen) by which a thumb gets this payload. LookupError where none of them can."""
    for posted in cards:
        for button in posted.content["button_list"]:
            if button["key"] == payload and not button.get("replace_text"):
                return posted, payload, {}
        options = posted.content.get("button_selection", {}).get("option_list", [])
        if any(one["id"] == payload for one in options):
            return posted, GO, {QUESTION: [payload]}
    raise LookupError(f"{payload} is on no card, or grey")


@dataclass
class Gone:
    """People who have left the corporation: WeCom tells us only when we write."""

    city: BotCity

    def add(self, person: str) -> None:
        self.city.phone_of(person).member.active = False

    def update(self, people: Iterable[str]) -> None:
        for person in people:
            self.add(person)

    def discard(self, person: str) -> None:
        self.city.phone_of(person).member.active = True

    def clear(self) -> None:
        for person in self.city._people:
            self.discard(person)


def _has(card: Card, payload: str) -> bool:
    return any(one.payload == payload for row in card.buttons for one in row)


async def _ended(wake: Wake, listening: "asyncio.Task[None]") -> None:
    wake.stop()
    async with asyncio.timeout(PATIENCE):
        await listening


def userid_of(people: Sequence[str], person: str) -> str:
    """With capitals: WeCom shows it so, and tells it in lower case elsewhere."""
    return f"ZhangSan{people.index(person):03}"


@asynccontextmanager
async def bot_city(
    folder: Path,
    plan: Plan | None = None,
    people: Roster | None = None,
    *,
    start: str = "2023-11-01",
    draw: Draw | None = None,
    when: Calendar | None = None,
    patience: LinePatience = QUICK,
    bound: bool = True,
    url: str = "",
) -> AsyncIterator[BotCity]:
    """`bound`: every person has written to the bot before, and is known by it."""
    plan = plan or seed_plan()
    people = people or demo_people(plan, ZH)
    when = when or calendar()
    now = when.at(date.fromisoformat(start))
    url = url or f"sqlite:///{folder / 'city.db'}"
    store = await open_store(url, PLAN, synchronous="OFF")
    ids = [person.id for person in people.people]
    await load.load_plan(store, plan, "", now)
    accounts = {one: {BOT: fold(userid_of(ids, one))} for one in ids} if bound else {}
    await load.load_people(store, people, accounts, now)
    clock = SimulatedClock(now)
    async with wecom(clock) as server:
        founded = BotCity(
            plan, url, when, ladders(), clock, store, True, draw, None,
            server=server, patience=patience, _people=ids,
        )  # fmt: skip
        for one in ids:
            founded.phone_of(one)
            if bound:
                founded.has_written(one)
        await founded.listen()
        try:
            yield founded
        finally:
            await founded.close()

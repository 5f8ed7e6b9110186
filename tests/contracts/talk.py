"""A conversation script played over a real channel: the browser's server and page history, or Telegram's strict server.

Each side has the whole way: what a person sends goes through the channel's own door, and what is read is what stands
on the page or on the phone.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import httpx

from bot.actions.bind import invite
from bot.bootstrap.conversation import script_of
from bot.bootstrap.open_channels import editing_names
from bot.bootstrap.production import menu, site_of
from bot.cards.card import Button
from bot.channels.browser.hub import Hub
from bot.context.ports import Inbound, Outgoing
from bot.domain.addressee import addressees
from bot.domain.assignment import Kind
from bot.domain.lists.list_findings import checked
from bot.domain.person import Person, Roster
from bot.domain.plan import Plan
from bot.planfile.conversation import Conversation, ConversationStep
from bot.planfile.list_file import read_list_file
from bot.simulate.phone import Phones, find_button
from bot.simulate.rehearse import hand_in_lists
from bot.simulate.witness import RecordedEvent, Witness
from bot.web.auth import COOKIE
from bot.web.conversations import Conversations
from bot.web.entry_limit import EntryLimit
from bot.web.ports import Health
from bot.web.server import build_app
from bot.web.sessions import Sessions
from tests.builders import ZH, City, city, small_plan
from tests.peers.botapi.server import bot_api
from tests.telegram.builders import TelegramCity, telegram_city

GOLIVE = "2023-11-01"
EVE = "2023-10-31"
PHOTO = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa7\x9a\xa0\xa0\x00\x00\x00\x00IEND\xaeB`\x82"
)


@dataclass(frozen=True)
class Told:
    """What a step came to: the events of the speaker's words, and the words of the answer as they were read."""

    events: tuple[tuple[object, ...], ...]
    answer: str


@dataclass
class Talk:
    """One side; `act` is what the person does there, `read` what stands before the person."""

    town: City
    witness: Witness
    said: dict[int, Any] = field(default_factory=dict)  # what the platform calls the words of a step
    shown: dict[int, Sequence[Outgoing]] = field(default_factory=dict)

    async def act(self, step: ConversationStep, person: Person, on: Outgoing | None) -> None:
        raise NotImplementedError

    async def hand_over(self, person: Person, name: str, body: bytes) -> None:
        """A file without a word."""
        raise NotImplementedError

    async def press(self, person: Person, on: Outgoing, button: Button) -> None:
        raise NotImplementedError

    async def read(self, person: Person) -> list[str]:
        """The texts of Duban's messages, oldest first."""
        raise NotImplementedError

    async def step(self, step: ConversationStep, person: Person | None) -> Told | None:
        before = len(self.town.sent)
        await self.town.sleep_until(f"{step.at:%Y-%m-%d}", f"{step.at:%H:%M}")
        await self.town.play.settle()
        told = await self._told(step, person) if person else None
        self.shown[step.n] = self.town.sent[before:]
        return told

    async def _told(self, step: ConversationStep, person: Person) -> Told:
        on = [m for m in self.shown.get(step.reply_to, ()) if m.person == person.id][-1:]
        before = len(self.town.phone(person.id))
        self.witness.listen()
        if step.press:
            screen = on or Phones(shown=self.town.sent).screen(person.id)
            await self.press(person, *find_button(screen, step.press))
        else:
            await self.act(step, person, on[0] if on else None)
        events = await self.witness.heard()
        answers = [m for m in self.town.phone(person.id)[before:] if m.kind == "answer"]
        read = {"".join(text.split()) for text in await self.read(person)}
        seen = [text for text in ("".join(m.card.text.split()) for m in answers) if text in read]
        return Told(said(events), seen[0] if seen else "")


def said(events: Sequence[RecordedEvent]) -> tuple[tuple[object, ...], ...]:
    """Without what follows of itself a moment later: whether a step still sees it is a matter of the clock."""
    return tuple(brief(one) for one in events if one.kind not in (Kind.DEFERRED, Kind.OPENED))


def brief(event: RecordedEvent) -> tuple[object, ...]:
    """What an event is, whatever the channel that brought it."""
    item, data = event.item, event.data
    where = (item.milestone or item.task, item.unit) if item else ()
    read = (data.get("percent"), str(data.get("values")), data.get("next_date"), data.get("done"))
    return (str(event.kind), *where, *read, event.words, len(event.files))


def _eve(golive: str) -> str:
    return f"{date.fromisoformat(golive) - timedelta(days=1)}"


def settings_beside(conversation: Conversation) -> Path:
    """The script's own settings, whose folder the files that they name are looked for in; else none."""
    beside = conversation.file.parent / "duban.yaml"
    return beside if beside.exists() else Path("duban.yaml")


async def play_over(talk: Talk, conversation: Conversation) -> list[Told | None]:
    town = talk.town
    lists = [read_list_file(conversation.file.parent / name, ZH) for name in conversation.lists]
    due = [checked(one, town.plan).worklist for one in lists]
    await hand_in_lists(town.store, town.contexts, due, town.now)
    script = script_of(conversation, settings_beside(conversation), ZH)
    town.contexts.use(tickets=script.tickets, emergency=script.emergency, editing=editing_names())
    people = addressees((await town.contexts.current()).roster)
    return [await talk.step(step, people[step.who] if step.who else None) for step in conversation.steps]


# ---- the browser


@dataclass
class InBrowser(Talk):
    visitor: httpx.AsyncClient = None  # type: ignore[assignment]
    sessions: Sessions = None  # type: ignore[assignment]
    conversations: Conversations = None  # type: ignore[assignment]
    cookies: dict[str, str] = field(default_factory=dict)
    ids: "count[int]" = field(default_factory=lambda: count(10_000_000))

    async def act(self, step: ConversationStep, person: Person, on: Outgoing | None) -> None:
        fields = {"text": step.say, "message_id": on.message_id if on else "", "quote": step.quote}
        await self._post(person, fields, [("files", (step.send, PHOTO))] if step.send else [])

    async def hand_over(self, person: Person, name: str, body: bytes) -> None:
        await self._post(person, {"text": ""}, [("files", (name, body))])

    async def press(self, person: Person, on: Outgoing, button: Button) -> None:
        fields = {"button": button.payload, "label": button.text, "message_id": on.message_id}
        await self._post(person, fields, [])

    async def _post(self, person: Person, fields: dict[str, str], files: list[Any]) -> None:
        self.visitor.cookies.set(COOKIE, await self._session(person))
        sent = await self.visitor.post(
            "/say", data=fields | {"id": f"{next(self.ids)}"}, files=files or {"none": ("", "")}
        )
        assert sent.status_code == 204, sent.text

    async def _session(self, person: Person) -> str:
        """The person enters with a code; again when the session has ended, after weeks."""
        if await self.sessions.who(self.cookies.get(person.id, "")) is None:
            code = f"CODE{next(self.ids)}"
            await invite(self.town.store, person, code, self.town.now)
            self.cookies[person.id] = await self.sessions.redeem(code)
        return self.cookies[person.id]

    async def read(self, person: Person) -> list[str]:
        account = (await self.town.contexts.current()).account(person.id)
        assert account
        bubbles = await self.conversations.history(account.external_id, None, 100)
        return ["\n".join((one.title, *one.lines)) for one in bubbles if not one.mine]


async def _well() -> Health:
    return Health(True, {})


@asynccontextmanager
async def in_browser(
    folder: Path, people: Roster | None = None, plan: Plan | None = None, golive: str = GOLIVE
) -> AsyncIterator[InBrowser]:
    async with city(folder, plan or small_plan(), people, start=_eve(golive)) as town:
        witness = witnessed(town)
        town.start()
        await town.go_live(golive)
        sessions = Sessions(town.store, town.contexts, town.clock, iter(map(str, count(10**30))).__next__)
        conversations = Conversations(town.store, town.contexts, menu)
        entries = EntryLimit(town.store, town.clock)

        async def receive(inbound: Inbound) -> None:
            town.clock.now += 1
            await town.chat.receive(inbound, town.now)
            await town.play.settle()

        site = site_of(conversations, sessions, entries, receive, Hub(), _well, town.calendar)
        transport = httpx.ASGITransport(build_app(site))
        async with httpx.AsyncClient(
            transport=transport, base_url="http://127.0.0.1", headers={"Origin": "http://127.0.0.1"}
        ) as visitor:
            yield InBrowser(town, witness, visitor=visitor, sessions=sessions, conversations=conversations)


class Noting(Witness):
    """In a town's place of a store."""

    async def close(self) -> None:
        await self.store.close()  # type: ignore[attr-defined]


def witnessed(town: City) -> Witness:
    """The town's store notes what is recorded; `start` anew."""
    witness = Noting(town.store)
    town.store = witness  # type: ignore[assignment]
    return witness


# ---- Telegram


@dataclass
class OnTelegram(Talk):
    town: TelegramCity

    async def act(self, step: ConversationStep, person: Person, on: Outgoing | None) -> None:
        phone = self.town.phone_of(person.id)
        if step.edit:
            message = self.said[step.n] = self.said[step.edit]
            await self.town.does(partial(phone.edit, message, step.say))
            return
        where: dict[str, Any] = {"quote": step.quote} if step.quote else {}
        where |= {"reply_to": await self.town.number(on.message_id)} if on else {}
        where |= {"forwarded": step.forwarded} if step.forwarded else {}
        if step.send:
            self.said[step.n] = await self.town.does(partial(phone.photo, PHOTO, step.say, **where))
        else:
            self.said[step.n] = await self.town.does(partial(phone.write, step.say, **where))

    async def hand_over(self, person: Person, name: str, body: bytes) -> None:
        await self.town.does(partial(self.town.phone_of(person.id).document, name, body))

    async def press(self, person: Person, on: Outgoing, button: Button) -> None:
        phone = self.town.phone_of(person.id)
        for number in await self.town.numbers(on.message_id):  # a file comes behind the text with its buttons
            with suppress(LookupError):
                await self.town.does(partial(phone.press, button.text, on=number))
                return
        raise LookupError(button.text)

    async def read(self, person: Person) -> list[str]:
        return [one.text for one in self.town.phone_of(person.id).heard]


@asynccontextmanager
async def on_telegram(
    folder: Path, people: Roster | None = None, plan: Plan | None = None, golive: str = GOLIVE
) -> AsyncIterator[OnTelegram]:
    async with (
        bot_api(check=True) as server,
        telegram_city(folder, server, "polling", plan or small_plan(), people, start=_eve(golive)) as town,
    ):
        await town.stop_listening()
        witness = witnessed(town)
        town.start()
        await town.listen()
        await town.go_live(golive)
        yield OnTelegram(town, witness)
        assert server.complaints == []

"""The intake: an update is dealt with to the end, once, before Telegram may forget it.

What the update says, the files it names, its row in the inbox and all its effects come to one commit of the
conversation. A crash before it loses nothing: the update comes again. After it the row says that it was dealt with.
"""

import asyncio
import hashlib
import json
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from weakref import WeakValueDictionary

from bot.actions import chat_membership
from bot.channels.telegram.api import Api
from bot.channels.telegram.channel import NAME
from bot.channels.telegram.dedup import numbered
from bot.channels.telegram.files import fetched
from bot.channels.telegram.layout import alert
from bot.channels.telegram.updates import Door, Me, Moved, Pressed, Said, Unreadable, read
from bot.context.plan_context import ContextCache
from bot.context.ports import Inbound, Store, readable
from bot.domain.calendar import Instant
from bot.domain.errors import Undelivered
from bot.i18n import Language

log = logging.getLogger(__name__)

TRIES = 3  # of an update that fails: were the database away, keeping it would fail as well
FORGED = "-"  # no button of ours says this
RECENT = 100  # messages of a chat among which a button is looked for that says nothing of where it stands
UNNUMBERED = ""  # the place of a message that the server took without saying under what number
UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")


class Heard(Protocol):
    """What the conversation says at once."""

    @property
    def toast(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Stood:
    """A message that stood in a place of a chat."""

    message_id: str
    card: str


@dataclass
class Intake:
    store: Store
    contexts: ContextCache
    api: Api
    me: Me
    hear: Callable[[Inbound], Awaitable[Heard]]
    clock: Callable[[], Instant]
    _tries: Counter[str] = field(default_factory=Counter)
    _turns: "WeakValueDictionary[str, asyncio.Lock]" = field(default_factory=WeakValueDictionary)

    async def take(self, raw: Mapping[str, Any]) -> None:
        """Returns when the update may be confirmed. What it raises is no fault of the update: it will come again."""
        raw = _readable(raw)
        key = _key(raw)
        try:
            await self._take(raw)
        except Unreadable as why:
            await self._keep(raw, str(why))
        except Exception as error:
            self._tries[key] += 1
            if self._tries[key] < TRIES:
                raise
            log.exception("an update fails again and again", extra={"update": key})
            await self._keep(raw, repr(error))
        self._tries.pop(key, None)

    async def _take(self, raw: Mapping[str, Any]) -> None:
        heard = read(raw, self.me)
        if heard is None:
            return
        who = heard.chat if isinstance(heard, Moved) else heard.account
        turn = self._turns.setdefault(who, asyncio.Lock())
        async with turn:  # a person is heard in the order in which they spoke
            number, done = await numbered(self.store, NAME, heard.update_id, raw)
            await self._deal(replace(heard, update_id=number), _written(raw), done)

    async def _deal(self, heard: Said | Pressed | Door | Moved, raw: str, done: bool) -> None:
        match heard:
            case Said() if not done:
                await self._said(heard, raw)
            case Pressed():
                toast = "" if done else await self._pressed(heard, raw)
                await self._answer(heard.callback, toast)
            case Door() if not done:
                await self._door(heard, raw)
            case Moved() if not done:
                inbound = Inbound(NAME, heard.update_id, "", group=heard.chat, raw=raw)
                await chat_membership.moved(self.store, inbound, heard.moved_to, self.clock())

    # ---- words

    async def _said(self, said: Said, raw: str) -> None:
        if not said.addressed and not await self._goes_on(said):
            return  # people talking among themselves: not ours to keep
        attachments, remarks = await fetched(self.api, said.files)
        await self.hear(
            Inbound(
                NAME,
                said.update_id,
                said.account,
                text=self._words(said),
                message_id=await self._message(said.chat, said.replies_to) if said.replies_to else "",
                attachments=attachments,
                raw=raw,
                language=said.language,
                platform_id=said.platform_id,
                edited=said.edited,
                album=said.album,
                group=said.chat if said.group else "",
                remarks=said.remarks + remarks,
            )
        )

    async def _goes_on(self, said: Said) -> bool:
        """In a group an album calls us by name once, with its first picture."""
        where = {"channel": NAME, "external_id": said.account, "album": said.album}
        return bool(said.album) and await self.store.one(str, "album_last", **where) is not None

    def _words(self, said: Said) -> str:
        if said.place is None:
            return said.text
        latitude, longitude = said.place
        words = Language.of(said.language).say(
            "heard.place", latitude=f"{latitude:.5f}", longitude=f"{longitude:.5f}", name=said.place_name
        )
        return "\n".join(filter(None, (said.text, words.strip())))

    async def _message(self, chat: str, number: str) -> str:
        """Our message that stands there, the newest of those that did."""
        stood = await self._stood(chat, number)
        return stood[0].message_id if stood else ""

    async def _stood(self, chat: str, number: str) -> list[Stood]:
        """Numbers are the chat's, whatever its topics."""
        where = {"channel": NAME, "external_id": chat.partition("/")[0], "platform_id": number}
        return await self.store.read(Stood, "messages_of_part", **where)

    # ---- buttons

    async def _pressed(self, pressed: Pressed, raw: str) -> str:
        """A button counts where it stands, or stood before the message was changed. Any client can send any data."""
        carries = f'"payload":{json.dumps(pressed.payload)}'
        message = next((one for one in await self._pressable(pressed) if carries in one.card), None)
        heard = await self.hear(
            Inbound(
                NAME,
                pressed.update_id,
                pressed.account,
                button=pressed.payload if message else FORGED,
                message_id=message.message_id if message else "",
                raw=raw,
                language=pressed.language,
                group=pressed.chat if pressed.group else "",
            )
        )
        return heard.toast

    async def _pressable(self, pressed: Pressed) -> list[Stood]:
        if not pressed.on:  # this server does not say where it was pressed
            chat = {"channel": NAME, "external_id": pressed.chat}
            return await self.store.read(Stood, "messages_in", limit=RECENT, **chat)
        return await self._stood(pressed.chat, pressed.on) or await self._stood(pressed.chat, UNNUMBERED)

    async def _answer(self, callback: str, toast: str) -> None:
        """Stops the button's clock. Too late is no harm: the answer itself is a message."""
        try:
            await self.api.call(
                "answerCallbackQuery",
                callback_query_id=callback,
                text=alert(toast) or None,
                show_alert=bool(toast),
            )
        except Undelivered as error:
            log.info("a pressed button was not acknowledged", extra={"why": error.code})

    # ---- doors

    async def _door(self, door: Door, raw: str) -> None:
        now, context = self.clock(), await self.contexts.current()
        person = context.person_at(NAME, door.account)
        language = person.language if person else ""
        inbound = Inbound(
            NAME,
            door.update_id,
            door.account,
            group=door.chat if door.group else "",
            raw=raw,
            language=language,
        )
        if door.group and door.here:
            private = f"https://t.me/{self.me.username}" if self.me.username else ""
            await chat_membership.joined(self.store, context, inbound, door.title, now, private_chat=private)
        elif door.group:
            await chat_membership.left(self.store, inbound, now)
        elif door.here:
            await chat_membership.chat_unblocked(self.store, context, inbound, now)
        else:
            await chat_membership.chat_blocked(self.store, context, inbound, now)

    async def _keep(self, raw: Mapping[str, Any], why: str) -> None:
        update_id = _key(raw)
        log.warning("an update could not be read", extra={"update": update_id, "why": why[:200]})
        if not await self.store.one(int, "inbound_exists", channel=NAME, update_id=update_id):
            inbound = Inbound(NAME, update_id, "", raw=_written(raw))
            await chat_membership.unreadable(self.store, inbound, why, self.clock())


def _key(raw: Mapping[str, Any]) -> str:
    number = raw.get("update_id")
    return str(number) if isinstance(number, int) else hashlib.sha256(_written(raw).encode()).hexdigest()[:20]


def _written(raw: Mapping[str, Any]) -> str:
    return json.dumps(raw, ensure_ascii=False)


def _readable(told: Any) -> Any:
    """Every text in it can be kept: see ports.readable."""
    match told:
        case str():
            return readable(told)
        case list():
            return [_readable(one) for one in told]
        case dict():
            return {readable(name): _readable(one) for name, one in told.items()}
    return told

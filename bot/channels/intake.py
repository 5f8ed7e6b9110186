"""The intake, the same for every platform: an update is dealt with to the end, once, before it is confirmed.

What the update says, the files it names, its row in the inbox and all its effects are one commit of the conversation.
A crash before it loses nothing: the update comes again. After it the row says that it was dealt with.
"""

import hashlib
import json
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.actions import chat_membership
from bot.channels.attachments import PAUSES, Fetching
from bot.channels.dedup import numbered
from bot.channels.incoming import (
    ButtonPress,
    ChatMoved,
    ImmediateReply,
    Incoming,
    MembershipChange,
    UnreadableUpdate,
    Written,
)
from bot.channels.intake_platform import Platform
from bot.channels.press_lookup import FORGED, messages_at, pressed_message
from bot.channels.quote_lookup import quoted_message
from bot.channels.raw_update import as_stored, storable, words_of
from bot.context.plan_context import ContextCache
from bot.context.ports import Inbound, Store
from bot.context.turns import Turns
from bot.domain.calendar import Instant
from bot.domain.errors import Locked, TryLater, Unavailable
from bot.engine.pressed_cards import pressed_card, released_by

log = logging.getLogger(__name__)

TRIES = 3  # of an update that fails here, before it reaches the conversation
OURS = (TryLater, Unavailable, Locked, OSError, TimeoutError)  # never the update's own fault: it comes again


@dataclass
class Intake:
    store: Store
    contexts: ContextCache
    platform: Platform
    receive: Callable[[Inbound], Awaitable[ImmediateReply]]
    clock: Callable[[], Instant]
    pauses: Sequence[float] = PAUSES  # between tries to fetch a file
    _tries: Counter[str] = field(default_factory=Counter)
    _turns: Turns = field(default_factory=Turns)

    async def take(self, raw: Mapping[str, Any]) -> None:
        """Returns when the update may be confirmed. What it raises is no fault of the update: it will come again."""
        raw = storable(raw)
        key = self._key(raw)
        try:
            await self._take(raw)
        except UnreadableUpdate as why:
            await self._keep(raw, str(why))
        except OURS:
            raise
        except Exception as error:
            self._tries[key] += 1
            if self._tries[key] < TRIES:
                raise
            log.exception("update failed repeatedly, kept as unreadable", extra={"update": key})
            await self._keep(raw, repr(error))
        self._tries.pop(key, None)

    async def _take(self, raw: Mapping[str, Any]) -> None:
        incoming = self.platform.read(raw)
        if incoming is None:
            return
        if isinstance(incoming, Written):
            await self._with_files(incoming, raw)
        else:
            await self._in_turn(incoming, raw)

    async def _with_files(self, written: Written, raw: Mapping[str, Any]) -> None:
        """What the person writes meanwhile waits for the files; what they press does not."""
        files = Fetching(self.platform.download, written.files, self.pauses)
        if written.files and await self._at_once(written):
            files.begin()
        try:
            async with self._turns.of(f"words of {written.account}"):
                await files.begun()
                await self._in_turn(written, raw, files)
        finally:
            files.cancel()

    async def _at_once(self, written: Written) -> bool:
        """Whether its files are for us, as far as can be told before its turn."""
        known = {"channel": self.platform.name, "update_id": written.update_id}
        wanted = written.addressed and not written.edited
        return wanted and not await self.store.one(int, "inbound_exists", **known)

    async def _in_turn(
        self, incoming: Incoming, raw: Mapping[str, Any], files: Fetching | None = None
    ) -> None:
        who = incoming.chat if isinstance(incoming, ChatMoved) else incoming.account
        async with self._turns.of(who):  # a person's updates in the order in which they were sent
            number, done = await numbered(
                self.store, self.platform.name, incoming.update_id, raw, self.platform.essence
            )
            await self._deal(replace(incoming, update_id=number), as_stored(raw), done, files)

    async def _deal(self, incoming: Incoming, raw: str, done: bool, files: Fetching | None) -> None:
        match incoming:
            case Written() if not done and files:
                await self._words(incoming, raw, files)
            case ButtonPress():
                await self._pressed(incoming, raw, done)
            case MembershipChange() if not done:
                await self._membership(incoming, raw)
            case ChatMoved() if not done:
                inbound = Inbound(self.platform.name, incoming.update_id, "", group=incoming.chat, raw=raw)
                await chat_membership.moved(self.store, inbound, incoming.moved_to, self.clock())

    # ---- words

    async def _words(self, written: Written, raw: str, files: Fetching) -> None:
        if not written.addressed and not await self._goes_on(written):
            return  # people talking among themselves: not ours to keep
        if written.edited and await self._unchanged(written):
            return
        attachments, remarks = await files.result()
        inbound = Inbound(
            self.platform.name,
            written.update_id,
            written.account,
            text=words_of(written),
            message_id=await self._replied_to(written),
            attachments=attachments,
            raw=raw,
            language=written.language,
            platform_id=written.platform_id,
            edited=written.edited,
            album=written.album,
            group=written.chat if written.group else "",
            remarks=written.remarks + remarks,
            forwarded=written.forwarded,
            quote=written.quote,
        )
        await self.receive(inbound)
        await self._redraw(written.update_id)

    async def _goes_on(self, written: Written) -> bool:
        """In a group an album names the bot once, with its first picture."""
        where = {"channel": self.platform.name, "external_id": written.account, "album": written.album}
        return bool(written.album) and await self.store.one(str, "album_last", **where) is not None

    async def _unchanged(self, written: Written) -> bool:
        """A preview was added to a link, or a keyboard changed: the words and files are those that we have."""
        where = {"channel": self.platform.name, "external_id": written.account}
        kept = await self.store.one(str, "written_last_raw", **where, platform_id=written.platform_id)
        try:
            before = self.platform.read(json.loads(kept)) if kept else None
        except (ValueError, UnreadableUpdate):  # forgotten meanwhile
            return False
        return (
            isinstance(before, Written)
            and (before.text, before.place) == (written.text, written.place)
            and [one.name for one in before.files] == [one.name for one in written.files]
        )

    async def _replied_to(self, written: Written) -> str:
        """Our message that stands there, the newest of those that did; or the one that says what is quoted."""
        if not written.replies_to:
            return await quoted_message(self.store, self.platform.name, written.chat, written.quote)
        found = await messages_at(self.store, self.platform.name, written.chat, written.replies_to)
        return found[0].message_id if found else ""

    # ---- buttons

    async def _pressed(self, press: ButtonPress, raw: str, done: bool) -> None:
        """A press counts where the button stands, or stood before the message was changed. One that was dealt with
        before, perhaps by a process that died then, is only shown."""
        message_id = await pressed_message(self.store, self.platform.name, press)
        reply = None if done else await self._press(press, message_id, raw)
        changed = bool(message_id) and (reply is None or reply.settled)
        card = await pressed_card(self.store, message_id) if changed else None
        await self.platform.settle(press, reply.toast if reply else "", card)
        await self._redraw(press.update_id)

    async def _redraw(self, update_id: str) -> None:
        """The cards whose presses this update undid."""
        for released in await released_by(self.store, self.platform.name, update_id):
            card = await pressed_card(self.store, released.message_id)
            numbers = await self.store.read(str, "parts_of", message_id=released.message_id)
            if card and numbers:
                await self.platform.redraw(released.chat, numbers, card)

    async def _press(self, press: ButtonPress, message_id: str, raw: str) -> ImmediateReply:
        return await self.receive(
            Inbound(
                self.platform.name,
                press.update_id,
                press.account,
                button=press.payload if message_id else FORGED,
                message_id=message_id,
                raw=raw,
                language=press.language,
                group=press.chat if press.group else "",
            )
        )

    # ---- who can receive messages

    async def _membership(self, change: MembershipChange, raw: str) -> None:
        now, context = self.clock(), await self.contexts.current()
        person = context.person_at(self.platform.name, change.account)
        inbound = Inbound(
            self.platform.name,
            change.update_id,
            change.account,
            group=change.chat if change.group else "",
            raw=raw,
            language=person.language if person else "",
        )
        if change.group and change.here:
            link = self.platform.private_chat
            await chat_membership.joined(self.store, context, inbound, change.title, now, private_chat=link)
        elif change.group:
            await chat_membership.left(self.store, inbound, now)
        elif change.here:
            await chat_membership.chat_unblocked(self.store, context, inbound, now)
        else:
            await chat_membership.chat_blocked(self.store, context, inbound, now, change.code)

    async def _keep(self, raw: Mapping[str, Any], why: str) -> None:
        """Kept as it came, with the reason; its author hears nothing, for nobody knows who that is."""
        name, key = self.platform.name, self._key(raw)
        log.warning("update not readable, kept", extra={"channel": name, "update": key, "why": why[:200]})
        if not await self.store.one(int, "inbound_exists", channel=name, update_id=key):
            inbound = Inbound(name, key, "", raw=as_stored(raw))
            await chat_membership.unreadable(self.store, inbound, why, self.clock())

    def _key(self, raw: Mapping[str, Any]) -> str:
        return self.platform.key(raw) or hashlib.sha256(as_stored(raw).encode()).hexdigest()[:20]

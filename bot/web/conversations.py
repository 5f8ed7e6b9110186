"""The messages of the browser channel's chats, and the files that a person may see."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.cards.card import Card
from bot.cards.pressed import CardPress, by_message, final_state
from bot.context.plan_context import ContextCache
from bot.context.ports import Inbound, Outgoing, Store
from bot.domain.assignment import Assignment
from bot.domain.calendar import Instant
from bot.domain.evidence import evidence
from bot.domain.permissions import Action, may_open_file, refusal
from bot.domain.person import Person
from bot.engine.outbox import card_from_json
from bot.engine.pressed_cards import pressed_card, released_by
from bot.i18n import Language
from bot.queries.history import events_of
from bot.web.bubble import of, said, told
from bot.web.ports import CHANNEL, Bubble, BubblePlace, CommandHint, File, Me

SAME_INSTANT = (
    40  # bubbles of one account at one instant at most: as many more are read, so that a page can be sorted
)


@dataclass(frozen=True, slots=True)
class MessageRow:
    message_id: str
    kind: str
    card: str
    replaces: str
    state: str
    created_at: Instant


@dataclass(frozen=True, slots=True)
class AccountMessage:
    """One message, with the account it was written to."""

    external_id: str
    kind: str
    replaces: str
    created_at: Instant


@dataclass(frozen=True, slots=True)
class InboxRow:
    update_id: str
    raw: str
    received_at: Instant


@dataclass(frozen=True, slots=True)
class FileHead:
    sha256: str
    name: str
    mime: str
    size: int
    person_id: str


class Conversations:
    """Every chat of the browser channel. `commands`: what a person is offered after a slash."""

    def __init__(
        self,
        store: Store,
        contexts: ContextCache,
        commands: Callable[[Person, Language], Sequence[CommandHint]],
    ) -> None:
        self._store = store
        self._contexts = contexts
        self._commands = commands

    async def history(self, account: str, before: BubblePlace | None, limit: int) -> Sequence[Bubble]:
        """The last `limit` bubbles before a place, oldest first."""
        end = before.at + 1 if before else 1 << 62
        where = {"channel": CHANNEL, "external_id": account, "before": end, "limit": limit + SAME_INSTANT}
        posted = await self._store.read(MessageRow, "chat_of", **where)
        presses = await self._presses(account, posted)
        received = await self._store.read(InboxRow, "chat_from", **where)
        bubbles = [said(r.received_at, r.update_id, r.raw) for r in received]
        for row in posted:
            card = final_state(card_from_json(row.card), presses.get(row.message_id, ()))
            files = await self._files(card)
            bubbles.append(told(row.created_at, row.message_id, card, row.kind, row.replaces, files))
        bubbles.sort(key=lambda bubble: bubble.place)
        return [bubble for bubble in bubbles if before is None or bubble.place < before][-limit:]

    async def _presses(self, account: str, posted: Sequence[MessageRow]) -> Mapping[str, Sequence[CardPress]]:
        if not posted:
            return {}
        span = {"first": posted[-1].created_at, "before": posted[0].created_at + 1}
        where = {"channel": CHANNEL, "external_id": account, **span}
        return by_message(await self._store.read(CardPress, "presses_in_chat", **where))

    async def bubble(self, at: Instant, heard: Inbound | Outgoing) -> Bubble:
        """The newest bubble; for a message that another process has changed, its present state."""
        if isinstance(heard, Inbound):
            return of(at, heard)
        pressed = await pressed_card(self._store, heard.message_id)
        shown = replace(heard, card=pressed.shown) if pressed else heard
        return of(at, shown, await self._files(heard.card))

    async def pressed(self, account: str, message_id: str) -> Bubble | None:
        where = {"channel": CHANNEL, "message_id": message_id}
        row = await self._store.one(AccountMessage, "message_shown", **where)
        card = await pressed_card(self._store, message_id) if row and row.external_id == account else None
        if row is None or card is None:
            return None
        files = await self._files(card.shown)
        return told(row.created_at, message_id, card.shown, row.kind, row.replaces, files)

    async def released(self, account: str, update_id: str) -> Sequence[Bubble]:
        found = await released_by(self._store, CHANNEL, update_id)
        bubbles = [await self.pressed(account, one.message_id) for one in found]
        return [bubble for bubble in bubbles if bubble]

    async def _files(self, card: Card) -> tuple[File, ...]:
        heads = [await self._store.one(FileHead, "attachment_head", sha256=one) for one in card.files]
        return tuple(File(head.sha256, head.name, head.mime, head.size) for head in heads if head)

    async def attachment(self, sha256: str, account: str) -> tuple[str, str, bytes] | None:
        """Own files and those of one's unit, pictures drawn by us, evidence of items that the person sees, files that
        were shown to this account."""
        head = await self._store.one(FileHead, "attachment_head", sha256=sha256)
        person = await self._person(account)
        if head is None or person is None:
            return None
        drawn_by_us = not head.person_id
        roster = (await self._contexts.current()).roster
        senders = await self._store.read(str, "file_senders", sha256=sha256)
        theirs = drawn_by_us or any(may_open_file(person, sender, roster) for sender in senders)
        if not (theirs or await self._shown(sha256, account) or await self._evidence_for(sha256, person)):
            return None
        body = await self._store.one(bytes, "attachment_body", sha256=sha256)
        return (head.mime, head.name, body) if body is not None else None

    async def _shown(self, sha256: str, account: str) -> bool:
        where = {"channel": CHANNEL, "external_id": account, "sha256": sha256}
        return bool(await self._store.one(int, "file_shown", **where))

    async def _evidence_for(self, sha256: str, person: Person) -> bool:
        """Whether it came with a report that stands, on an item whose evidence this person may see."""
        context = await self._contexts.current()
        rows = await self._store.read(Assignment, "assignments_with_file", sha256=sha256)
        seen = [a for a in rows if not refusal(Action.SEE_EVIDENCE, person, a, context.plan, context.roster)]
        for a in seen:
            events = await events_of(self._store, str(a.id), context.calendar)
            if sha256 in evidence(h.event for h in events):
                return True
        return False

    async def me(self, account: str) -> Me:
        context = await self._contexts.current()
        person = context.person_at(CHANNEL, account)
        if person is None:
            return Me("", "", "zh_CN", ())
        language = Language.of(person.language)
        commands = tuple(self._commands(person, language))
        return Me(person.name, language.list(person.units()), person.language, commands)

    async def _person(self, account: str) -> Person | None:
        return (await self._contexts.current()).person_at(CHANNEL, account)

"""The outbox: a message is stored before it is sent, and claimed with a lease by who sends it (bot.engine.deliver)."""

import asyncio
import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from bot.cards.card import BatchRow, Button, ButtonStyle, Card, Thumbnail
from bot.context.plan_context import ChatAccount, PlanContext
from bot.context.ports import Change, Channel, Store, readable
from bot.domain.calendar import MINUTE, Instant
from bot.domain.errors import Stale
from bot.domain.message import MessageKind
from bot.domain.person import Person
from bot.engine.rate_slots import RateSlots

LEASE = 2 * MINUTE
READY = 100  # accounts looked at in a turn: more than can be waiting for their pace at once
LOCKED = 20  # milliseconds until a slot that another process was just taking is looked at again
ANYBODY = ""  # no chat: what holds for all of them
URGENCY: Mapping[MessageKind, int] = {
    MessageKind.ANSWER: 0,  # somebody is looking at the screen
    MessageKind.EMERGENCY: 1,
    MessageKind.TICKET: 2,
    MessageKind.ASSIGN: 3,
    MessageKind.NOTICE: 4,
    MessageKind.OUTCOME: 4,
    MessageKind.PROPOSAL: 5,
    MessageKind.RETURN: 6,
    MessageKind.DIGEST: 6,
    MessageKind.WEEKLY: 6,
}
AT_ANY_MINUTE = (MessageKind.EMERGENCY, MessageKind.TICKET)

Why = tuple[tuple[int, str, str], ...]  # (assignment, rung, occurrence) of each notice in it


def enqueue(
    context: PlanContext, person: Person, card: Card, kind: MessageKind, message_id: str, now: Instant, *,
    why: Why = (), urgency: int = 6,
) -> list[Change]:  # fmt: skip
    """The message's row; none where the person has no working account."""
    account = context.account(person.id)
    if account is None:
        return []
    return [post(account, card, kind, message_id, now, why=why, urgency=urgency)]


def post(
    account: ChatAccount, card: Card, kind: MessageKind, message_id: str, now: Instant, *,
    why: Why = (), urgency: int = 0, replaces: str = "", reply_to: str = "",
) -> Change:  # fmt: skip
    text = card_to_json(card)
    return Change(
        "queue_message",
        {
            "message_id": message_id,
            "person": account.person_id,
            "channel": account.channel,
            "external_id": account.external_id,
            "kind": kind,
            "urgency": urgency,
            "card": text,
            "why": why,
            "digest": message_digest(account.person_id, kind, text, why),
            "replaces": replaces,
            "reply_to": reply_to,
            "next_try_at": now,
            "created_at": now,
        },
    )


def message_digest(person: str, kind: str, card: str, why: Why) -> str:
    """sha256 of what stays as it was written; the seal covers it."""
    return hashlib.sha256(
        json.dumps([person, kind, readable(card), why], ensure_ascii=False).encode()
    ).hexdigest()


@dataclass(frozen=True, slots=True)
class Queued:
    message_id: str
    person: str
    channel: str
    external_id: str
    kind: str
    card: str
    replaces: str
    reply_to: str
    state: str
    attempts: int
    parts: int
    doubted_at: Instant | None  # when it may first have arrived, unseen by us
    timeouts: int
    created_at: Instant
    after: str  # the message that is to take its place, if there is one already


@dataclass(frozen=True, slots=True)
class Taken:
    """The messages that a worker has claimed, and the instant at which it can claim the next ones."""

    messages: tuple[Queued, ...]
    again_at: Instant | None = None


async def free_leases(store: Store) -> None:
    """At the start of a process that has the database alone: what its predecessor was sending when it died may be sent
    at once, with the mark of a message that may have arrived. Else the chat would wait until the lease runs out."""
    await store.commit([Change("free_leases", rows=None)])


@dataclass(frozen=True, slots=True)
class SentLately:
    external_id: str
    tried_at: Instant
    parts: int  # that were taken by then


async def seed_pace(store: Store, channel: Channel, now: Instant) -> None:
    """The platform counts what was sent before this process began, or before it took over from another."""
    if channel.pace.longest:
        since = now - channel.pace.longest
        sent = await store.read(SentLately, "sent_lately", channel=channel.name, since=since)
        channel.pace.seed(
            (row.external_id, min(row.tried_at, now)) for row in sent for _ in range(max(row.parts, 1))
        )


async def take(
    store: Store, channel: Channel, now: Instant, room: int, slots: RateSlots | None = None,
    busy: Collection[str] = (),
) -> Taken:  # fmt: skip
    """Claims at most `room` messages that may go now, one an account: a person reads in the order in which things
    were written, and different people need not wait for each other. Who takes one sends it. `slots`: where other
    processes send over the same channel.

    `busy`: accounts to which this process is sending. A clock set forward ends their leases while nobody has died.
    """
    free_at = channel.pace.free_at(ANYBODY, now)
    if not room or free_at is None:  # something has to land first
        return Taken(())
    if slots is not None:
        free_at = max(free_at, now + await slots.wait(ANYBODY, now))
    if free_at > now:
        return Taken((), free_at)
    ready = await store.read(Queued, "outbox_ready", channel=channel.name, now=now, limit=READY)
    ready = [message for message in ready if message.external_id not in busy]
    going, again_at = await _paced(store, channel, ready, now, room)
    if slots is not None:
        await slots.open(message.external_id for message in going)
    won = await asyncio.gather(*(_claim(store, message, now, slots) for message in going))
    lost = [message for message, claimed in zip(going, won, strict=True) if not claimed]
    for message in lost:
        channel.pace.withdrawn(message.external_id)
    mine = tuple(message for message, claimed in zip(going, won, strict=True) if claimed)
    if lost and slots is not None:  # no slot was free, or another process has just claimed the message
        waits = await asyncio.gather(*(slots.wait(message.external_id, now) for message in lost))
        again_at = min(filter(None, (again_at, now + max(min(waits), LOCKED))))
    return Taken(mine, again_at)


async def _paced(
    store: Store, channel: Channel, ready: list[Queued], now: Instant, room: int
) -> tuple[list[Queued], Instant | None]:
    """Those whose chat is free, the most urgent first; and when the next of the others will be."""
    going: list[Queued] = []
    later = [at for at in [await store.one(int, "next_try_at", channel=channel.name)] if at and at > now]
    for message in ready:
        if message.after and not message.parts and message.state == "queued":
            await _step_aside(store, message)
            later.append(now)
            continue
        free_at = channel.pace.free_at(message.external_id, now)
        if free_at is not None and not _looked_for(message, now):
            free_at = max(free_at, channel.pace.unasked_at(now))
        if free_at is not None and free_at > now:
            later.append(free_at)
        elif free_at is not None and len(going) < room:
            channel.pace.ask(message.external_id, now)
            going.append(message)
    return going, min(later, default=None)


def _looked_for(message: Queued, now: Instant) -> bool:
    """Somebody has just asked, or has the first part before them; or it is what may come at any hour and minute."""
    if message.parts or message.kind in AT_ANY_MINUTE:
        return True
    return message.kind == MessageKind.ANSWER and now - message.created_at < MINUTE


async def _step_aside(store: Store, message: Queued) -> None:
    """Pages turned faster than the platform shows them: only the last is sent, in the first one's place."""
    place = Change("take_place", {"message_id": message.after, "replaces": message.replaces})
    try:
        await store.commit([Change("supersede_message", {"message_id": message.message_id}), place])
    except Stale:  # another worker has just taken it
        return


async def _claim(store: Store, message: Queued, now: Instant, slots: RateSlots | None) -> bool:
    """Compare-and-set: of two workers one wins. A lease that runs out makes the message claimable again."""
    values = {
        "message_id": message.message_id,
        "attempts": message.attempts,
        "now": now,
        "until": now + LEASE,
    }
    taken = slots.taken(message.external_id, message.message_id, now) if slots else []
    try:
        await store.commit([Change("claim_message", values), *taken])
    except Stale:
        return False
    return True


def card_to_json(card: Card) -> str:
    return json.dumps(asdict(card), ensure_ascii=False, separators=(",", ":"))


def card_from_json(text: str) -> Card:
    raw = json.loads(text)
    rows = tuple(
        tuple(Button(b["text"], b["payload"], ButtonStyle(b["style"]), b.get("link", "")) for b in row)
        for row in raw["buttons"]
    )
    deadlines = tuple((words, at) for words, at in raw.get("deadlines", ()))
    return Card(
        raw["title"], tuple(raw["lines"]), rows, raw["picture"], tuple(raw["assignments"]), deadlines,
        tuple(raw.get("files", ())),
        tuple(Thumbnail(one["sha256"], one["line"]) for one in raw.get("thumbnails", ())),
        tuple(BatchRow(one["item"], one["version"]) for one in raw.get("batch", ())),
    )  # fmt: skip

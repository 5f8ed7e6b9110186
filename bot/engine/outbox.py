"""The outbox: a message is stored before it is sent, claimed with a lease, and sent at least once."""

import asyncio
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from bot.cards.card import Button, ButtonStyle, Card
from bot.context.plan_context import ChatAccount, PlanContext
from bot.context.ports import Accepted, Attachment, Change, Channel, Outgoing, Store, readable
from bot.domain.calendar import MINUTE, Instant
from bot.domain.errors import GiveUp, Stale, Unavailable, Undelivered, Unsendable
from bot.domain.message import MessageKind
from bot.domain.person import Person
from bot.engine.rate_slots import RateSlots
from bot.engine.undelivered import undelivered, unforeseen
from bot.i18n import DEFAULT, Language

LEASE = 2 * MINUTE
READY = 100  # accounts looked at in a turn: more than can be waiting for their pace at once
WRITE_DOWN_AGAIN = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)  # seconds between attempts: less than a lease in all
LOCKED = 20  # milliseconds until a slot that another process was just taking is looked at again
ANYBODY = ""  # no chat: what holds for all of them
URGENCY: Mapping[MessageKind, int] = {
    MessageKind.ANSWER: 0,  # somebody is looking at the screen
    MessageKind.ASSIGN: 1,
    MessageKind.NOTICE: 2,
    MessageKind.PROPOSAL: 3,
    MessageKind.RETURN: 4,
    MessageKind.DIGEST: 4,
    MessageKind.WEEKLY: 4,
}

Why = tuple[tuple[int, str, str], ...]  # (assignment, rung, occurrence) of each notice in it


def enqueue(
    context: PlanContext, person: Person, card: Card, kind: MessageKind, message_id: str, now: Instant, *,
    why: Why = (), urgency: int = 4,
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
    doubtful: bool
    timeouts: int
    created_at: Instant
    after: str  # the message that is to take its place, if there is one already


@dataclass(frozen=True, slots=True)
class Taken:
    """What a worker has claimed, and when it should look again for what it could not take yet."""

    messages: tuple[Queued, ...]
    again_at: Instant | None = None


async def free_leases(store: Store) -> None:
    """At the start of a process that has the database alone: what its predecessor was sending when it died may be sent
    at once, with the mark of a message that may have arrived. Else the chat would wait until the lease runs out."""
    await store.commit([Change("free_leases", rows=None)])


async def deliver(store: Store, context: PlanContext, channel: Channel, clock: Callable[[], Instant]) -> bool:
    """One turn of a channel, to its end. True: there may be more, go again at once."""
    now = clock()
    taken = await take(store, channel, now, READY)
    sending = [send(store, context, channel, message, clock) for message in taken.messages]
    outcomes = await asyncio.gather(*sending, return_exceptions=True)
    for error in filter(None, outcomes):  # the other messages were sent all the same
        raise error
    return bool(taken.messages) or taken.again_at == now


@dataclass(frozen=True, slots=True)
class SentLately:
    external_id: str
    tried_at: Instant


async def seed_pace(store: Store, channel: Channel, now: Instant) -> None:
    """The platform counts what was sent before this process began, or before it took over from another."""
    if channel.pace.longest:
        since = now - channel.pace.longest
        sent = await store.read(SentLately, "sent_lately", channel=channel.name, since=since)
        channel.pace.seed((row.external_id, min(row.tried_at, now)) for row in sent)


async def take(
    store: Store, channel: Channel, now: Instant, room: int, slots: RateSlots | None = None
) -> Taken:
    """Claims at most `room` messages that may go now, one an account: a person reads in the order in which things
    were written, and different people need not wait for each other. Whoever takes one sends it. `slots`: where other
    processes send over the same channel."""
    free_at = channel.pace.free_at(ANYBODY, now)
    if not room or free_at is None:  # something has to land first
        return Taken(())
    if slots is not None:
        free_at = max(free_at, now + await slots.wait(ANYBODY, now))
    if free_at > now:
        return Taken((), free_at)
    ready = await store.read(Queued, "outbox_ready", channel=channel.name, now=now, limit=READY)
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
        if free_at is not None and free_at > now:
            later.append(free_at)
        elif free_at is not None and len(going) < room:
            channel.pace.ask(message.external_id, now)
            going.append(message)
    return going, min(later, default=None)


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


async def send(
    store: Store, context: PlanContext, channel: Channel, message: Queued, clock: Callable[[], Instant],
    slots: RateSlots | None = None,
) -> None:  # fmt: skip
    """Hands one claimed message to the channel and writes down what became of it."""
    try:
        changes = await _handed_over(store, context, channel, message, clock)
    finally:
        channel.pace.answered(message.external_id, clock())
    freed = slots.answered(message.external_id, message.message_id, clock()) if slots else []
    await _write_down(store, [*changes, *freed])


async def _write_down(store: Store, changes: list[Change]) -> None:
    """The message has gone out: while the database is away for a moment its fate is kept, or it would go out again."""
    for pause in WRITE_DOWN_AGAIN:
        try:
            return await store.commit(changes)
        except Unavailable:
            await asyncio.sleep(pause)
    return await store.commit(changes)


async def _handed_over(
    store: Store, context: PlanContext, channel: Channel, message: Queued, clock: Callable[[], Instant]
) -> list[Change]:
    """A failed read is trouble of ours and ends the attempt; what else fails unforeseen is the message's own."""
    place = await store.read(str, "parts_of", message_id=message.replaces) if message.replaces else []
    files = _Files(store)
    try:
        outgoing = _outgoing(context, message, place)
        accepted = await channel.send(outgoing, files.fetch)
    except Undelivered as error:
        return [
            *undelivered(context, message, error, clock()),
            *_to_who_asked(context, message, error, clock()),
        ]
    except Exception as error:
        if files.unreadable:
            raise
        return unforeseen(context, message, error, clock())
    return _accepted(message, accepted, clock())


def _to_who_asked(context: PlanContext, message: Queued, error: Undelivered, now: Instant) -> list[Change]:
    """A group did not take a post: its asker gets it in private, and reads that it is not in the group."""
    person = context.roster.by_id.get(message.person)
    refused = isinstance(error, Unsendable | GiveUp)
    if person is None or not refused or context.person_at(message.channel, message.external_id):
        return []
    line = Language.of(person.language).say("group.not_posted")
    card = card_from_json(message.card)
    card = replace(card, lines=(*card.lines, line))
    return enqueue(context, person, card, MessageKind.ANSWER, f"{message.message_id}.private", now, urgency=0)


@dataclass
class _Files:
    """Fetches attachments, and remembers that the store could not be read."""

    store: Store
    unreadable: bool = False

    async def fetch(self, sha256: str) -> Attachment | None:
        self.unreadable = True
        found = await self.store.one(Attachment, "attachment_whole", sha256=sha256)
        self.unreadable = False
        return found


def _outgoing(context: PlanContext, message: Queued, place: Sequence[str]) -> Outgoing:
    return Outgoing(
        message.message_id, message.person, message.channel, message.external_id, message.kind,
        card_from_json(message.card), message.replaces, message.attempts + 1, message.created_at, message.parts,
        tuple(place), message.reply_to, _mark(context, message),
    )  # fmt: skip


def _mark(context: PlanContext, message: Queued) -> str:
    """It may have arrived: nobody answered, or the process that sent it died."""
    if not message.doubtful and message.state != "sending":
        return ""
    person = context.roster.by_id.get(message.person)
    return Language.of(person.language if person else DEFAULT).say("message.again")


def _accepted(message: Queued, accepted: Accepted, now: Instant) -> list[Change]:
    parts = message.parts + len(accepted.ids)
    name = "accept_part" if accepted.more else "accept_message"
    where = {
        "channel": message.channel,
        "external_id": message.external_id.partition("/")[0],  # numbers are the chat's, whatever its topics
        "message_id": message.message_id,
    }
    return [
        Change(name, {"message_id": message.message_id, "parts": parts, "now": now}),
        *(
            Change("keep_part", where | {"platform_id": id_, "n": n})
            for n, id_ in enumerate(accepted.ids, message.parts)
        ),
    ]


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
    )  # fmt: skip

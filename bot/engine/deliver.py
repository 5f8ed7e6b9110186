"""Deliver: a claimed message goes to the channel, at least once, and its fate is written down."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from bot.cards.numbered_card import numbered
from bot.context.plan_context import ContextCache, PlanContext
from bot.context.ports import Accepted, Attachment, Change, Channel, Outgoing, Store
from bot.domain.calendar import SECOND, Instant
from bot.domain.chat_address import without_topic
from bot.domain.errors import GiveUp, Unavailable, Undelivered, Unsendable
from bot.domain.message import MessageKind
from bot.engine.card_codes import keep_codes
from bot.engine.outages import in_service
from bot.engine.outbox import READY, Queued, Taken, card_from_json, enqueue, seed_pace, take
from bot.engine.rate_slots import RateSlots
from bot.engine.undelivered import undelivered, unforeseen
from bot.i18n import DEFAULT, Language

log = logging.getLogger(__name__)

Clock = Callable[[], Instant]
PULSE = 30 * SECOND  # a delivery loop writes its pulse at most this often
SHUTDOWN = 3.0  # seconds that messages being sent have to finish when stopping
WRITE_DOWN_AGAIN = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)  # seconds between attempts: less than a lease in all

NOT_POSTED_KEYS = {  # why a group did not take a post, by the platform's code
    "group_asleep": "group.silent",
    "93001": "group.bot_removed",
    "93008": "group.bot_removed",
}


def delivery_loop(channel: str) -> str:
    """The name of a channel's delivery loop: of its wake event, and of its pulse row."""
    return f"deliver {channel}"


@dataclass
class Sender:
    """One channel's messages that are on their way; up to `channel.width` of them at once."""

    store: Store
    contexts: ContextCache
    channel: Channel
    clock: Clock
    woken: asyncio.Event
    slots: RateSlots | None = None  # where other processes send over the same channel
    _sending: dict[asyncio.Task[None], str] = field(default_factory=dict)  # and to which account
    _seeded: bool = False
    _pulsed: Instant | None = None

    async def turn(self) -> bool:
        context = await self.contexts.current()
        now = self.clock()
        if not self._seeded:
            await seed_pace(self.store, self.channel, now)
            self._seeded = True
        room = self.channel.width - len(self._sending)
        taken = await take(self.store, self.channel, now, room, self.slots, frozenset(self._sending.values()))
        for message in taken.messages:
            sending = send(self.store, context, self.channel, message, self.clock, self.slots)
            task = asyncio.create_task(sending, name=message.message_id)
            self._sending[task] = message.external_id
            task.add_done_callback(self._finished)
        if self._pulsed is None or not 0 <= now - self._pulsed < PULSE:
            self._pulsed = now
            await pulse(self.store, delivery_loop(self.channel.name), now)
        if not taken.messages:
            await _until(taken, self.clock, self.woken)
        return True

    def _finished(self, task: asyncio.Task[None]) -> None:
        del self._sending[task]
        if not task.cancelled() and (error := task.exception()):
            log.error("commit of a delivery failed", extra={"loop": self.channel.name}, exc_info=error)
        self.woken.set()

    async def finish(self) -> None:
        if self._sending:
            await asyncio.wait(list(self._sending), timeout=SHUTDOWN)

    async def cancel(self) -> None:
        """The leases run out, and the messages are sent again with a mark."""
        sending = list(self._sending)
        for task in sending:
            task.cancel()
        await asyncio.gather(*sending, return_exceptions=True)


async def pulse(store: Store, name: str, now: Instant) -> None:
    """When the loop last turned: what /healthz reads."""
    await store.commit([Change("pulse", {"name": name, "at": now})])


async def _until(taken: Taken, clock: Clock, woken: asyncio.Event) -> None:
    """Until something has changed, or the pace allows more."""
    wait = None if taken.again_at is None else max((taken.again_at - clock()) / 1000, 0)
    with suppress(TimeoutError):
        await asyncio.wait_for(woken.wait(), wait)


async def deliver(store: Store, context: PlanContext, channel: Channel, clock: Clock) -> bool:
    """One turn of a channel, to its end. True: there may be more, go again at once."""
    now = clock()
    taken = await take(store, channel, now, READY)
    sending = [send(store, context, channel, message, clock) for message in taken.messages]
    outcomes = await asyncio.gather(*sending, return_exceptions=True)
    for error in filter(None, outcomes):  # the other messages were sent all the same
        raise error
    return bool(taken.messages) or taken.again_at == now


async def send(
    store: Store, context: PlanContext, channel: Channel, message: Queued, clock: Clock,
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
    store: Store, context: PlanContext, channel: Channel, message: Queued, clock: Clock
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
    now = clock()
    return [*_accepted(message, accepted, now), *in_service(context, message.channel, message.external_id)]


def _to_who_asked(context: PlanContext, message: Queued, error: Undelivered, now: Instant) -> list[Change]:
    """A group did not take a post: its asker gets it in private, and reads that it is not in the group."""
    person = context.roster.by_id.get(message.person)
    refused = isinstance(error, Unsendable | GiveUp)
    if person is None or not refused or context.person_at(message.channel, message.external_id):
        return []
    line = Language.of(person.language).say(NOT_POSTED_KEYS.get(error.code, "group.not_posted"))
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
    person = context.roster.by_id.get(message.person)
    language = Language.of(person.language if person else DEFAULT)
    account = context.account_at(message.channel, message.external_id)
    card = card_from_json(message.card)
    card = numbered(card, language) if account and account.plain else card
    return Outgoing(
        message.message_id, message.person, message.channel, message.external_id, message.kind, card,
        message.replaces, message.attempts + 1, message.created_at, message.parts, tuple(place), message.reply_to,
        _mark(language, message), message.doubted_at, language.code,
    )  # fmt: skip


def _mark(language: Language, message: Queued) -> str:
    """It may have arrived: nobody answered, or the process that sent it died."""
    return "" if message.doubted_at is None else language.say("message.again")


def _accepted(message: Queued, accepted: Accepted, now: Instant) -> list[Change]:
    parts = message.parts + len(accepted.ids)
    name = "accept_part" if accepted.more else "accept_message"
    where = {
        "channel": message.channel,
        "external_id": without_topic(message.external_id),
        "message_id": message.message_id,
    }
    return [
        Change(name, {"message_id": message.message_id, "parts": parts, "now": now}),
        *(
            Change("keep_part", where | {"platform_id": id_, "n": n})
            for n, id_ in enumerate(accepted.ids, message.parts)
        ),
        *keep_codes(message.channel, accepted.codes, now),
    ]

"""The outbox: a message is stored before it is sent, claimed with a lease, and sent at least once."""

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass

from bot.cards.card import Button, Card, Style
from bot.domain.calendar import MINUTE, SECOND, Instant
from bot.domain.errors import GiveUp, Stale, TryLater
from bot.domain.message import MessageKind
from bot.domain.notice import NoticeKind
from bot.domain.person import Person, Role
from bot.services.notices import tell
from bot.services.office import Account, Office
from bot.services.ports import Change, Channel, Outgoing, Store

LEASE = 2 * MINUTE
BATCH = 32
BACKOFF = (5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE)  # then every half hour
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
    office: Office, person: Person, card: Card, kind: MessageKind, message_id: str, now: Instant, *,
    why: Why = (), urgency: int = 4,
) -> list[Change]:  # fmt: skip
    """The message's row; none where the person has no working account."""
    account = office.account(person.id)
    if account is None:
        return []
    return [post(account, card, kind, message_id, now, why=why, urgency=urgency)]


def post(
    account: Account, card: Card, kind: MessageKind, message_id: str, now: Instant, *,
    why: Why = (), urgency: int = 0, replaces: str = "",
) -> Change:  # fmt: skip
    return Change(
        "queue_message",
        {
            "message_id": message_id,
            "person": account.person_id,
            "channel": account.channel,
            "external_id": account.external_id,
            "kind": kind,
            "urgency": urgency,
            "card": card_to_json(card),
            "why": why,
            "replaces": replaces,
            "next_try_at": now,
            "created_at": now,
        },
    )


@dataclass(frozen=True, slots=True)
class Queued:
    message_id: str
    person: str
    channel: str
    external_id: str
    kind: str
    card: str
    replaces: str
    attempts: int
    created_at: Instant


async def deliver(store: Store, office: Office, channel: Channel, clock: Callable[[], Instant]) -> bool:
    """One turn of a channel's delivery loop. True: there is more, go again at once."""
    now = clock()
    ready = await store.read(Queued, "outbox_ready", channel=channel.name, now=now, limit=BATCH)
    won = await asyncio.gather(*(_claim(store, message, now) for message in ready))
    mine = [message for message, claimed in zip(ready, won, strict=True) if claimed]
    sending = [_send_in_turn(store, office, channel, queue, clock) for queue in _by_account(mine)]
    outcomes = await asyncio.gather(*sending, return_exceptions=True)
    for unforeseen in filter(None, outcomes):  # it kept nobody else's message back
        raise unforeseen
    return len(ready) == BATCH


def _by_account(messages: Iterable[Queued]) -> Iterable[list[Queued]]:
    """A person reads in the order in which things were written; different people need not wait for each other."""
    queues: dict[str, list[Queued]] = {}
    for message in messages:
        queues.setdefault(message.external_id, []).append(message)
    return queues.values()


async def _claim(store: Store, message: Queued, now: Instant) -> bool:
    """Compare-and-set: of two workers one wins. A lease that runs out makes the message claimable again."""
    values = {
        "message_id": message.message_id,
        "attempts": message.attempts,
        "now": now,
        "until": now + LEASE,
    }
    try:
        await store.commit([Change("claim_message", values)])
    except Stale:
        return False
    return True


async def _send_in_turn(
    store: Store, office: Office, channel: Channel, queue: Iterable[Queued], clock: Callable[[], Instant]
) -> None:
    for message in queue:
        await _send(store, office, channel, message, clock)


async def _send(
    store: Store, office: Office, channel: Channel, message: Queued, clock: Callable[[], Instant]
) -> None:
    card = card_from_json(message.card)
    outgoing = Outgoing(
        message.message_id, message.person, message.channel, message.external_id, message.kind, card,
        message.replaces, message.attempts + 1, message.created_at,
    )  # fmt: skip
    try:
        platform_id = await channel.send(outgoing, await _pictures(store, card))
    except TryLater as error:
        wait = max(BACKOFF[min(message.attempts, len(BACKOFF) - 1)], round(error.after * SECOND))
        values = {"message_id": message.message_id, "next_try_at": clock() + wait, "error": error.code}
        await store.commit([Change("retry_message", values)])
    except GiveUp as error:
        await store.commit(_failed(office, message, error.code, clock()))
    else:
        values = {"message_id": message.message_id, "platform_id": platform_id, "now": clock()}
        await store.commit([Change("accept_message", values)])


def _failed(office: Office, message: Queued, code: str, now: Instant) -> list[Change]:
    """A failure is a fact with a code: the account is set aside and the coordinator told."""
    person = office.roster.by_id.get(message.person)
    changes = [
        Change("fail_message", {"message_id": message.message_id, "error": code}),
        Change(
            "fail_account",
            {"channel": message.channel, "external_id": message.external_id, "code": code, "now": now},
            rows=None,
        ),
        Change("revise_plan", {}),
    ]
    if person is None:
        return changes
    others = [c for c in office.roster.holding(Role.COORDINATOR) if c.id != person.id]
    occurrence = f"{person.id} {office.calendar.day(now)}"
    data = {"name": person.name, "person": person.id, "code": code}
    return changes + tell(office, others, NoticeKind.UNREACHABLE, occurrence, now, data=data)


async def _pictures(store: Store, card: Card) -> Mapping[str, bytes]:
    if not card.picture:
        return {}
    body = await store.one(bytes, "attachment_body", sha256=card.picture)
    return {card.picture: body} if body else {}


def card_to_json(card: Card) -> str:
    return json.dumps(asdict(card), ensure_ascii=False, separators=(",", ":"))


def card_from_json(text: str) -> Card:
    raw = json.loads(text)
    rows = tuple(
        tuple(Button(b["text"], b["payload"], Style(b["style"])) for b in row) for row in raw["buttons"]
    )
    return Card(raw["title"], tuple(raw["lines"]), rows, raw["picture"], tuple(raw["assignments"]))

"""Compose: at a person's slot their notices become one message, from the state as it is then."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.cards import digest as slot_cards
from bot.cards.card import Card
from bot.context.events import ladder_of
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.context.recipients import recipients
from bot.domain.assignment import Assignment
from bot.domain.calendar import Instant
from bot.domain.errors import Stale
from bot.domain.message import MessageKind, NoticeView, kind_of, only_highest, superseded, view_of
from bot.domain.notice import Notice, NoticeKind, next_slot
from bot.domain.person import Person, Role
from bot.engine.notices import queue_notices
from bot.engine.outbox import URGENCY, enqueue
from bot.i18n import Language
from bot.queries.items import item
from bot.queries.summary import endorsed_items, summarize

LIMIT = 50


async def compose(store: Store, context: PlanContext, now: Instant) -> bool:
    """One turn over the people whose slot has come. True: there are more, go again at once."""
    if not context.may_send:  # what waits goes out when the plan is in force again, if it still holds then
        return False
    people = await store.read(str, "people_to_tell", now=now, limit=LIMIT)
    for person_id in people:
        try:
            await _compose_for(store, context, person_id, now)
        except Stale:  # they answered in this very moment; their next turn reads it again
            return True
    return len(people) == LIMIT


async def _compose_for(store: Store, context: PlanContext, person_id: str, now: Instant) -> None:
    notices = await store.read(Notice, "notices_to_tell", person=person_id, now=now)
    person = context.roster.by_id.get(person_id)
    if person is None or context.account(person_id) is None:
        await store.commit(_unreachable(context, person, notices, now))
        return
    heard_today = await _heard_today(store, context, person, now)
    at = next_slot(person_id, now, context.calendar, heard_today=heard_today, start=context.slot)
    if at > now:  # after a downtime it may be night, or the person has had today's message: delivery waits
        values = {"person": person_id, "now": now, "later": at}
        await store.commit([Change("postpone_notices", values, rows=None)])
        return
    rows = {a.id: a for a in await store.read(Assignment, "assignments_to_tell", person=person_id, now=now)}
    kept, dropped = _drop_superseded(context, notices, rows)
    changes = [_outcome(notice, "dropped", why) for notice, why in dropped]
    if kept:
        changes += await _message(store, context, person, kept, rows, now)
    await store.commit(changes)


def _drop_superseded(
    context: PlanContext, notices: Sequence[Notice], rows: dict[int, Assignment]
) -> tuple[list[Notice], list[tuple[Notice, str]]]:
    """What still holds, and what does not with the reason."""
    holding, dropped = [], []
    for notice in notices:
        a = rows.get(notice.assignment)
        why = superseded(notice, a, _addressed(context, notice, a))
        if why:
            dropped.append((notice, why))
        else:
            holding.append(notice)
    kept, merged = only_highest(holding)
    return kept, dropped + [(notice, "merged") for notice in merged]


def _addressed(context: PlanContext, notice: Notice, a: Assignment | None) -> list[str]:
    if a is None or notice.kind is not NoticeKind.RUNG or ladder_of(a, context) is None:
        return []
    return [person.id for person in recipients(context, a, [Role(str(notice.data["role"]))])]


async def _message(
    store: Store,
    context: PlanContext,
    person: Person,
    kept: list[Notice],
    rows: dict[int, Assignment],
    now: Instant,
) -> list[Change]:
    today = context.calendar.day(now)
    all_heard = [
        view_of(n, item(context, rows[n.assignment], today) if n.assignment in rows else None) for n in kept
    ]
    message_id = _message_id(person, today)
    kind = kind_of(all_heard)
    card = await _card(store, context, person, kind, all_heard, now)
    why = tuple((n.assignment, n.rung or "", n.occurrence) for n in kept)
    return [
        *enqueue(context, person, card, kind, message_id, now, why=why, urgency=URGENCY[kind]),
        *(_outcome(notice, "sent", message_id) for notice in kept),
    ]


async def _card(
    store: Store,
    context: PlanContext,
    person: Person,
    kind: MessageKind,
    all_heard: list[NoticeView],
    now: Instant,
) -> Card:
    language = Language.of(person.language)
    today = context.calendar.day(now)
    if kind is MessageKind.WEEKLY:
        summary = await summarize(store, context, now)
        decisions = await endorsed_items(store, context, now)
        return slot_cards.weekly(language, summary, decisions)
    return slot_cards.message(language, context.plan, person, all_heard, today, context.calendar)


def _outcome(notice: Notice, state: str, outcome: str) -> Change:
    """A notice is settled once; another worker that was faster makes this Stale."""
    return Change(
        "settle_notice",
        {
            "assignment": notice.assignment,
            "rung": notice.rung or "",
            "occurrence": notice.occurrence,
            "person": notice.person,
            "state": state,
            "outcome": outcome,
        },
    )


def _unreachable(
    context: PlanContext, person: Person | None, notices: Iterable[Notice], now: Instant
) -> list[Change]:
    """Nothing was heard, so nothing counts as reminded; the coordinator is told, once a day for each person."""
    changes = [_outcome(notice, "dropped", "unreachable") for notice in notices]
    if person is None:
        return changes
    day = context.calendar.day(now).isoformat()
    coordinators = [c for c in context.roster.holding(Role.COORDINATOR) if c.id != person.id]
    data = {"name": person.name, "person": person.id}
    return changes + queue_notices(
        context, coordinators, NoticeKind.UNREACHABLE, f"{person.id} {day}", now, data=data
    )


async def _heard_today(store: Store, context: PlanContext, person: Person, now: Instant) -> bool:
    """One message at most a person and day."""
    return bool(
        await store.one(int, "message_exists", message_id=_message_id(person, context.calendar.day(now)))
    )


def _message_id(person: Person, day: date) -> str:
    return f"{person.id}.{day}"

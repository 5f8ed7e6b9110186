"""Tells a person what concerns them at once in working hours, beside the day's message; else with the next one."""

from collections.abc import Iterable, Mapping

from bot.cards import digest
from bot.context.plan_context import PlanContext
from bot.context.ports import Change
from bot.domain.calendar import Instant
from bot.domain.message import MessageKind, NoticeView
from bot.domain.notice import CLOSING, NoticeKind, slot
from bot.domain.person import Person
from bot.engine.notices import queue_notices
from bot.engine.outbox import URGENCY, enqueue
from bot.i18n import Language


def tell_at_once(
    context: PlanContext, people: Iterable[Person], kind: NoticeKind, occurrence: str, now: Instant,
    data: Mapping[str, object],
) -> list[Change]:  # fmt: skip
    """`occurrence` names what has happened; telling the same twice at once would be refused by the message's key."""
    changes: list[Change] = []
    for person in dict.fromkeys(people):
        if _at_work(context, person, now):
            changes += _message(context, person, NoticeView(kind, occurrence, data=data), occurrence, now)
        else:
            changes += queue_notices(context, [person], kind, occurrence, now, data=data)
    return changes


def _at_work(context: PlanContext, person: Person, now: Instant) -> bool:
    local = context.calendar.local(now)
    hours = slot(person.id, context.slot) <= local.time() < CLOSING
    return hours and context.calendar.is_workday(local.date()) and context.account(person.id) is not None


def _message(
    context: PlanContext, person: Person, view: NoticeView, occurrence: str, now: Instant
) -> list[Change]:
    language, today = Language.of(person.language), context.calendar.day(now)
    card = digest.message(language, context.plan, person, [view], today, context.calendar)
    message_id = f"{view.kind}.{occurrence}.{person.id}"
    kind = MessageKind.NOTICE
    return enqueue(context, person, card, kind, message_id, now, urgency=URGENCY[kind])

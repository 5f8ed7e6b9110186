"""Builds the rows that queue notices; they are committed with the change they report."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.context.plan_context import PlanContext
from bot.context.ports import Change
from bot.domain.assignment import Assignment
from bot.domain.calendar import Instant
from bot.domain.ladder import Occurrence, Rung
from bot.domain.notice import Notice, NoticeKind, columns_of
from bot.domain.person import Person, Role
from bot.engine.delivery_policy import Recipient, delivery


def queue_notice(notice: Notice) -> Change:
    """Inserts a notice; inserting the same notice again touches no row."""
    return Change(
        "queue_notice",
        {
            "assignment": notice.assignment,
            "rung": notice.rung or "",
            "occurrence": notice.occurrence,
            "person": notice.person,
            "kind": notice.kind,
            "created_at": notice.created_at,
            "deliver_at": notice.deliver_at,
            "data": notice.data,
            "counted_from": notice.counted_from,
            "offset_workdays": notice.offset_workdays,
            "offset_minutes": notice.offset_minutes,
            "week": notice.week,
        },
        rows=None,
    )


def notice_to(
    context: PlanContext, person: str, kind: NoticeKind, occurrence: str, now: Instant, *,
    about: int = 0, rung: Rung | None = None, data: Mapping[str, object] | None = None, step: Occurrence | None = None,
) -> Change:  # fmt: skip
    """Queues a notice for the instant that the delivery policy gives."""
    columns = columns_of(step) if step else {}
    notice = Notice(person, kind, occurrence, now, now, about, rung, data or {}, **columns)
    at = delivery(notice, Recipient(person, context.slot), now, context.calendar).at
    return queue_notice(replace(notice, deliver_at=at))


def queue_notices(
    context: PlanContext, people: Iterable[Person], kind: NoticeKind, occurrence: str, now: Instant, *,
    about: Assignment | None = None, data: Mapping[str, object] | None = None,
) -> list[Change]:  # fmt: skip
    """One notice each."""
    id_ = about.id if about else 0
    return [
        notice_to(context, person.id, kind, occurrence, now, about=id_, data=data)
        for person in dict.fromkeys(people)
    ]


def queue_outcome(
    context: PlanContext, people: Iterable[Person], outcome: str, a: Assignment, now: Instant, unit: str = ""
) -> list[Change]:
    """What was decided about the item by its last event. Its words, if any, are read when the notice is told."""
    data = {"outcome": outcome, "version": a.version} | ({"unit": unit} if unit else {})
    return queue_notices(
        context, people, NoticeKind.OUTCOME, f"{outcome} {a.version}", now, about=a, data=data
    )


def queue_rung_notices(
    context: PlanContext, heard_by: Mapping[Person, Role], a: Assignment, rung: Rung, step: Occurrence, now: Instant,
    data: Mapping[str, object],
) -> list[Change]:  # fmt: skip
    """A rung's notices, each with the role that the person is addressed in."""
    return [
        notice_to(
            context, person.id, NoticeKind.RUNG, str(step), now,
            about=a.id, rung=rung, data={**data, "role": role}, step=step,
        )
        for person, role in heard_by.items()
    ]  # fmt: skip

"""Builds the rows that queue notices; they are committed with the change they report."""

from collections.abc import Iterable, Mapping

from bot.context.plan_context import PlanContext
from bot.context.ports import Change
from bot.domain.assignment import Assignment
from bot.domain.calendar import Instant
from bot.domain.ladder import Rung
from bot.domain.notice import Notice, NoticeKind, next_slot, tomorrow_slot
from bot.domain.person import Person, Role


def queue_notice(notice: Notice) -> Change:
    """Queued once for ever: the same notice again touches no row."""
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
        },
        rows=None,
    )


def queue_notices(
    context: PlanContext,
    people: Iterable[Person],
    kind: NoticeKind,
    occurrence: str,
    now: Instant,
    *,
    about: Assignment | None = None,
    data: Mapping[str, object] | None = None,
) -> list[Change]:
    """One notice each, for their next slot strictly after now: what others did can wait until then."""
    return [
        queue_notice(
            Notice(
                person=person.id,
                kind=kind,
                occurrence=occurrence,
                created_at=now,
                deliver_at=tomorrow_slot(person.id, now, context.calendar, context.slot),
                assignment=about.id if about else 0,
                data=data or {},
            )
        )
        for person in dict.fromkeys(people)
    ]


def queue_rung_notices(
    context: PlanContext, heard_by: Mapping[Person, Role], a: Assignment, rung: Rung, occurrence: str, now: Instant,
    data: Mapping[str, object],
) -> list[Change]:  # fmt: skip
    """A rung's notices, for the slot of its own day or, when that has gone by, as soon as people are at work."""
    return [
        queue_notice(
            Notice(
                person=person.id,
                kind=NoticeKind.RUNG,
                occurrence=occurrence,
                created_at=now,
                deliver_at=next_slot(person.id, now, context.calendar, start=context.slot),
                assignment=a.id,
                rung=rung,
                data={**data, "role": role},
            )
        )
        for person, role in heard_by.items()
    ]

"""Notices to a person who is away or out of reach, passed on to whoever is asked instead: nothing falls between."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.context.plan_context import PlanContext
from bot.context.ports import Change
from bot.context.recipients import asked, recipients
from bot.domain.assignment import Assignment
from bot.domain.calendar import Instant
from bot.domain.delivery import DropReason, Postponement
from bot.domain.notice import Notice, NoticeKind, slot
from bot.domain.person import Person, Role
from bot.engine.delivery_policy import Recipient, delivery
from bot.engine.drop_notices import Rows, dropped, notice_key
from bot.engine.notices import queue_notice

OWN = frozenset(  # a person's own: they wait for the return
    {NoticeKind.ASSIGN, NoticeKind.UNACKNOWLEDGED, NoticeKind.URGED, NoticeKind.ABSENCE}
)
OF_REVIEWERS = frozenset({NoticeKind.REVIEW, NoticeKind.DECISION, NoticeKind.RISK, NoticeKind.NEWS})


def passed_on(
    context: PlanContext, person: Person, notices: Iterable[Notice], rows: Rows, now: Instant
) -> tuple[list[Notice], list[Change]]:
    """Returns the notices that stay the person's, and the changes that give the others to those who are asked now.

    The same notice queued for somebody who has it already touches no row: nothing doubles.
    """
    kept, changes = list[Notice](), list[Change]()
    for notice in notices:
        others = _instead(context, person, notice, rows)
        if not others:
            kept.append(notice)
            continue
        for other in others:
            moved = replace(notice, person=other.id, created_at=now)
            to = Recipient(other.id, context.slot)
            at = delivery(moved, to, now, context.calendar).at
            changes.append(replace(queue_notice(replace(moved, deliver_at=at)), statement="pass_on_notice"))
        changes.append(dropped(notice, DropReason.PASSED_ON))
    return kept, changes


def of_the_absence(
    context: PlanContext, person: Person, notices: Sequence[Notice]
) -> tuple[list[Notice], list[Change]]:
    """Returns what is about the absence itself, which the person hears while away; all else that is theirs waits for
    the first workday after it."""
    absence = context.absence(person.id)
    assert absence is not None
    back = context.calendar.not_before(absence.ends + timedelta(days=1))
    values = {"later": context.calendar.at(back, slot(person.id, context.slot)), "outcome": Postponement.AWAY}
    later = [notice for notice in notices if notice.kind is not NoticeKind.ABSENCE]
    waits = [Change("postpone_notice", notice_key(notice) | values, rows=None) for notice in later]
    return [notice for notice in notices if notice.kind is NoticeKind.ABSENCE], waits


def _instead(context: PlanContext, person: Person, notice: Notice, rows: Rows) -> Sequence[Person]:
    a = rows.get(notice.assignment)
    if a is None or notice.kind in OWN:
        return ()
    return [
        other for other in _addressed(context, notice, a) if other != person and context.account(other.id)
    ]


def _addressed(context: PlanContext, notice: Notice, a: Assignment) -> Iterable[Person]:
    data: Mapping[str, object] = notice.data
    if notice.kind is NoticeKind.RUNG:
        return recipients(context, a, [Role(str(data["role"]))])
    if notice.kind in OF_REVIEWERS:
        return recipients(context, a, [Role.REVIEWER])
    return asked(context, a).people

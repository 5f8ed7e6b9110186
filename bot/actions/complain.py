"""投诉建议: anybody bound may write one; it reaches who answers at once in working hours, and so does the answer."""

from bot.actions.access import require_in_plan
from bot.actions.outcome import Outcome
from bot.context.events import append
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Instant
from bot.domain.complaint import ComplaintKind, hearers, number_of, stream_of
from bot.domain.delivery import DropReason
from bot.domain.errors import Refused
from bot.domain.notice import NoticeKind
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.engine.notices import queue_notices
from bot.queries.complaints_made import answers, complaints
from bot.queries.history import VersionedEvent


async def complain(
    store: Store, context: PlanContext, person: Person, kind: ComplaintKind, words: str, away: bool, now: Instant
) -> Outcome:  # fmt: skip
    """`away`: 回避, to the reviewer. Refused without words, and where nobody can answer.

    Two at one moment take the same number: the second commit raises Stale and is decided again.
    """
    require_in_plan(person, Action.COMPLAIN)
    if not words.strip():
        raise Refused("refused.complaint_empty")
    people = hearers(person.id, away, context.roster)
    if not people:
        raise Refused("refused.complaint_to_nobody")
    known = await complaints(store, context.calendar)
    stream = stream_of(1 + max((one.number for one in known), default=0))
    data = {"complaint": kind, "away": away}
    event = Event(Kind.COMPLAINED, now, context.calendar.day(now), by=person.id, data=data, words=words)
    notices = queue_notices(
        context, people, NoticeKind.COMPLAINT, stream, now,
        data={"stream": stream, "version": 1, "complaint": kind, "name": person.name},
    )  # fmt: skip
    return Outcome((), (*append(stream, 1, event), *notices))


async def answer_complaint(
    store: Store, context: PlanContext, person: Person, number: int, words: str, now: Instant
) -> Outcome:
    """Refused for whom it is not addressed to, where it was answered or withdrawn, and without words."""
    require_in_plan(person, Action.ANSWER_COMPLAINT)
    found = {one.number: one for one in await complaints(store, context.calendar)}
    one = found.get(number)
    if one is None:
        raise Refused("refused.no_such_complaint")
    if not answers(context, person, one):
        raise Refused("refused.complaint_of_others")
    if not one.open:
        raise Refused("refused.complaint_settled")
    if not words.strip():
        raise Refused("refused.reason_needed")
    stream = stream_of(number)
    event = Event(Kind.COMPLAINT_ANSWERED, now, context.calendar.day(now), by=person.id, words=words)
    author = [context.roster.by_id[one.by]] if one.by in context.roster.by_id else []
    notices = queue_notices(
        context, author, NoticeKind.COMPLAINT_ANSWERED, f"{stream} answered", now,
        data={"stream": stream, "version": 2, "complaint": one.kind},
    )  # fmt: skip
    untold = Change("drop_notices_of", {"occurrence": stream, "outcome": DropReason.ANSWERED}, rows=None)
    return Outcome((), (*append(stream, 2, event), *notices, untold))


def withdraw(
    context: PlanContext, person: Person, stream: str, events: list[VersionedEvent], now: Instant
) -> Outcome:
    """撤销 of one's own complaint, until it is answered."""
    require_in_plan(person, Action.UNDO)
    if len(events) > 1 or events[0].event.kind is not Kind.COMPLAINED:
        raise Refused("refused.told_already")
    data = {"undoes": Kind.COMPLAINED, "complaint": number_of(stream)}
    event = Event(Kind.UNDONE, now, context.calendar.day(now), by=person.id, data=data)
    untold = Change("drop_notices_of", {"occurrence": stream, "outcome": DropReason.UNDONE}, rows=None)
    return Outcome((), (*append(stream, 2, event), untold))

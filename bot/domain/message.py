"""A message: what the notices of one person's slot come to once their assignments have been read again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.domain.assignment import Assignment, State
from bot.domain.delivery import DropReason
from bot.domain.ladder import Draft, Rung
from bot.domain.notice import Notice, NoticeKind
from bot.domain.person import Role
from bot.domain.risk import read_marks
from bot.domain.summary import Item


class MessageKind(StrEnum):
    PROPOSAL = "proposal"  # a talk or a letter is proposed to the coordinator
    DIGEST = "digest"
    RETURN = "return"
    ASSIGN = "assign"
    NOTICE = "notice"
    OUTCOME = "outcome"  # what was decided, or a chase by hand: at once, beside the day's message
    WEEKLY = "weekly"
    EMERGENCY = "emergency"  # at any hour, beside the day's message
    TICKET = "ticket"  # 交办单: at any hour, each a message of its own
    ANSWER = "answer"  # to something the person did; never pushed by itself


class HeadsCopied(StrEnum):
    """Whether the unit's heads hear what a liaison's message says they are copied on."""

    NONE = "none"  # the step is not theirs, or nobody holds the post
    REACHED = "reached"  # a chat of theirs is known
    UNREACHED = "unreached"  # they have no chat, or it refuses messages


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice that still holds, with its item as it stands now."""

    kind: NoticeKind
    occurrence: str
    item: Item | None = None
    rung: Rung | None = None
    role: Role = Role.LIAISON  # the role the person hears it in
    draft: Draft = Draft.NONE
    data: Mapping[str, object] = field(default_factory=dict)
    reason: str = ""  # the words given for the decision that it tells
    heads: HeadsCopied = HeadsCopied.NONE
    acknowledged: bool = False  # the person has acknowledged their part
    figures: tuple[str, ...] = ()  # of the item's numbers, or of the county's air: told atop a return


def view_of(notice: Notice, item: Item | None) -> NoticeView:
    data = notice.data
    return NoticeView(
        notice.kind,
        notice.occurrence,
        item,
        notice.rung,
        Role(str(data.get("role", Role.LIAISON))),
        Draft(str(data.get("draft", ""))),
        data,
    )


def superseded(notice: Notice, a: Assignment | None, people: Sequence[str]) -> DropReason | None:
    """Why a notice no longer holds; None while it does. `people` are those whom its step would address now."""
    if a and a.state is State.EXCUSED and notice.kind in _ASKING:
        return DropReason.EXCUSED
    rule = _RULES.get(notice.kind)
    if not notice.assignment or (rule is None and notice.kind is not NoticeKind.RUNG):
        return None
    if a is None:
        return DropReason.GONE
    return rule(notice, a) if rule else _rung_superseded(notice, a, people)


_ASKING = (NoticeKind.CHASE, NoticeKind.WAITING, NoticeKind.HANDED, NoticeKind.TAKEN_OVER)


def _review_superseded(notice: Notice, a: Assignment) -> DropReason | None:
    if a.state is State.EXCUSED:
        return DropReason.EXCUSED
    return None if a.state is State.SUBMITTED or a.sampled or a.rechecking else DropReason.REVIEWED


def _decision_superseded(notice: Notice, a: Assignment) -> DropReason | None:
    return None if a.extension or a.declined or a.suspension else DropReason.DECIDED


def _waiting_superseded(notice: Notice, a: Assignment) -> DropReason | None:
    """The unit has answered before it was told, or the other has taken its item back."""
    return None if a.running and a.holder != a.unit else DropReason.ANSWERED


def _handed_superseded(notice: Notice, a: Assignment) -> DropReason | None:
    return None if a.assignee == notice.person else DropReason.REASSIGNED


def _past_superseded(notice: Notice, a: Assignment) -> DropReason | None:
    return None if a.state is State.PAST else DropReason.ANSWERED


_NOT_RUNNING = {
    State.PAST: DropReason.PAST,
    State.SUSPENDED: DropReason.SUSPENDED,
    State.CLOSED: DropReason.CLOSED,
    State.EXCUSED: DropReason.EXCUSED,
}


def _risk_superseded(notice: Notice, a: Assignment) -> DropReason | None:
    """A risk that was answered or taken back before the message went out is told to nobody."""
    if a.state is State.EXCUSED:
        return DropReason.EXCUSED
    standing = {mark.risk for mark in read_marks(a.risks)}
    told = {mark.risk for mark in read_marks(str(notice.data["risks"]))}
    return None if standing & told else DropReason.ANSWERED


def _chase_superseded(notice: Notice, a: Assignment) -> DropReason | None:
    """One that waited for working hours, and was answered meanwhile."""
    if a.state in (State.SUBMITTED, State.CLOSED):
        return DropReason.SUBMITTED if a.state is State.SUBMITTED else DropReason.CLOSED
    answered = a.reported_at is not None and a.reported_at >= notice.created_at
    return DropReason.REPORTED if answered else None


def _rung_superseded(notice: Notice, a: Assignment, people: Sequence[str]) -> DropReason | None:
    if a.state is State.SUBMITTED:
        counted_from_it = notice.counted_from == a.submitted_on  # the due day may be the same day
        return None if counted_from_it and notice.person in people else DropReason.SUBMITTED
    if not a.running:
        return _NOT_RUNNING[a.state]
    if "answered_from" in notice.data:  # asked in the unit's return, which counts from a date of its own
        if a.reported_at is not None and a.reported_at >= int(str(notice.data["answered_from"])):
            return DropReason.REPORTED
    elif notice.counted_from != a.due:
        return DropReason.REDATED
    if notice.data.get("quietable") and a.reported_since_reminder:
        return DropReason.REPORTED
    return None if notice.person in people else DropReason.REASSIGNED


_RULES: Mapping[NoticeKind, Callable[[Notice, Assignment], DropReason | None]] = {
    NoticeKind.REVIEW: _review_superseded,
    NoticeKind.DECISION: _decision_superseded,
    NoticeKind.PAST: _past_superseded,
    NoticeKind.CHASE: _chase_superseded,
    NoticeKind.RISK: _risk_superseded,
    NoticeKind.WAITING: _waiting_superseded,
    NoticeKind.HANDED: _handed_superseded,
}


def only_highest(notices: Sequence[Notice]) -> tuple[list[Notice], list[Notice]]:
    """Of several rungs of one assignment the highest is kept; the others are merged into it."""
    best: dict[int, Notice] = {}
    for notice in notices:
        if notice.rung:
            other = best.get(notice.assignment)
            if other is None or _order(notice) > _order(other):
                best[notice.assignment] = notice
    kept = [n for n in notices if not n.rung or best[n.assignment] is n]
    return kept, [n for n in notices if n.rung and best[n.assignment] is not n]


def _order(notice: Notice) -> tuple[int, str]:
    assert notice.rung is not None
    return notice.rung.height, str(notice.data.get("day", ""))


AT_ONCE_KINDS = (
    NoticeKind.OUTCOME,
    NoticeKind.CHASE,
    NoticeKind.CORRECTION,
    NoticeKind.TAKEN_OVER,
    NoticeKind.URGED,
    NoticeKind.ABSENCE,
    NoticeKind.DIRECTED,
    NoticeKind.NAMED,
    NoticeKind.SUPPORT_ASKED,
    NoticeKind.SUPPORT_ANSWERED,
    NoticeKind.COMPLAINT,
    NoticeKind.COMPLAINT_ANSWERED,
    NoticeKind.OUTAGE,
)


URGENT_KINDS = (NoticeKind.EMERGENCY, NoticeKind.UNTOLD)
"""Told at any hour, in a message with nothing else in it."""


def kind_of(all_heard: Sequence[NoticeView]) -> MessageKind:
    """The name of the message as a whole: that of its gravest part."""
    if any(h.kind in URGENT_KINDS for h in all_heard):
        return MessageKind.EMERGENCY
    if any(h.draft is not Draft.NONE for h in all_heard):
        return MessageKind.PROPOSAL
    rungs = [h for h in all_heard if h.kind is NoticeKind.RUNG]
    if any(not (h.item and h.item.period) for h in rungs):
        return MessageKind.DIGEST
    if rungs:
        by_liaison = all(h.role is Role.LIAISON for h in rungs)
        return MessageKind.RETURN if by_liaison else MessageKind.DIGEST
    kinds = {h.kind for h in all_heard}
    if kinds <= set(AT_ONCE_KINDS):
        return MessageKind.OUTCOME
    if NoticeKind.WEEKLY in kinds:
        return MessageKind.WEEKLY
    return MessageKind.ASSIGN if NoticeKind.ASSIGN in kinds else MessageKind.NOTICE


def days_late(due: date, today: date) -> int:
    """Calendar days after the legal date; 0 while it is not late."""
    return max((today - due).days, 0)

"""History lines: the events of an item, and for each reminder whether it was delivered."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.cards.formatter import Formatter, clipped
from bot.cards.risk_lines import reasons
from bot.cards.welcome import POST_KEYS
from bot.domain.assignment import Event, Kind
from bot.domain.delivery import DropReason, MessageState, NoticeState, Postponement, UnsentReason
from bot.domain.ladder import Rung
from bot.domain.person import Role
from bot.domain.risk import read_marks

QUOTED_AT_MOST = 60  # characters of a report's text in one line

EVENT_KEYS = {
    Kind.OPENED: "happened.opened",
    Kind.ASKED: "happened.asked",
    Kind.REPORTED: "happened.reported",
    Kind.FILED: "happened.filed",
    Kind.SUBMITTED: "happened.submitted",
    Kind.PASSED: "happened.passed",
    Kind.RETURNED: "happened.returned",
    Kind.SAMPLED_PASSED: "happened.sampled_passed",
    Kind.EXTENSION_ASKED: "happened.extension_asked",
    Kind.EXTENSION_GRANTED: "happened.extension_granted",
    Kind.EXTENSION_REFUSED: "happened.extension_refused",
    Kind.DECLINED: "happened.declined",
    Kind.DECLINE_ACCEPTED: "happened.decline_accepted",
    Kind.DECLINE_REFUSED: "happened.decline_refused",
    Kind.NOT_CONCERNED: "happened.not_concerned",
    Kind.WAITED: "happened.waited",
    Kind.RESUMED: "happened.resumed",
    Kind.HANDED: "happened.handed",
    Kind.TAKEN_OVER: "happened.taken_over",
    Kind.SIGNED: "happened.signed",
    Kind.SUSPENSION_ASKED: "happened.suspension_asked",
    Kind.SUSPENSION_REFUSED: "happened.suspension_refused",
    Kind.SUSPENDED: "happened.suspended",
    Kind.RESTARTED: "happened.restarted",
    Kind.REOPENED: "happened.reopened",
    Kind.RECHECK_ASKED: "happened.recheck_asked",
    Kind.RECHECK_PASSED: "happened.recheck_passed",
    Kind.CHASED: "happened.chased",
    Kind.ENDORSED: "happened.endorsed",
    Kind.TALK_AGREED: "happened.talk_agreed",
    Kind.TALK_REFUSED: "happened.talk_refused",
    Kind.TALK_DEFERRED: "happened.talk_deferred",
    Kind.STARTED: "happened.started",
    Kind.REDATED: "happened.redated",
    Kind.REVISED: "happened.revised",
    Kind.RENAMED: "happened.renamed",
    Kind.DROPPED: "happened.dropped",
    Kind.RESTORED: "happened.restored",
    Kind.RETIRED: "happened.retired",
    Kind.UNDONE: "happened.undone",
    Kind.SUPPORTED: "happened.supported",
    Kind.SUPPORT_ASKED: "happened.support_asked",
    Kind.READINGS_ENTERED: "happened.readings_entered",
    Kind.PROPOSAL_SETTLED: "happened.proposal_settled",
    Kind.DEFERRED: "happened.deferred",
}
"""CLIMBED has a line only where it addressed nobody (unsent_line); else reminder_line shows its notices."""

RUNG_KEYS = {
    Rung.REMIND.value: "rung.remind",
    Rung.CHASE.value: "rung.chase",
    Rung.SUPERVISE.value: "rung.supervise",
    Rung.PROPOSE_TALK.value: "rung.propose_talk",
}
DROP_REASON_KEYS = {
    DropReason.UNREACHABLE: "told.unreachable",
    DropReason.MERGED: "told.merged",
    DropReason.SUBMITTED: "told.submitted",
    DropReason.REPORTED: "told.reported",
    DropReason.REDATED: "told.redated",
    DropReason.REASSIGNED: "told.reassigned",
    DropReason.CLOSED: "told.closed",
    DropReason.EXCUSED: "told.excused",
    DropReason.SUSPENDED: "told.suspended",
    DropReason.GONE: "told.gone",
    DropReason.REVIEWED: "told.reviewed",
    DropReason.DECIDED: "told.decided",
    DropReason.ANSWERED: "told.answered",
    DropReason.PAST: "told.past",
    DropReason.PASSED_ON: "told.passed_on",
    DropReason.ACKNOWLEDGED: "told.acknowledged",
    DropReason.UNDONE: "told.undone",
}
POSTPONED_KEYS = {
    Postponement.SLOT: "told.postponed.slot",
    Postponement.TOLD_TODAY: "told.postponed.told_today",
    Postponement.OFF_HOURS: "told.postponed.off_hours",
    Postponement.ON_THE_HOUR: "told.postponed.on_the_hour",
    Postponement.AWAY: "told.postponed.away",
    Postponement.EMERGENCY: "told.postponed.emergency",
    Postponement.TOGETHER: "told.postponed.together",
}
UNSENT_KEYS = {
    UnsentReason.REPORTED: "unsent.reported",
    UnsentReason.NOBODY: "unsent.nobody",
    UnsentReason.ADDS_NOBODY: "unsent.adds_nobody",
}
MESSAGE_STATE_KEYS = {
    MessageState.QUEUED: "told.queued",
    MessageState.SENDING: "told.sending",
    MessageState.UNKNOWN: "told.unknown",
    MessageState.ACCEPTED: "told.reached",
    MessageState.FAILED: "told.not_reached",
    MessageState.SUPERSEDED: "told.superseded",
}
REVIEW_KEYS = {  # why they review it, see bot/domain/review.py
    "lead": "review.by.lead",
    "coordinator": "review.by.coordinator",
    "reviewer": "review.by.reviewer",
    "nobody": "review.by.nobody",
}


SAID_OTHERWISE = {  # where the event's data has this name
    Kind.DECLINED: ("unit", "happened.declined_to"),
    Kind.DECLINE_ACCEPTED: ("unit", "happened.decline_accepted_own"),
    Kind.SUSPENDED: ("granted", "happened.suspension_granted"),
    Kind.RESUMED: ("unit", "happened.helped"),
    Kind.RESTARTED: ("early", "happened.restarted_early"),
}
PLAN_DROP_KEYS = {  # reasons of a DROPPED event
    "task": "happened.dropped.task",
    "milestone": "happened.dropped.milestone",
    "unit": "happened.dropped.unit",
    "period": "happened.dropped.period",
}


def history_line(fmt: Formatter, event: Event, at: datetime, name: str, names: Mapping[str, str]) -> str:
    """`name` is the actor; `names` maps person ids to names."""
    data = event.data
    due = date.fromisoformat(str(data["due"])) if data.get("due") else None
    until = date.fromisoformat(str(data["until"])) if data.get("until") else None
    what = fmt.say(
        _key(event),
        due=fmt.day(due) if due else "",
        until=fmt.day(until) if until else "",
        was=str(data.get("was", "")),
        unit=str(data.get("unit", "")),
        name=names.get(str(data.get("person", "")), ""),
    )
    line = fmt.say("happened.line", day=fmt.day(at.date()), at=at, name=name, what=what)
    detail = _detail(fmt, event)
    return fmt.say("happened.detail", line=line, detail=detail) if detail else line


def _key(event: Event) -> str:
    data = event.data
    if event.kind in SAID_OTHERWISE:
        name, key = SAID_OTHERWISE[event.kind]
        return key if data.get(name) else EVENT_KEYS[event.kind]
    return PLAN_DROP_KEYS.get(str(data.get("why", "")), EVENT_KEYS[event.kind])


def _detail(fmt: Formatter, event: Event) -> str:
    """Progress, text and number of files of the event."""
    parts: list[str] = []
    if event.kind in (Kind.UNDONE, Kind.RESTORED):  # their data is a snapshot, not a report
        return ""
    if event.data.get("percent") is not None:
        parts.append(fmt.language.percent(int(str(event.data["percent"]))))
    if event.data.get("review_why"):
        parts.append(fmt.say(REVIEW_KEYS[str(event.data["review_why"])]))
    if event.data.get("no_change"):
        parts.append(fmt.say("echo.no_change"))
    if event.words:
        parts.append(fmt.say("happened.words", words=clipped(event.words.replace("\n", " "), QUOTED_AT_MOST)))
    if marks := read_marks(str(event.data.get("risks", ""))):
        parts.append(fmt.say("happened.risks", why=reasons(fmt.language, marks, fmt.today)))
    if event.files:
        parts.append(fmt.say("happened.files", n=len(event.files)))
    return fmt.language.list(parts)


def reminder_line(fmt: Formatter, rung: str, at: datetime, name: str, notice: "NoticeLine") -> str:
    """One reminder: delivered, failed, on its way, waiting, or dropped, with the reason."""
    what = fmt.say(RUNG_KEYS[rung]) if rung in RUNG_KEYS else fmt.say("rung.notice")
    outcome = fmt.say(_outcome_key(notice), error=notice.error or notice.outcome)
    return fmt.say("told.line", day=fmt.day(at.date()), at=at, rung=what, name=name, outcome=outcome)


def told_many(fmt: Formatter, rung: str, at: datetime, n: int, names: Sequence[str]) -> str:
    """One step of the ladder on one day, in the history of a task: 12月18日 08:46 提醒：已发5人（…）."""
    what = fmt.say(RUNG_KEYS[rung]) if rung in RUNG_KEYS else fmt.say("rung.notice")
    key = "told.many" if n > len(names) else "told.few"
    return fmt.say(key, day=fmt.day(at.date()), at=at, rung=what, n=n, names=list(names))


class NoticeLine(Protocol):
    """The line of a notice: its state with the reason, and the state of the message it is in."""

    @property
    def state(self) -> str: ...
    @property
    def outcome(self) -> str: ...
    @property
    def message_state(self) -> str: ...
    @property
    def error(self) -> str: ...


def _outcome_key(notice: NoticeLine) -> str:
    match notice.state:
        case NoticeState.WAITING:
            return POSTPONED_KEYS[Postponement(notice.outcome)] if notice.outcome else "told.waiting"
        case NoticeState.DROPPED:
            return DROP_REASON_KEYS[DropReason(notice.outcome)]
        case NoticeState.SET_ASIDE:
            return "told.set_aside"
        case _:
            return (
                MESSAGE_STATE_KEYS[MessageState(notice.message_state)]
                if notice.message_state
                else "told.unknown"
            )


def unsent_line(fmt: Formatter, event: Event, at: datetime) -> str:
    """A step that fell due and was not told to everybody it addresses, with the reason; "" for any other event."""
    why = _why_unsent(fmt, event) if event.kind in (Kind.CLIMBED, Kind.ASKED) else ""
    if not why:
        return ""
    rung = fmt.say(RUNG_KEYS[str(event.data["rung"])])
    return fmt.say("unsent.line", day=fmt.day(at.date()), at=at, rung=rung, why=why)


def _why_unsent(fmt: Formatter, event: Event) -> str:
    if reason := str(event.data.get("unsent", "")):
        return fmt.say(UNSENT_KEYS[UnsentReason(reason)])
    missing = event.data.get("missing")
    if not isinstance(missing, list | tuple):
        return ""
    return fmt.say(
        "unsent.missing", roles=fmt.language.list(fmt.say(POST_KEYS[Role(role)]) for role in missing)
    )

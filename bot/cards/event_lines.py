"""History lines: the events of an item, and for each reminder whether it was delivered."""

from collections.abc import Mapping
from datetime import date, datetime

from bot.cards.formatter import Formatter, clipped
from bot.domain.assignment import Event, Kind
from bot.domain.ladder import Rung

QUOTED_AT_MOST = 60  # characters of a report's text in one line

EVENT_KEYS = {
    Kind.OPENED: "happened.opened",
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
    Kind.WAITED: "happened.waited",
    Kind.RESUMED: "happened.resumed",
    Kind.HANDED: "happened.handed",
    Kind.CHASED: "happened.chased",
    Kind.ENDORSED: "happened.endorsed",
    Kind.STARTED: "happened.started",
    Kind.REDATED: "happened.redated",
    Kind.REVISED: "happened.revised",
    Kind.RENAMED: "happened.renamed",
    Kind.DROPPED: "happened.dropped",
    Kind.RESTORED: "happened.restored",
    Kind.RETIRED: "happened.retired",
    Kind.UNDONE: "happened.undone",
}
"""CLIMBED has no line of its own: reminder_line shows its notices."""

RUNG_KEYS = {
    Rung.REMIND.value: "rung.remind",
    Rung.CHASE.value: "rung.chase",
    Rung.SUPERVISE.value: "rung.supervise",
    Rung.PROPOSE_TALK.value: "rung.propose_talk",
}
DROP_REASON_KEYS = {
    "unreachable": "told.unreachable",
    "merged": "told.merged",
    "submitted": "told.submitted",
    "reported": "told.reported",
    "redated": "told.redated",
    "reassigned": "told.reassigned",
    "closed": "told.closed",
    "excused": "told.excused",
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
    what = fmt.say(
        PLAN_DROP_KEYS.get(str(data.get("why", "")), EVENT_KEYS[event.kind]),
        due=fmt.day(due) if due else "",
        unit=str(data.get("unit", "")),
        name=names.get(str(data.get("person", "")), ""),
    )
    line = fmt.say("happened.line", day=fmt.day(at.date()), at=at, name=name, what=what)
    detail = _detail(fmt, event)
    return fmt.say("happened.detail", line=line, detail=detail) if detail else line


def _detail(fmt: Formatter, event: Event) -> str:
    """Progress, text and number of files of the event."""
    parts: list[str] = []
    if event.kind in (Kind.UNDONE, Kind.RESTORED):  # their data is a snapshot, not a report
        return ""
    if event.data.get("percent") is not None:
        parts.append(fmt.language.percent(int(str(event.data["percent"]))))
    if event.data.get("no_change"):
        parts.append(fmt.say("echo.no_change"))
    if event.words:
        parts.append(fmt.say("happened.words", words=clipped(event.words.replace("\n", " "), QUOTED_AT_MOST)))
    if event.files:
        parts.append(fmt.say("happened.files", n=len(event.files)))
    return fmt.language.list(parts)


def reminder_line(
    fmt: Formatter, rung: str, at: datetime, name: str, outcome: str, reached: bool, state: str
) -> str:
    """One reminder: delivered, failed, waiting, or dropped with its reason."""
    what = fmt.say(RUNG_KEYS[rung]) if rung in RUNG_KEYS else fmt.say("rung.notice")
    if reached:
        key = "told.reached"
    elif state == "waiting":
        key = "told.waiting"
    elif state == "dropped":
        key = DROP_REASON_KEYS.get(outcome, "told.dropped")
    else:
        key = "told.not_reached"
    return fmt.say("told.line", day=fmt.day(at.date()), at=at, rung=what, name=name, outcome=fmt.say(key))

"""Report: a liaison's progress report on an item. Appended, never edited."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from bot.actions.access import reporting, require
from bot.actions.outcome import NO_OUTCOME, Outcome
from bot.actions.tell_risks import tell_risks
from bot.context.events import record
from bot.context.plan_context import PlanContext
from bot.context.ports import Attachment, Change
from bot.context.recipients import asked_about
from bot.domain.assignment import Assignment, Event, Kind, State
from bot.domain.calendar import Instant
from bot.domain.measurements import Measurement
from bot.domain.notice import NoticeKind
from bot.domain.permissions import Action
from bot.domain.person import Person
from bot.domain.review import reviewers
from bot.domain.risk import Risk
from bot.engine.notices import queue_notices

NOTHING_CARRIED: Mapping[int, str] = MappingProxyType({})
SAMPLE = 10  # per cent of filed duties are drawn for a second look


@dataclass(frozen=True, slots=True)
class ReportContent:
    """The content of a report, read from the person's own words."""

    words: str = ""
    percent: Decimal | int | None = None  # progress of the task, 0 to 100; never the value of an indicator
    no_change: bool = False
    values: tuple[Measurement, ...] = ()
    done: bool = False  # the words say that all of it is finished
    next_date: date | None = None  # the day the words promise
    solved_by: date | None = None  # the day by which what was in the way will be out of it
    blocker: str = ""  # 存在问题, in the person's words
    next_step: str = ""  # 下一步, in the person's words
    files: tuple[str, ...] = ()  # sha256 of stored attachments
    risks: str | None = None  # the item's marks after it, as bot.domain.risk writes them; None: as they stood
    arisen: str = ""  # those of them that are new
    asked: Risk | None = None  # the risk that its author is asked about
    answers: Risk | None = None  # the risk whose question it answers

    def data(self) -> dict[str, object]:
        """The part that goes into the event. Words, and what is quoted from them, are stored apart."""
        return {
            "percent": _number(self.percent),
            "no_change": self.no_change,
            "values": [value.to_json() for value in self.values],
            "done": self.done,
            "next_date": self.next_date.isoformat() if self.next_date else None,
            **self._of_risks(),
        }

    def _of_risks(self) -> dict[str, object]:
        found: dict[str, object] = {"risks": self.risks, "asked_about": self.asked, "answers": self.answers}
        found["solved_by"] = self.solved_by.isoformat() if self.solved_by else None
        return {name: one for name, one in found.items() if one is not None}

    def notes(self) -> dict[str, str]:
        notes = {"blocker": self.blocker, "next_step": self.next_step}
        return {name: note for name, note in notes.items() if note}


def _number(percent: Decimal | int | None) -> int | float | None:
    """92.5 stays 92.5 in the event."""
    if percent is None or percent == int(percent):
        return None if percent is None else int(percent)
    return float(percent)


def report(
    context: PlanContext, person: Person, a: Assignment, content: ReportContent, now: Instant
) -> Outcome:
    """Progress on a result; for a recurring item the answer itself, which files it.

    A unit that was being waited for gives the item back by answering.
    """
    if a.recurring and a.running:
        return file_item(context, person, a, content, now)
    require(context, person, reporting(a), a)
    recorded = record(context, a, report_event(context, Kind.REPORTED, person, content, now))
    told = tell_risks(context, recorded.after, content.arisen, now)
    outcome = Outcome((recorded.after,), (*recorded.changes, *told))
    if a.running and a.holder != a.unit and a.holder in person.units():
        return _give_back(context, person, outcome, now)
    return outcome


def _give_back(context: PlanContext, person: Person, outcome: Outcome, now: Instant) -> Outcome:
    resumed = record(context, outcome.one, Event(Kind.RESUMED, now, context.calendar.day(now), by=person.id))
    owners = asked_about(context, resumed.after)
    told = queue_notices(
        context, owners, NoticeKind.OUTCOME, f"resumed {resumed.after.version}", now, about=resumed.after,
        data={"outcome": "resumed", "unit": outcome.one.holder},
    )  # fmt: skip
    return Outcome((resumed.after,), (*outcome.changes, *resumed.changes, *told))


def file_item(
    context: PlanContext, person: Person, a: Assignment, content: ReportContent, now: Instant
) -> Outcome:
    """Closes a return's item, or a date that a county is only told, by the unit's own words; one in ten is drawn for a
    review."""
    require(context, person, Action.SUBMIT if a.told_only else Action.FILE, a)
    sampled = a.state is State.OPEN and drawn(a)
    event = report_event(context, Kind.FILED, person, content, now, sampled=sampled)
    recorded = record(context, a, event)
    changes = [*recorded.changes, *tell_risks(context, recorded.after, content.arisen, now)]
    if sampled:
        second = reviewers(recorded.after, context.plan, context.roster).people
        occurrence = f"sampled {recorded.after.version}"
        changes += queue_notices(context, second, NoticeKind.REVIEW, occurrence, now, about=recorded.after)
    return Outcome((recorded.after,), tuple(changes))


def drawn(a: Assignment) -> bool:
    """True for one in ten items, deterministic by item."""
    key = f"{a.task} {a.milestone} {a.unit} {a.period}"
    return hashlib.sha256(key.encode()).digest()[0] * 100 < SAMPLE * 256


def report_many(
    context: PlanContext, person: Person, rows: Iterable[Assignment], content: ReportContent, now: Instant,
    carried: Mapping[int, str] = NOTHING_CARRIED,
) -> Outcome:  # fmt: skip
    """其余无变化: one answer for every item of a return that has none yet. `carried`: the marks of risks that the same
    work had in the period before, by item; nothing has changed about them either."""
    outcome = NO_OUTCOME
    for a in rows:
        if a.running:
            own = replace(content, risks=carried[a.id]) if a.id in carried else content
            outcome += report(context, person, a, own, now)
    return outcome


def report_event(
    context: PlanContext, kind: Kind, person: Person, content: ReportContent, now: Instant, **more: object
) -> Event:
    """The event of a report, with `more` beside what the words say."""
    data = content.data() | more
    day = context.calendar.day(now)
    return Event(
        kind,
        now,
        day,
        by=person.id,
        data=data,
        words=content.words,
        files=content.files,
        notes=content.notes(),
    )


def keep_files(
    attachments: Sequence[Attachment], person: Person, now: Instant
) -> tuple[tuple[str, ...], list[Change]]:
    """Files are kept once by what they contain, with a claim for each who sent them; a report names them by their
    sha256."""
    digests, changes = list[str](), list[Change]()
    for attachment in attachments:
        digest = hashlib.sha256(attachment.body).hexdigest()
        digests.append(digest)
        values = {
            "sha256": digest,
            "name": attachment.name,
            "mime": attachment.mime,
            "size": len(attachment.body),
            "body": attachment.body,
            "person_id": person.id,
            "now": now,
        }
        changes += [Change(name, values, rows=None) for name in ("store_attachment", "claim_file")]
    return tuple(digests), changes

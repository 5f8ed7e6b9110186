"""Appends an event and writes the assignment row it folds into, with its derived columns (next rung, light)."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from bot.context.plan_context import PlanContext
from bot.context.plan_numbers import keep_readings, reread, withdrawn_readings
from bot.context.ports import Change
from bot.domain.allocation import is_external
from bot.domain.assignment import WORDS, Assignment, Event, Kind, State
from bot.domain.calendar import Instant
from bot.domain.counting import Counting, counting, told_counting
from bot.domain.decided import monthly_after
from bot.domain.evidence import undone_versions
from bot.domain.fold import opened, step
from bot.domain.indicators.item_light import own_indicators, with_figures
from bot.domain.indicators.reported_values import readings_of_report
from bot.domain.ladder import Ladder, first_day, last_day, next_due_step
from bot.domain.light import LightDecision, light
from bot.domain.lists.submission import with_list_percent
from bot.domain.plan import Strength
from bot.domain.return_askings import Asking, askings

COLUMNS = tuple(field.name for field in fields(Assignment))


@dataclass(frozen=True, slots=True)
class Recorded:
    """The assignment after the event, and the changes to commit."""

    after: Assignment
    changes: tuple[Change, ...]


def record(context: PlanContext, before: Assignment | None, event: Event) -> Recorded:
    """Raises Refused when the state does not allow the event."""
    folded = opened(event) if before is None else step(before, event)
    read = readings_of_report(folded, context.plan.task.get(folded.task), event)
    known = replace(context, numbers=context.numbers.also(read)) if read else context
    after = with_derived(folded, known, context.calendar.day(event.at))
    statement = "insert_assignment" if before is None else "update_assignment"
    row = Change(statement, {name: getattr(after, name) for name in COLUMNS})
    stream = str(after.id)
    changes = (row, *append(stream, after.version, event))
    if read:
        return Recorded(after, (*changes, *keep_readings(stream, after.version, read, event.at)))
    return Recorded(after, (*changes, *_withdrawn(context, after, event)))


def _withdrawn(context: PlanContext, a: Assignment, event: Event) -> tuple[Change, ...]:
    """The values of reports that are undone; a task without indicators has none."""
    task = context.plan.task.get(a.task)
    if (
        event.kind is not Kind.UNDONE
        or event.data.get("undoes") not in WORDS
        or not (task and task.indicators)
    ):
        return ()
    changes = [
        change
        for version in sorted(undone_versions(event))
        for change in withdrawn_readings(str(a.id), version, event.at)
    ]
    return (*changes, *reread([a.task], event.at))


def append(stream: str, version: int, event: Event) -> tuple[Change, ...]:
    """Inserts the event, and its words in a table of their own so that they can be forgotten."""
    has_words = bool(event.words or event.files)
    row = Change(
        "append_event",
        {
            "stream": stream,
            "version": version,
            "at": event.at,
            "kind": event.kind,
            "person_id": event.by,
            "data": event.data,
            "words_digest": digest_of(event.words, event.files, event.notes) if has_words else "",
            "cause": "",
        },
    )
    if not has_words:
        return (row,)
    words = {
        "stream": stream,
        "version": version,
        "person_id": event.by,
        "body": event.words,
        "files": event.files,
        "notes": event.notes,
    }
    return row, Change("keep_words", words)


def note_plan_state(now: Instant) -> Change:
    """The plan's row as these changes leave it, for the ledger: goes with every change of it."""
    return Change("note_plan_state", {"now": now}, rows=None)


def document_digest(document: str) -> str:
    """sha256 of a plan file's text, for the ledger."""
    return hashlib.sha256(document.encode()).hexdigest()


def caused_by(cause: str, changes: Iterable[Change]) -> list[Change]:
    """The same changes, their events marked with the one update that made them: what /undo takes back together, and
    what an edit of those words finds again."""
    return [
        replace(one, values={**one.values, "cause": cause}) if one.statement == "append_event" else one
        for one in changes
    ]


def cause_of(channel: str, update_id: str) -> str:
    return f"{channel} {update_id}"


def digest_of(words: str, files: tuple[str, ...], notes: Mapping[str, str] | None = None) -> str:
    """sha256 of the words as stored (see `readable` in ports for characters that cannot be stored). Notes are included
    only when there are any, so that digests from before notes existed stay valid."""
    parts = [f"{name}={note}" for name, note in sorted((notes or {}).items())]
    return hashlib.sha256("\n".join((words, *files, *parts)).encode()).hexdigest()


def with_derived(a: Assignment, context: PlanContext, today: date) -> Assignment:
    """Recomputes whether it counts, the next rung and the light: pure functions of row, rules and day."""
    counted = _counting(a, context, today)
    decision = _light(a, context, today)
    changes = [day for day in (counted.until, decision.until) if day]
    if a.current != counted.counts:  # a copy has sixty fields, and most looks change none
        a = replace(a, current=counted.counts)
    light_until = context.calendar.at(min(changes)) if changes else None
    found = (_next_at(a, context), decision.light, decision.reason, light_until)
    if found == (a.next_at, a.light, a.reason, a.light_until):
        return a
    next_at, light_, reason, light_until = found
    return replace(a, next_at=next_at, light=light_, reason=reason, light_until=light_until)


def as_counted(a: Assignment, context: PlanContext, today: date) -> Assignment:
    """Whether it counts on that day and its light then, without its next rung: what a look back needs."""
    decision = _light(a, context, today)
    counted = _counting(a, context, today)
    return replace(a, current=counted.counts, light=decision.light, reason=decision.reason)


def _light(a: Assignment, context: PlanContext, today: date) -> LightDecision:
    """By its date and reports, and by the numbers that the plan sets for it."""
    own = light(with_list_percent(a, context.lists, context.plan, today), today, context.calendar)
    task = context.plan.task.get(a.task)
    if task is None or not a.running or not context.numbers.has(a.task):
        return own
    found = (context.numbers.of_indicator(a.task, one, today) for one in own_indicators(a, task))
    return with_figures(own, found, context.numbers.rules, today)


def _counting(a: Assignment, context: PlanContext, today: date) -> Counting:
    ladder = ladder_of(a, context) if a.told_only and a.running else None
    if ladder is None:
        return counting(a, context.plan.end, today)
    begins, ends = (day(ladder, a.due, context.calendar) for day in (first_day, last_day))
    return told_counting(begins, ends, today)


def refresh_derived(a: Assignment, context: PlanContext, today: date) -> Change | None:
    """Updates the derived columns only, after time passed or the calendar changed; None when nothing differs."""
    derived = with_derived(a, context, today)
    if derived == a:
        return None
    names = ("id", "version", "current", "next_at", "light", "reason", "light_until")
    return Change("settle_assignment", {name: getattr(derived, name) for name in names})


def _next_at(a: Assignment, context: PlanContext) -> Instant | None:
    if day := a.suspended_until or a.recheck_on:
        return context.calendar.at(day)
    ladder = ladder_of(a, context)
    if ladder is None or not a.current:
        return None
    due_step = next_due_step(ladder, clock_base(a), a.escalated_through, context.calendar, monthly_after(a))
    asking = next(askings_of(a, context), None)
    days = [one.day for one in (due_step, asking and asking.rise) if one]
    return context.calendar.at(min(days)) if days else None


def askings_of(a: Assignment, context: PlanContext) -> Iterator[Asking]:
    """Steps not recorded yet of the returns that ask a dated item; none for a recurring one."""
    own = ladder_of(a, context)
    if own is None or a.recurring or a.told_only or not a.running:
        return iter(())
    return askings(a, own, context.ladders.returned, a.escalated_through, context.calendar)


def ladder_of(a: Assignment, context: PlanContext) -> Ladder | None:
    """The ladder that applies: the frozen one, else the one in today's file. None when none applies."""
    if a.state is State.SUBMITTED:
        return context.ladders.review
    if not a.running:
        return None
    if a.ladder:
        return context.frozen[a.ladder]
    if a.recurring:
        return context.ladders.returned
    if a.told_only:
        return context.ladders.county
    if a.strength is not Strength.MUST:
        return context.ladders.soft
    return context.ladders.external if is_external(context.plan, a.unit) else context.ladders.dated


def clock_base(a: Assignment) -> date:
    """The day the ladder counts from: the submission day while a review is pending, else the due date."""
    if a.state is State.SUBMITTED and a.submitted_on:
        return a.submitted_on
    return a.due

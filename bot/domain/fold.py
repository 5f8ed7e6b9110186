"""The fold: applies an assignment's events in order."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from bot.domain import effects_of_decisions as decisions
from bot.domain import effects_of_reports as reports
from bot.domain import effects_of_revision as revision
from bot.domain import effects_of_talks as talks
from bot.domain.assignment import Assignment, Event, Kind, State
from bot.domain.errors import Refused
from bot.domain.plan import MilestoneKind, Strength, UnitRole
from bot.domain.transitions import STATE_KEYS, TRANSITIONS


def step(before: Assignment, event: Event) -> Assignment:
    """The assignment after the event. Raises Refused when TRANSITIONS has no entry."""
    then = TRANSITIONS.get((before.state, event.kind))
    if then is None:
        raise Refused(STATE_KEYS[before.state])
    if event.kind in (Kind.UNDONE, Kind.RESTORED):
        then = State(str(event.data["state"]))
    if event.kind is Kind.RESTARTED and before.state_before:
        then = before.state_before
    after = replace(before, state=then, version=before.version + 1, **_FIELDS[event.kind](before, event))
    kept = event.kind is Kind.RENAMED or (event.kind is Kind.UNDONE and "holder_since" in event.data)
    if after.holder != before.holder and not kept:
        after = replace(after, holder_since=event.at)
    return after


def opened(event: Event) -> Assignment:
    """The assignment created by an OPENED event."""
    raw = event.data
    due, since = (date.fromisoformat(str(raw[name])) for name in ("due", "since"))
    eve = date.fromisoformat(str(raw["climbed"]))  # of the day from which the work is asked
    return Assignment(
        id=int(str(raw["id"])),
        task=str(raw["task"]),
        milestone=str(raw["milestone"]),
        unit=str(raw["unit"]),
        role=UnitRole(str(raw["role"])),
        kind=MilestoneKind(str(raw["kind"])),
        strength=Strength(str(raw["strength"])),
        period=str(raw["period"]),
        since=since,
        until=date.fromisoformat(str(raw["until"])),
        due=due,
        first_due=due,
        planned=due,
        state=State(str(raw["state"])),
        version=1,
        holder=str(raw["unit"]),
        holder_since=event.at,
        escalated_through=eve,
        told_only=bool(raw.get("told_only", False)),
        taken_from=str(raw.get("taken_from", "")),
        first_period=bool(raw["period"]) and since <= eve + timedelta(days=1),
    )


def fold(events: Iterable[Event]) -> Assignment:
    """Replays all events of an assignment; the first is OPENED."""
    lives = iter(events)
    assignment = opened(next(lives))
    for event in lives:
        assignment = step(assignment, event)
    return assignment


def _recheck_on(event: Event) -> date | None:
    return reports.day(event, "recheck_on") if event.data.get("recheck_on") else None


_FIELDS = {
    Kind.CLIMBED: reports.escalated,
    Kind.ASKED: reports.asked,
    Kind.REPORTED: reports.reported,
    Kind.FILED: reports.filed,
    Kind.SUBMITTED: reports.submitted,
    Kind.PASSED: lambda a, e: {
        "closed_on": e.day,
        "holder": a.unit,
        "risks": "",
        "recheck_on": _recheck_on(e),
    },
    Kind.RETURNED: reports.returned,
    Kind.SAMPLED_PASSED: lambda a, e: {"sampled": False},
    Kind.EXTENSION_ASKED: decisions.extension_asked,
    Kind.EXTENSION_GRANTED: decisions.granted,
    Kind.EXTENSION_REFUSED: decisions.refused,
    Kind.DECLINED: decisions.declined,
    Kind.DECLINE_ACCEPTED: decisions.excused,
    Kind.NOT_CONCERNED: lambda a, e: decisions.excused(a, e) | {"asked_until": None},
    Kind.DECLINE_REFUSED: decisions.refused,
    Kind.TAKEN_OVER: decisions.taken_over,
    Kind.SIGNED: lambda a, e: {"unsigned": False},
    Kind.SUSPENSION_ASKED: decisions.suspension_asked,
    Kind.SUSPENSION_REFUSED: decisions.refused,
    Kind.SUSPENDED: decisions.suspended,
    Kind.RESTARTED: decisions.restarted,
    Kind.REOPENED: decisions.reopened,
    Kind.RECHECK_ASKED: lambda a, e: {"recheck_on": None, "rechecking": True},
    Kind.RECHECK_PASSED: lambda a, e: {"rechecking": False},
    Kind.WAITED: lambda a, e: {"holder": e.data["unit"]},
    Kind.RESUMED: lambda a, e: {"holder": a.unit},
    Kind.HANDED: lambda a, e: {"assignee": e.data["person"]},
    Kind.CHASED: lambda a, e: {
        "chased_on": e.day,
        "chase_event": reports.reason_event(a, e) or a.chase_event,
    },
    Kind.ENDORSED: talks.endorsed,
    **dict.fromkeys(talks.DECISIONS, talks.decided),
    Kind.STARTED: lambda a, e: {"escalated_through": e.day},
    Kind.REDATED: revision.redated,
    Kind.DEFERRED: revision.deferred,
    Kind.REVISED: revision.revised,
    Kind.RENAMED: revision.renamed,
    Kind.DROPPED: revision.dropped,
    Kind.RESTORED: revision.restored,
    Kind.RETIRED: lambda a, e: {},
    Kind.UNDONE: revision.undone,
}

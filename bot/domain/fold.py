"""The fold: an assignment is what its events make of it, one after the other."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from bot.domain.assignment import STATE_KEYS, TRANSITIONS, Assignment, Event, Kind, State
from bot.domain.errors import Refused
from bot.domain.ladder import Rung
from bot.domain.plan import MilestoneKind, Strength, UnitRole


def step(before: Assignment, event: Event) -> Assignment:
    """The assignment after the event. Refused where the table has no such move."""
    then = TRANSITIONS.get((before.state, event.kind))
    if then is None:
        raise Refused(STATE_KEYS[before.state])
    if event.kind is Kind.UNDONE:
        then = State(str(event.data["state"]))
    after = replace(before, state=then, version=before.version + 1, **_FIELDS[event.kind](before, event))
    if after.holder != before.holder:
        after = replace(after, holder_since=event.at)
    return after


def opened(event: Event) -> Assignment:
    """The assignment that an OPENED event brings into being."""
    raw = event.data
    due = date.fromisoformat(str(raw["due"]))
    return Assignment(
        id=int(str(raw["id"])),
        task=str(raw["task"]),
        milestone=str(raw["milestone"]),
        unit=str(raw["unit"]),
        role=UnitRole(str(raw["role"])),
        kind=MilestoneKind(str(raw["kind"])),
        strength=Strength(str(raw["strength"])),
        period=str(raw["period"]),
        since=date.fromisoformat(str(raw["since"])),
        until=date.fromisoformat(str(raw["until"])),
        due=due,
        first_due=due,
        state=State(str(raw["state"])),
        version=1,
        holder=str(raw["unit"]),
        holder_since=event.at,
        climbed=date.fromisoformat(str(raw["climbed"])),
    )


def fold(events: Iterable[Event]) -> Assignment:
    """Replays a life from its first event (OPENED) on."""
    lives = iter(events)
    assignment = opened(next(lives))
    for event in lives:
        assignment = step(assignment, event)
    return assignment


def _day(event: Event, name: str) -> date:
    return date.fromisoformat(str(event.data[name]))


def _reported(before: Assignment, event: Event) -> dict[str, object]:
    percent = event.data.get("percent")
    return {
        "quiet": True,
        "reported_at": event.at,
        "percent": before.percent if percent is None else percent,
    }


def _climbed(before: Assignment, event: Event) -> dict[str, object]:
    if before.state is State.SUBMITTED:  # the reviewer's clock leaves the unit's ladder alone
        return {"climbed": _day(event, "climbed")}
    return {
        "climbed": _day(event, "climbed"),
        "height": _higher(before.height, Rung(str(event.data["rung"]))),
        "ladder": event.data["ladder"],
        "quiet": before.quiet and not event.data["spent"],
    }


def _higher(reached: Rung | None, rung: Rung) -> Rung:
    """A weekly mention after the talk was proposed does not take the proposal back."""
    return max(reached or rung, rung, key=lambda one: one.height)


def _submitted(before: Assignment, event: Event) -> dict[str, object]:
    """What is done needs no later date and is not declined: what was asked for falls."""
    return _reported(before, event) | {
        "extension": None,
        "declined": False,
        "submitted_on": event.day,
        "submitted_by": event.by,
        "holder": event.data["reviewer"],
        "climbed": event.day,
    }


def _filed(before: Assignment, event: Event) -> dict[str, object]:
    return _reported(before, event) | {
        "closed_on": event.day,
        "submitted_on": event.day,
        "submitted_by": event.by,
        "sampled": bool(event.data.get("sampled", False)),
        "declined": False,
        "holder": before.unit,
    }


def _returned(before: Assignment, event: Event) -> dict[str, object]:
    return {
        "rounds": before.rounds + 1,
        "due": _day(event, "correct_by"),
        "climbed": event.day,
        "height": None,
        "endorsed_on": None,
        "quiet": False,
        "sampled": False,
        "holder": before.unit,
        "submitted_on": None,
        "closed_on": None,
    }


def _new_date(before: Assignment, event: Event) -> dict[str, object]:
    """What was proposed or endorsed about the old date is not about the new one."""
    return {
        "due": _day(event, "due"),
        "climbed": event.day,
        "height": None,
        "endorsed_on": None,
        "quiet": False,
        "extension": None,
    }


def _granted(before: Assignment, event: Event) -> dict[str, object]:
    return _new_date(before, event) | {"extensions": before.extensions + 1}


def _redated(before: Assignment, event: Event) -> dict[str, object]:
    """The plan moved the date: the new one is its legal date from the beginning."""
    if before.state is State.SUBMITTED:
        return {"due": _day(event, "due"), "first_due": _day(event, "due")}
    return _new_date(before, event) | {"first_due": _day(event, "due"), "closed_on": None}


def _undone(before: Assignment, event: Event) -> dict[str, object]:
    """Back to how it stood before the event undone; `data` holds those fields, written by `snapshot`."""
    return restore(event.data)


def _excused(before: Assignment, event: Event) -> dict[str, object]:
    return {"closed_on": event.day, "declined": False, "extension": None, "holder": before.unit}


_FIELDS = {
    Kind.CLIMBED: _climbed,
    Kind.REPORTED: _reported,
    Kind.FILED: _filed,
    Kind.SUBMITTED: _submitted,
    Kind.PASSED: lambda a, e: {"closed_on": e.day, "holder": a.unit},
    Kind.RETURNED: _returned,
    Kind.SAMPLED_PASSED: lambda a, e: {"sampled": False},
    Kind.EXTENSION_ASKED: lambda a, e: {"extension": _day(e, "due")},
    Kind.EXTENSION_GRANTED: _granted,
    Kind.EXTENSION_REFUSED: lambda a, e: {"extension": None},
    Kind.DECLINED: lambda a, e: {"declined": True},
    Kind.DECLINE_ACCEPTED: _excused,
    Kind.DECLINE_REFUSED: lambda a, e: {"declined": False},
    Kind.WAITED: lambda a, e: {"holder": e.data["unit"]},
    Kind.RESUMED: lambda a, e: {"holder": a.unit},
    Kind.HANDED: lambda a, e: {"assignee": e.data["person"]},
    Kind.CHASED: lambda a, e: {"chased_on": e.day},
    Kind.ENDORSED: lambda a, e: {"endorsed_on": e.day},
    Kind.STARTED: lambda a, e: {"climbed": e.day},
    Kind.REDATED: _redated,
    Kind.DROPPED: _excused,
    Kind.RETIRED: lambda a, e: {"current": False},
    Kind.UNDONE: _undone,
}

UNDOABLE = frozenset(
    {Kind.REPORTED, Kind.FILED, Kind.SUBMITTED, Kind.EXTENSION_ASKED, Kind.DECLINED, Kind.WAITED, Kind.HANDED}
)
_DATES = ("due", "climbed", "submitted_on", "closed_on", "extension", "chased_on")
_PLAIN = ("holder", "quiet", "percent", "reported_at", "submitted_by", "sampled", "declined", "assignee")


def snapshot(assignment: Assignment) -> dict[str, object]:
    """What an UNDONE event must remember to restore `assignment`, as JSON values."""
    plain: dict[str, object] = {name: getattr(assignment, name) for name in _PLAIN}
    days = {name: day.isoformat() if (day := getattr(assignment, name)) else None for name in _DATES}
    return plain | days | {"state": assignment.state.value}


def restore(data: Mapping[str, object]) -> dict[str, object]:
    """The fields of a snapshot, as the dataclass holds them."""
    plain = {name: data[name] for name in _PLAIN}
    days = {name: date.fromisoformat(str(day)) if (day := data[name]) else None for name in _DATES}
    return plain | days

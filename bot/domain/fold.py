"""The fold: applies an assignment's events in order."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.assignment import Assignment, Event, Kind, State
from bot.domain.errors import Refused
from bot.domain.ladder import Rung
from bot.domain.plan import MilestoneKind, Strength, UnitRole
from bot.domain.snapshot import restore
from bot.domain.talk import TalkDecision
from bot.domain.transitions import STATE_KEYS, TRANSITIONS


def step(before: Assignment, event: Event) -> Assignment:
    """The assignment after the event. Raises Refused when TRANSITIONS has no entry."""
    then = TRANSITIONS.get((before.state, event.kind))
    if then is None:
        raise Refused(STATE_KEYS[before.state])
    if event.kind in (Kind.UNDONE, Kind.RESTORED):
        then = State(str(event.data["state"]))
    after = replace(before, state=then, version=before.version + 1, **_FIELDS[event.kind](before, event))
    if after.holder != before.holder and event.kind is not Kind.RENAMED:
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
        first_period=bool(raw["period"]) and since <= eve + timedelta(days=1),
    )


def fold(events: Iterable[Event]) -> Assignment:
    """Replays all events of an assignment; the first is OPENED."""
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
        "reported_since_reminder": True,
        "reported_at": event.at,
        "asked_until": None,
        "percent": before.percent if percent is None else int(float(str(percent))),
    }


def _escalated(before: Assignment, event: Event) -> dict[str, object]:
    if before.state is State.SUBMITTED:  # rungs of the review do not change the unit's ladder
        return {"escalated_through": _day(event, "climbed")}
    return {
        "escalated_through": _day(event, "climbed"),
        "highest_rung": _higher(before.highest_rung, Rung(str(event.data["rung"]))),
        "ladder": event.data["ladder"],
        "reported_since_reminder": before.reported_since_reminder and not event.data["spent"],
        "asked_until": _asked_until(before, event),
    }


def _asked(before: Assignment, event: Event) -> dict[str, object]:
    """A step of a return that asks a dated item leaves the rung reached towards the item's own date as it is."""
    return {"asked_until": _asked_until(before, event), "escalated_through": _day(event, "climbed")}


def _asked_until(before: Assignment, event: Event) -> date | None:
    """A later asking does not make an earlier one answered. "asked" is missing where a rung addressed nobody of the
    unit, and in events from before there was a white light."""
    if before.asked_until is not None or not event.data.get("asked"):
        return before.asked_until
    return _day(event, "asked")


def _higher(reached: Rung | None, rung: Rung) -> Rung:
    """The higher of two rungs: a weekly rung after propose_talk does not lower it."""
    return max(reached or rung, rung, key=lambda one: one.height)


def _submitted(before: Assignment, event: Event) -> dict[str, object]:
    """Submitting cancels a pending extension request and a pending decline."""
    return _reported(before, event) | {
        "extension": None,
        "declined": False,
        "submitted_on": event.day,
        "submitted_by": event.by,
        "holder": event.data["reviewer"],
        "escalated_through": event.day,
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


_NOTHING_PROPOSED: dict[str, object] = {"endorsed_on": None, "talk": None, "talk_on": None}
_TALK_DECISIONS = {
    Kind.TALK_AGREED: TalkDecision.AGREED,
    Kind.TALK_REFUSED: TalkDecision.REFUSED,
    Kind.TALK_DEFERRED: TalkDecision.DEFERRED,
}


def _leader_decided(before: Assignment, event: Event) -> dict[str, object]:
    return {"talk": _TALK_DECISIONS[event.kind], "talk_on": event.day}


def _returned(before: Assignment, event: Event) -> dict[str, object]:
    return {
        "rounds": before.rounds + 1,
        "due": _day(event, "correct_by"),
        "escalated_through": event.day,
        "highest_rung": None,
        **_NOTHING_PROPOSED,
        "refused_on": None,
        "reported_since_reminder": False,
        "sampled": False,
        "holder": before.unit,
        "submitted_on": None,
        "closed_on": None,
    }


def _new_date(before: Assignment, event: Event) -> dict[str, object]:
    """A new due date resets the rung reached, the endorsement and what has been asked."""
    return {
        "due": _day(event, "due"),
        "escalated_through": event.day,
        "highest_rung": None,
        **_NOTHING_PROPOSED,
        "refused_on": None,
        "reported_since_reminder": False,
        "extension": None,
        "asked_until": None,
    }


def _granted(before: Assignment, event: Event) -> dict[str, object]:
    return _new_date(before, event) | {"extensions": before.extensions + 1}


def _redated(before: Assignment, event: Event) -> dict[str, object]:
    """The plan moved the date. `first_due` stays. Old events without "was" predate this rule and set it."""
    planned = _day(event, "due")
    first = {"first_due": before.first_due if "was" in event.data else planned}
    if before.state is State.SUBMITTED:
        return {"due": planned, "planned": planned, **first}
    return _new_date(before, event) | {"planned": planned, "closed_on": None, **first}


def _revised(before: Assignment, event: Event) -> dict[str, object]:
    """A changed strength clears the frozen ladder, because another ladder applies."""
    data = event.data
    fields: dict[str, object] = {}
    if "role" in data:
        fields["role"] = UnitRole(str(data["role"]))
    if "strength" in data:
        fields |= {"strength": Strength(str(data["strength"])), "ladder": ""}
    if "told_only" in data:  # the plan names the county now, or no longer: another ladder applies
        fields |= {"told_only": bool(data["told_only"]), "ladder": ""}
    if "holder" in data:
        fields["holder"] = data["holder"]
    if "due" in data:  # a past milestone moved to another past day
        fields |= {"due": _day(event, "due"), "planned": _day(event, "due")}
    return fields


def _renamed(before: Assignment, event: Event) -> dict[str, object]:
    was, now = event.data["was"], event.data["unit"]
    return {name: now for name in ("unit", "holder") if getattr(before, name) == was}


def _dropped(before: Assignment, event: Event) -> dict[str, object]:
    """A dropped item does not count any more. Old events without "why" predate this rule."""
    return _excused(before, event) | {"dropped": before.dropped or "why" in event.data}


def _undone(before: Assignment, event: Event) -> dict[str, object]:
    """Restores the fields from before the undone event; `snapshot` wrote them into `data`."""
    return restore(event.data)


def _restored(before: Assignment, event: Event) -> dict[str, object]:
    """Restores the fields from before the drop; rungs of the days between are skipped."""
    eve = event.day - timedelta(days=1)
    return restore(event.data) | {"dropped": False, "escalated_through": max(before.escalated_through, eve)}


def _excused(before: Assignment, event: Event) -> dict[str, object]:
    return {"closed_on": event.day, "declined": False, "extension": None, "holder": before.unit}


def _refused_on(before: Assignment, event: Event) -> date | None:
    """Old events without "decided" predate this field."""
    return event.day if event.data.get("decided") else before.refused_on


_FIELDS = {
    Kind.CLIMBED: _escalated,
    Kind.ASKED: _asked,
    Kind.REPORTED: _reported,
    Kind.FILED: _filed,
    Kind.SUBMITTED: _submitted,
    Kind.PASSED: lambda a, e: {"closed_on": e.day, "holder": a.unit},
    Kind.RETURNED: _returned,
    Kind.SAMPLED_PASSED: lambda a, e: {"sampled": False},
    Kind.EXTENSION_ASKED: lambda a, e: {"extension": _day(e, "due")},
    Kind.EXTENSION_GRANTED: _granted,
    Kind.EXTENSION_REFUSED: lambda a, e: {"extension": None, "refused_on": _refused_on(a, e)},
    Kind.DECLINED: lambda a, e: {"declined": True},
    Kind.DECLINE_ACCEPTED: _excused,
    Kind.NOT_CONCERNED: lambda a, e: _excused(a, e) | {"asked_until": None},
    Kind.DECLINE_REFUSED: lambda a, e: {"declined": False, "refused_on": _refused_on(a, e)},
    Kind.WAITED: lambda a, e: {"holder": e.data["unit"]},
    Kind.RESUMED: lambda a, e: {"holder": a.unit},
    Kind.HANDED: lambda a, e: {"assignee": e.data["person"]},
    Kind.CHASED: lambda a, e: {"chased_on": e.day},
    Kind.ENDORSED: lambda a, e: _NOTHING_PROPOSED | {"endorsed_on": e.day},
    **dict.fromkeys(_TALK_DECISIONS, _leader_decided),
    Kind.STARTED: lambda a, e: {"escalated_through": e.day},
    Kind.REDATED: _redated,
    Kind.REVISED: _revised,
    Kind.RENAMED: _renamed,
    Kind.DROPPED: _dropped,
    Kind.RESTORED: _restored,
    Kind.RETIRED: lambda a, e: {},
    Kind.UNDONE: _undone,
}

"""What decisions about dates and about who owes it change in an assignment: fields for the fold."""

from datetime import date

from bot.domain.assignment import Assignment, Event, Kind, State
from bot.domain.effects_of_reports import NOT_SUSPENDED, day, reason_event, returned
from bot.domain.effects_of_talks import NOTHING_PROPOSED
from bot.domain.risk import Risk, without


def new_date(before: Assignment, event: Event) -> dict[str, object]:
    """A new due date resets the rung reached, the endorsement and what has been asked."""
    return {
        "due": day(event, "due"),
        "escalated_through": event.day,
        "highest_rung": None,
        **NOTHING_PROPOSED,
        "refused_on": None,
        "reported_since_reminder": False,
        "extension": None,
        "asked_until": None,
        "reason_event": before.reason_event if before.state is State.REWORK else 0,
        "refusal_event": 0,
        "chase_event": 0,
        "risks": without(before.risks, Risk.MISSED),
    }


def extension_asked(before: Assignment, event: Event) -> dict[str, object]:
    """That its date cannot be kept is with whoever decides now, and no risk beside it."""
    return {"extension": day(event, "due"), "risks": without(before.risks, Risk.MISSED)}


def granted(before: Assignment, event: Event) -> dict[str, object]:
    return new_date(before, event) | {"extensions": before.extensions + 1}


def excused(before: Assignment, event: Event) -> dict[str, object]:
    ended = {
        "closed_on": event.day,
        "reason_event": 0,
        "refusal_event": 0,
        "chase_event": 0,
        "declined_to": "",
        **NOT_SUSPENDED,
    }
    return ended | {"declined": False, "extension": None, "holder": before.unit}


def refused(before: Assignment, event: Event) -> dict[str, object]:
    """An extension, a suspension or a decline."""
    refusals: dict[Kind, dict[str, object]] = {
        Kind.EXTENSION_REFUSED: {"extension": None},
        Kind.SUSPENSION_REFUSED: {"suspension": None, "suspension_due": None},
        Kind.DECLINE_REFUSED: {"declined": False, "declined_to": ""},
    }
    return refusals[event.kind] | {
        "refused_on": refused_on(before, event),
        "refusal_event": reason_event(before, event) or before.refusal_event,
    }


def refused_on(before: Assignment, event: Event) -> date | None:
    """Old events without "decided" predate this field."""
    return event.day if event.data.get("decided") else before.refused_on


def declined(before: Assignment, event: Event) -> dict[str, object]:
    unit = str(event.data.get("unit", ""))
    return {"declined": True, "declined_to": unit, "proposed_owns": bool(event.data.get("owns", False))}


def taken_over(before: Assignment, event: Event) -> dict[str, object]:
    """Dates and history stay; the unit is another one, for which another ladder may hold."""
    unit = str(event.data["unit"])
    return {
        "unit": unit,
        "holder": unit,
        "taken_from": before.asked_unit,
        "unsigned": True,
        "declined": False,
        "declined_to": "",
        "proposed_owns": False,
        "assignee": "",
        "reason_event": 0,  # what was refused to the other unit
        "chase_event": 0,
        "ladder": "",
        "reported_since_reminder": False,
        "asked_until": None,
        "extension": None,
        "suspension": None,
        "suspension_due": None,
    }


def suspension_asked(before: Assignment, event: Event) -> dict[str, object]:
    return {"suspension": day(event, "until"), "suspension_due": day(event, "due")}


def suspended(before: Assignment, event: Event) -> dict[str, object]:
    """The clock stands, at whosever it was: the item is its own unit's again."""
    return NOT_SUSPENDED | {
        "suspended_on": event.day,
        "suspended_until": day(event, "until"),
        "state_before": before.state,
        "holder": before.unit,
        "asked_until": None,
    }


def restarted(before: Assignment, event: Event) -> dict[str, object]:
    """The ladder goes on where it stood: the due date moves by the days that the item was suspended."""
    due = day(event, "due")
    moved = before.suspended_days + (due - before.due).days
    return NOT_SUSPENDED | {"due": due, "suspended_days": moved, "escalated_through": event.day}


def reopened(before: Assignment, event: Event) -> dict[str, object]:
    """A closed item begins a new round; an excused one goes on as it was."""
    closed = before.state is State.CLOSED
    return returned(before, event) | {"rounds": before.rounds + closed}

"""What decisions about dates and about who owes it change in an assignment: fields for the fold."""

from datetime import date

from bot.domain.assignment import Assignment, Event, Kind, State
from bot.domain.effects_of_reports import day, reason_event
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
        "chase_event": 0,
        "risks": without(before.risks, Risk.MISSED),
    }


def extension_asked(before: Assignment, event: Event) -> dict[str, object]:
    """That its date cannot be kept is with whoever decides now, and no risk beside it."""
    return {"extension": day(event, "due"), "risks": without(before.risks, Risk.MISSED)}


def granted(before: Assignment, event: Event) -> dict[str, object]:
    return new_date(before, event) | {"extensions": before.extensions + 1}


def excused(before: Assignment, event: Event) -> dict[str, object]:
    ended = {"closed_on": event.day, "reason_event": 0, "chase_event": 0}
    return ended | {"declined": False, "extension": None, "holder": before.unit}


def refused(before: Assignment, event: Event) -> dict[str, object]:
    """An extension or a decline."""
    reason = reason_event(before, event) or before.reason_event
    return {
        "extension": None if event.kind is Kind.EXTENSION_REFUSED else before.extension,
        "declined": False if event.kind is Kind.DECLINE_REFUSED else before.declined,
        "refused_on": refused_on(before, event),
        "reason_event": reason,
    }


def refused_on(before: Assignment, event: Event) -> date | None:
    """Old events without "decided" predate this field."""
    return event.day if event.data.get("decided") else before.refused_on

"""What decisions about dates and about who owes it change in an assignment: fields for the fold."""

from datetime import date

from bot.domain.assignment import Assignment, Event
from bot.domain.effects_of_reports import day
from bot.domain.effects_of_talks import NOTHING_PROPOSED


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
    }


def granted(before: Assignment, event: Event) -> dict[str, object]:
    return new_date(before, event) | {"extensions": before.extensions + 1}


def excused(before: Assignment, event: Event) -> dict[str, object]:
    return {"closed_on": event.day, "declined": False, "extension": None, "holder": before.unit}


def refused_on(before: Assignment, event: Event) -> date | None:
    """Old events without "decided" predate this field."""
    return event.day if event.data.get("decided") else before.refused_on

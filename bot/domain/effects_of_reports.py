"""What reports, submissions, reviews and steps of the ladder change in an assignment: fields for the fold."""

from datetime import date

from bot.domain.assignment import Assignment, Event, State
from bot.domain.effects_of_talks import NOTHING_PROPOSED
from bot.domain.ladder import Rung

NOT_SUSPENDED = dict.fromkeys(
    ("suspension", "suspension_due", "suspended_on", "suspended_until", "state_before")
)
"""The fields of an item that is not suspended and for which nobody asks it."""


def day(event: Event, name: str) -> date:
    """A day in the data of an event."""
    return date.fromisoformat(str(event.data[name]))


def reported(before: Assignment, event: Event) -> dict[str, object]:
    percent = event.data.get("percent")
    return {
        "reported_since_reminder": True,
        "reported_at": event.at,
        "asked_until": None,
        "unsigned": False,
        "chase_event": 0,
        "percent": before.percent if percent is None else int(float(str(percent))),
        "risks": str(event.data.get("risks", before.risks)),
    }


def escalated(before: Assignment, event: Event) -> dict[str, object]:
    if before.state is State.SUBMITTED:  # rungs of the review do not change the unit's ladder
        return {"escalated_through": day(event, "climbed")}
    return {
        "escalated_through": day(event, "climbed"),
        "highest_rung": _higher(before.highest_rung, Rung(str(event.data["rung"]))),
        "ladder": event.data["ladder"],
        "reported_since_reminder": before.reported_since_reminder and not event.data["spent"],
        "asked_until": _asked_until(before, event),
    }


def asked(before: Assignment, event: Event) -> dict[str, object]:
    """A step of a return that asks a dated item leaves the rung reached towards the item's own date as it is."""
    return {"asked_until": _asked_until(before, event), "escalated_through": day(event, "climbed")}


def _asked_until(before: Assignment, event: Event) -> date | None:
    """A later asking does not make an earlier one answered. "asked" is missing where a rung addressed nobody of the
    unit, and in events from before there was a white light."""
    if before.asked_until is not None or not event.data.get("asked"):
        return before.asked_until
    return day(event, "asked")


def _higher(reached: Rung | None, rung: Rung) -> Rung:
    """The higher of two rungs: a weekly rung after propose_talk does not lower it."""
    return max(reached or rung, rung, key=lambda one: one.height)


def submitted(before: Assignment, event: Event) -> dict[str, object]:
    """Submitting cancels whatever request is pending, and ends a suspension."""
    return reported(before, event) | {
        "extension": None,
        "declined": False,
        "declined_to": "",
        "unsigned": False,
        **NOT_SUSPENDED,
        "reason_event": 0,
        "refusal_event": 0,
        "submitted_on": event.day,
        "submitted_by": event.by,
        "holder": event.data["reviewer"],
        "escalated_through": event.day,
    }


def filed(before: Assignment, event: Event) -> dict[str, object]:
    return reported(before, event) | {
        "closed_on": event.day,
        "submitted_on": event.day,
        "submitted_by": event.by,
        "sampled": bool(event.data.get("sampled", False)),
        "declined": False,
        "declined_to": "",
        "unsigned": False,
        "reason_event": 0,
        "refusal_event": 0,
        "holder": before.unit,
    }


def returned(before: Assignment, event: Event) -> dict[str, object]:
    return {
        "rounds": before.rounds + 1,
        "due": day(event, "correct_by"),
        "escalated_through": event.day,
        "highest_rung": None,
        **NOTHING_PROPOSED,
        "refused_on": None,
        "reported_since_reminder": False,
        "sampled": False,
        "holder": before.unit,
        "submitted_on": None,
        "closed_on": None,
        "recheck_on": None,
        "rechecking": False,
        "reason_event": reason_event(before, event),
        "refusal_event": 0,
        "chase_event": 0,
    }


def reason_event(before: Assignment, event: Event) -> int:
    """The version of the event whose words reminders repeat. Old events without "reason" predate the field."""
    return before.version + 1 if event.data.get("reason") else 0

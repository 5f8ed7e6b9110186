"""What a new plan version and an undo change in an assignment: fields for the fold."""

from datetime import timedelta

from bot.domain.assignment import Assignment, Event, State
from bot.domain.effects_of_decisions import excused, new_date
from bot.domain.effects_of_reports import day
from bot.domain.plan import Strength, UnitRole
from bot.domain.snapshot import OF_THE_PLAN, restore


def redated(before: Assignment, event: Event) -> dict[str, object]:
    """The plan moved the date. `first_due` stays. Old events without "was" predate this rule and set it."""
    planned = day(event, "due")
    first = {"first_due": before.first_due if "was" in event.data else planned}
    if before.state in (State.SUBMITTED, State.SUSPENDED):
        return {"due": planned, "planned": planned, **first}
    return new_date(before, event) | {"planned": planned, "closed_on": None, **first}


def deferred(before: Assignment, event: Event) -> dict[str, object]:
    """An emergency took the return's day: whoever files on the new one is not late, so the first date moves too."""
    then = day(event, "due")
    if not before.recurring:  # a dated item that is asked in its unit's return
        return {"asked_until": then}
    return {"due": then, "planned": then, "first_due": then}


def revised(before: Assignment, event: Event) -> dict[str, object]:
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
        fields |= {"due": day(event, "due"), "planned": day(event, "due")}
    return fields


def renamed(before: Assignment, event: Event) -> dict[str, object]:
    was, now = event.data["was"], event.data["unit"]
    return {
        name: now for name in ("unit", "holder", "taken_from", "declined_to") if getattr(before, name) == was
    }


def dropped(before: Assignment, event: Event) -> dict[str, object]:
    """A dropped item does not count any more. Old events without "why" predate this rule."""
    return excused(before, event) | {"dropped": before.dropped or "why" in event.data}


def undone(before: Assignment, event: Event) -> dict[str, object]:
    """Restores the fields from before the undone event; `snapshot` wrote them into `data`."""
    return restore(event.data)


def restored(before: Assignment, event: Event) -> dict[str, object]:
    """Restores the fields from before the drop; rungs of the days between are skipped."""
    eve = event.day - timedelta(days=1)
    fields = restore(event.data, leave=(*OF_THE_PLAN, "holder_since"))
    return fields | {"dropped": False, "escalated_through": max(before.escalated_through, eve)}

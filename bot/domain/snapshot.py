"""What an UNDONE or RESTORED event carries: the fields of the assignment as they stood before."""

from collections.abc import Mapping
from datetime import date

from bot.domain.assignment import Assignment, Kind
from bot.domain.talk import TalkDecision

UNDOABLE = frozenset(
    {
        Kind.REPORTED,
        Kind.FILED,
        Kind.SUBMITTED,
        Kind.EXTENSION_ASKED,
        Kind.DECLINED,
        Kind.NOT_CONCERNED,
        Kind.WAITED,
        Kind.HANDED,
        Kind.TALK_AGREED,
        Kind.TALK_REFUSED,
        Kind.TALK_DEFERRED,
    }
)

# Field → its key in the data of an UNDONE or RESTORED event. The keys are stored, so they keep their first names.
_DATES = {
    name: name
    for name in (
        "due",
        "submitted_on",
        "closed_on",
        "extension",
        "chased_on",
        "asked_until",
        "endorsed_on",
        "talk_on",
    )
} | {"escalated_through": "climbed"}
_PLAIN = {
    name: name
    for name in (
        "holder",
        "percent",
        "reported_at",
        "submitted_by",
        "sampled",
        "declined",
        "assignee",
        "talk",
    )
} | {"reported_since_reminder": "quiet"}


def snapshot(assignment: Assignment) -> dict[str, object]:
    """The data of an UNDONE or RESTORED event that restores `assignment`, as JSON values."""
    plain: dict[str, object] = {key: getattr(assignment, name) for name, key in _PLAIN.items()}
    days = {
        key: day.isoformat() if (day := getattr(assignment, name)) else None for name, key in _DATES.items()
    }
    return plain | days | {"state": assignment.state.value, "risks": assignment.risks}


def restore(data: Mapping[str, object]) -> dict[str, object]:
    """The fields of a snapshot, as Assignment fields. One written before a field existed leaves it as it is."""
    plain = {name: data[key] for name, key in _PLAIN.items() if key in data}
    days = {
        name: date.fromisoformat(str(data[key])) if data[key] else None
        for name, key in _DATES.items()
        if key in data
    }
    if plain.get("talk"):
        plain["talk"] = TalkDecision(str(plain["talk"]))
    return plain | days | {"risks": str(data.get("risks", ""))}  # events before 2026-11-27 have none

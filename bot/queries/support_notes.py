"""The support notes of a task, as the lead and the coordinator read them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.context.ports import Store
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Calendar
from bot.domain.support import stream_of
from bot.queries.history import VersionedEvent, events_of


@dataclass(frozen=True, slots=True)
class SupportNote:
    """What a supporting unit said; `version` is its place in the stream of the task."""

    unit: str
    version: int
    event: Event


async def support_notes(store: Store, task_id: str, calendar: Calendar) -> list[SupportNote]:
    return notes_among(await events_of(store, stream_of(task_id), calendar))


def notes_among(events: Sequence[VersionedEvent]) -> list[SupportNote]:
    """Oldest first, without those taken back."""
    taken_back = {
        version for one in events if one.event.kind is Kind.UNDONE for version in _versions(one.event)
    }
    return [
        SupportNote(str(one.event.data["unit"]), one.version, one.event)
        for one in events
        if one.event.kind is Kind.SUPPORTED and one.version not in taken_back
    ]


def _versions(undone: Event) -> list[int]:
    versions = undone.data["versions"]
    assert isinstance(versions, list | tuple)
    return [int(version) for version in versions]


def asked_by(events: Sequence[VersionedEvent], unit: str) -> VersionedEvent | None:
    """The asking of a task's supporting units that this one has not answered; None where there is none."""
    asked = [one for one in events if one.event.kind is Kind.SUPPORT_ASKED and unit in _units(one.event)]
    if not asked:
        return None
    answered = any(note.unit == unit and note.version > asked[-1].version for note in notes_among(events))
    return None if answered else asked[-1]


def _units(asked: Event) -> list[str]:
    units = asked.data["units"]
    assert isinstance(units, list | tuple)
    return [str(unit) for unit in units]

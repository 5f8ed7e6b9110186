"""The support notes of a task, as the lead and the coordinator read them."""

from dataclasses import dataclass

from bot.context.ports import Store
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Calendar
from bot.domain.support import stream_of
from bot.queries.history import events_of


@dataclass(frozen=True, slots=True)
class SupportNote:
    """What a supporting unit said; `version` is its place in the stream of the task."""

    unit: str
    version: int
    event: Event


async def support_notes(store: Store, task_id: str, calendar: Calendar) -> list[SupportNote]:
    """Oldest first, without those taken back."""
    events = await events_of(store, stream_of(task_id), calendar)
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

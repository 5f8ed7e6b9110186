"""Evidence: the files attached to an item's reports, and which of its events stand."""

from collections.abc import Iterable

from bot.domain.assignment import Event, Kind


def evidence(events: Iterable[Event]) -> tuple[str, ...]:
    """sha256 of each file once, in order of arrival, without the files of undone events."""
    return tuple(dict.fromkeys(file for event in standing(events) for file in event.files))


def standing(events: Iterable[Event]) -> list[Event]:
    """The events that no later one took back. What one act did is taken back together: an answer for another unit
    also gave the item back (actions/undo.py)."""
    found: list[Event] = []
    for event in events:
        if event.kind is not Kind.UNDONE:
            found.append(event)
            continue
        undone = found.pop()
        while undone.kind.value != event.data.get("undoes", undone.kind.value):
            undone = found.pop()
    return found

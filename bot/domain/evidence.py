"""Evidence: the files attached to an item's reports."""

from collections.abc import Iterable

from bot.domain.assignment import Event, Kind


def standing(events: Iterable[Event]) -> list[Event]:
    """Without what was undone, and without the undoing."""
    found: list[Event] = []
    for event in events:
        if event.kind is Kind.UNDONE:  # undoes the event before it, see actions/undo.py
            found.pop()
        else:
            found.append(event)
    return found


def evidence(events: Iterable[Event]) -> tuple[str, ...]:
    """sha256 of each file once, in order of arrival, without the files of undone events."""
    return tuple(dict.fromkeys(file for event in standing(events) for file in event.files))

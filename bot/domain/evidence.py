"""Evidence: the files attached to an item's reports."""

from collections.abc import Iterable

from bot.domain.assignment import Event, Kind


def evidence(events: Iterable[Event]) -> tuple[str, ...]:
    """sha256 of each file once, in order of arrival, without the files of undone events."""
    standing: list[Event] = []
    for event in events:
        if event.kind is Kind.UNDONE:  # undoes the event before it, see actions/undo.py
            standing.pop()
        else:
            standing.append(event)
    return tuple(dict.fromkeys(file for event in standing for file in event.files))

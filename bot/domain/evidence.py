"""Evidence: the files that came with what was said about an item."""

from collections.abc import Iterable

from bot.domain.assignment import Event, Kind


def evidence(events: Iterable[Event]) -> tuple[str, ...]:
    """sha256 of each file once, in the order in which they came; none of what was taken back."""
    standing: list[Event] = []
    for event in events:
        if event.kind is Kind.UNDONE:  # takes back the event before it, see actions/undo.py
            standing.pop()
        else:
            standing.append(event)
    return tuple(dict.fromkeys(file for event in standing for file in event.files))

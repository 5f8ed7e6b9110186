"""Evidence: the files attached to an item's reports, and which of its events stand."""

from collections.abc import Iterable, Mapping

from bot.domain.assignment import Event, Kind


def evidence(events: Iterable[Event]) -> tuple[str, ...]:
    """sha256 of each file once, in order of arrival, without the files of undone events."""
    return tuple(dict.fromkeys(file for event in standing(events) for file in event.files))


def standing(events: Iterable[Event]) -> list[Event]:
    """The events that no later one took back. What one act did is taken back together: an answer for another unit
    also gave the item back (actions/undo.py)."""
    found: dict[int, Event] = {}
    for version, event in enumerate(events, 1):
        if event.kind is not Kind.UNDONE:
            found[version] = event
        elif versions := undone_versions(event):
            found = {place: one for place, one in found.items() if place not in versions}
        else:  # written before the versions were
            _take_last(found, str(event.data.get("undoes", "")))
    return list(found.values())


def undone_versions(event: Event) -> frozenset[int]:
    """The places in their stream of the events that an UNDONE event takes back; none in those of early versions."""
    return versions_in(event.data)


def versions_in(data: Mapping[str, object]) -> frozenset[int]:
    versions = data.get("versions", ())
    assert isinstance(versions, list | tuple)
    return frozenset(int(version) for version in versions)


def _take_last(found: dict[int, Event], kind: str) -> None:
    _, undone = found.popitem()
    while kind and undone.kind.value != kind:
        _, undone = found.popitem()

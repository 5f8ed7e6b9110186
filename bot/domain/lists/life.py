"""A list's life: handed in, its items done, opened again, left out. The list is the fold of its events (ADR 0072)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import cast

from bot.domain.assignment import Event, Kind
from bot.domain.evidence import undone_versions
from bot.domain.lists.work_list import ListedItem, WorkList

PREFIX = "list:"


def stream_of(list_id: str) -> str:
    return f"{PREFIX}{list_id}"


def list_of(stream: str) -> str:
    """The list whose stream it is; "" for any other stream."""
    return stream.removeprefix(PREFIX) if stream.startswith(PREFIX) else ""


@dataclass(frozen=True, slots=True)
class TotalChange:
    """How many items count, before and after: 12 → 11. `excused` are those that no longer count since, each with its
    reason; `reason` is what was said of the change as a whole."""

    day: date
    by: str  # a person's id; "" for the command line
    before: int
    after: int
    excused: tuple[ListedItem, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ListLife:
    """`version`: number of the stream's events. `handed_in`: the version of the file that the items stand in."""

    worklist: WorkList
    version: int
    handed_in: int
    totals: tuple[TotalChange, ...]


def fold_list(list_id: str, events: Sequence[Event]) -> ListLife | None:
    """All events of the stream, oldest first; None where the file that began it was taken back."""
    gone = {version for one in events if one.kind is Kind.UNDONE for version in undone_versions(one)}
    found: ListLife | None = None
    for version, event in enumerate(events, 1):
        if event.kind is Kind.UNDONE or version in gone:
            continue
        if event.kind is Kind.LISTED:
            after, handed_in = list_from(list_id, event.data), version
        elif found:
            after, handed_in = changed(found.worklist, event), found.handed_in
        else:
            continue
        totals = _totals(found, after, event) if found else ()
        found = ListLife(after, version, handed_in, totals)
    return found and replace(found, version=len(events))


def _totals(before: ListLife, after: WorkList, event: Event) -> tuple[TotalChange, ...]:
    was, now = _counted(before.worklist), _counted(after)
    if was == now:
        return before.totals
    left = {one.id for one in before.worklist.items if one.excused is not None}
    excused = tuple(one for one in after.items if one.excused is not None and one.id not in left)
    reason = str(event.data.get("reason", ""))
    return (*before.totals, TotalChange(event.day, event.by, was, now, excused, reason))


def _counted(worklist: WorkList) -> int:
    return sum(one.excused is None for one in worklist.items)


def changed(worklist: WorkList, event: Event) -> WorkList:
    """What an event about some of its items makes of the list."""
    ids = ids_in(event.data)
    change = CHANGES[event.kind]
    items = tuple(change(one, event.data) if one.id in ids else one for one in worklist.items)
    return replace(worklist, items=items)


def ids_in(data: Mapping[str, object]) -> frozenset[str]:
    """The items that an event is about."""
    return frozenset(map(str, cast(Iterable[object], data["items"])))


CHANGES: Mapping[Kind, Callable[[ListedItem, Mapping[str, object]], ListedItem]] = {
    Kind.ITEMS_DONE: lambda item, data: replace(item, done=_day(data["done"]), excused=None),
    Kind.ITEMS_OPENED: lambda item, data: replace(item, done=None, excused=None),
    Kind.ITEMS_EXCUSED: lambda item, data: replace(item, excused=str(data["reason"])),
    Kind.ITEMS_PROGRESSED: lambda item, data: replace(item, percent=Decimal(str(data["percent"]))),
}


def list_data(worklist: WorkList) -> dict[str, object]:
    """What a LISTED event keeps of the list."""
    return {
        "title": worklist.title,
        "task": worklist.task,
        "milestone": worklist.milestone,
        "due": worklist.due.isoformat() if worklist.due else None,
        "listed": [_item_data(one) for one in worklist.items],
    }


def _item_data(item: ListedItem) -> dict[str, object]:
    return {
        "id": item.id,
        "name": item.name,
        "place": item.place,
        "due": item.due.isoformat() if item.due else None,
        "percent": None if item.percent is None else str(item.percent),
        "done": item.done.isoformat() if item.done else None,
        "excused": item.excused,
    }


def list_from(list_id: str, data: Mapping[str, object]) -> WorkList:
    rows = cast(Iterable[Mapping[str, object]], data["listed"])
    return WorkList(
        list_id,
        str(data["title"]),
        str(data["task"]),
        str(data["milestone"]),
        _day(data["due"]),
        tuple(map(_item_from, rows)),
    )


def _item_from(row: Mapping[str, object]) -> ListedItem:
    percent, excused = row["percent"], row["excused"]
    return ListedItem(
        str(row["id"]),
        str(row["name"]),
        str(row["place"]),
        _day(row["due"]),
        None if percent is None else Decimal(str(percent)),
        _day(row["done"]),
        None if excused is None else str(excused),
    )


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def handed_in_over(before: WorkList | None, file: WorkList) -> WorkList:
    """A file laid over what the list has become: what people said in chat stays where the file says nothing."""
    known = {one.id: one for one in before.items} if before else {}
    return replace(file, items=tuple(_kept(known.get(one.id), one) for one in file.items))


def _kept(before: ListedItem | None, item: ListedItem) -> ListedItem:
    if before is None:
        return item
    excused = before.excused if item.excused is None and not item.done else item.excused
    percent = before.percent if item.percent is None else item.percent
    return replace(item, done=item.done or before.done, excused=excused, percent=percent)

"""What a milestone's lists mean for a unit's share of it: how much is done, and whether it may be submitted: when all
of them are done, or the words name what is still open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.assignment import Assignment
from bot.domain.language.listed import names_all
from bot.domain.lists.life import ListLife
from bot.domain.lists.shares import part_of
from bot.domain.lists.standing import standing
from bot.domain.lists.work_list import ListedItem, WorkList
from bot.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class OpenPart:
    """A unit's part of a list, with the items of it that are open."""

    worklist: WorkList
    open_items: tuple[ListedItem, ...]


def unit_parts(lists: Iterable[ListLife], milestone: str, unit: str, plan: Plan) -> Iterator[WorkList]:
    """What the unit has of the lists of a milestone."""
    for life in lists:
        if life.worklist.milestone == milestone and (part := part_of(life.worklist, [unit], plan)):
            yield part


def counted_percent(parts: Iterable[WorkList], today: date) -> int | None:
    """Whole, and 100 only when all is done; None where nothing counts."""
    figures = [standing(part, today).figures for part in parts]
    counted = sum(one.counted for one in figures)
    return 100 * sum(one.done for one in figures) // counted if counted else None


def with_list_percent(a: Assignment, lists: Iterable[ListLife], plan: Plan, today: date) -> Assignment:
    """A percent that was said stands until another unit closes an item: then the list says how much is done."""
    if a.percent is None or a.recurring or not a.running:
        return a
    percent = counted_percent(unit_parts(lists, a.milestone, a.unit, plan), today)
    return a if percent in (None, a.percent) else replace(a, percent=percent)


def open_unnamed(
    lists: Iterable[ListLife], milestone: str, unit: str, words: str, plan: Plan
) -> tuple[OpenPart, ...]:
    """Parts with items that are open and that the words do not name."""
    parts = (OpenPart(one, one.open_items) for one in unit_parts(lists, milestone, unit, plan))
    return tuple(
        one for one in parts if one.open_items and not names_all(words, one.worklist, one.open_items)
    )

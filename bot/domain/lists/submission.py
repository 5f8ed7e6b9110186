"""Whether a milestone may be submitted: when all of its lists are done, or the words name what is still open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.language.listed import names_all
from bot.domain.lists.life import ListLife
from bot.domain.lists.shares import part_of
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


def open_unnamed(
    lists: Iterable[ListLife], milestone: str, unit: str, words: str, plan: Plan
) -> tuple[OpenPart, ...]:
    """Parts with items that are open and that the words do not name."""
    parts = (OpenPart(one, one.open_items) for one in unit_parts(lists, milestone, unit, plan))
    return tuple(
        one for one in parts if one.open_items and not names_all(words, one.worklist, one.open_items)
    )

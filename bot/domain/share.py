"""One unit's share of a task: how far it is, and what it said last."""

from dataclasses import dataclass
from datetime import date

from bot.domain.plan import UnitRole
from bot.domain.reported import Figure
from bot.domain.summary import Item


@dataclass(frozen=True, slots=True)
class Share:
    """`worst`: of the unit's items in the task the one with the gravest light, of equals the earliest. `figures`: read
    for lead and joint units only."""

    unit: str
    role: UnitRole
    worst: Item
    items: tuple[int, ...]
    words: str = ""
    day: date | None = None  # of the words
    figures: tuple[Figure, ...] = ()

    @property
    def of_county(self) -> bool:
        return self.role is UnitRole.LOCAL

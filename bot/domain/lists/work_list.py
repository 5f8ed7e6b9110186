"""A list and its items as they stand: the fold of the list's events, see bot.domain.lists.life."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An enterprise, project or work. `percent` is what was reported about it and decides nothing: it is done on the
    day of `done`. `excused` is why it does not count (关停、搬迁): None where it counts, "" where nobody said why."""

    id: str
    name: str
    place: str = ""  # a county; "" where it lies in none
    due: date | None = None  # its own; the list's where it has none
    percent: Decimal | None = None  # 0 to 100
    done: date | None = None
    excused: str | None = None


@dataclass(frozen=True, slots=True)
class WorkList:
    """`due` is the list's day; its milestone's where the file names none. `items` are in the order of the file, each id
    once."""

    id: str
    title: str
    task: str
    milestone: str
    due: date | None
    items: tuple[ListedItem, ...]

    def due_of(self, item: ListedItem) -> date | None:
        return item.due or self.due

    def item(self, id_: str) -> ListedItem | None:
        return next((one for one in self.items if one.id == id_), None)

    @property
    def open_items(self) -> tuple[ListedItem, ...]:
        """Neither done nor excused."""
        return tuple(one for one in self.items if not one.done and one.excused is None)

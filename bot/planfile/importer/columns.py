"""The columns of a table of tasks: what each is about, and the cells of a row by it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.planfile.importer.document import TableRow
from bot.planfile.importer.normalize import folded, tidied
from bot.planfile.importer.verbs import ClausePart


class Column(StrEnum):
    NUMBER = "number"
    GROUP = "group"
    TITLE = "title"
    TEXT = "text"
    LEAD = "lead"
    SUPPORT = "support"
    ANSWER = "answer"
    TIME = "time"
    ASIDE = "aside"  # persons, remarks, places, amounts: asked about once a column


PARTS = {
    Column.LEAD: ClausePart.LEAD,
    Column.SUPPORT: ClausePart.SUPPORT,
    Column.ANSWER: ClausePart.ANSWER,
}


@dataclass(frozen=True, slots=True)
class Layout:
    """`meanings`: one a column. `labels`: their headers. `header`: rows above the first task. `first_leads`: the header
    says that the first unit named leads. `guessed`: columns of units of which no header says the role.
    `tells_problems`: what is wrong stands in place of what is to be done."""

    meanings: tuple[Column, ...]
    labels: tuple[str, ...]
    header: int
    first_leads: bool = False
    guessed: frozenset[int] = frozenset()
    tells_problems: bool = False

    @property
    def is_of_tasks(self) -> bool:
        return bool(set(self.meanings) & PARTS.keys()) and bool(
            set(self.meanings) & {Column.TITLE, Column.TEXT}
        )

    def cells(self, row: TableRow, *columns: Column) -> Iterator[tuple[int, str]]:
        """Places and raw texts of the filled cells; a cell merged over several columns stands once."""
        before = ""
        for at, text in enumerate(row.texts[: len(self.meanings)]):
            is_wanted = self.meanings[at] in columns
            if is_wanted and tidied(text) and text != before:
                yield at, text
            before = text if is_wanted else ""

    def fresh(self, row: TableRow, above: TableRow) -> list[int]:
        """Places of the filled cells that are not merged with the row above."""
        return [
            at
            for at, cell in enumerate(row.cells)
            if tidied(cell.text) and not (at < len(above.cells) and above.cells[at] is cell)
        ]

    def text(self, row: TableRow, column: Column) -> str:
        return next((tidied(text) for _, text in self.cells(row, column)), "")


def label_of(cell: str) -> str:
    return folded(tidied(cell)).replace(" ", "")


def distinct(row: TableRow) -> list[str]:
    return list(dict.fromkeys(filter(None, map(tidied, row.texts))))

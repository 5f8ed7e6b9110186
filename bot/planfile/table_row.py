"""A row of a table, and why a file is no table."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.planfile.problems import FilePlace, Flaw

MOST_ROWS = 500_000
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Row:
    """`line`: where it begins in the file, counted from 1. `cells`: stripped text, empty where there is none."""

    line: int
    cells: tuple[str, ...]


class NoTable(Exception):
    """The bytes are no table; the flaw says why."""

    def __init__(self, code: str, args: Mapping[str, object] | None = None, line: int = 1) -> None:
        super().__init__(code)
        self.flaw = Flaw(FilePlace(line), code, args or {})


def refuse_too_many(line: int) -> None:
    if line > MOST_ROWS:
        raise NoTable("table_too_long", {"most": MOST_ROWS}, line)

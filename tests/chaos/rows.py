"""Rows of a part of `make chaos`, and their table."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.results import renew

RESULTS = Path(__file__).with_name("results.md")
WIDTH = 84


@dataclass(frozen=True)
class Row:
    """How many of how many were found or came through."""

    fault: str
    done: int
    of: int

    @property
    def ok(self) -> bool:
        return self.done == self.of > 0


def table(rows: Sequence[Row]) -> str:
    head = [
        f"| {'fault':<{WIDTH}} | {'of':>5} | {'came through':>12} | {'':<6} |",
        f"| {'-' * WIDTH} | {'-' * 5} | {'-' * 12} | {'-' * 6} |",
    ]
    return "\n".join(head + [_line(row) for row in rows])


def _line(row: Row) -> str:
    verdict = "ok" if row.ok else "BROKEN"
    return f"| {row.fault:<{WIDTH}} | {row.of:>5} | {row.done:>12} | {verdict:<6} |"


def shown(title: str, note: str, rows: Sequence[Row]) -> bool:
    """Prints the table and renews its section of the results. True where every row holds."""
    print(table(rows))
    renew(RESULTS, title, note, table(rows))
    return all(row.ok for row in rows)

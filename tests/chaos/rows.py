"""Rows of a part of `make chaos`, their table, and the file of results, a section a part."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

RESULTS = Path(__file__).with_name("results.md")
SECTION = re.compile(r"(?m)^(?=# )")
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
    renew(title, note, table(rows))
    return all(row.ok for row in rows)


def renew(title: str, note: str, text: str, file: Path = RESULTS) -> None:
    """Replaces the section of that title, or adds it at the end. Without a note (machine and date) nothing is
    written: a trial run leaves the results as they are."""
    if not note:
        return
    found = SECTION.split(file.read_text(encoding="utf-8")) if file.exists() else []
    fresh = f"# {title}\n\n{note}\n\n{text}\n"
    sections = [one for one in found if one.strip()]
    place = next((n for n, one in enumerate(sections) if one.startswith(f"# {title}\n")), len(sections))
    sections[place : place + 1] = [fresh]
    file.write_text("\n".join(one.strip() + "\n" for one in sections), encoding="utf-8")

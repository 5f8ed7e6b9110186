"""plan/tickets.yaml → the sources and pollutants of tickets. An office's own file adds to what is shipped; of the same
name its own counts."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from bot.domain.tickets.ticket_rules import Source, TicketMeasure
from bot.i18n import Language
from bot.planfile.checks import twice
from bot.planfile.problems import Flaw
from bot.planfile.scalars import FileRow, Id, Text, Yes
from bot.planfile.validate import read_text
from bot.planfile.yaml import load_rows
from bot.planfile.yaml_tree import Tree


class SourceRow(FileRow):
    name: Text
    words: list[Text] = Field(default=[])
    measured: Yes = True
    clue: Yes = False


class MeasureRow(FileRow):
    code: Id
    name: Text
    words: list[Text] = Field(default=[])
    unit: Text


class TicketFileRow(FileRow):
    sources: list[SourceRow] = Field(default=[])
    pollutants: list[MeasureRow] = Field(default=[])


def read_ticket_file(
    shipped: Path, own: Path | None, language: Language
) -> tuple[tuple[Source, ...], tuple[TicketMeasure, ...]]:
    """Raises Invalid with every mistake of the first file that has any."""
    files = [_read(file, language) for file in (shipped, own) if file]
    sources = {row.name: row for file in files for row in file.sources}
    measures = {row.code: row for file in files for row in file.pollutants}
    return (
        tuple(Source(one.name, tuple(one.words), one.measured, one.clue) for one in sources.values()),
        tuple(TicketMeasure(one.code, one.name, tuple(one.words), one.unit) for one in measures.values()),
    )


def _read(file: Path, language: Language) -> TicketFileRow:
    return load_rows(TicketFileRow, read_text(file, language), str(file), language, _check)


def _check(tree: Tree) -> Iterator[Flaw]:
    yield from twice(tree, "sources", "*", "name")
    yield from twice(tree, "pollutants", "*", "code")

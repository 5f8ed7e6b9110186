"""Questions that the importer could not decide. The codes are those of planfile/questions.py."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where in a table, both counted from 1; `column`: its header, "" for the whole row."""

    table: int
    row: int
    column: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    code: str
    about: str
    line: int
    task: str = ""
    cell: CellPlace | None = None


@dataclass
class Doubts:
    all: dict[Doubt, None] = field(default_factory=dict)  # in the order of asking, each once

    def ask(self, code: str, about: str, line: int, task: str = "", cell: CellPlace | None = None) -> None:
        self.all[Doubt(code, about, line, task, cell)] = None

"""The content of a clause, name by name, before roles are decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.planfile.importer.names import Named
from bot.planfile.importer.open_questions import CellPlace
from bot.planfile.importer.verbs import ClausePart


@dataclass(frozen=True, slots=True)
class Reading:
    """How the names of this document are read: its own places, its abbreviations, whether the central government
    issued it."""

    places: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    central: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """Words among responsible units that could not be read, for a question; line 0: the task's."""

    phrase: str
    line: int = 0
    cell: CellPlace | None = None


@dataclass
class ParsedClause:
    """Names of one clause with what is said of each; roles are not decided yet."""

    parts: dict[ClausePart, list[Named]] = field(default_factory=lambda: {part: [] for part in ClausePart})
    onward: list[tuple[ClausePart, Named]] = field(default_factory=list)  # for every task from here on
    first_leads: bool = False
    sole_leads: bool = False
    open_ended: bool = False  # 等, 有关部门: there are more than are named
    time: str = ""
    odd: list[Unread] = field(default_factory=list)
    unsure: list[Unread] = field(default_factory=list)  # units whose role an unknown label or verb says
    spelled: list[tuple[str, str]] = field(default_factory=list)  # abbreviation, full name
    spoken: bool = False  # a verb or a label was there

    @property
    def units(self) -> list[Named]:
        return [one for part in ClausePart for one in self.parts[part]]

    @property
    def is_clause(self) -> bool:
        return self.spoken and bool(self.units or self.onward or self.open_ended)

    def placed(self, line: int, cell: CellPlace | None = None) -> None:
        """Its questions say where in the document they arise."""
        self.odd = [replace(one, line=line, cell=cell) for one in self.odd]
        self.unsure = [replace(one, line=line, cell=cell) for one in self.unsure]


@dataclass(frozen=True, slots=True)
class DocumentClause:
    """From `start` to `end` of its paragraph, brackets included. `heads`: what the units do stands behind it."""

    start: int
    end: int
    said: ParsedClause
    heads: bool = False


def merged(first: ParsedClause, second: ParsedClause) -> ParsedClause:
    """Two clauses of one piece of work: 牵头单位：… on one line, 配合单位：… on the next."""
    parts = {part: [*first.parts[part], *second.parts[part]] for part in first.parts}
    return ParsedClause(
        parts=parts,
        onward=first.onward + second.onward,
        first_leads=first.first_leads or second.first_leads,
        sole_leads=first.sole_leads or second.sole_leads,
        open_ended=first.open_ended or second.open_ended,
        time="，".join(filter(None, (first.time, second.time))),
        odd=first.odd + second.odd,
        unsure=first.unsure + second.unsure,
        spelled=first.spelled + second.spelled,
        spoken=True,
    )

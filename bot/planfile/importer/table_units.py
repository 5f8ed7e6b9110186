"""The units of a table's row: from all its columns of units, without the people who stand beside them."""

from dataclasses import dataclass, field

from bot.planfile.importer.columns import PARTS, Layout
from bot.planfile.importer.document import TableRow
from bot.planfile.importer.normalize import folded, tidied
from bot.planfile.importer.open_questions import CellPlace
from bot.planfile.importer.parsed_clause import ParsedClause, Reading, Unread, merged
from bot.planfile.importer.persons import without_persons
from bot.planfile.importer.roles import read_cell, rules_in
from bot.planfile.importer.roles_assigned import is_local
from bot.planfile.importer.unit_list import NOBODY
from bot.planfile.importer.verbs import ClausePart


@dataclass
class UnitCells:
    """`persons`: those left out, by column, with the row in which the first of them stands."""

    table: int
    sheet: str
    reading: Reading
    persons: dict[int, tuple[TableRow, list[str]]] = field(default_factory=dict)

    def place(self, row: TableRow, column: str = "") -> CellPlace | None:
        return CellPlace(self.table, row.number, column, self.sheet) if self.table and row.number else None

    def read(self, row: TableRow, layout: Layout) -> ParsedClause | None:
        """None where nobody is named."""
        said: ParsedClause | None = None
        for column, part in PARTS.items():
            for at, cell in layout.cells(row, column):
                if folded(tidied(cell)) in NOBODY:
                    continue
                # 牵头部门（第一个为牵头）: who else stands there does not lead
                own_rule = rules_in(layout.labels[at])[0]
                one = self._cell(row, at, cell, ClausePart.ANSWER if own_rule else part)
                one.placed(row.line, self.place(row, layout.labels[at]))
                if layout.first_leads:
                    _let_first_lead(one)
                said = merged(said, one) if said else one
        return said

    def _cell(self, row: TableRow, at: int, cell: str, part: ClausePart) -> ParsedClause:
        found = without_persons(cell)
        if found.text and found.persons:
            self.persons.setdefault(at, (row, []))[1].extend(found.persons)
        if found.persons and not found.text:  # 市委副书记 alone is no 市委
            return ParsedClause(spoken=True, odd=[Unread(tidied(cell))])
        return read_cell(found.text or cell, part, self.reading)


def _let_first_lead(said: ParsedClause) -> None:
    """By the header of this table; counties do the work at home and do not count."""
    answer = said.parts[ClausePart.ANSWER]
    units = [one for one in answer if not is_local(one)]
    if units and not said.parts[ClausePart.LEAD]:
        said.parts[ClausePart.LEAD] = units[:1]
        said.parts[ClausePart.SUPPORT] = [*units[1:], *said.parts[ClausePart.SUPPORT]]
        said.parts[ClausePart.ANSWER] = [one for one in answer if is_local(one)]

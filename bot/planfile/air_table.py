"""A table of daily air readings → readings and findings: what is wrong in which line and column.

A row with a bad date or place is not used; another bad cell is an empty one, and the rest of its row is used.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.domain.air.air_reading import WHOLE_CITY, AirReading
from bot.domain.air.pollutant import POLLUTANTS
from bot.domain.plan import Finding, Level, Plan, UnitKind
from bot.planfile.air_cells import CellReading, Reader, cell_readers
from bot.planfile.table import Header, Spellings
from bot.planfile.table_row import Row

SPELLINGS: Spellings = {
    "date": ("日期", "监测日期"),
    "place": ("地区", "县区", "县市区"),
    "so2": ("二氧化硫",),
    "no2": ("二氧化氮",),
    "pm10": ("可吸入颗粒物",),
    "pm25": ("PM2.5", "细颗粒物"),
    "co": ("一氧化碳",),
    "o3": ("O3-8h", "臭氧", "臭氧8小时"),
    "aqi": ("空气质量指数",),
    "note": ("备注",),
    "status": ("状态",),
    "recorded": ("录入时间",),
}
REQUIRED = ("date", "place")
MEASURED = (*POLLUTANTS, "aqi")

LEVELS: Mapping[str, Level] = {
    "bad_date": Level.ERROR,
    "unknown_place": Level.ERROR,
    "bad_number": Level.ERROR,
    "co_unit": Level.ERROR,
    "unknown_status": Level.ERROR,
    "negative": Level.WARNING,
    "note_unclear": Level.WARNING,
    "unknown_column": Level.WARNING,
}


@dataclass(frozen=True, slots=True)
class AirTable:
    """`readings`: of every row that can be used, versions of the same day included."""

    readings: tuple[AirReading, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Column:
    """Remembers what it has read: a year of readings repeats a few hundred texts."""

    index: int  # -1 where the table has no such column
    heading: str
    read: Reader
    known: dict[str, CellReading] = field(default_factory=dict)

    def cell(self, row: Row) -> CellReading:
        text = row.cells[self.index] if -1 < self.index < len(row.cells) else ""
        if text not in self.known:
            self.known[text] = self.read(text)
        return self.known[text]

    def finding(self, cell: CellReading, row: Row) -> Finding:
        args = {"column": self.index + 1, "heading": self.heading, **cell.args}
        return Finding(LEVELS[cell.code], cell.code, row.line, args)


def read_air_table(header: Header, head: Row, rows: Sequence[Row], plan: Plan, zone: ZoneInfo) -> AirTable:
    """`head`: the row of headings. `zone`: of moments that name none."""
    columns = {
        name: _column(name, header, head, read) for name, read in cell_readers(_places(plan), zone).items()
    }
    findings = [_unknown_column(header, head, heading) for heading in header.unknown]
    readings = []
    for row in rows:
        cells = {name: column.cell(row) for name, column in columns.items()}
        findings += [columns[name].finding(cell, row) for name, cell in cells.items() if cell.code]
        if not any(cells[name].code for name in ("date", "place", "recorded")):
            readings.append(_reading(cells, row.line))
    return AirTable(tuple(readings), tuple(findings))


def _places(plan: Plan) -> Sequence[str]:
    return [*(unit.name for unit in plan.units if unit.kind is UnitKind.COUNTY), WHOLE_CITY]


def _column(name: str, header: Header, head: Row, read: Reader) -> _Column:
    index = header.at.get(name, -1)
    return _Column(index, head.cells[index] if index >= 0 else name, read)


def _unknown_column(header: Header, head: Row, heading: str) -> Finding:
    known = [name for name in SPELLINGS if name not in header.at]
    args = {"column": head.cells.index(heading) + 1, "heading": heading, "known": known}
    return Finding(LEVELS["unknown_column"], "unknown_column", head.line, args)


def _reading(cells: Mapping[str, CellReading], line: int) -> AirReading:
    return AirReading(
        day=cells["date"].value,
        place=cells["place"].value,
        values=tuple(cells[one].value for one in POLLUTANTS),
        aqi=cells["aqi"].value,
        dust=cells["note"].value is True,
        audited=cells["status"].value is True,
        recorded=cells["recorded"].value,
        line=line,
    )

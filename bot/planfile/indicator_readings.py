"""Readings of indicators from a table: date, task, name, value, unit, and perhaps total, place, note, when entered.

A row that cannot be read is a finding with its line and column, and is not used; all of a file's are told at once.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.domain.indicators.indicator_reading import BASE, CITY, IndicatorReading, measured_indicators
from bot.domain.plan import Finding, Level, Plan, UnitKind
from bot.planfile.recorded import NotATime, read_recorded
from bot.planfile.scalars import NUMBER
from bot.planfile.table import Header
from bot.planfile.table_cells import day_in
from bot.planfile.table_row import Row

INDICATOR_COLUMNS = {
    "date": ("日期",),
    "task": ("任务",),
    "name": ("指标",),
    "value": ("数值",),
    "unit": ("单位",),
    "of": ("总数",),
    "place": ("地区",),
    "note": ("备注",),
    "recorded": ("录入时间",),
}
INDICATOR_NEEDS = ("date", "task", "name", "value", "unit")
NO_VALUE = frozenset(("", "-", "—", "NA"))
THOUSANDS = ","


@dataclass(slots=True)
class IndicatorTable:
    """What a file says. `bad`: findings about its form, whatever the day they are about."""

    readings: list[IndicatorReading] = field(default_factory=list)
    bad: list[Finding] = field(default_factory=list)


class _Unusable(Exception):
    def __init__(self, code: str, column: str, word: str, known: Sequence[str] = ()) -> None:
        super().__init__(code)
        self.code, self.column, self.word, self.known = code, column, word, known


def indicator_readings(rows: Sequence[Row], header: Header, plan: Plan, zone: ZoneInfo) -> IndicatorTable:
    """`rows`: those below the headings. `zone`: of times that name none."""
    read = _Reader(header, plan, zone)
    found = IndicatorTable()
    for row in rows:
        try:
            found.readings.extend(read.reading(row))
        except _Unusable as why:
            args = {"word": why.word, "known": why.known, "column": header.place(row, why.column).column}
            found.bad.append(Finding(Level.ERROR, why.code, row.line, args))
    return found


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).strip()


class _Reader:
    def __init__(self, header: Header, plan: Plan, zone: ZoneInfo) -> None:
        self._header, self._plan, self._zone = header, plan, zone
        self._counties = [unit.name for unit in plan.units if unit.kind is UnitKind.COUNTY]
        self._keys: dict[str, dict[str, str]] = {}  # by task and name
        for task, one in measured_indicators(plan):
            self._keys.setdefault(task, {})[_plain(one.name)] = one.key

    def reading(self, row: Row) -> Iterator[IndicatorReading]:
        """None where the row has no value."""
        day = self._day(row)
        task, key = self._indicator(row)
        place = self._place(row)
        value = self._number(row, "value")
        recorded = self._recorded(row)
        if value is not None:
            unit, note = self._cell(row, "unit"), self._cell(row, "note")
            yield IndicatorReading(
                day, task, key, value, unit, self._number(row, "of") or None, place, note == BASE, recorded, row.line
            )  # fmt: skip

    def _cell(self, row: Row, column: str) -> str:
        return _plain(self._header.cell(row, column))

    def _day(self, row: Row) -> date:
        word = self._cell(row, "date")
        day = day_in(word)
        if day is None:
            raise _Unusable("bad_date", "date", word)
        return day

    def _recorded(self, row: Row) -> int | None:
        word = self._cell(row, "recorded")
        try:
            return read_recorded(word, self._zone) if word else None
        except NotATime:
            raise _Unusable("bad_date", "recorded", word) from None

    def _indicator(self, row: Row) -> tuple[str, str]:
        """Task and key."""
        number, name = self._cell(row, "task"), self._cell(row, "name")
        task = self._plan.task_by_number(number)
        known = self._keys.get(task.id, {}) if task else {}
        if task is None or name not in known:
            raise _Unusable("unknown_indicator", "name", f"{number} {name}", tuple(known))
        return task.id, known[name]

    def _place(self, row: Row) -> str:
        word = self._cell(row, "place")
        if word in ("", CITY):
            return ""
        if word not in self._counties:
            raise _Unusable("unknown_place", "place", word, self._counties)
        return word

    def _number(self, row: Row, column: str) -> Decimal | None:
        word = self._cell(row, column)
        if word in NO_VALUE:
            return None
        plain = word.removesuffix("%").replace(THOUSANDS, "")
        if not NUMBER.fullmatch(plain):
            raise _Unusable("bad_number", column, word)
        return Decimal(plain)

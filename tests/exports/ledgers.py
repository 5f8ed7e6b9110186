"""Ledgers of made-up rows, and their files read back by openpyxl."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from bot.cards.formatter import Formatter
from bot.context.ports import LedgerFile
from bot.domain.assignment import Assignment, State
from bot.domain.ledger import Dealings, LastReport, Ledger, LedgerRow
from bot.domain.light import Light
from bot.domain.plan import MilestoneKind, Strength, UnitRole
from bot.exports.ledger_xlsx import write_ledger
from tests.builders import ZH, calendar, instant, small_plan

TODAY = date(2024, 1, 11)
UNIT = "市城市管理局"


def assignment(id_: int, due: date = date(2023, 12, 31), **fields: Any) -> Assignment:
    known = Assignment(
        id=id_, task="1", milestone="1.1", unit=UNIT, role=UnitRole.LEAD, kind=MilestoneKind.RESULT,
        strength=Strength.MUST, period="", since=date(2023, 1, 1), until=due, due=due, first_due=due, planned=due,
        state=State.OPEN, version=1, holder=UNIT, holder_since=0, escalated_through=date(2023, 1, 1), light=Light.RED,
    )  # fmt: skip
    return replace(known, **fields)


def row(id_: int = 1, said: str | LastReport = "", number: str = "1.1", **fields: Any) -> LedgerRow:
    a = assignment(id_, **fields)
    last = said if isinstance(said, LastReport) else LastReport(TODAY, said) if said else None
    late = max((TODAY - a.due).days, 0) if a.running else 0
    return LedgerRow(
        a, number, "锅炉治理", "燃煤锅炉全部淘汰", "2023年年底前", 2, 1, "", False, late, Dealings(last=last)
    )


def ledger_of(*rows: LedgerRow) -> Ledger:
    return Ledger(
        plan_title="小城空气质量行动方案", plan_version="v1", office="市环委办", at=instant("2024-01-11", "23:59"),
        today=TODAY, scope="", scope_code="{}", golive=date(2023, 12, 1), first=date(2023, 1, 1), last=TODAY,
        rows=rows, tasks=(), sections=(),
    )  # fmt: skip


def written(ledger: Ledger) -> LedgerFile:
    fmt = Formatter(ZH, small_plan(), TODAY, calendar())
    return write_ledger(ledger, fmt, ledger.at)


@dataclass(frozen=True)
class SheetRead:
    """Rows by the name of the column; `sheet` is openpyxl's."""

    sheet: Any
    rows: Sequence[Mapping[str, Any]]


def read_back(body: bytes) -> dict[str, SheetRead]:
    book = load_workbook(BytesIO(body))
    return {sheet.title: SheetRead(sheet, _rows(sheet)) for sheet in book}


def _rows(sheet: Any) -> list[Mapping[str, Any]]:
    _, _, head, *rows = ([cell.value for cell in row] for row in sheet.iter_rows())
    return [dict(zip(head, row, strict=True)) for row in rows]

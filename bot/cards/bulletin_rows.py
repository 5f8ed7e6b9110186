"""The annexes of a bulletin: what is late, and each unit's figures."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from bot.cards.formatter import Formatter
from bot.domain.ledger import Ledger, LedgerRow
from bot.domain.ledger_figures import Figures, figures, figures_by, per_cent
from bot.domain.paper_fields import Cell
from bot.domain.papers import Rows

NOTHING_DUE = "—"  # neither 100 % nor 0 %
LATE_CELLS = (Cell.N, Cell.UNIT, Cell.TASK, Cell.ITEM, Cell.DUE, Cell.DAYS, Cell.PROGRESS)


def late_rows(fmt: Formatter, late: Sequence[LedgerRow]) -> Rows:
    ordered = sorted(late, key=lambda row: (row.a.due, fmt.place(row.a.unit)))
    rows: list[Mapping[str, str]] = [
        {
            Cell.N: str(n),
            Cell.UNIT: row.a.unit,
            Cell.TASK: row.number,
            Cell.ITEM: row.requirement or row.title,
            Cell.DUE: fmt.language.date(row.a.due),
            Cell.DAYS: str(row.days_late),
            Cell.PROGRESS: percent_of(row) if row.a.percent is not None else NOTHING_DUE,
        }
        for n, row in enumerate(ordered, 1)
    ]
    return tuple(rows) or (
        {cell.value: fmt.say("paper.none") if cell is Cell.UNIT else "" for cell in LATE_CELLS},
    )


def percent_of(row: LedgerRow) -> str:
    return f"{row.a.percent}%"


def unit_rows(fmt: Formatter, found: Ledger, *, counties: bool) -> Rows:
    """In the roster's order, those of which something was due or asked; the last row is the sum."""
    mine = found.of(row for row in found.rows if row.county is counties)
    by_unit = figures_by(mine, lambda row: row.a.unit)
    rows = [
        _unit_row(unit, one)
        for unit in fmt.plan.in_order(by_unit)
        if (one := by_unit[unit]).results.due or one.returns.asked
    ]
    return (*rows, _unit_row(fmt.say("paper.sum"), figures(mine, mine.rows)))


def _unit_row(unit: str, one: Figures) -> Mapping[str, str]:
    results, returns = one.results, one.returns
    return {
        Cell.UNIT: unit,
        Cell.RESULTS: str(results.due),
        Cell.ON_TIME: str(results.on_time),
        Cell.LATE: str(results.late),
        Cell.OPEN: str(results.open),
        Cell.IN_REVIEW: str(results.in_review),
        Cell.ON_TIME_RATE: rate(results.on_time_rate),
        Cell.DONE_RATE: rate(results.done_rate),
        Cell.RETURNS: str(returns.asked),
        Cell.FILED: str(returns.filed),
        Cell.FILED_RATE: rate(returns.on_time_rate),
    }


def rate(share: Fraction | None) -> str:
    """33.3%; a dash where nothing was due."""
    return NOTHING_DUE if share is None else f"{per_cent(share)}%"

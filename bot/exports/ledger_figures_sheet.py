"""指标和目标: how each stands of which something has been read, a row each; the Summary's own figures."""

from collections.abc import Iterator
from fractions import Fraction

from bot.cards.formatter import Formatter
from bot.cards.indicator_lines import level_text
from bot.cards.measured_lines import read_goals, read_indicators
from bot.domain.indicators.figures import IndicatorFigures
from bot.domain.ledger import Ledger
from bot.exports.ledger_columns import light_word
from bot.exports.ledger_titles import title_of
from bot.exports.sheet_table import CellKind, Cells, SheetColumn, SheetTable, shown

COLUMNS = (  # title, width, kind
    ("ledger.col.figure", 30.0, CellKind.TEXT),
    ("ledger.col.figure_of", 14.0, CellKind.TEXT),
    ("ledger.col.light", 6.0, CellKind.LIGHT),
    ("ledger.col.figure_day", 12.0, CellKind.DATE),
    ("ledger.col.figure_value", 12.0, CellKind.TEXT),
    ("ledger.col.figure_target", 12.0, CellKind.TEXT),
    ("ledger.col.figure_expected", 12.0, CellKind.TEXT),
    ("ledger.col.figure_said", 80.0, CellKind.TEXT),
)


def figure_sheets(ledger: Ledger, fmt: Formatter) -> tuple[SheetTable, ...]:
    """None before anything has been read."""
    rows = [*_goals(ledger, fmt), *_indicators(ledger, fmt)]
    if not rows:
        return ()
    columns = tuple(SheetColumn(fmt.say(key), width, kind) for key, width, kind in COLUMNS)
    name = fmt.say("ledger.sheet.figures")
    table = SheetTable(name, title_of(ledger, fmt, name), columns, lambda: iter(rows), len(rows), (0, 1), 2)
    return (table,)


def _goals(ledger: Ledger, fmt: Formatter) -> Iterator[Cells]:
    """Values of goals are days, and stand in the sentence."""
    for goal, text in read_goals(fmt, ledger):
        cut, name = fmt.say("ledger.cut"), fmt.say("ledger.figure_goal")
        yield name, goal.scope, light_word(fmt, goal.light), None, "", "", "", shown(text, cut)


def _indicators(ledger: Ledger, fmt: Formatter) -> Iterator[Cells]:
    for one, text in read_indicators(fmt, ledger):
        cut, of = fmt.say("ledger.cut"), fmt.number(one.task)
        last, light = one.last, light_word(fmt, one.light)
        value = _level(fmt, one, last.level if last else None)
        yield (
            one.indicator.name, of, light, last.day if last else None, value, _level(fmt, one, one.target),
            _level(fmt, one, one.expected), shown(text, cut),
        )  # fmt: skip


def _level(fmt: Formatter, one: IndicatorFigures, level: Fraction | None) -> str:
    return "" if level is None else level_text(fmt, one, level)

"""清单: the items of the lists that add up to milestones, a row each."""

from collections.abc import Iterator

from bot.cards.formatter import Formatter
from bot.cards.work_lists import LIST_REASON_KEYS
from bot.domain.ledger import Ledger
from bot.domain.lists.standing import standing
from bot.domain.lists.work_list import WorkList
from bot.exports.ledger_columns import light_word
from bot.exports.ledger_titles import title_of
from bot.exports.sheet_table import CellKind, Cells, SheetColumn, SheetTable, shown

COLUMNS = (  # title, width, kind
    ("ledger.col.list", 24.0, CellKind.TEXT),
    ("ledger.col.milestone", 10.0, CellKind.CODE),
    ("ledger.col.list_item", 8.0, CellKind.CODE),
    ("ledger.col.list_name", 30.0, CellKind.TEXT),
    ("ledger.col.county", 18.0, CellKind.TEXT),
    ("ledger.col.list_due", 12.0, CellKind.DATE),
    ("ledger.col.light", 6.0, CellKind.LIGHT),
    ("ledger.col.list_state", 12.0, CellKind.TEXT),
    ("ledger.col.percent", 8.0, CellKind.SHARE),
    ("ledger.col.list_done", 12.0, CellKind.DATE),
    ("ledger.col.days_late", 10.0, CellKind.COUNT),
    ("ledger.col.list_excused", 36.0, CellKind.TEXT),
)


def list_sheets(ledger: Ledger, fmt: Formatter) -> tuple[SheetTable, ...]:
    """None where there is no list."""
    if not ledger.lists:
        return ()
    rows = [row for one in ledger.lists for row in _rows(one, ledger, fmt)]
    columns = tuple(SheetColumn(fmt.say(key), width, kind) for key, width, kind in COLUMNS)
    name = fmt.say("ledger.sheet.lists")
    table = SheetTable(
        name, title_of(ledger, fmt, name), columns, lambda: iter(rows), len(rows), (0, 1, 2), 4
    )
    return (table,)


def _rows(worklist: WorkList, ledger: Ledger, fmt: Formatter) -> Iterator[Cells]:
    """In the order of the file, as of the ledger's day."""
    cut = fmt.say("ledger.cut")
    for item, stands in zip(worklist.items, standing(worklist, ledger.today).items, strict=True):
        yield (
            shown(worklist.title, cut),
            worklist.milestone,
            shown(item.id, cut),
            shown(item.name, cut),
            item.place,
            stands.due,
            light_word(fmt, stands.light),
            fmt.say(LIST_REASON_KEYS[stands.reason]),
            None if item.percent is None else float(item.percent / 100),
            item.done if item.done and item.done <= ledger.today else None,
            stands.days_late,
            shown(item.excused or "", cut),
        )

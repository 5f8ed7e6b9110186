"""The ledger as sheets: 例外清单, 督办台账, 分单位, 分县区, 分任务, 分部分, 缺报, 清单, 交办单, 应急.

A figure counts one thing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from bot.cards.formatter import Formatter
from bot.domain.ledger import Ledger, LedgerRow
from bot.domain.ledger_figures import Figures, figures, figures_by, returns_missing
from bot.domain.light import Light
from bot.domain.summary import Lights
from bot.exports.ledger_columns import ID, cells, columns, light_word
from bot.exports.ledger_figures_sheet import figure_sheets
from bot.exports.ledger_lists import list_sheets
from bot.exports.ledger_titles import title_of
from bot.exports.ledger_urgent import urgent_sheets
from bot.exports.sheet_table import Cell, CellKind, Cells, SheetColumn, SheetTable

NO_RATE = "—"  # nothing was due: neither 100 % nor 0 %
DASHED = (Light.RED, Light.YELLOW, Light.WHITE)

RESULT_KEYS = (
    "ledger.col.due_in_all", "ledger.col.on_time", "ledger.col.late", "ledger.col.open", "ledger.col.in_review",
)  # fmt: skip
RETURN_KEYS = (
    "ledger.col.asked", "ledger.col.filed", "ledger.col.filed_late", "ledger.col.not_due", "ledger.col.missing",
)  # fmt: skip


def tables(ledger: Ledger, fmt: Formatter) -> tuple[SheetTable, ...]:
    """In the order of the sheets, without 口径说明."""
    return (
        _rows(ledger, ledger.exceptions, fmt, "ledger.sheet.exceptions"),
        _rows(ledger, ledger.rows, fmt, "ledger.sheet.all"),
        _units(ledger, fmt),
        _counties(ledger, fmt),
        _tasks(ledger, fmt),
        _sections(ledger, fmt),
        _missing(ledger, fmt),
        *list_sheets(ledger, fmt),
        *urgent_sheets(ledger, fmt),
        *figure_sheets(ledger, fmt),
    )


def _rows(ledger: Ledger, rows: Sequence[LedgerRow], fmt: Formatter, name_key: str) -> SheetTable:
    def made() -> Iterator[Cells]:
        return (cells(row, n, fmt) for n, row in enumerate(rows, 1))

    return _table(ledger, fmt, name_key, columns(fmt), made, len(rows), (ID,), frozen=3)


def _table(
    ledger: Ledger,
    fmt: Formatter,
    name_key: str,
    columns: Iterable[SheetColumn],
    rows: Callable[[], Iterator[Cells]],
    n: int,
    key: tuple[int, ...],
    *,
    frozen: int = 1,
    sums: bool = False,
) -> SheetTable:
    name = fmt.say(name_key)
    title = title_of(ledger, fmt, name)
    return SheetTable(name, title, tuple(columns), rows, n, key, frozen, sums)


# ---- figures by unit, county, task and section


def _units(ledger: Ledger, fmt: Formatter) -> SheetTable:
    city = ledger.of(row for row in ledger.rows if not row.county)
    by_unit = figures_by(city, lambda row: row.a.unit)
    order = fmt.plan.in_order(by_unit)
    heads = [SheetColumn(fmt.say("ledger.col.unit"), 24)]
    return _figures(
        ledger, city, fmt, "ledger.sheet.units", heads, {(unit,): by_unit[unit] for unit in order}
    )


def _counties(ledger: Ledger, fmt: Formatter) -> SheetTable:
    local = ledger.of(row for row in ledger.rows if row.county)
    by_unit = figures_by(local, lambda row: row.a.unit)
    groups = {row.a.unit: row.group for row in local.rows}
    order = fmt.plan.in_order(by_unit)
    heads = [SheetColumn(fmt.say("ledger.col.county"), 18), SheetColumn(fmt.say("ledger.col.group"), 12)]
    named: dict[Cells, Figures] = {(unit, groups[unit]): by_unit[unit] for unit in order}
    return _figures(ledger, local, fmt, "ledger.sheet.counties", heads, named)


def _tasks(ledger: Ledger, fmt: Formatter) -> SheetTable:
    by_task = figures_by(ledger, lambda row: row.a.task)
    none = figures(ledger, ())
    heads = [
        SheetColumn(fmt.say("ledger.col.number"), 8, CellKind.CODE),
        SheetColumn(fmt.say("ledger.col.task"), 40),
        SheetColumn(fmt.say("ledger.col.light"), 6, CellKind.LIGHT),
        *_light_columns(fmt, "ledger.col.counties"),
    ]
    named: dict[Cells, Figures] = {
        (
            fmt.number(line.id),
            line.title,
            light_word(fmt, line.light),
            *_counts(line.counties, Light),
        ): by_task.get(line.id, none)
        for line in ledger.tasks
    }
    return _figures(ledger, None, fmt, "ledger.sheet.tasks", heads, named, lights=False)


def _sections(ledger: Ledger, fmt: Formatter) -> SheetTable:
    by_section = figures_by(ledger, lambda row: row.section)
    none = figures(ledger, ())
    heads = [
        SheetColumn(fmt.say("ledger.col.section"), 8, CellKind.COUNT),
        SheetColumn(fmt.say("ledger.col.section_title"), 32),
        *_light_columns(fmt, "ledger.col.tasks"),
    ]
    named: dict[Cells, Figures] = {
        (line.number, line.title, *_counts(line.tasks, Light)): by_section.get(line.number, none)
        for line in ledger.sections
    }
    return _figures(ledger, None, fmt, "ledger.sheet.sections", heads, named, lights=False)


def _figures(
    ledger: Ledger,
    summed: Ledger | None,
    fmt: Formatter,
    name_key: str,
    heads: Sequence[SheetColumn],
    named: Mapping[Cells, Figures],
    *,
    lights: bool = True,
) -> SheetTable:
    """`summed`: the last row sums up its rows, as values and not as formulas."""
    rows = [(*head, *_cells(one, lights=lights)) for head, one in named.items()]
    if summed is not None and rows:
        head = (fmt.say("ledger.sum"), *("" for _ in heads[1:]))
        rows.append((*head, *_sum(figures(summed, summed.rows), named.values())))
    found = (*heads, *_figure_columns(fmt, lights=lights))
    return _table(
        ledger,
        fmt,
        name_key,
        found,
        lambda: iter(rows),
        len(rows),
        (0,),
        sums=summed is not None and bool(rows),
    )


def _figure_columns(fmt: Formatter, *, lights: bool) -> Iterator[SheetColumn]:
    for key in RESULT_KEYS:
        yield SheetColumn(fmt.say(key), 9, CellKind.COUNT)
    yield SheetColumn(fmt.say("ledger.col.on_time_rate"), 9, CellKind.RATE)
    yield SheetColumn(fmt.say("ledger.col.done_rate"), 9, CellKind.RATE)
    for key in RETURN_KEYS:
        yield SheetColumn(fmt.say(key), 9, CellKind.COUNT)
    yield SheetColumn(fmt.say("ledger.col.filed_rate"), 9, CellKind.RATE)
    if lights:
        for light in DASHED:
            yield SheetColumn(light_word(fmt, light), 6, CellKind.COUNT)
    yield SheetColumn(fmt.say("ledger.col.extended"), 8, CellKind.COUNT)


def _light_columns(fmt: Formatter, key: str) -> Iterator[SheetColumn]:
    for light in Light:
        yield SheetColumn(fmt.say(key, light=light_word(fmt, light)), 7, CellKind.COUNT)


def _cells(one: Figures, *, lights: bool) -> Cells:
    results, returns = one.results, one.returns
    return (
        results.due,
        results.on_time,
        results.late,
        results.open,
        results.in_review,
        _rate(results.on_time_rate),
        _rate(results.done_rate),
        returns.asked,
        returns.filed,
        returns.filed_late,
        returns.not_due,
        returns.missing,
        _rate(returns.on_time_rate),
        *(_counts(one.lights, DASHED) if lights else ()),
        one.extensions,
    )


def _sum(whole: Figures, parts: Iterable[Figures]) -> Cells:
    """The rates of all; lights add up unit by unit, since each unit has its own light in a task."""
    lit = [one.lights for one in parts]
    found = _cells(whole, lights=False)
    return (*found[:-1], *(sum(lights[light] for lights in lit) for light in DASHED), found[-1])


def _counts(lights: Lights, which: Iterable[Light]) -> tuple[int, ...]:
    return tuple(lights[light] for light in which)


def _rate(rate: Fraction | None) -> Cell:
    return NO_RATE if rate is None else round(float(rate), 6)


# ---- 缺报


def _missing(ledger: Ledger, fmt: Formatter) -> SheetTable:
    """Each return that is past its day and not filed, of whatever period."""
    found = returns_missing(ledger)
    tasks: dict[tuple[str, str], list[str]] = {}
    for row in ledger.missed:
        tasks.setdefault((row.a.unit, row.a.period), []).append(fmt.number(row.a.task))
    rows: list[Cells] = [
        (
            n,
            one.unit,
            fmt.period(one.period),
            one.due,
            (ledger.today - one.due).days,
            one.overdue,
            fmt.language.list(dict.fromkeys(tasks[one.unit, one.period])),
        )
        for n, one in enumerate(found, 1)
    ]
    heads = (
        SheetColumn(fmt.say("ledger.col.n"), 6, CellKind.COUNT),
        SheetColumn(fmt.say("ledger.col.unit"), 24),
        SheetColumn(fmt.say("ledger.col.period"), 20),
        SheetColumn(fmt.say("ledger.col.return_due"), 12, CellKind.DATE),
        SheetColumn(fmt.say("ledger.col.return_late"), 10, CellKind.COUNT),
        SheetColumn(fmt.say("ledger.col.missing_items"), 10, CellKind.COUNT),
        SheetColumn(fmt.say("ledger.col.missing_tasks"), 60),
    )
    return _table(ledger, fmt, "ledger.sheet.missing", heads, lambda: iter(rows), len(rows), (1, 2), frozen=3)

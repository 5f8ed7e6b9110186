"""The columns of the ledger (督办台账) and of its list of exceptions, and each one's cell. The first 16 are printed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.cards.formatter import REASON_KEYS, ROLE_KEYS, Formatter
from bot.cards.period_names import period_name
from bot.domain.assignment import State
from bot.domain.ledger import LedgerRow
from bot.domain.light import Light
from bot.domain.measurements import Measurement, Verdict
from bot.domain.period_returns import Rhythm, rhythm_of
from bot.domain.plan import Strength, UnitRole
from bot.exports.sheet_table import Cell, CellKind, SheetColumn, shown, width
from bot.i18n import Language

LIGHT_WORD_KEYS = {
    Light.RED: "ledger.light.red",
    Light.YELLOW: "ledger.light.yellow",
    Light.WHITE: "ledger.light.white",
    Light.BLUE: "ledger.light.blue",
    Light.GREEN: "ledger.light.green",
    Light.GREY: "ledger.light.grey",
}
LEDGER_ROLE_KEYS = ROLE_KEYS | {UnitRole.JOINT: "ledger.role.joint"}
STRENGTH_KEYS = {
    Strength.MUST: "ledger.strength.must",
    Strength.STRIVE: "ledger.strength.strive",
    Strength.ENCOURAGE: "ledger.strength.encourage",
}
RHYTHM_KEYS = {
    Rhythm.MONTH: "ledger.every.month",
    Rhythm.QUARTER: "ledger.every.quarter",
    Rhythm.HALF_YEAR: "ledger.every.half_year",
    Rhythm.YEAR: "ledger.every.year",
    Rhythm.SEASON: "ledger.every.season",
}
STATE_KEYS = {
    State.PAST: "ledger.state.past",
    State.OPEN: "ledger.state.open",
    State.SUBMITTED: "ledger.state.submitted",
    State.REWORK: "ledger.state.rework",
    State.CLOSED: "ledger.state.closed",
    State.EXCUSED: "ledger.state.excused",
    State.SUSPENDED: "ledger.state.suspended",
}
VERDICT_KEYS = {Verdict.MET: "ledger.target_met", Verdict.MISSED: "ledger.target_missed"}


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    title_key: str
    width: float
    kind: CellKind
    cell: Callable[[LedgerRow, Formatter], Cell]
    printed: bool = True


def columns(fmt: Formatter) -> tuple[SheetColumn, ...]:
    return tuple(SheetColumn(fmt.say(c.title_key), _width(c, fmt), c.kind, c.printed) for c in LEDGER_COLUMNS)


def _width(column: LedgerColumn, fmt: Formatter) -> float:
    """A light's word stands on one line in every language."""
    if column.kind is not CellKind.LIGHT:
        return column.width
    return max(column.width, *(width(light_word(fmt, light)) + 2 for light in Light))


def cells(row: LedgerRow, n: int, fmt: Formatter) -> tuple[Cell, ...]:
    """One row; `n` is its running number."""
    cut = _word(fmt.language, "ledger.cut")
    found = (column.cell(row, fmt) for column in LEDGER_COLUMNS[1:])
    return (n, *(shown(cell, cut) if isinstance(cell, str) else cell for cell in found))


# ---- cells


@lru_cache(maxsize=256)
def _word(language: Language, key: str) -> str:
    """A sentence without values: most cells are such words, and a sheet has hundreds of thousands of cells."""
    return language.say(key)


def light_word(fmt: Formatter, light: Light) -> str:
    return _word(fmt.language, LIGHT_WORD_KEYS[light])


def _light(row: LedgerRow, fmt: Formatter) -> str:
    """A date that a county is only told has no light before and after it is told."""
    return light_word(fmt, row.a.light) if row.a.current or not row.a.told_only else "—"


def _requirement(row: LedgerRow, fmt: Formatter) -> str:
    if not row.a.recurring:
        return row.requirement
    return _asked_by_period(fmt.language, row.requirement, row.a.period)


@lru_cache(maxsize=4096)
def _asked_by_period(language: Language, requirement: str, period: str) -> str:
    every = language.say(RHYTHM_KEYS[rhythm_of(period)])
    asked = language.say("ledger.return", every=every, period=period_name(language, period))
    return language.say("ledger.duty", text=requirement, asked=asked) if requirement else asked


def _every(row: LedgerRow, fmt: Formatter) -> str:
    return _word(fmt.language, RHYTHM_KEYS[rhythm_of(row.a.period)]) if row.a.recurring else ""


def _state(row: LedgerRow, fmt: Formatter) -> str:
    if not row.a.recurring:
        return _word(
            fmt.language,
            "ledger.state.told" if row.a.told_only and row.a.running else STATE_KEYS[row.a.state],
        )
    if row.a.state is State.CLOSED:
        return _word(fmt.language, "ledger.state.filed_late" if row.a.filed_late else "ledger.state.filed")
    if row.a.state is State.OPEN:
        return _word(fmt.language, "ledger.state.missing" if row.days_late else "ledger.state.to_file")
    return _word(fmt.language, STATE_KEYS[row.a.state])


def _share(row: LedgerRow, fmt: Formatter) -> float | None:
    return None if row.a.percent is None else row.a.percent / 100


def _words(row: LedgerRow, fmt: Formatter) -> str:
    last = row.dealings.last
    if last is None:
        return ""
    said = last.words
    if last.forgotten:
        said = _word(fmt.language, "ledger.forgotten")
    elif not said.strip() and last.no_change:
        said = _word(fmt.language, "ledger.no_change")
    measured = [_measured(value, fmt) for value in last.values if value.target is not None]
    return "\n".join((shown(said, _word(fmt.language, "ledger.cut")), *measured))


def _measured(value: Measurement, fmt: Formatter) -> str:
    amount = fmt.language.quantity
    target = amount(value.target, value.unit if value.of is None else "%") if value.target is not None else ""
    text = fmt.say("ledger.target", name=value.name, value=amount(value.value, value.unit), target=target)
    return fmt.say(VERDICT_KEYS[value.verdict], text=text) if value.verdict else text


def _blocker(row: LedgerRow, fmt: Formatter) -> str:
    return row.dealings.last.blocker if row.dealings.last else ""


def _next_step(row: LedgerRow, fmt: Formatter) -> str:
    return row.dealings.last.next_step if row.dealings.last else ""


def _reported(row: LedgerRow, fmt: Formatter) -> date | None:
    return row.dealings.last.on if row.dealings.last else None


def _strength(row: LedgerRow, fmt: Formatter) -> str:
    return _word(fmt.language, STRENGTH_KEYS[row.a.strength])


def _reason(row: LedgerRow, fmt: Formatter) -> str:
    return _word(fmt.language, REASON_KEYS[row.a.reason])


def _remarks(row: LedgerRow, fmt: Formatter) -> str:
    return _word(fmt.language, "ledger.and").join(_remark_of(row, fmt))


def _remark_of(row: LedgerRow, fmt: Formatter) -> Iterator[str]:
    a, say = row.a, fmt.say
    if row.waits_for:
        yield say("ledger.remark.waits", unit=row.waits_for)
    if a.rounds:
        yield say("ledger.remark.rounds", n=a.rounds)
    if a.extensions:
        yield say("ledger.remark.extensions", n=a.extensions)
    if a.due != a.first_due:
        yield say("ledger.remark.first_due", day=fmt.language.date(a.first_due))
    if a.extension:
        yield say("ledger.remark.extension_asked", day=fmt.language.date(a.extension))
    if a.declined:
        yield say("ledger.remark.declined")
    if a.told_only:
        yield say("ledger.remark.told_only")
    if a.dropped:
        yield say("ledger.remark.dropped")


def _holder(row: LedgerRow, fmt: Formatter) -> str:
    if row.a.state in (State.CLOSED, State.EXCUSED):
        return ""
    return row.a.holder or _word(fmt.language, "ledger.reviewer")


def _source(row: LedgerRow, fmt: Formatter) -> str:
    return _sentence_of(fmt.language, row.line, row.quote)


@lru_cache(maxsize=4096)
def _sentence_of(language: Language, line: int | None, quote: str) -> str:
    if line is None:
        return quote
    return language.say("ledger.source" if quote else "ledger.source_line", line=line, quote=quote)


LEDGER_COLUMNS = (
    LedgerColumn("ledger.col.n", 5, CellKind.COUNT, lambda row, fmt: None),
    LedgerColumn("ledger.col.number", 7, CellKind.CODE, lambda row, fmt: row.number),
    LedgerColumn("ledger.col.unit", 14, CellKind.TEXT, lambda row, fmt: row.a.unit),
    LedgerColumn("ledger.col.task", 19, CellKind.TEXT, lambda row, fmt: row.title),
    LedgerColumn("ledger.col.requirement", 25, CellKind.TEXT, _requirement),
    LedgerColumn("ledger.col.role", 8, CellKind.CODE, lambda row, fmt: fmt.say(LEDGER_ROLE_KEYS[row.a.role])),
    LedgerColumn("ledger.col.due", 11, CellKind.DATE, lambda row, fmt: row.a.due),
    LedgerColumn("ledger.col.light", 5, CellKind.LIGHT, _light),
    LedgerColumn("ledger.col.state", 9, CellKind.CODE, _state),
    LedgerColumn("ledger.col.days_late", 6, CellKind.COUNT, lambda row, fmt: row.days_late or None),
    LedgerColumn("ledger.col.percent", 7, CellKind.SHARE, _share),
    LedgerColumn("ledger.col.words", 36, CellKind.TEXT, _words),
    LedgerColumn("ledger.col.blocker", 20, CellKind.TEXT, _blocker),
    LedgerColumn("ledger.col.next_step", 20, CellKind.TEXT, _next_step),
    LedgerColumn("ledger.col.reported", 11, CellKind.DATE, _reported),
    LedgerColumn("ledger.col.remarks", 12, CellKind.TEXT, _remarks),
    LedgerColumn("ledger.col.strength", 8, CellKind.CODE, _strength, False),
    LedgerColumn("ledger.col.every", 8, CellKind.CODE, _every, False),
    LedgerColumn("ledger.col.first_due", 11, CellKind.DATE, lambda row, fmt: row.a.first_due, False),
    LedgerColumn("ledger.col.reason", 18, CellKind.TEXT, _reason, False),
    LedgerColumn("ledger.col.evidence", 8, CellKind.COUNT, lambda row, fmt: row.dealings.evidence, False),
    LedgerColumn("ledger.col.holder", 14, CellKind.TEXT, _holder, False),
    LedgerColumn("ledger.col.closed", 11, CellKind.DATE, lambda row, fmt: row.a.closed_on, False),
    LedgerColumn("ledger.col.rounds", 8, CellKind.COUNT, lambda row, fmt: row.a.rounds, False),
    LedgerColumn("ledger.col.extensions", 8, CellKind.COUNT, lambda row, fmt: row.a.extensions, False),
    LedgerColumn("ledger.col.source", 36, CellKind.TEXT, _source, False),
    LedgerColumn("ledger.col.id", 9, CellKind.COUNT, lambda row, fmt: row.a.id, False),
)
ID = len(LEDGER_COLUMNS) - 1  # the column that names a row
LIGHT = next(at for at, column in enumerate(LEDGER_COLUMNS) if column.kind is CellKind.LIGHT)
WORDS_KEYS = ("ledger.col.words", "ledger.col.blocker", "ledger.col.next_step", "ledger.col.evidence")
WORDS = tuple(
    at for at, column in enumerate(LEDGER_COLUMNS) if column.title_key in WORDS_KEYS
)  # gone when forgotten

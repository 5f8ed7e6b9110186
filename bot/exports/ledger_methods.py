"""口径说明: how each figure of the ledger is counted, as of when, and what proves it."""

from collections.abc import Iterator, Sequence

from bot.cards.formatter import Formatter
from bot.domain.calendar import Instant
from bot.domain.ledger import Ledger
from bot.exports.ledger_titles import title_of
from bot.exports.sheet_table import Cells, SheetColumn, SheetTable

DEFINITION_KEYS = (  # name, definition
    ("ledger.method.units", "ledger.method.units_is"),
    ("ledger.col.due_in_all", "ledger.method.due_is"),
    ("ledger.col.on_time", "ledger.method.on_time_is"),
    ("ledger.col.late", "ledger.method.late_is"),
    ("ledger.col.open", "ledger.method.open_is"),
    ("ledger.col.in_review", "ledger.method.in_review_is"),
    ("ledger.col.on_time_rate", "ledger.method.on_time_rate_is"),
    ("ledger.col.done_rate", "ledger.method.done_rate_is"),
    ("ledger.col.asked", "ledger.method.asked_is"),
    ("ledger.col.filed", "ledger.method.filed_is"),
    ("ledger.col.filed_late", "ledger.method.filed_late_is"),
    ("ledger.col.not_due", "ledger.method.not_due_is"),
    ("ledger.col.missing", "ledger.method.missing_is"),
    ("ledger.col.filed_rate", "ledger.method.filed_rate_is"),
    ("ledger.col.days_late", "ledger.method.days_late_is"),
    ("ledger.col.percent", "ledger.method.percent_is"),
    ("ledger.col.words", "ledger.method.words_is"),
    ("ledger.col.light", "ledger.method.light_is"),
)
# Read back by `duban verify`: the first cell in any language finds the second.
AT_KEY, DAYS_KEY, PART_KEY = "ledger.method.instant", "ledger.method.days_code", "ledger.method.part_code"
SEAL_KEY, ROWS_KEY, DIGEST_KEY = "ledger.method.seal_code", "ledger.method.rows_code", "ledger.method.digest"


def methods(
    ledger: Ledger, fmt: Formatter, sheets: Sequence[SheetTable], digest: str, written_at: Instant
) -> SheetTable:
    rows = tuple(_lines(ledger, fmt, sheets, digest, written_at))
    columns = (
        SheetColumn(fmt.say("ledger.col.method"), 26),
        SheetColumn(fmt.say("ledger.col.method_is"), 120),
    )
    name = fmt.say("ledger.sheet.methods")
    return SheetTable(name, title_of(ledger, fmt, name), columns, lambda: iter(rows), len(rows), (0,))


def _lines(
    ledger: Ledger, fmt: Formatter, sheets: Sequence[SheetTable], digest: str, written_at: Instant
) -> Iterator[Cells]:
    say, local = fmt.say, fmt.calendar.local
    yield say("ledger.method.plan"), ledger.plan_title
    yield say("ledger.method.version"), ledger.plan_version
    yield say("ledger.method.until"), fmt.language.moment(local(ledger.at))
    yield say("ledger.method.written"), fmt.language.moment(local(written_at))
    yield say("ledger.method.part"), ledger.scope or say("ledger.whole")
    yield say("ledger.method.days"), say("ledger.method.days_are", first=ledger.first, last=ledger.last)
    for sheet in sheets:
        yield say("ledger.method.rows_of", sheet=sheet.name), sheet.n - sheet.sums
    yield say("ledger.method.dropped"), ledger.dropped
    for name, definition in DEFINITION_KEYS:
        yield say(name), say(definition)
    yield say("ledger.method.judgement"), say("ledger.method.judgement_is")
    yield say("ledger.method.seal"), _seal(ledger, fmt)
    yield say("ledger.method.check"), say("ledger.method.check_is")
    yield say(AT_KEY), str(ledger.at)
    yield say(DAYS_KEY), f"{ledger.first.isoformat()}/{ledger.last.isoformat()}"
    yield say(PART_KEY), ledger.scope_code
    yield say(SEAL_KEY), f"{ledger.seal.n} {ledger.seal.digest}".strip()
    yield say(ROWS_KEY), len(ledger.rows)
    yield say(DIGEST_KEY), digest


def _seal(ledger: Ledger, fmt: Formatter) -> str:
    seal = ledger.seal
    if not seal.n:
        return fmt.say("ledger.method.no_seal")
    sealed = fmt.calendar.local(seal.sealed_at)
    return fmt.say(
        "ledger.method.seal_is", number=seal.n, at=sealed, head=seal.digest, waiting=ledger.waiting
    )

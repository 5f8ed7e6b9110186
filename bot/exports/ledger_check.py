"""A ledger read back and held against the records it was made from: which row and which column differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bot.cards.formatter import Formatter
from bot.domain.calendar import Instant
from bot.domain.errors import DubanError
from bot.domain.ledger import Ledger
from bot.exports.ledger_columns import ID, WORDS
from bot.exports.ledger_methods import AT_KEY, DAYS_KEY, DIGEST_KEY, PART_KEY, ROWS_KEY, SEAL_KEY
from bot.exports.ledger_tables import tables
from bot.exports.sheet_table import RowsDigest, SheetTable, plain
from bot.i18n import Language, codes

HEAD_ROWS = 3
PLAN_KEY = "ledger.method.plan"


class NoLedger(DubanError):
    """The file is none of ours, or what it says of itself is gone."""


@dataclass(frozen=True, slots=True)
class LedgerClaims:
    """What the file says of itself."""

    language: Language
    plan_title: str
    at: Instant
    days: tuple[date, date]
    scope_code: str
    seal_n: int
    seal_digest: str
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    place: int  # the row's number in the sheet
    cells: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class LedgerRead:
    claims: LedgerClaims
    sheets: Mapping[str, Sequence[SheetRow]]  # below the head


@dataclass(frozen=True, slots=True)
class Difference:
    """The sentence's key and what it names."""

    key: str
    args: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    differences: tuple[Difference, ...]
    forgotten: int  # rows whose words were deleted on request since


def read_ledger(body: bytes) -> LedgerRead:
    """Raises NoLedger. Whichever program has saved it: some write a wrong size of the sheet, so it is not trusted."""
    try:
        book = load_workbook(BytesIO(body), read_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise NoLedger(str(error)) from error
    sheets: dict[str, list[SheetRow]] = {}
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        rows = enumerate(sheet.iter_rows(values_only=True), 1)
        sheets[sheet.title] = [
            SheetRow(n, cells) for n, cells in rows if n > HEAD_ROWS and any(map(plain, cells))
        ]
    return LedgerRead(_claims(sheets), sheets)


def _claims(sheets: Mapping[str, Sequence[SheetRow]]) -> LedgerClaims:
    for language in map(Language, codes()):
        rows = sheets.get(language.say("ledger.sheet.methods"))
        if rows:
            said = {plain(row.cells[0]): plain(row.cells[1]) for row in rows if len(row.cells) > 1}
            return _claims_in(language, said)
    raise NoLedger("no sheet of methods")


def _claims_in(language: Language, said: Mapping[str, str]) -> LedgerClaims:
    try:
        first, _, last = said[language.say(DAYS_KEY)].partition("/")
        seal_n, _, seal_digest = said[language.say(SEAL_KEY)].partition(" ")
        return LedgerClaims(
            language=language,
            plan_title=said[language.say(PLAN_KEY)],
            at=int(said[language.say(AT_KEY)]),
            days=(date.fromisoformat(first), date.fromisoformat(last)),
            scope_code=said[language.say(PART_KEY)],
            seal_n=int(seal_n),
            seal_digest=seal_digest,
            rows=int(said[language.say(ROWS_KEY)]),
            digest=said[language.say(DIGEST_KEY)],
        )
    except (KeyError, ValueError) as error:
        raise NoLedger(f"what it says of itself: {error}") from error


def compare(read: LedgerRead, ledger: Ledger, fmt: Formatter) -> Comparison:
    """The file's rows and figures against those counted now from the records of then. Their order is no difference."""
    forgotten = {str(row.a.id) for row in ledger.rows if row.dealings.last and row.dealings.last.forgotten}
    found: list[Difference] = []
    deleted: set[str] = set()
    for table in tables(ledger, fmt):
        for one, of in _of_sheet(table, read.sheets.get(table.name)):
            if one.args.get("column") in _words_columns(table) and of in forgotten:
                deleted.add(of)
            else:
                found.append(one)
    found += _of_the_digest(read, fmt)
    return Comparison(tuple(found), len(deleted))


def _words_columns(table: SheetTable) -> set[str]:
    return {table.columns[at].title for at in WORDS} if table.key == (ID,) else set()


def _of_the_digest(read: LedgerRead, fmt: Formatter) -> Iterator[Difference]:
    """Whoever changes a row can compute the digest anew, so it shows only that somebody did not."""
    digest = RowsDigest((ID,))
    rows = read.sheets.get(fmt.say("ledger.sheet.all"), ())
    for row in rows:
        digest.add(_padded(row.cells, ID + 1))
    if digest.hexdigest() != read.claims.digest:
        yield Difference("ledger_check.digest")


def _of_sheet(table: SheetTable, rows: Sequence[SheetRow] | None) -> Iterator[tuple[Difference, str]]:
    """Each with the name of its row."""
    if rows is None:
        yield Difference("ledger_check.no_sheet", {"sheet": table.name}), ""
        return
    width = len(table.columns)
    left: dict[str, SheetRow] = {}
    for row in rows:
        name = _name(table, row.cells)
        if name in left:
            yield (
                Difference("ledger_check.twice", {"sheet": table.name, "row": row.place, "name": name}),
                name,
            )
        left[name] = row
    for cells in table.rows():
        name = _name(table, cells)
        row_read = left.pop(name, None)
        if row_read is None:
            yield Difference("ledger_check.missing", {"sheet": table.name, "name": name}), name
            continue
        for column, is_, was in zip(table.columns, _padded(row_read.cells, width), cells, strict=True):
            if plain(is_) != plain(was):
                args = {
                    "sheet": table.name, "row": row_read.place, "name": name, "column": column.title,
                    "is_": plain(is_) or "—", "was": plain(was) or "—",
                }  # fmt: skip
                yield Difference("ledger_check.cell", args), name
    for name, row in left.items():
        yield Difference("ledger_check.added", {"sheet": table.name, "row": row.place, "name": name}), name


def _name(table: SheetTable, cells: Sequence[object]) -> str:
    padded = _padded(cells, len(table.columns))
    return " ".join(plain(padded[at]) for at in table.key)


def _padded(cells: Sequence[object], width: int) -> tuple[Any, ...]:
    return (*cells[:width], *(None for _ in range(width - len(cells))))

"""The ledger of 30,000 rows, read from its events and written, beside a bare writer of the same library."""

import asyncio
import sqlite3
import sys
from contextlib import closing
from datetime import date
from io import BytesIO
from pathlib import Path
from time import perf_counter

import xlsxwriter

from bot.bootstrap.locate import demo_script
from bot.cards.formatter import Formatter
from bot.context.collecting import much_is_kept
from bot.context.plan_context import ContextCache
from bot.exports import LedgerWriter
from bot.i18n import Language
from bot.queries.ledger import ledger
from bot.simulate.rehearse import Script, stage
from bot.storage.store import open_store
from tests.bench.table import Line
from tests.bench.whole import peak_of

ROWS = 30_000
COLUMNS = 27
GOLIVE, EVE, TODAY = date(2023, 11, 1), date(2024, 1, 11), date(2024, 1, 12)
SECONDS, MEGABYTES, GAP = 20.0, 300.0, 100.0  # what documents allow
BEAT = 0.005  # seconds between two looks at the loop

COPY = """
INSERT INTO assignment SELECT * FROM copied;
INSERT INTO event (plan_id, stream, version, at, kind, person_id, data, words_digest, cause)
    SELECT plan_id, CAST(CAST(stream AS INTEGER) + {n} AS TEXT), version, at, kind, person_id,
        CASE kind WHEN 'opened' THEN json_set(data, '$.id', CAST(stream AS INTEGER) + {n}) ELSE data END,
        words_digest, cause FROM event WHERE stream IN (SELECT stream FROM kept);
INSERT INTO words (plan_id, stream, version, person_id, body, files, notes)
    SELECT plan_id, CAST(CAST(stream AS INTEGER) + {n} AS TEXT), version, person_id, body, files, notes
    FROM words WHERE stream IN (SELECT stream FROM kept);
"""


async def ledgers(folder: Path, repetitions: int, rows: int = ROWS, eve: date = EVE) -> list[Line]:
    script = demo_script(GOLIVE, Language.of("zh_CN"))
    file = folder / "ledger.db"
    await _lived(script, file, eve)
    with closing(sqlite3.connect(file)) as db:
        n = multiplied(db, rows)
    time = Line(f"ledger of {n:,} rows: read and written", "s", "a bare XlsxWriter writer", most=SECONDS)
    memory = Line(f"ledger of {n:,} rows: highest RSS", "MB", most=MEGABYTES)
    gap = Line(f"ledger of {n:,} rows: longest gap of the event loop", "ms", most=GAP)
    for _ in range(repetitions):
        seconds, longest = await exported(script, file)
        time.ours.append(seconds)
        gap.ours.append(longest * 1e3)
        began = perf_counter()
        await asyncio.to_thread(bare, n)
        time.theirs.append(perf_counter() - began)
    module = [sys.executable, "-m", "tests.bench.ledgers", str(file)]
    _, peak = await asyncio.to_thread(peak_of, module)
    memory.ours.append(peak)
    return [time, memory, gap]


async def _lived(script: Script, file: Path, eve: date) -> None:
    store = await open_store(f"sqlite:///{file}", script.plan.id, synchronous="OFF")
    try:
        await (await stage(script, store)).play.until(script.calendar.at(eve))
    finally:
        await store.close()


def multiplied(db: sqlite3.Connection, rows: int) -> int:
    """Every assignment with its events and words, copied until there are `rows`; how many there are."""
    one = int(db.execute("SELECT count(*) FROM assignment").fetchone()[0])
    last = int(db.execute("SELECT max(id) FROM assignment").fetchone()[0])
    db.execute("CREATE TEMP TABLE kept AS SELECT CAST(id AS TEXT) AS stream FROM assignment")
    db.execute("CREATE TEMP TABLE copied AS SELECT * FROM assignment")
    copies = max(-(-rows // one) - 1, 0)
    for number in range(1, copies + 1):
        db.execute("UPDATE copied SET id = id + ?, milestone = milestone || '+'", (last,))
        for statement in COPY.format(n=number * last).split(";"):
            db.execute(statement)
    db.commit()
    return one * (copies + 1)


async def exported(script: Script, file: Path) -> tuple[float, float]:
    """Seconds it took, and for how long nothing else was done at most."""
    store = await open_store(f"sqlite:///{file}", script.plan.id, worker=False)
    try:
        at = script.calendar.at(TODAY)
        context = await ContextCache(store, script.calendar, script.ladders, lambda _: script.plan).current()
        longest = [0.0]
        watch = asyncio.create_task(_watched(longest))
        began = perf_counter()
        with much_is_kept():
            found = await ledger(store, context, at)
            fmt = Formatter(Language.of("zh_CN"), context.plan, found.today, context.calendar)
            await LedgerWriter()(found, fmt, at)
        watch.cancel()
        return perf_counter() - began, longest[0]
    finally:
        await store.close()


async def _watched(longest: list[float]) -> None:
    while True:
        began = perf_counter()
        await asyncio.sleep(BEAT)
        longest[0] = max(longest[0], perf_counter() - began - BEAT)


def bare(rows: int) -> None:
    """As many cells, without a look and without heights."""
    book = xlsxwriter.Workbook(BytesIO(), {"constant_memory": True})
    sheet = book.add_worksheet()
    for row in range(rows):
        for column in range(COLUMNS):
            sheet.write_string(row, column, "市农业农村局")
    book.close()


if __name__ == "__main__":
    asyncio.run(exported(demo_script(GOLIVE, Language.of("zh_CN")), Path(sys.argv[1])))

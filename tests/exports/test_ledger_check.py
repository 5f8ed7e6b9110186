"""An exported ledger is proved against the records: what was changed in the file is named by row and column."""

import asyncio
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.actions.forget import forget
from bot.actions.load import load_people
from bot.cards.formatter import Formatter
from bot.domain.calendar import MINUTE
from bot.domain.person import Roster
from bot.exports.ledger_check import Comparison, NoLedger, compare, read_ledger
from bot.exports.ledger_xlsx import write_ledger
from bot.queries.ledger import ledger
from tests.builders import ZH, City, city, small_plan

LIAISON = "u02-liaison"


async def exported(town: City) -> bytes:
    context = await town.contexts.current()
    found = await ledger(town.store, context, town.now + MINUTE)
    return write_ledger(found, Formatter(ZH, context.plan, found.today, context.calendar), town.now).body


async def compared(town: City, body: bytes) -> Comparison:
    context = await town.contexts.current()
    read = read_ledger(body)
    then = await ledger(town.store, context, read.claims.at, dates=read.claims.days)
    return compare(read, then, Formatter(ZH, context.plan, then.today, context.calendar))


def changed(body: bytes, change: Callable[[Any], None]) -> bytes:
    book = load_workbook(BytesIO(body))
    change(book["督办台账"])
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


async def reported(town: City) -> bytes:
    """An exported ledger in which one unit has said something; a month goes by then."""
    await town.go_live("2023-12-01")
    await town.sleep_until("2023-12-11", "10:00")
    await town.say(LIAISON, "/report 1 =完成60%")
    body = await exported(town)
    await town.sleep_until("2024-01-12", "10:00")
    return body


async def test_a_changed_cell_is_named_by_row_and_column(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan()) as town:
        body = await reported(town)
        assert await compared(town, body) == Comparison((), 0)

        def improve(sheet: Any) -> None:
            sheet["L4"] = "已全部完成"

        cell, digest = (await compared(town, changed(body, improve))).differences
        assert (cell.args["row"], cell.args["column"]) == (4, "进展情况")
        assert (cell.args["is_"], cell.args["was"]) == ("已全部完成", "=完成60%")
        assert digest.key == "ledger_check.digest"


async def test_rows_in_another_order_are_no_difference_and_a_row_gone_is_one(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan()) as town:
        body = await reported(town)

        def turned(sheet: Any) -> None:
            rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
            for at, row in enumerate(reversed(rows), 4):
                for column, value in enumerate(row, 1):
                    sheet.cell(at, column).value = value

        def shortened(sheet: Any) -> None:
            sheet.delete_rows(5)

        assert (await compared(town, changed(body, turned))).differences == ()
        keys = [one.key for one in (await compared(town, changed(body, shortened))).differences]
        assert keys == ["ledger_check.missing", "ledger_check.digest"]


async def test_words_deleted_since_are_told_as_such(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan()) as town:
        body = await reported(town)
        context = await town.contexts.current()
        left = Roster(tuple(one for one in context.roster.people if one.id != LIAISON))
        await load_people(town.store, left, {}, town.now)
        await forget(town.store, await town.contexts.current(), LIAISON, town.now)
        assert await compared(town, body) == Comparison((), 1)


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04 no book", b"<html>"])
def test_what_is_no_ledger_is_said(body: bytes) -> None:
    with pytest.raises(NoLedger):
        read_ledger(body)


def saved_again(body: bytes, folder: Path, calc: str) -> bytes:
    (folder / "ledger.xlsx").write_bytes(body)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    words = (calc, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "saved"))
    subprocess.run((*words, str(folder / "ledger.xlsx")), check=True, timeout=120, capture_output=True)
    return (folder / "saved" / "ledger.xlsx").read_bytes()


async def test_saved_again_by_libreoffice_it_is_the_same(tmp_path: Path, calc: str) -> None:
    async with city(tmp_path, small_plan()) as town:
        body = await reported(town)
        again = await asyncio.to_thread(saved_again, body, tmp_path, calc)
        assert again != body
        assert await compared(town, again) == Comparison((), 0)

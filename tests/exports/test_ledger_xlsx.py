"""The ledger's file read back by another library: what a coordinator opens."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from bot.domain.assignment import State
from bot.domain.ledger import LastReport, LedgerRow
from bot.domain.light import Light, Reason
from bot.domain.lists.work_list import ListedItem, WorkList
from bot.domain.measurements import Measurement, Verdict
from bot.domain.plan import UnitRole
from tests.exports.ledgers import SheetRead, ledger_of, read_back, row, written

LIGHTS = tuple(Light)
SHEETS = ["例外清单", "督办台账", "分单位", "分县区", "分任务", "分部分", "缺报", "口径说明"]


def main_sheet(*rows: LedgerRow) -> SheetRead:
    return read_back(written(ledger_of(*rows)).body)["督办台账"]


def test_the_items_of_lists_have_a_sheet_of_their_own() -> None:
    items = (
        ListedItem("01", "=一号窑", "东县", date(2023, 11, 30), Decimal(60), date(2023, 12, 9)),
        ListedItem("2", "二号窑", "西县", excused="2023年10月关停"),
        ListedItem("3", "三号窑", done=date(2024, 2, 1)),
    )
    kilns = WorkList("k", "砖厂治理", "1", "1.10", date(2023, 12, 31), items)
    read = read_back(written(replace(ledger_of(), lists=(kilns,))).body)
    assert list(read) == [*SHEETS[:-1], "清单", SHEETS[-1]]
    first, second, third = read["清单"].rows
    assert (first["节点"], first["编号"], first["名称"], first["状态"]) == (
        "1.10",
        "01",
        "=一号窑",
        "逾期完成",
    )
    assert (first["完成进度"], first["逾期天数"], first["完成日期"].date()) == (0.6, 9, date(2023, 12, 9))
    assert (second["状态"], second["不纳入原因"]) == ("不纳入", "2023年10月关停")
    assert (third["亮灯"], third["完成日期"], third["逾期天数"]) == (
        "红",
        None,
        11,
    )  # done after the ledger's day


LIKE_FORMULAS = ('=HYPERLINK("http://x","好")', "-5%", "@SUM(1)", "+1", "{=1}", "=cmd|' /C calc'!A0")


@pytest.mark.parametrize("words", LIKE_FORMULAS)
def test_what_looks_like_a_formula_is_text(words: str) -> None:
    read = main_sheet(row(said=words))
    assert read.rows[0]["进展情况"] == words
    assert [c for line in read.sheet.iter_rows() for c in line if c.data_type == "f"] == []


def test_control_marks_are_left_out_and_long_words_are_cut() -> None:
    read = main_sheet(row(said="甲\x0b乙\u202e丙" + "丁" * 40_000))
    words = read.rows[0]["进展情况"]
    assert words.startswith("甲乙丙丁")
    assert words.endswith("…（全文见系统）") and len(words) < 320
    assert read.sheet.row_dimensions[4].height <= 409


def test_dates_are_dates_shares_numbers_and_numbers_of_items_text() -> None:
    read = main_sheet(row(number="8.10", percent=73))
    [line] = read.rows
    assert (line["完成时限"].date(), line["完成进度"], line["任务编号"]) == (date(2023, 12, 31), 0.73, "8.10")
    assert read.sheet["G4"].number_format == "yyyy-mm-dd"
    assert read.sheet["B4"].number_format == "@"
    assert line["逾期天数"] == 11


def test_a_measured_value_is_no_progress() -> None:
    value = Measurement(Decimal("92.3"), "%", "优良天数比例", verdict=Verdict.MISSED, target=Decimal("95"))
    read = main_sheet(
        row(said=LastReport(date(2024, 1, 5), "优良天数比例92.3%，装机19.5万千瓦", values=(value,)))
    )
    [line] = read.rows
    assert line["完成进度"] is None
    assert line["进展情况"] == "优良天数比例92.3%，装机19.5万千瓦\n指标：优良天数比例92.3%（目标95%），未达到"


def test_every_sheet_prints_on_a3_one_page_wide_with_its_head_on_each_page() -> None:
    book = read_back(written(ledger_of(row(1), row(2))).body)
    assert list(book) == SHEETS
    for name, read in book.items():
        sheet = read.sheet
        setup = sheet.page_setup
        assert (setup.paperSize, setup.orientation) in ((8, "landscape"), ("8", "landscape")), name
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (setup.fitToWidth or 1, setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$3:$3"
        assert [merged for merged in sheet.merged_cells.ranges if merged.max_row > 2] == []
    sheet = book["督办台账"].sheet
    assert sheet.freeze_panes == "D4"
    assert sheet.auto_filter.ref == "A3:AA5"
    assert sheet.print_area == "'督办台账'!$A$1:$P$5"


def test_a_row_is_as_high_as_its_words() -> None:
    read = main_sheet(row(said="已" * 120))
    assert read.sheet.row_dimensions[4].height >= 7 * 13.5


def test_the_exceptions_are_the_red_yellow_and_blue_rows() -> None:
    rows = [
        row(n, light=light, current=current)
        for n, (light, current) in enumerate(((x, c) for c in (True, False) for x in LIGHTS), 1)
    ]
    book = read_back(written(ledger_of(*rows)).body)
    listed = [line["台账编号"] for line in book["例外清单"].rows]
    assert listed == [1, 2, 4]
    assert [line["序号"] for line in book["例外清单"].rows] == [1, 2, 3]
    assert len(book["督办台账"].rows) == 12


def test_rates_are_of_what_was_due() -> None:
    """3 due: one in time, one a day late, one handed in; one is 不涉及 and nothing of a second unit was due."""
    due, after = date(2023, 12, 31), date(2024, 1, 1)
    done = {"state": State.CLOSED, "light": LIGHTS[4]}
    rows = (
        row(1, submitted_on=due, closed_on=date(2024, 1, 5), **done),
        row(2, submitted_on=after, closed_on=date(2024, 1, 5), **done),
        row(3, state=State.SUBMITTED, submitted_on=due, light=LIGHTS[3]),
        row(4, state=State.EXCUSED, light=LIGHTS[5]),
        row(5, unit="市生态环境局", due=date(2024, 6, 30), light=LIGHTS[2]),
    )
    book = read_back(written(ledger_of(*rows)).body)
    second, first, total = book["分单位"].rows
    assert [first[name] for name in ("应办", "按期办结", "超期办结", "到期未办", "待复核")] == [3, 1, 1, 0, 1]
    assert (round(first["按期率"], 3), round(first["办结率"], 3)) == (0.333, 0.667)
    assert (second["责任单位"], second["应办"], second["按期率"]) == ("市生态环境局", 0, "—")
    assert (total["责任单位"], total["应办"], total["按期办结"]) == ("合计", 3, 1)


def test_every_state_light_and_role_has_a_word() -> None:
    rows = [row(n, state=state) for n, state in enumerate(State, 1)]
    rows += [row(100 + n, role=role) for n, role in enumerate(UnitRole)]
    rows += [
        row(200 + n, light=light, reason=reason) for n, (light, reason) in enumerate(product(Light, Reason))
    ]
    lines = main_sheet(*rows).rows
    assert all(line["办理状态"] and line["责任类别"] and line["亮灯"] and line["亮灯原因"] for line in lines)


def test_equal_ledgers_make_equal_files() -> None:
    found = ledger_of(row(1, said="完成60%"), row(2))
    assert written(found) == written(found)

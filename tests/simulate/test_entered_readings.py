"""Readings said in chat and handed over as files: what is shown, what it changes, who hears of a correction."""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.commands import run

Heard = pytest.CaptureFixture[str]
READS, COUNTY = "市生态环境局", "桐柏县"
WIND = "日期,任务,指标,数值,单位\n2024-06-30,5,风电装机,2120,兆瓦\n2024-09-30,5,风电装机,21.3,亿瓦\n"


def played(tmp_path: Path, capsys: Heard, golive: str, *steps: str) -> dict[str, Any]:
    head = f"plan: nanyang-2023-2025\ngolive: {golive}\nothers: none\nsteps:\n"
    file = tmp_path / "script.yaml"
    file.write_text(head + "".join(f"- {{{step}}}\n" for step in steps), encoding="utf-8")
    document: dict[str, Any] = json.loads(run(capsys, "rehearse", str(file), "--json")[1])
    return document


def told(document: dict[str, Any], step: int, person: str) -> str:
    return "\n".join(one["text"] for one in document["steps"][step - 1]["shown"] if one["to"] == person)


def wind(document: dict[str, Any]) -> tuple[object, int]:
    [one] = [one for one in document["summary"]["indicators"] if one["name"] == "风电装机"]
    return one["last"] and one["last"]["value"], one["readings"]


def air(days: Iterable[date], place: str, pm25: int, aqi: str = "") -> list[str]:
    return [f"{day},{place},6,24,60,{pm25},0.9,140,{aqi}" for day in days]


def whole(year: int, month: int = 1) -> list[date]:
    first, last = date(year, month, 1), date(year, 12, 31)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def table(tmp_path: Path, name: str, rows: list[str]) -> None:
    text = "\n".join(["date,place,so2,no2,pm10,pm25,co,o3,aqi", *rows])
    (tmp_path / name).write_text(text + "\n", encoding="utf-8")


def test_words_become_readings_an_edit_corrects_and_undo_withdraws(tmp_path: Path, capsys: Heard) -> None:
    who = "who: 市发展改革委"
    said = f'at: "2024-01-03 09:10", {who}, say: 5 风电装机235万千瓦'
    edited = f'at: "2024-01-03 09:12", {who}, edit: 1, say: 5 风电装机236万千瓦'
    undone = f'at: "2024-01-03 09:14", {who}, say: 撤销'
    assert wind(played(tmp_path, capsys, "2023-12-29", said)) == (235, 1)
    assert wind(played(tmp_path, capsys, "2023-12-29", said, edited)) == (236, 1)
    assert wind(played(tmp_path, capsys, "2023-12-29", said, undone)) == (None, 0)


def test_a_unit_far_from_the_last_reading_is_asked_about_and_a_yes_records_what_was_meant(
    tmp_path: Path, capsys: Heard
) -> None:
    document = played(
        tmp_path, capsys, "2023-12-29",
        'at: "2024-01-03 09:10", who: 市发展改革委, say: 5 风电装机200万千瓦',
        'at: "2024-01-10 09:10", who: 市发展改革委, say: 5 风电装机210千瓦',
        'at: "2024-01-10 09:11", who: 市发展改革委, say: 是',
    )  # fmt: skip
    assert "210千瓦？上次200万千瓦。是210万千瓦吗？" in told(document, 2, "市发展改革委")
    assert document["steps"][1]["recorded"] == []
    assert document["steps"][2]["recorded"][0]["words"] == "5 风电装机210千瓦"
    assert wind(document) == (210, 2)


def test_a_file_is_shown_first_entered_by_one_tap_once_and_undone(tmp_path: Path, capsys: Heard) -> None:
    (tmp_path / "wind.csv").write_text(WIND, encoding="utf-8")
    steps = [
        f'at: "2024-10-08 09:10", who: {READS}, send: wind.csv',
        f'at: "2024-10-08 09:11", who: {READS}, press: 导入',
        f'at: "2024-10-08 09:12", who: {READS}, send: wind.csv',
        f'at: "2024-10-08 09:13", who: {READS}, say: 撤销',
    ]
    entered = played(tmp_path, capsys, "2024-09-27", *steps[:3])
    assert "风电装机213万千瓦" in told(entered, 1, READS)
    assert "没有变化" in told(entered, 3, READS)
    assert wind(entered) == (213, 2)
    assert wind(played(tmp_path, capsys, "2024-09-27", *steps)) == (None, 0)


def test_cancel_drops_it_and_nobody_else_may_enter(tmp_path: Path, capsys: Heard) -> None:
    (tmp_path / "wind.csv").write_text(WIND, encoding="utf-8")
    document = played(
        tmp_path, capsys, "2024-09-27",
        f'at: "2024-10-08 09:10", who: {READS}, send: wind.csv',
        f'at: "2024-10-08 09:11", who: {READS}, press: 取消',
        'at: "2024-10-08 09:12", who: 市财政局, send: wind.csv',
    )  # fmt: skip
    assert f"读数由{READS}和统筹报送" in told(document, 3, "市财政局")
    assert wind(document) == (None, 0)


def test_a_file_with_a_mistake_changes_nothing_and_names_the_line(tmp_path: Path, capsys: Heard) -> None:
    (tmp_path / "wind.csv").write_text(f"{WIND}2024-10-01,5,风力,1,万千瓦\n", encoding="utf-8")
    document = played(tmp_path, capsys, "2024-09-27", f'at: "2024-10-08 09:10", who: {READS}, send: wind.csv')
    assert "第4行：方案中没有指标“5 风力”" in told(document, 1, READS)
    assert wind(document) == (None, 0)


def test_a_correction_in_march_changes_an_attainment_and_a_rank_that_were_told(
    tmp_path: Path, capsys: Heard
) -> None:
    table(tmp_path, "year.csv", [*air(whole(2024), COUNTY, 34), *air(whole(2024), "西峡县", 35)])
    table(tmp_path, "corrected.csv", air(whole(2024, 12), COUNTY, 59))
    document = played(
        tmp_path, capsys, "2024-12-02",
        f'at: "2025-01-02 09:10", who: {READS}, send: year.csv',
        f'at: "2025-01-02 09:11", who: {READS}, press: 导入',
        'at: "2025-01-03 10:00"',
        f'at: "2025-03-10 09:10", who: {READS}, send: corrected.csv',
        f'at: "2025-03-10 09:11", who: {READS}, press: 导入',
        'at: "2025-03-10 10:00"',
    )  # fmt: skip
    atop = told(document, 3, COUNTY)
    assert "桐柏县2024年：六项全部达标" in atop
    assert "县市区第1名" in atop
    assert "达标→不达标" in told(document, 4, READS)
    corrected = told(document, 6, COUNTY)
    assert "已更正：桐柏县2024年：六项中五项达标，细颗粒物36" in corrected
    assert "县市区第2名（原告知：" in corrected
    goals = {one["scope"]: one for one in document["summary"]["goals"] if one["measure"] == "attainment"}
    assert goals[COUNTY]["met"] == {"bulletin": False, "full": False}


def _corrected_at(tmp_path: Path, capsys: Heard, *then: str) -> dict[str, Any]:
    """桐柏县 is told its year on 3 January; on the 14th, after work, December is corrected."""
    table(tmp_path, "year.csv", [*air(whole(2024), COUNTY, 34), *air(whole(2024), "西峡县", 35)])
    table(tmp_path, "corrected.csv", air(whole(2024, 12), COUNTY, 59))
    return played(
        tmp_path, capsys, "2024-12-30",
        f'at: "2025-01-02 09:10", who: {READS}, send: year.csv',
        f'at: "2025-01-02 09:11", who: {READS}, press: 导入',
        'at: "2025-01-03 10:00"',
        f'at: "2025-01-14 18:40", who: {READS}, send: corrected.csv',
        f'at: "2025-01-14 18:41", who: {READS}, press: 导入',
        *then,
    )  # fmt: skip


def test_a_waiting_correction_that_is_taken_back_is_told_to_nobody(tmp_path: Path, capsys: Heard) -> None:
    undone = _corrected_at(
        tmp_path, capsys, f'at: "2025-01-14 18:45", who: {READS}, say: 撤销', 'at: "2025-01-15 10:00"'
    )
    assert "已更正" not in told(undone, 7, COUNTY) + told(undone, 6, COUNTY)


def test_a_waiting_correction_tells_the_newest_figure(tmp_path: Path, capsys: Heard) -> None:
    table(tmp_path, "again.csv", air(whole(2024, 12), COUNTY, 79))
    document = _corrected_at(
        tmp_path, capsys,
        f'at: "2025-01-14 18:45", who: {READS}, send: again.csv',
        f'at: "2025-01-14 18:46", who: {READS}, press: 导入',
        'at: "2025-01-15 10:00"',
    )  # fmt: skip
    said = told(document, 8, COUNTY)
    assert "细颗粒物38" in said and "细颗粒物36" not in said
    assert said.count("已更正：桐柏县2024年：") == 1


def test_who_was_told_a_correction_is_told_when_it_is_taken_back(tmp_path: Path, capsys: Heard) -> None:
    table(tmp_path, "year.csv", [*air(whole(2024), COUNTY, 34), *air(whole(2024), "西峡县", 35)])
    table(tmp_path, "corrected.csv", air(whole(2024, 12), COUNTY, 59))
    document = played(
        tmp_path, capsys, "2024-12-30",
        f'at: "2025-01-02 09:10", who: {READS}, send: year.csv',
        f'at: "2025-01-02 09:11", who: {READS}, press: 导入',
        'at: "2025-01-03 10:00"',
        f'at: "2025-01-14 10:00", who: {READS}, send: corrected.csv',
        f'at: "2025-01-14 10:01", who: {READS}, press: 导入',
        'at: "2025-01-14 10:05"',
        f'at: "2025-01-14 10:10", who: {READS}, say: 撤销',
        'at: "2025-01-14 10:20"',
    )  # fmt: skip
    assert "六项中五项达标，细颗粒物36" in told(document, 6, COUNTY)
    again = told(document, 8, COUNTY)
    assert "已更正：桐柏县2024年：六项全部达标" in again and "（原告知：桐柏县2024年：六项中五项达标" in again


@pytest.mark.parametrize(("heavy", "exact", "rounded"), [(2, "met", "met"), (3, "missed", "met")])
def test_the_third_heavy_day_breaks_the_goal_exactly_and_not_by_rounding(
    tmp_path: Path, capsys: Heard, heavy: int, exact: str, rounded: str
) -> None:
    days = whole(2025)
    table(tmp_path, "city.csv", [*air(days[:heavy], "全市", 30, "201"), *air(days[heavy:], "全市", 30, "80")])
    document = played(
        tmp_path, capsys, "2025-12-31",
        f'at: "2026-01-05 09:10", who: {READS}, send: city.csv',
        f'at: "2026-01-05 09:11", who: {READS}, press: 导入',
    )  # fmt: skip
    [goal] = [one for one in document["summary"]["goals"] if one["measure"] == "heavy_days"]
    assert (goal["ways"]["exact"]["state"], goal["ways"]["rounded"]["state"]) == (exact, rounded)


def test_who_drafts_bulletins_hears_that_an_issued_rank_was_corrected(tmp_path: Path, capsys: Heard) -> None:
    january = [date(2024, 1, 1) + timedelta(days=n) for n in range(31)]
    table(tmp_path, "month.csv", [*air(january, COUNTY, 34), *air(january, "西峡县", 40)])
    table(tmp_path, "corrected.csv", air(january, COUNTY, 59))
    document = played(
        tmp_path, capsys, "2023-12-01",
        f'at: "2024-02-05 09:10", who: {READS}, send: month.csv',
        f'at: "2024-02-05 09:11", who: {READS}, press: 导入',
        'at: "2024-02-05 10:00", who: coordinator, say: 1月空气质量排名通报',
        'who: coordinator, say: 请对照差距落实责任。',
        'who: coordinator, press: 签发',
        'who: coordinator, press: 确认签发',
        f'at: "2024-03-11 09:10", who: {READS}, send: corrected.csv',
        f'at: "2024-03-11 09:11", who: {READS}, press: 导入',
        'at: "2024-03-11 10:00"',
    )  # fmt: skip
    assert "宛环委办〔2024〕1号" in told(document, 6, "coordinator")
    heard = told(document, 9, "coordinator")
    assert "已更正：宛环委办〔2024〕1号通报的2024年1月桐柏县综合指数" in heard and "第1名，更正为" in heard


def test_a_single_day_of_january_is_no_verdict(tmp_path: Path, capsys: Heard) -> None:
    document = played(
        tmp_path, capsys, "2024-12-02",
        f'at: "2025-01-02 09:10", who: {READS}, say: "桐柏县1月1日 PM2.5 78，PM10 90，SO2 6，NO2 24，CO 0.9，O3 140"',
        f'at: "2025-01-02 09:12", who: {COUNTY}, say: 我县空气怎么样',
        'at: "2025-01-02 09:15", who: coordinator, say: /map',
    )  # fmt: skip
    said = told(document, 1, READS) + told(document, 2, COUNTY) + told(document, 3, "coordinator")
    assert "细颗粒物78" in said and "数据不足1：桐柏县" in said
    assert "桐柏县2025年截至1月1日：不足一个月，暂不评价。" in said
    assert "不达标" not in said

"""`duban readings check` of a file of air readings: the same from CSV and XLSX, in words and as JSON."""

import csv
import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from bot.cli.doctor import examine
from bot.settings import Settings
from tests.commands import run
from tests.domain.air.given import ROOT
from tests.planfile.files import EN, ZH

Heard = pytest.CaptureFixture[str]
HEAD = ["date", "place", "so2", "no2", "pm10", "pm25", "co", "o3", "aqi", "note", "status", "recorded"]
PEOPLE = "people:\n- {id: l, name: 李明, posts: [{role: leader}]}\n"
PLAN = ROOT / "plan" / "nanyang-2023-2025.yaml"


def rows(place: str = "桐柏县", n: int = 366, pm25: int = 33) -> list[list[str]]:
    start = date(2024, 1, 1)
    return [
        [
            str(start + timedelta(days=at)),
            place,
            "7",
            "17",
            "60",
            str(pm25),
            "0.8",
            "120",
            "67",
            "",
            "audited",
            "",
        ]
        for at in range(n)
    ]


def as_csv(file: Path, body: list[list[str]], bom: str = "") -> Path:
    with file.open("w", newline="", encoding="utf-8") as out:
        out.write(bom)
        csv.writer(out).writerows([HEAD, *body])
    return file


def as_xlsx(file: Path, body: list[list[str]]) -> Path:
    """With days and numbers as Excel has them."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEAD)
    for day, place, *values in body:
        numbers: list[Any] = [float(value) if value else None for value in values[:7]]
        sheet.append([datetime.fromisoformat(day), place, *numbers, *values[7:]])
    book.save(file)
    return file


def checked(heard: Heard, file: Path, *options: str, code: int = 0) -> dict[str, Any]:
    found, out, err = run(heard, "readings", "check", str(file), "--plan", str(PLAN), "--json", *options)
    assert (found, err) == (code, "")
    document = json.loads(out)
    assert isinstance(document, dict)
    return document


def test_csv_with_a_byte_order_mark_and_xlsx_give_the_same(capsys: Heard, tmp_path: Path) -> None:
    body = [*rows(n=40), *rows("全市", n=31)]
    plain = checked(capsys, as_csv(tmp_path / "a.csv", body))
    assert checked(capsys, as_csv(tmp_path / "b.csv", body, "\ufeff")) == plain
    assert checked(capsys, as_xlsx(tmp_path / "c.xlsx", body)) == plain
    assert plain["as_of"] == "2024-02-09" and [one["place"] for one in plain["places"]] == ["桐柏县", "全市"]


def test_a_leap_year_of_one_county_as_json(capsys: Heard, tmp_path: Path) -> None:
    found = checked(capsys, as_csv(tmp_path / "a.csv", rows()))
    [year] = found["places"][0]["years"]
    assert (year["year"], year["complete"], year["standard"]) == (2024, True, "GB 3095-2012")
    assert year["items"][3] == {
        "item": "pm25", "days": 366, "left_out": 0, "valid": True, "months_short": [], "mean": 33, "limit": 35,
        "p": 95, "percentile": 33, "daily_limit": 75, "met_bulletin": True, "met_full": True, "over": None,
    }  # fmt: skip
    assert year["attainment"]["full"] == {"met": True, "failed": [], "unknown": []}
    assert year["index"]["value"] == 3.29 and year["index"]["parts"]["so2"] == 0.1167
    assert year["days"]["levels"] == {"1": 0, "2": 366, "3": 0, "4": 0, "5": 0, "6": 0}
    goals = {(one["scope"], one["measure"]): one for one in found["goals"]}
    assert (
        goals["桐柏县", "attainment"]["state"] == "met"
        and goals["西峡县", "attainment"]["state"] == "no_data"
    )
    assert goals["全市", "rank"]["light"] == "grey"
    assert [one["period"] for one in found["ranks"]][-2:] == ["2024-12", "2024"]


def test_in_words_for_an_official_and_in_plain_english(
    capsys: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = as_csv(tmp_path / "a.csv", rows(pm25=36))
    monkeypatch.setenv("DUBAN_LANGUAGE", "zh_CN")
    _, out, _ = run(capsys, "readings", "check", str(file), "--plan", str(PLAN))
    assert "桐柏县2024年：六项中五项达标，细颗粒物36，超标0.03倍。按通报口径和全面口径都不达标。" in out
    assert "全市位次：没有读数。" in out
    assert "桐柏县达到二级标准（2024年）：不达标，细颗粒物超标，未完成。" in out
    assert "2024年综合指数排名（县市区）：1 桐柏县3.38" in out
    monkeypatch.setenv("DUBAN_LANGUAGE", "en")
    _, out, _ = run(capsys, "readings", "check", str(file), "--plan", str(PLAN))
    assert "桐柏县 2024: five of six met, PM2.5 36, 0.03 times over." in out


def test_an_error_in_the_file_ends_with_one_and_is_shown(capsys: Heard, tmp_path: Path) -> None:
    file = as_csv(tmp_path / "a.csv", [*rows(n=31), ["2024-02-30", "桐柏县", *["1"] * 7, "", "", ""]])
    [error] = checked(capsys, file, code=1)["findings"]
    assert (error["level"], error["code"], error["line"]) == ("error", "bad_date", 33)
    code, out, _ = run(capsys, "readings", "check", str(file), "--plan", str(PLAN))
    assert code == 1 and "2024-02-30" in out


def test_what_is_not_judged_says_why(capsys: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUBAN_LANGUAGE", "zh_CN")
    short = [[*row[:5], "" if row[0] > "2024-06-26" else row[5], *row[6:]] for row in rows(n=182)]
    _, out, _ = run(capsys, "readings", "check", str(as_csv(tmp_path / "a.csv", short)), "--plan", str(PLAN))
    assert "桐柏县2024年截至6月30日：六项中五项达标。6月细颗粒物有效数据不足27天，不评价。" in out
    without = [[*row[:2], "", *row[3:]] for row in rows(n=31)]
    _, out, _ = run(
        capsys, "readings", "check", str(as_csv(tmp_path / "b.csv", without)), "--plan", str(PLAN)
    )
    assert "六项中五项达标。二氧化硫没有数据，不评价。" in out
    ozone_alone = [[*row[:2], "", "", "", "", "", "163", *row[8:]] for row in rows(n=31)]
    _, out, _ = run(
        capsys, "readings", "check", str(as_csv(tmp_path / "c.csv", ozone_alone)), "--plan", str(PLAN)
    )
    assert "已评价的均不达标，臭氧163，超标0.02倍。" in out and "六项均不达标" not in out


def test_only_headings_are_an_empty_report(capsys: Heard, tmp_path: Path) -> None:
    found = checked(capsys, as_csv(tmp_path / "a.csv", []))
    assert (found["as_of"], found["places"], found["findings"]) == (None, [], [])
    code, out, _ = run(capsys, "readings", "check", str(tmp_path / "a.csv"), "--plan", str(PLAN))
    assert code == 0 and out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nothing.csv"], 1, "nothing.csv"),
        (["empty.csv"], 1, "empty.csv:1:1"),
        (["a.csv", "--as-of", "2024-02-30"], 2, "2024-02-30"),
        (["a.csv", "--rules", "bad.yaml"], 1, "bad.yaml:1:8"),
        (["a.csv", "--rules", "none.yaml"], 1, "none.yaml"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    capsys: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    as_csv(Path("a.csv"), rows(n=2))
    Path("empty.csv").touch()
    Path("bad.yaml").write_text("judge: sometimes\n", encoding="utf-8")
    found, out, err = run(capsys, "readings", "check", *words, "--plan", str(PLAN))
    assert (found, out) == (code, "") and said in err
    assert code == 2 or len(err.splitlines()) == 1


async def test_the_doctor_lists_what_nobody_has_decided(tmp_path: Path) -> None:
    (tmp_path / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "own.yaml").write_text("judge: exact\nlast: {中心城区: 1, 县市: 3}\n", encoding="utf-8")
    settings = Settings(f"sqlite:///{tmp_path / 'd.db'}", plan=PLAN, people=tmp_path / "people.yaml")
    unset = {
        one.key
        for one in await examine(settings, ZH)
        if one.key.startswith("check.unset.") and not one.key.endswith("_clock")
    }
    assert unset == {
        f"check.unset.{one}"
        for one in ("judge", "attainment", "formula", "last", "compensation", "warning", "talk")
    }
    decided = Settings(settings.database, plan=PLAN, people=settings.people, assessment=tmp_path / "own.yaml")
    said = [EN.say(one.key, **one.args) for one in await examine(decided, EN)]
    assert not any("judge is undecided" in one for one in said)
    assert any("last is undecided for 县市区" in one for one in said)
    assert any("the plan has no 县市;" in one for one in said)

"""How numbers are judged is data; an office's own file replaces what it names, and what is wrong in it is said."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.domain.air.pollutant import POLLUTANTS, Pollutant
from bot.domain.air.standards import in_force
from bot.domain.assessment import Assessment, Basis, DustRule, Inputs, Judge, unset
from bot.domain.errors import Invalid
from bot.planfile.assessment import read_assessment
from bot.planfile.standards import load_standards, read_standards
from tests.planfile.files import EN, ROOT

SHIPPED = ROOT / "plan" / "assessment.yaml"
STANDARDS = ROOT / "plan" / "standards.yaml"


def own(folder: Path, text: str) -> Assessment:
    file = folder / "own.yaml"
    file.write_text(text, encoding="utf-8")
    return read_assessment(SHIPPED, file, EN)


def test_what_nobody_decided_is_unset_and_an_office_decides_it(tmp_path: Path) -> None:
    shipped = read_assessment(SHIPPED, None, EN)
    settings = [one.setting for one in unset(shipped, ["中心城区", "县市区"])]
    assert settings == ["judge", "attainment", "index.formulas", "last", "compensation", "warning", "talk"]
    decided = """
judge: exact
attainment: full
index: {formulas: [{from: 2026-03-01, weights: {so2: 1, no2: 2, pm10: 1, pm25: 3, co: 1, o3: 2}}]}
last: {中心城区: 1}
compensation: {item: pm25, decimals: 1, base: {方城县: 45}, steps: [{to: 5, per: 10}, {per: 20}]}
warning: {months_last: 2, missed_goal: false}
talk: {months_last: 3, missed_goal: true}
"""
    [left] = unset(own(tmp_path, decided), ["中心城区", "县市区"])
    assert (left.setting, left.args) == ("last", {"groups": ["县市区"]})


def test_only_what_an_office_names_is_replaced(tmp_path: Path) -> None:
    rules = own(tmp_path, "judge: rounded\ndust: {days: left_out}\nindex: {inputs: exact}\npace: {slack: 5}")
    shipped = read_assessment(SHIPPED, None, EN)
    assert rules.judge == (Judge.ROUNDED,) and rules.attainment == tuple(Basis)
    assert rules.dust_in_days is DustRule.LEFT_OUT and rules.dust_in_means is shipped.dust_in_means
    assert rules.index.inputs is Inputs.EXACT and rules.index.formulas == shipped.index.formulas
    assert rules.pace.slack == 5 and rules.pace.stale == shipped.pace.stale
    assert own(tmp_path, "# nothing\n") == shipped


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("judge: exakt", "1:8: exakt is none of the choices; did you mean exact?"),
        ("judges: exact", "1:1: there is no key judges here; did you mean judge?"),
        ("dust:\n  mean: counted", "2:3: there is no key mean here; did you mean means?"),
        ("index: {decimals: 7}", "1:19: 7 is out of range; write a number from 0 to 4"),
        ("index: {formulas: [{from: 2026-03-01, weights: {so2: 1}}]}", "no2"),
        ("last: {中心城区: all}", "1:14: all is not a whole number"),
        (
            "compensation: {item: pm25, decimals: 1, base: {}, steps: [{per: 1}, {per: 2}]}",
            "the steps do not",
        ),
        (
            "compensation: {item: pm25, decimals: 1, base: {}, steps: [{to: 1, per: 1}]}",
            "the steps do not rise",
        ),
        ("compensation: {item: pm25, decimals: 1, base: {a: -3}, steps: [{per: 2}]}", "-3 is negative"),
        ("[1]", "own.yaml:1:1: "),
        ("judge: [", "own.yaml:2:1: this is not YAML"),
    ],
)
def test_a_mistake_in_it_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Invalid) as found:
        own(tmp_path, text)
    assert said in str(found.value) and "own.yaml" in str(found.value)


def test_the_standards_change_on_their_days() -> None:
    standards = read_standards(STANDARDS, EN)
    of = [in_force(standards.limits, day) for day in (date(2026, 2, 28), date(2026, 3, 1), date(2031, 1, 1))]
    assert [one.annual[Pollutant.PM25] for one in of] == [35, 30, 25]
    assert [one.name for one in of] == ["GB 3095-2012", "GB 3095-2026 transition", "GB 3095-2026"]
    assert in_force(standards.limits, date(1999, 1, 1)).name == "GB 3095-2012"


def test_every_table_has_an_index_for_each_point() -> None:
    for table in read_standards(STANDARDS, EN).index:
        assert set(table.points) == set(POLLUTANTS) == set(table.beyond)
        assert all(len(points) <= len(table.iaqi) for points in table.points.values())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("from: 2031-01-01", "from: 2026-03-01", "the date 2026-03-01 is not later than 2026-03-01"),
        ("pm25: [0, 35, 75, 115", "pm25: [0, 35, 35, 115", "the points of points.pm25 do not rise"),
        ("o3: [0, 100, 160", "o3: [0, 1, 2, 3, 4, 100, 160", "are more than 8"),
        ("year: 324, ", "", "the key year is missing"),
    ],
)
def test_a_standard_that_contradicts_itself_is_refused(old: str, new: str, said: str) -> None:
    text = STANDARDS.read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(Invalid, match=said):
        load_standards(text.replace(old, new, 1), "standards.yaml", EN)


def test_numbers_of_the_shipped_files_are_exact() -> None:
    rules = read_assessment(SHIPPED, None, EN)
    assert all(
        isinstance(weight, Decimal) for one in rules.index.formulas for weight in (one.weights or {}).values()
    )

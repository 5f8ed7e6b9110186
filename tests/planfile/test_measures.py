"""A goal that readings decide says of which year, and a share of days how much."""

from pathlib import Path

import pytest

from bot.domain.plan import Measure
from bot.planfile.yaml import load_plan, read_plan
from tests.planfile.files import EN, SEED, SMALL, mistakes

GOOD = """\
goals:
  - text: 优良天数比例
    measure: good_days
    due: 2024-12-31
    indicators:
      - {name: 优良天数比例, kind: target, op: ">=", value: 76.5, unit: "%"}
sections:
"""


def plan(old: str = "", new: str = "") -> str:
    assert old in GOOD
    return SMALL.replace("sections:\n", GOOD.replace(old, new, 1) if old else GOOD, 1)


def test_the_shipped_plan_says_how_each_goal_is_measured() -> None:
    goals = read_plan(SEED, EN).goals
    assert [goal.measure for goal in goals].count(Measure.ATTAINMENT) == 6
    assert {goal.measure for goal in goals} == set(Measure)


def test_a_plan_without_measures_keeps_its_version() -> None:
    assert load_plan(SMALL, "small.yaml", EN).version == load_plan(SMALL + "\n# remark\n", "s", EN).version
    assert load_plan(plan(), "a", EN).version != load_plan(plan("    measure: good_days\n"), "a", EN).version


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    due: 2024-12-31\n", "", "measure: good_days says not of which year"),
        ('"%"', "天", "measure: good_days needs one target in %"),
        ("kind: target", "kind: count", "measure: good_days needs one target in %"),
        (
            '">="',
            '"<"',
            "the comparator < is the wrong way round for measure: good_days; write one of >=, >, =",
        ),
        ("good_days", "heavy_days", "wrong way round for measure: heavy_days; write one of <=, <, ="),
        ("good_days", "good_day", "good_day is none of the choices; did you mean good_days?"),
    ],
)
def test_a_measure_that_decides_nothing_is_a_mistake(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert any(said in one for one in mistakes(plan(old, new)))

"""Rulings in the coordinator's words, and what is none."""

import pytest

from bot.domain.language.conversation import Subject
from bot.domain.language.rulings import RulingSaid, ruling_said
from bot.domain.plan import Every
from bot.domain.ruling import RulingKind
from tests.builders import seed_plan

SUBJECT = Subject.of(seed_plan())
SUMS_UP, COUNTY, RHYTHM = RulingKind.SUMS_UP, RulingKind.COUNTY, RulingKind.RHYTHM


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("8由市农业农村局汇总", RulingSaid(SUMS_UP, "8", ("市农业农村局",))),
        ("19由城管局汇总", RulingSaid(SUMS_UP, "19", ("市城市管理局",))),
        ("第8项由农业农村局牵头汇总，烤房归其主管", RulingSaid(SUMS_UP, "8", ("市农业农村局",), why="烤房归其主管")),
        ("8 汇总单位：市农业农村局", RulingSaid(SUMS_UP, "8", ("市农业农村局",))),
        ("明确农业农村局为第8项汇总单位", RulingSaid(SUMS_UP, "8", ("市农业农村局",))),
        ("8改由财政局汇总", RulingSaid(SUMS_UP, "8", ("市财政局",))),
        ("8由哪个单位汇总", RulingSaid(SUMS_UP, "8", asks=True)),
        ("第13项在西峡县", RulingSaid(COUNTY, "13", ("西峡县",))),
        ("13项在西峡", RulingSaid(COUNTY, "13", ("西峡县",))),
        ("13.1位于西峡县境内", RulingSaid(COUNTY, "13.1", ("西峡县",))),
        ("外环路在宛城区和卧龙区", RulingSaid(COUNTY, "", ("宛城区", "卧龙区"), "外环路")),
        ("汉冶特钢属西峡", RulingSaid(COUNTY, "", ("西峡县",), "汉冶特钢")),
        ("汉冶特钢在哪个县", RulingSaid(COUNTY, "", (), "汉冶特钢", asks=True)),
        ("23项改为按月报", RulingSaid(RHYTHM, "23", every=Every.MONTH)),
        ("第8项按季报送", RulingSaid(RHYTHM, "8", every=Every.QUARTER)),
        ("8改月报", RulingSaid(RHYTHM, "8", every=Every.MONTH)),
        ("第1项每月一报", RulingSaid(RHYTHM, "1", every=Every.MONTH)),
        ("1 一季一报，太频繁了", RulingSaid(RHYTHM, "1", every=Every.QUARTER, why="太频繁了")),
        ("第1项报送周期调整为半年", RulingSaid(RHYTHM, "1", every=Every.HALF_YEAR)),
    ],
)  # fmt: skip
def test_rulings(words: str, said: RulingSaid) -> None:
    assert ruling_said(words, SUBJECT) == said


@pytest.mark.parametrize(
    "words",
    [
        "汇总", "摘要", "8", "8月", "第8项", "8怎么样了", "催一下农业农村局的8项", "同意农业农村局第8项延期",
        "8 退回，缺验收表",
        "/summary 8", "西峡县", "西峡县第13项怎么样", "13项在西峡县已完成改造", "工作在推进", "按月报送", "1月报",
        "12月5日开会",
        "第8项进度80%", "农业农村局在办",
    ],
)  # fmt: skip
def test_what_rules_nothing(words: str) -> None:
    assert ruling_said(words, SUBJECT) is None

"""Decisions in the mouth of a unit: what can only be a decision, and what tells of work."""

import pytest

from bot.domain.language.conversation import Subject
from bot.domain.language.decides_alone import decides_alone
from bot.domain.language.placement import DecisionKind
from tests.builders import seed_plan

SUBJECT = Subject.of(seed_plan())


@pytest.mark.parametrize(
    ("text", "verdict", "unit"),
    [
        ("通过8", DecisionKind.PASS, ""),
        ("西峡县8通过", DecisionKind.PASS, "西峡县"),
        ("西峡第8项复核通过", DecisionKind.PASS, "西峡县"),
        ("退回西峡县8，缺照片", DecisionKind.RETURN, "西峡县"),
        ("同意市财政局第8项延期", DecisionKind.GRANT, "市财政局"),
        ("同意财政局8延期吧", DecisionKind.GRANT, "市财政局"),
        ("不同意西峡县8延期，年底必须完成", DecisionKind.REFUSE_EXTENSION, "西峡县"),
        ("8由市城市管理局汇总", DecisionKind.RULING, "市城市管理局"),
        ("重新打开西峡县8，验收单不符", DecisionKind.REOPEN, "西峡县"),
    ],
)
def test_only_a_decision(text: str, verdict: DecisionKind, unit: str) -> None:
    found = decides_alone(text, SUBJECT)
    assert found is not None
    assert (found.verdict, found.unit) == (verdict, unit)


@pytest.mark.parametrize(
    "text",
    [
        "8已完成，验收通过",
        "8 验收通过",
        "8项通过省级验收",
        "12台通过验收",
        "通过招标采购8台",
        "县里同意8先干起来",
        "材料被退回，正在补",
        "8 已由发改委汇总上报",
        "同意",
        "申请延期8到3月底",
        "挂账8到3月底，冬季无法施工",
        "回头看发现3家问题，已整改",
    ],
)
def test_a_report_or_a_request_is_none(text: str) -> None:
    assert decides_alone(text, SUBJECT) is None

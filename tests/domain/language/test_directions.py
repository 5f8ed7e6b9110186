"""What a leader writes about proposed talks, and what is none of it."""

import pytest

from bot.domain.language.directions import directions
from bot.domain.talk import TalkDecision

UNITS = ("市农业农村局", "市城市管理局", "方城县")
AGREED, REFUSED, DEFERRED = TalkDecision.AGREED, TalkDecision.REFUSED, TalkDecision.DEFERRED


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("同意", [(AGREED, (), "")]),
        ("同意。", [(AGREED, (), "")]),
        ("同意约谈", [(AGREED, (), "")]),
        ("同意，下周一谈", [(AGREED, (), "下周一谈")]),
        ("同意下周一谈", [(AGREED, (), "下周一谈")]),
        ("不同意，先函告", [(REFUSED, (), "先函告")]),
        ("不同意，先函告，月底再看", [(REFUSED, (), "先函告，月底再看")]),
        ("第2项暂缓", [(DEFERRED, ("2",), "")]),
        ("第2项改为暂缓", [(DEFERRED, ("2",), "")]),
        ("1同意，2不同意，先函告；3暂缓", [(AGREED, ("1",), ""), (REFUSED, ("2",), "先函告"), (DEFERRED, ("3",), "")]),
        ("1同意2暂缓", [(AGREED, ("1",), ""), (DEFERRED, ("2",), "")]),
        ("第1、3项同意，第2项下周再议", [(AGREED, ("1", "3"), ""), (DEFERRED, ("2",), "")]),
        ("同意1和3", [(AGREED, ("1", "3"), "")]),
        ("前两项同意", [(AGREED, ("1", "2"), "")]),
        ("暂不约谈", [(DEFERRED, (), "")]),
        ("先不谈", [(REFUSED, (), "")]),
        ("约谈", [(AGREED, (), "")]),
        ("可以", [(AGREED, (), "")]),
        ("准", [(AGREED, (), "")]),
        ("算了，还是同意吧", [(AGREED, (), "")]),
        ("好的，同意", [(AGREED, (), "")]),
        ("agree", [(AGREED, (), "")]),
        ("defer item 2", [(DEFERRED, ("2",), "")]),
    ],
)  # fmt: skip
def test_decisions(words: str, found: list[tuple[TalkDecision, tuple[str, ...], str]]) -> None:
    assert [(one.decision, one.numbers, one.note) for one in directions(words, UNITS)] == found


@pytest.mark.parametrize(
    "words", ["都同意", "全部同意", "三项都同意", "同意以上", "其余同意", "一律同意约谈"]
)
def test_all_of_them(words: str) -> None:
    (one,) = directions(words, UNITS)
    assert (one.decision, one.all_, one.numbers) == (AGREED, True, ())


@pytest.mark.parametrize(
    ("words", "unit"),
    [("同意约谈农业农村局", "市农业农村局"), ("城管局的暂缓", "市城市管理局"), ("方城县同意", "方城县")],
)
def test_a_unit_is_named(words: str, unit: str) -> None:
    (one,) = directions(words, UNITS)
    assert (one.units, one.note) == ((unit,), "")


@pytest.mark.parametrize(
    "words",
    [
        "同意延期", "同意农业农村局第8项延期", "不同意退回", "摘要", "谢谢", "农业农村局怎么回事", "烤房什么时候能完",
        "进展如何", "会议改到下周", "", "好的", "请农业农村局抓紧", "同意销号",
    ],
)  # fmt: skip
def test_what_decides_nothing_about_a_talk(words: str) -> None:
    assert directions(words, UNITS) == ()

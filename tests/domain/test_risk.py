"""Risks: what a report tells of being in difficulty, what clears it, and that nobody is asked the same twice."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.measurements import Measurement
from bot.domain.risk import Facts, Mark, Risk, RiskItem, found, marks_after, read_marks, without, written

DATED = RiskItem(date(2023, 12, 31))
RETURN = RiskItem(date(2024, 1, 8), recurring=True)
BLOCKED = Facts("资金没到位", blocker="资金没到位")


def barns(n: int, **more: object) -> Facts:
    return Facts(f"已完成{n}座", values=(Measurement(Decimal(n), "座"),), **more)  # type: ignore[arg-type]


def test_a_blocker_is_asked_about_once_and_stays_until_it_is_solved() -> None:
    first = marks_after(BLOCKED, None, (), DATED)
    assert first.marks == first.new == (Mark(Risk.BLOCKED),)
    assert first.asked == Mark(Risk.BLOCKED)
    again = marks_after(
        Facts("资金还没到位", blocker="资金还没到位"), BLOCKED, first.marks, DATED, asked=[Risk.BLOCKED]
    )
    assert again.marks == first.marks
    assert again.new == ()
    assert again.asked is None
    assert marks_after(Facts(no_change=True), BLOCKED, first.marks, DATED).marks == first.marks
    solved = marks_after(
        Facts("12月20日前拨付", solved=date(2023, 12, 20)), BLOCKED, first.marks, DATED, answers=Risk.BLOCKED
    )
    assert solved.marks == ()


def test_what_is_solved_after_the_date_stays_a_risk_and_says_until_when() -> None:
    late = Facts("1月20日前拨付", solved=date(2024, 1, 20))
    weighed = marks_after(late, BLOCKED, (Mark(Risk.BLOCKED),), DATED, answers=Risk.BLOCKED)
    assert weighed.marks == weighed.new == (Mark(Risk.BLOCKED, until=date(2024, 1, 20)),)
    assert weighed.asked is None  # an answer is not asked about in turn


def test_an_answer_without_a_day_leaves_the_risk() -> None:
    marks = (Mark(Risk.BLOCKED),)
    assert marks_after(Facts("等通知"), BLOCKED, marks, DATED, answers=Risk.BLOCKED).marks == marks
    assert (
        marks_after(Facts("资金已到位", kept=True), BLOCKED, marks, DATED, answers=Risk.BLOCKED).marks == ()
    )


def test_a_promise_after_the_date() -> None:
    late = Facts("要到明年2月才能完成", promised=date(2024, 2, 29))
    assert found(late, None, DATED) == (Mark(Risk.MISSED, until=date(2024, 2, 29)),)
    assert found(late, None, RETURN) == ()
    assert found(Facts("赶不上", missed=True), None, DATED) == (Mark(Risk.MISSED),)
    kept = Facts("12月25日可完成", promised=date(2023, 12, 25))
    assert marks_after(kept, late, found(late, None, DATED), DATED).marks == ()


def test_what_says_until_when_is_not_asked_until_when() -> None:
    both = Facts("卡在审批，要到2月", blocker="卡在审批，要到2月", promised=date(2024, 2, 29))
    asked = marks_after(both, None, (), DATED).asked
    assert asked is not None and asked.risk is Risk.MISSED


def test_a_number_that_fell_and_its_explanation() -> None:
    weighed = marks_after(barns(100), barns(120), (), DATED)
    assert weighed.marks == (Mark(Risk.FELL, "20", "座"),)
    assert weighed.asked is not None
    explained = marks_after(Facts("上次多报了"), barns(120), weighed.marks, DATED, answers=Risk.FELL)
    assert explained.marks == ()
    assert found(barns(130), barns(120), DATED) == ()
    assert found(Facts(percent=Decimal(60)), Facts(percent=Decimal(80)), DATED) == (
        Mark(Risk.FELL, "20", "%"),
    )


def test_what_is_counted_anew_each_period_may_be_lower() -> None:
    assert found(barns(100), barns(120), RETURN) == ()
    told = Facts("上次120座，这次100座", fall=(Decimal(120), Decimal(100), "座"))
    assert found(told, None, RETURN) == (Mark(Risk.FELL, "20", "座"),)


def test_what_is_meant_to_fall_may_fall() -> None:
    before, now = (Facts(values=(Measurement(Decimal(n), "吨", "煤炭消费量"),)) for n in (120, 100))
    assert found(now, before, RiskItem(date(2023, 12, 31), falling=frozenset({"煤炭消费量"}))) == ()


def test_nearly_done_without_a_list() -> None:
    assert found(Facts("基本完成", almost=True), None, DATED) == (Mark(Risk.ALMOST),)
    assert found(Facts("基本完成，剩3座", almost=True, listed=True), None, DATED) == ()
    assert found(Facts("基本完成", almost=True, files=1), None, DATED) == ()


def test_the_same_words_twice_but_not_no_change() -> None:
    words = Facts("正在推进招标工作。")
    assert found(Facts("正在推进招标工作"), words, RETURN) == (Mark(Risk.REPEATED),)
    assert found(Facts("正在评标"), words, RETURN) == ()
    assert found(Facts("无变化", no_change=True), Facts("无变化", no_change=True), RETURN) == ()
    assert found(Facts(no_change=True), Facts(no_change=True), RETURN) == ()


def test_done_ends_every_risk() -> None:
    marks = tuple(map(Mark, Risk))
    assert marks_after(Facts("全部完成", done=True), BLOCKED, marks, DATED).marks == ()


MARKS = st.lists(
    st.builds(
        Mark, st.sampled_from(Risk), st.sampled_from(["", "20", "0.5"]), st.sampled_from(["", "座", "%"]),
        st.none() | st.dates(),
    ),
    max_size=5,
).map(tuple)  # fmt: skip


@given(MARKS)
def test_marks_are_read_as_they_were_written(marks: tuple[Mark, ...]) -> None:
    assert read_marks(written(marks)) == marks
    assert all(mark.risk is not Risk.MISSED for mark in read_marks(without(written(marks), Risk.MISSED)))


FACTS = st.builds(
    Facts, words=st.sampled_from(["", "推进中", "完成"]), percent=st.none() | st.decimals(0, 100, places=0),
    no_change=st.booleans(), done=st.booleans(), promised=st.none() | st.just(date(2024, 3, 1)),
    blocker=st.sampled_from(["", "没钱"]), missed=st.booleans(), almost=st.booleans(),
)  # fmt: skip


@given(FACTS, FACTS, MARKS, st.sets(st.sampled_from(Risk)), st.none() | st.sampled_from(Risk))
def test_whatever_is_reported_one_question_at_most_and_none_twice(
    report: Facts, before: Facts, standing: tuple[Mark, ...], asked: set[Risk], answers: Risk | None
) -> None:
    weighed = marks_after(report, before, standing, DATED, answers=answers, asked=asked)
    assert weighed.asked is None or (weighed.asked.risk not in asked and weighed.asked in weighed.marks)
    assert answers is None or weighed.asked is None
    assert set(weighed.new) <= set(weighed.marks)
    assert not report.done or {mark.risk for mark in weighed.marks} <= {Risk.FELL}

"""Rulings laid over the plan: laws of the overlay and of the periods that a ruled rhythm asks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.allocation import planned_assignments
from bot.domain.period import Period, asked_periods
from bot.domain.plan import Every, Milestone, Plan, RhythmBefore
from bot.domain.ruling import Ruled, Ruling, RulingKind, in_force, laid_over
from bot.domain.ruling_touches import rhythms_of
from tests.builders import calendar, seed_plan, small_plan

GOLIVE = date(2023, 11, 1)
RHYTHMS = st.sampled_from([Every.MONTH, Every.QUARTER, Every.HALF_YEAR])
DAYS = st.dates(GOLIVE, date(2024, 9, 30))


def made(what: Ruled, day: date = date(2023, 12, 19), version: int = 1) -> Ruling:
    return Ruling(what, version, "coordinator", 0, day)


def sums_up(unit: str, task: str = "2") -> Ruled:
    return Ruled(RulingKind.SUMS_UP, task, (unit,))


def test_nothing_ruled_leaves_the_plan_as_it_is() -> None:
    plan = small_plan()
    assert laid_over(plan, ()) is plan


def test_the_latest_ruling_on_a_subject_holds_and_the_plans_own_word_goes_first() -> None:
    plan = small_plan()
    first, second = made(sums_up("市城市管理局")), made(sums_up("市烟草公司"), version=2)
    assert laid_over(plan, (first, second)).task["2"].roles.leads == ("市烟草公司",)
    assert in_force(plan, (first, second)) == (second,)
    assert laid_over(plan, (made(sums_up("市烟草公司", "1")),)).task["1"].roles == plan.task["1"].roles
    gone = made(sums_up("市财政局"))  # a unit that the plan does not know any more
    assert in_force(plan, (gone,)) == ()


def test_who_sums_up_keeps_its_own_share_and_nobody_elses_changes() -> None:
    plan = seed_plan()
    ruled = laid_over(plan, (made(sums_up("市农业农村局", "8")),))
    shares = [
        {one.key: one for one in planned_assignments(p, GOLIVE, date(2024, 1, 31), calendar())}
        for p in (plan, ruled)
    ]
    assert shares[0] == shares[1]


def test_a_named_county_is_asked_beside_everything_that_was_asked_before() -> None:
    plan = seed_plan()
    what = Ruled(RulingKind.COUNTY, "13", ("西峡县",), milestone="13.1", work="南阳汉冶特钢有限公司")
    ruled = laid_over(plan, (made(what),))
    before, after = (
        {one.key for one in planned_assignments(p, GOLIVE, date(2024, 1, 31), calendar())}
        for p in (plan, ruled)
    )
    assert after - before == {("13", "13.1", "西峡县", "")}
    assert before <= after
    assert [f.code for f in ruled.findings].count("which_county") == 3


def periods_of(milestone: Milestone, until: date = date(2024, 12, 31)) -> list[Period]:
    return list(asked_periods(milestone, GOLIVE, until))


def duty(plan: Plan) -> Milestone:
    return next(one for one in plan.task["3"].milestones)


@given(st.lists(st.tuples(DAYS, RHYTHMS), max_size=3), RHYTHMS)
def test_every_day_is_asked_in_some_period_and_no_end_twice(
    changes: Sequence[tuple[date, Every]], last: Every
) -> None:
    """Whatever the rhythms ruled, one after another."""
    ordered = tuple(RhythmBefore(every, day) for day, every in sorted(changes))
    milestone = replace(duty(small_plan()), every=last, rhythms_before=ordered)
    found = periods_of(milestone)
    ends = [one.end for one in found]
    assert len(set(ends)) == len(ends)
    days = (GOLIVE + timedelta(days=n) for n in range((date(2024, 12, 31) - GOLIVE).days))
    assert all(any(one.start <= day <= one.end for one in found) for day in days)


@given(DAYS, RHYTHMS)
def test_what_was_open_when_a_rhythm_was_ruled_stays_asked(day: date, every: Every) -> None:
    plan = small_plan()
    what = Ruled(RulingKind.RHYTHM, "3", every=every, was=rhythms_of(plan.task["3"]))
    ruled = laid_over(plan, (made(what, day),), GOLIVE)
    before = periods_of(duty(plan), day)
    assert periods_of(duty(ruled), date(2024, 12, 31))[: len(before)] == before


def test_a_rhythm_ruled_before_golive_holds_from_the_start() -> None:
    plan = small_plan()
    what = Ruled(RulingKind.RHYTHM, "3", every=Every.MONTH, was=rhythms_of(plan.task["3"]))
    ruled = laid_over(plan, (made(what, date(2023, 10, 20)),), GOLIVE)
    assert [one.name for one in periods_of(duty(ruled), date(2023, 12, 31))] == ["2023-11", "2023-12"]

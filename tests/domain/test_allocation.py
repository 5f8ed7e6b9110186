"""Who owes what."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.allocation import ASKED, PlannedAssignment, planned_assignments
from bot.domain.assignment import State
from bot.domain.plan import UnitRole
from tests.builders import calendar, seed_plan, small_plan

golives = st.dates(date(2023, 1, 1), date(2026, 6, 30))


def opened(golive: date, today: date) -> list[PlannedAssignment]:
    return list(planned_assignments(seed_plan(), golive, today, calendar()))


@given(st.dates(date(2023, 1, 1), date(2025, 12, 31)), st.integers(0, 400))
def test_each_asked_cell_is_opened_once_and_support_has_none(golive: date, later: int) -> None:
    today = golive + timedelta(days=later)
    found = opened(golive, today)
    assert max(Counter(share.key for share in found).values()) == 1
    asked = {(share.task, share.unit) for share in found}
    for task in seed_plan().tasks:
        for role, unit in task.roles:
            assert ((task.id, unit) in asked) == (role is not UnitRole.SUPPORT)


@given(golives, st.integers(0, 400))
def test_no_period_before_go_live_is_opened(golive: date, later: int) -> None:
    for share in opened(golive, golive + timedelta(days=later)):
        assert share.escalated_through == golive - timedelta(days=1)
        assert not share.period or share.until >= golive
        assert (share.state is State.PAST) == (not share.period and share.due < golive)


@given(golives, st.integers(0, 400))
def test_recurring_work_is_asked_for_as_long_as_the_plan_runs(golive: date, later: int) -> None:
    for share in opened(golive, golive + timedelta(days=later)):
        assert not share.period or share.since <= seed_plan().end


@given(golives, st.integers(0, 300), st.integers(0, 300))
def test_later_openings_do_not_change_earlier_ones(golive: date, first: int, more: int) -> None:
    """Opening every day or once a year comes to the same shares."""
    early = opened(golive, golive + timedelta(days=first))
    late = {share.key: share for share in opened(golive, golive + timedelta(days=first + more))}
    assert all(late[share.key] == share for share in early)


def test_task_8_asks_only_its_four_joint_units_for_the_tobacco_barns() -> None:
    asked = [
        share
        for share in opened(date(2023, 11, 1), date(2023, 11, 1))
        if share.task == "8" and not share.period and not share.told_only
    ]
    assert {share.unit for share in asked} == {"市农业农村局", "市财政局", "市生态环境局", "市烟草公司"}
    assert {share.role for share in asked} <= set(ASKED)


def test_all_counties_are_told_a_date_that_names_none_and_nobody_is_told_of_named_works() -> None:
    plan = seed_plan()
    told = [share for share in opened(date(2023, 12, 1), date(2023, 12, 1)) if share.told_only]
    assert {share.unit for share in told if share.milestone == "8.1"} == set(plan.task["8"].roles.local)
    assert {share.role for share in told} == {UnitRole.LOCAL}
    named = {m.id for task in plan.tasks for m in task.milestones if m.where or m.which_county}
    assert {"4.1", "13.1"} <= named
    assert not named & {share.milestone for share in told}
    late = [share for share in opened(date(2024, 2, 1), date(2024, 2, 1)) if share.told_only]
    assert "8.1" not in {share.milestone for share in late}  # past before go-live: the lead's to explain


def test_a_county_named_in_a_milestone_owes_it_and_the_others_owe_their_return() -> None:
    found = list(planned_assignments(small_plan(), date(2024, 1, 1), date(2024, 1, 1), calendar()))
    of_task_2 = {
        share.unit: share.milestone for share in found if share.role is UnitRole.LOCAL and share.task == "2"
    }
    assert of_task_2 == {"东县": "2.1", "西县": "2.local"}


def test_a_plan_without_counties_asks_none() -> None:
    plan = small_plan()
    sections = tuple(
        replace(s, tasks=tuple(replace(t, roles=replace(t.roles, local=())) for t in s.tasks))
        for s in plan.sections
    )
    found = planned_assignments(
        replace(plan, sections=sections), date(2024, 1, 1), date(2024, 1, 1), calendar()
    )
    assert {share.unit for share in found} == {"市生态环境局", "市城市管理局", "市烟草公司"}

"""Where a list stands: figures of an invented dozen of plants, and laws over any list."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.light import Light
from bot.domain.lists.list_findings import checked
from bot.domain.lists.standing import ListedReason, ListedState, share, standing
from bot.domain.lists.work_list import ListedItem, WorkList
from tests.planfile.files import small

YEAR_END = date(2024, 12, 31)


def plant(n: int, **more: object) -> ListedItem:
    return replace(ListedItem(str(n), f"{n}号砖厂", "桐柏县"), **more)  # type: ignore[arg-type]


def plants(*items: ListedItem, due: date | None = YEAR_END) -> WorkList:
    return WorkList("1-1", "砖厂改造", "1", "1.1", due, items)


def test_what_is_done_later_is_open_before() -> None:
    listed = plants(plant(1, due=date(2024, 6, 30), done=date(2024, 7, 4)), plant(2))
    before, after = (standing(listed, date(2024, 7, day)) for day in (3, 4))
    assert before.figures.done == 0 and before.items[0].days_late == 3
    assert before.figures.reason is ListedReason.ITEM_OVERDUE and before.figures.light is Light.YELLOW
    assert (after.figures.done, after.figures.late_done, after.figures.percent) == (1, 1, Decimal(50))
    assert after.items[0].reason is ListedReason.DONE_LATE and after.items[0].days_late == 4
    assert after.figures.light is Light.GREEN


def test_what_closed_down_no_longer_counts() -> None:
    listed = plants(plant(1, done=YEAR_END), plant(2, due=date(2024, 1, 1), excused="2024年3月关停"))
    stands = standing(listed, YEAR_END)
    assert (stands.figures.total, stands.figures.excused, stands.figures.counted) == (2, 1, 1)
    assert stands.figures.percent == 100 and stands.figures.may_submit
    assert stands.items[1].light is Light.GREY and stands.items[1].days_late == 0


def test_after_its_day_a_list_is_red_and_without_a_day_never() -> None:
    day_after = YEAR_END + timedelta(days=1)
    assert standing(plants(plant(1)), YEAR_END).figures.light is Light.GREEN
    assert standing(plants(plant(1)), day_after).figures.light is Light.RED
    assert standing(plants(plant(1), due=None), date(2030, 1, 1)).figures.reason is ListedReason.ON_PACE


def test_nothing_that_counts_has_no_percent() -> None:
    assert standing(plants(plant(1, excused="搬迁")), YEAR_END).figures.percent is None


@pytest.mark.parametrize(
    ("done", "counted", "shown"),
    [
        (1999, 2000, "99.9"),
        (2000, 2000, "100.0"),
        (1, 3, "33.3"),
        (1, 8, "12.5"),
        (1, 16, "6.2"),
        (3, 16, "18.8"),
    ],
)
def test_percent_is_half_to_even_and_whole_only_at_the_end(done: int, counted: int, shown: str) -> None:
    assert share(done, counted) == Decimal(shown)


def codes(listed: WorkList) -> list[tuple[str, str | None]]:
    return [(one.code, one.item) for one in checked(listed, small()).findings]


def test_what_is_doubtful_is_found_item_by_item() -> None:
    listed = plants(
        plant(1),
        plant(2, place="无此县"),
        plant(3, place="市城市管理局"),  # a unit, and no county
        plant(4, due=date(2025, 1, 1)),
        plant(5, percent=Decimal(100)),
        plant(6, percent=Decimal(100), done=YEAR_END),
        plant(7, percent=Decimal(100), excused="关停"),
        plant(8, excused=""),
        plant(1, place="无此县"),
        plant(9, place=""),
    )
    assert codes(listed) == [
        ("unknown_place", "2"), ("unknown_place", "3"), ("after_milestone", "4"), ("percent_100_open", "5"),
        ("excused_without_reason", "8"), ("duplicate_id", "1"),
    ]  # fmt: skip
    assert [one.name for one in checked(listed, small()).worklist.items if one.id == "1"] == ["1号砖厂"]


def test_a_list_of_no_milestone_is_an_error_and_one_without_a_day_takes_its_milestones() -> None:
    listed = plants(plant(1), due=None)
    assert checked(listed, small()).worklist.due == YEAR_END
    assert codes(replace(listed, milestone="1.9")) == [("unknown_milestone", None)]
    assert codes(replace(listed, task="77")) == [("unknown_task", None)]
    assert not checked(replace(listed, task="77"), small()).sound


days = st.dates(date(2024, 1, 1), date(2025, 12, 31))
listed_items = st.lists(
    st.builds(
        ListedItem,
        st.uuids().map(str),
        st.just("厂"),
        due=st.none() | days,
        done=st.none() | days,
        percent=st.none() | st.integers(0, 100).map(Decimal),
        excused=st.none() | st.just("关停"),
    ),
    max_size=12,
)


@given(listed_items, st.none() | days, days, st.randoms())
def test_figures_add_up_in_any_order(
    items: list[ListedItem], due: date | None, day: date, dice: object
) -> None:
    stands = standing(plants(*items, due=due), day)
    figures = stands.figures
    assert figures.total == figures.excused + figures.counted == len(items)
    assert figures.counted == figures.done + figures.open
    assert figures.overdue <= figures.open and figures.late_done <= figures.done
    assert figures.may_submit == (not any(one.state is ListedState.OPEN for one in stands.items))
    assert (figures.percent == 100) == bool(figures.counted and not figures.open)
    shuffled = list(items)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert standing(plants(*shuffled, due=due), day).figures == figures


@given(listed_items, days, days)
def test_time_only_makes_it_later(items: list[ListedItem], one: date, other: date) -> None:
    """What is done stays done, and nobody is less late tomorrow."""
    early, late = (standing(plants(*items), day) for day in sorted((one, other)))
    assert early.figures.done <= late.figures.done
    for before, after in zip(early.items, late.items, strict=True):
        assert after.state is not ListedState.OPEN or before.days_late <= after.days_late

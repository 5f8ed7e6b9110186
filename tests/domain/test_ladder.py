"""Which rung on which day."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import DAY, MINUTE, Calendar
from bot.domain.ladder import (
    DueMoment,
    Granularity,
    Ladder,
    Minutes,
    Rung,
    Step,
    Workdays,
    day_of,
    due_steps,
    first_day,
    moment_of,
    next_due_step,
    steps_between,
)
from bot.domain.person import Role
from tests.builders import calendar, instant, ladders
from tests.domain.given import any_ladder, calendars, days

LONG = timedelta(days=120)


@given(any_ladder(), days, calendars())
def test_each_step_falls_due_once_or_is_replaced_by_a_higher_one_of_its_day(
    ladder: Ladder, due: date, when: Calendar
) -> None:
    found = due_steps(ladder, due, due - LONG, due + LONG, when)
    climbed = {rise.day: rise.step for rise in found if rise.step in ladder.steps}
    for step in ladder.steps:
        taken = climbed[day_of(step, due, when)]
        assert (taken.rung.height, taken.at.n) >= (step.rung.height, step.at.n)
    assert len({rise.occurrence for rise in found}) == len({rise.day for rise in found}) == len(found)
    assert all(when.is_workday(rise.day) for rise in found)
    assert [rise.day for rise in found] == sorted(rise.day for rise in found)
    assert found[0].day == first_day(ladder, due, when)


@given(any_ladder(), days, calendars(), st.lists(st.integers(-60, 90), min_size=1, max_size=12))
def test_any_sequence_of_ticks_gives_the_same_rungs(
    ladder: Ladder, due: date, when: Calendar, cuts: list[int]
) -> None:
    """No rung is skipped, none is repeated: looking often or seldom is the same."""
    start, end = due - timedelta(days=60), due + timedelta(days=90)
    marks = [start, *sorted(due + timedelta(days=cut) for cut in cuts), end]
    pieces = [due_steps(ladder, due, a, b, when) for a, b in pairwise(marks)]
    assert [rise for piece in pieces for rise in piece] == due_steps(ladder, due, start, end, when)


@given(any_ladder(), days, calendars(), st.integers(-60, 60))
def test_next_due_step_is_the_first_future_due_step(
    ladder: Ladder, due: date, when: Calendar, offset: int
) -> None:
    after = due + timedelta(days=offset)
    coming = due_steps(ladder, due, after, after + LONG, when)
    assert next_due_step(ladder, due, after, when) == (coming[0] if coming else None)


@given(any_ladder())
def test_a_frozen_ladder_is_read_back_unchanged(ladder: Ladder) -> None:
    thawed = Ladder.from_json(ladder.to_json())
    assert thawed == ladder
    assert thawed.digest == ladder.digest


def test_after_the_last_step_once_a_week_and_not_in_the_spring_festival() -> None:
    after_the_talk = due_steps(
        ladders().dated, date(2023, 12, 31), date(2024, 1, 10), date(2024, 2, 26), calendar()
    )
    assert [rise.day.strftime("%m-%d") for rise in after_the_talk] == [
        "01-15",
        "01-22",
        "01-29",
        "02-05",
        "02-18",
        "02-19",
        "02-26",
    ]  # fmt: skip  -- 02-12 to 02-17 is off, but Sunday 02-18 is worked and belongs to that week


def test_ladders_frozen_by_earlier_programs_still_read_and_keep_their_digests() -> None:
    """The digests are those that databases hold: an assignment refers to its rules by them."""
    stored = {ladder.name: ladder.digest for ladder in ladders()}
    assert stored == {
        "dated": "9cec1342f29f",
        "soft": "6a8a781ea645",
        "external": "35963aa34496",
        "county": "b85c35f586f8",
        "returned": "c13dd13dadbc",
        "review": "4ce3711922e9",
    }
    body = '{"name": "returned", "weekly": false, "steps": [["remind", -3, ["liaison"], ""]]}'
    assert Ladder.from_json(body).steps == (Step(Rung.REMIND, Workdays(-3), (Role.LIAISON,)),)


TICKET = Ladder(
    "ticket",
    (
        Step(Rung.REMIND, Minutes(-30), (Role.LIAISON,)),
        Step(Rung.CHASE, Minutes(0), (Role.LIAISON,)),
        Step(Rung.SUPERVISE, Minutes(90), (Role.COORDINATOR,)),
        Step(Rung.SUPERVISE, Workdays(1), (Role.COORDINATOR,)),
    ),
)


def test_minutes_count_on_the_clock_also_at_night_and_on_a_day_off() -> None:
    due = DueMoment(instant("2023-12-31", "23:45"), Granularity.MINUTE)  # a Sunday, before a holiday
    found = steps_between(TICKET, due, due.at - DAY, due.at + 9 * DAY, calendar())
    assert [f"{calendar().local(one.at):%m-%d %H:%M}" for one in found] == [
        "12-31 23:15", "12-31 23:45", "01-01 01:15", "01-02 23:45",
    ]  # fmt: skip
    assert [str(one.occurrence) for one in found] == [
        "2023-12-31-30m", "2023-12-31+0m", "2023-12-31+90m", "2023-12-31+1",
    ]  # fmt: skip
    assert Ladder.from_json(TICKET.to_json()) == TICKET


@given(calendars(), days, st.integers(0, 1439), st.integers(-600, 600), st.integers(-600, 600))
def test_minutes_are_monotone_and_exact(when: Calendar, day: date, minute: int, a: int, b: int) -> None:
    due = DueMoment(when.at(day) + minute * MINUTE, Granularity.MINUTE)
    first, second = (moment_of(Minutes(n), due, when) for n in sorted((a, b)))
    assert second - first == abs(a - b) * MINUTE

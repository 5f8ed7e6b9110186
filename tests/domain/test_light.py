"""The light and its reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.assignment import Assignment, State
from bot.domain.calendar import Calendar
from bot.domain.light import Light, Reason, light
from bot.domain.plan import Strength
from tests.builders import calendar
from tests.domain.given import calendars, days, share


@given(
    calendars(), days, st.integers(0, 400), st.integers(-400, 60), st.sampled_from(State),
    st.sampled_from(Strength), st.none() | st.integers(0, 100), st.booleans(),
    st.none() | st.integers(-400, 60), st.none() | st.integers(-400, 60),
)  # fmt: skip
def test_a_light_holds_until_the_day_it_says(
    when: Calendar, due: date, length: int, offset: int, state: State, strength: Strength,
    percent: int | None, recurring: bool, asked: int | None, spoke: int | None,
) -> None:  # fmt: skip
    """The day at which the copy of a light is renewed is the day on which it changes, never later."""
    since = due - timedelta(days=length)
    a = share(due, since=since, state=state, strength=strength, period="2023-Q4" if recurring else "")
    a = replace(
        a,
        percent=percent,
        asked_until=None if asked is None else due + timedelta(days=asked),
        reported_at=None if spoke is None else when.at(due + timedelta(days=spoke)),
    )
    today = due + timedelta(days=offset)
    lit = light(a, today, when)
    end = lit.until or today + timedelta(days=500)
    assert end > today
    for day in (today + timedelta(days=n) for n in range(min((end - today).days, 120))):
        assert light(a, day, when) == lit
    assert light(a, end - timedelta(days=1), when) == lit


RESULT = share()  # due on Sunday 2023-12-31, opened on 2023-11-01
ASKED = replace(RESULT, asked_until=date(2023, 12, 4))  # T-20
SPOKE = replace(RESULT, reported_at=calendar().at(date(2023, 11, 20)))
RETURN = share(date(2024, 1, 8), since=date(2023, 10, 1), period="2023-Q4")


@pytest.mark.parametrize(
    ("a", "day", "expected", "why"),
    [
        (RESULT, date(2023, 12, 15), Light.WHITE, Reason.UNASKED),
        (ASKED, date(2023, 12, 4), Light.WHITE, Reason.ASKED),
        (ASKED, date(2023, 12, 5), Light.YELLOW, Reason.SILENT),
        (ASKED, date(2023, 12, 18), Light.YELLOW, Reason.NEAR),
        (ASKED, date(2024, 1, 1), Light.RED, Reason.OVERDUE),
        (SPOKE, date(2023, 12, 15), Light.GREEN, Reason.ON_PACE),  # words without a share of the whole
        (replace(SPOKE, asked_until=date(2023, 12, 4)), date(2023, 12, 5), Light.YELLOW, Reason.SILENT),  # asked again
        (RESULT, date(2023, 12, 18), Light.YELLOW, Reason.NEAR),  # the tenth workday before
        (RESULT, date(2023, 12, 31), Light.YELLOW, Reason.NEAR),
        (RESULT, date(2024, 1, 1), Light.RED, Reason.OVERDUE),
        (replace(RESULT, strength=Strength.STRIVE), date(2024, 6, 1), Light.YELLOW, Reason.OVERDUE_SOFT),
        (replace(RESULT, strength=Strength.ENCOURAGE), date(2024, 6, 1), Light.YELLOW, Reason.OVERDUE_SOFT),
        (replace(SPOKE, percent=10), date(2023, 12, 1), Light.YELLOW, Reason.BEHIND),
        (replace(SPOKE, percent=60), date(2023, 12, 1), Light.GREEN, Reason.ON_PACE),
        (replace(RESULT, state=State.PAST), date(2024, 6, 1), Light.YELLOW, Reason.UNCONFIRMED),
        (replace(RESULT, state=State.SUBMITTED), date(2024, 6, 1), Light.BLUE, Reason.IN_REVIEW),
        (replace(RESULT, state=State.REWORK), date(2024, 1, 1), Light.RED, Reason.OVERDUE),
        (replace(RESULT, state=State.CLOSED), date(2024, 6, 1), Light.GREEN, Reason.CLOSED),
        (replace(RESULT, state=State.EXCUSED), date(2024, 6, 1), Light.GREY, Reason.NOT_INVOLVED),
        (RETURN, date(2023, 12, 29), Light.WHITE, Reason.UNASKED),  # nobody can answer before the period is over
        (RETURN, date(2024, 1, 2), Light.WHITE, Reason.ASKED),
        (RETURN, date(2024, 1, 8), Light.WHITE, Reason.ASKED),
        (RETURN, date(2024, 1, 9), Light.YELLOW, Reason.LATE_RETURN),
        (RETURN, date(2026, 1, 9), Light.YELLOW, Reason.LATE_RETURN),
        (replace(RETURN, state=State.REWORK), date(2024, 1, 8), Light.YELLOW, Reason.NEAR),
        (replace(RETURN, state=State.CLOSED), date(2024, 1, 9), Light.GREEN, Reason.CLOSED),
        (replace(RETURN, state=State.EXCUSED), date(2024, 1, 9), Light.GREY, Reason.NOT_INVOLVED),
    ],
)  # fmt: skip
def test_each_light_has_its_reason(a: Assignment, day: date, expected: Light, why: Reason) -> None:
    lit = light(a, day, calendar())
    assert (lit.light, lit.reason) == (expected, why)

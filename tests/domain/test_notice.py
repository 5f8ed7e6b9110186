"""When a person hears: at their own minute of a workday."""

from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import DAY, MINUTE, Calendar
from bot.domain.notice import CLOSING, SLOT, next_slot, slot, tomorrow_slot
from tests.builders import calendar, instant
from tests.domain.given import calendars, days

people = st.text(min_size=1, max_size=12)


@given(people, st.times().map(lambda t: t.replace(second=0, microsecond=0)))
def test_a_persons_minute_is_within_the_slot_and_never_at_the_full_or_half_hour(
    person: str, start: time
) -> None:
    if start.hour == 23:
        return  # a slot that ends on the next day is refused by the settings
    at = slot(person, start)
    late = (at.hour - start.hour) * 60 + at.minute - start.minute
    assert 0 <= late <= 19
    assert at.minute not in (0, 30)


@given(calendars(), people, days, st.integers(0, DAY - 1), st.booleans())
def test_no_delivery_on_days_off_after_hours_or_at_the_full_hour(
    when: Calendar, person: str, day: date, into_the_day: int, heard: bool
) -> None:
    now = when.at(day) + into_the_day
    for at in (next_slot(person, now, when, heard_today=heard), tomorrow_slot(person, now, when)):
        local = when.local(at)
        assert at >= now
        assert when.is_workday(local.date())
        assert SLOT <= local.time().replace(tzinfo=None) < CLOSING
        assert local.minute not in (0, 30)
        assert not heard or local.date() > when.day(now) or at == tomorrow_slot(person, now, when)


def test_after_downtime_late_messages_go_out_at_once_in_working_hours() -> None:
    at_ten = instant("2024-01-02", "10:17")
    assert next_slot("a", at_ten, calendar()) == at_ten
    on_the_hour = instant("2024-01-02", "14:00")
    assert next_slot("a", on_the_hour, calendar()) == on_the_hour + MINUTE
    assert next_slot("a", instant("2024-01-02", "17:45"), calendar()) == calendar().at(
        date(2024, 1, 3), slot("a")
    )
    assert next_slot("a", at_ten, calendar(), heard_today=True) == calendar().at(date(2024, 1, 3), slot("a"))


def test_sunday_the_fourth_of_february_2024_is_a_day_like_any_other() -> None:
    saturday = instant("2024-02-03", "12:00")
    assert calendar().day(next_slot("a", saturday, calendar())) == date(2024, 2, 4)

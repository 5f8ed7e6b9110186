"""Workdays as the State Council set them, with the city's own days on top."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.calendar import Calendar
from bot.domain.errors import Invalid
from bot.planfile.calendar import known_years, load_calendar, read_calendar
from tests.planfile.files import EN, ROOT, ZH

SHANGHAI = ZoneInfo("Asia/Shanghai")
CITY = read_calendar(ROOT / "plan" / "calendar.yaml", SHANGHAI, ZH)


def with_days(text: str) -> Calendar:
    return load_calendar(text, "calendar.yaml", SHANGHAI, EN)


@pytest.mark.parametrize(
    ("due", "before", "due_workday"),
    [
        (date(2023, 12, 31), ["12-04", "12-18", "12-25", "12-29"], "12-29"),
        (date(2024, 12, 31), ["12-03", "12-17", "12-24", "12-30"], "12-31"),
        (date(2025, 9, 30), ["09-03", "09-17", "09-24", "09-29"], "09-30"),
        (date(2025, 12, 31), ["12-03", "12-17", "12-24", "12-30"], "12-31"),
    ],
)
def test_reminders_of_the_four_hard_dates(due: date, before: list[str], due_workday: str) -> None:
    assert [CITY.before(due, n).strftime("%m-%d") for n in (20, 10, 5, 1)] == before
    assert CITY.not_after(due).strftime("%m-%d") == due_workday


def test_days_after_the_end_of_2023_pass_over_new_year() -> None:
    after = [CITY.after(date(2023, 12, 31), n) for n in (1, 3, 7)]
    assert after == [date(2024, 1, 2), date(2024, 1, 4), date(2024, 1, 10)]


@pytest.mark.parametrize("sunday", [date(2024, 2, 4), date(2024, 4, 7), date(2025, 9, 28)])
def test_a_sunday_worked_in_exchange_is_a_workday(sunday: date) -> None:
    assert sunday.weekday() == 6
    assert CITY.is_workday(sunday)


def test_a_weekday_of_the_national_day_week_is_off() -> None:
    assert not CITY.is_workday(date(2025, 10, 8))


def test_a_year_without_a_table_falls_back_to_weekends() -> None:
    year = max(known_years()) + 1
    first = date(year, 10, 1)
    week = [first.replace(day=day) for day in range(1, 8)]
    assert [CITY.is_workday(day) for day in week] == [day.weekday() < 5 for day in week]
    assert year not in CITY.known_years


def test_the_years_of_the_plan_are_known() -> None:
    assert {2023, 2024, 2025} <= CITY.known_years == known_years()


def test_the_citys_own_days_come_on_top() -> None:
    text = "holidays: [{day: 2024-05-13, name: 临时}]\nworkdays: [{day: 2024-05-18, name: 补班}]"
    calendar = with_days(text)
    assert CITY.is_workday(date(2024, 5, 13)) and not calendar.is_workday(date(2024, 5, 13))
    assert calendar.is_workday(date(2024, 5, 18)) and not CITY.is_workday(date(2024, 5, 18))


@pytest.mark.parametrize(
    "zone", ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]
)
def test_a_slot_is_a_local_time_on_every_day_of_the_year(zone: str) -> None:
    calendar = read_calendar(ROOT / "plan" / "calendar.yaml", ZoneInfo(zone), ZH)
    for ordinal in range(date(2024, 1, 1).toordinal(), date(2025, 1, 1).toordinal()):
        day = date.fromordinal(ordinal)
        slot = calendar.local(calendar.at(day, time(8, 40)))
        assert (slot.date(), slot.time()) == (day, time(8, 40))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("holidays: [{day: 2024-02-30, name: x}]", "1:18: there is no day 2024-02-30"),
        ("holidays: [{day: 1 May, name: x}]", "1:18: 1 May is not a date"),
        ("holiday: []", "1:1: there is no key holiday here; did you mean holidays?"),
        ("holidays: [2024-05-13]", "1:12: holidays takes keys with values"),
        (
            "holidays: [{day: 2024-05-13, name: x}]\nworkdays: [{day: 2024-05-13, name: y}]",
            "2:18: 2024-05-13 is both a holiday and a workday",
        ),
        (
            "workdays: [{day: 2024-05-13, name: x}, {day: 2024-05-13, name: y}]",
            "1:46: day 2024-05-13 is there already, in line 1",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, said: str) -> None:
    with pytest.raises(Invalid) as caught:
        with_days(text)
    assert str(caught.value).startswith(f"calendar.yaml:{said}")

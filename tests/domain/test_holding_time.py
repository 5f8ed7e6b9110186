"""Days by holder."""

from datetime import date

from bot.domain.assignment import Event, Kind
from bot.domain.calendar import DAY
from bot.domain.holding_time import days_by_holder
from tests.builders import calendar, instant

UNIT, OTHER = "市生态环境局", "市财政局"


def event(kind: Kind, day: str, /, **data: object) -> Event:
    at = instant(day, "10:00")
    return Event(kind, at, calendar().day(at), data=data)


def opened(day: str) -> Event:
    return event(
        Kind.OPENED, day, id=1, task="8", milestone="8.1", unit=UNIT, role="joint", kind="result", strength="must",
        period="", since=day, until="2023-12-31", due="2023-12-31", state="open", climbed="2023-10-31",
    )  # fmt: skip


def test_waiting_moves_the_days_to_the_unit_waited_for() -> None:
    life = [
        opened("2023-11-01"),
        event(Kind.WAITED, "2023-11-11", unit=OTHER),
        event(Kind.RESUMED, "2023-11-15"),
    ]
    assert days_by_holder(life[:2], date(2023, 11, 14)) == {UNIT: 10, OTHER: 3}
    assert days_by_holder(life, date(2023, 11, 20)) == {UNIT: 15, OTHER: 4}


def test_the_reviewers_days_are_the_reviewers_and_end_with_the_closing() -> None:
    handed_in = event(Kind.SUBMITTED, "2023-12-29", reviewer="", percent=100)
    life = [opened("2023-11-01"), handed_in, event(Kind.PASSED, "2024-01-05")]
    assert days_by_holder(life, date(2024, 6, 1)) == {UNIT: 58, "": 7}


def test_the_days_add_up_to_the_whole_life() -> None:
    life = [opened("2023-11-01"), event(Kind.WAITED, "2023-11-11", unit=OTHER)]
    last = calendar().day(life[-1].at + 30 * DAY)
    assert sum(days_by_holder(life, last).values()) == (last - life[0].day).days

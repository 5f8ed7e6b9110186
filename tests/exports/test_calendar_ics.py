"""The deadlines as a calendar file, read back."""

from datetime import date, timedelta
from typing import Any

from icalendar import Calendar

from bot.cards.formatter import Formatter
from bot.domain.assignment import State
from bot.domain.ledger import Ledger, LedgerRow
from bot.exports.calendar_ics import calendar_file
from tests.builders import ZH, calendar, small_plan
from tests.exports.ledgers import TODAY, ledger_of, row

UNIT, OTHER = "市城市管理局", "市生态环境局"


def file_of(ledger: Ledger) -> bytes:
    return calendar_file(ledger, Formatter(ZH, small_plan(), TODAY, calendar()))


def events(*rows: LedgerRow) -> list[Any]:
    return list(Calendar.from_ical(file_of(ledger_of(*rows))).walk("VEVENT"))


def test_a_date_on_a_day_off_stands_on_the_last_workday_with_the_legal_date_in_its_text() -> None:
    [event] = events(row(7, due=date(2023, 12, 31)))
    assert event.decoded("dtstart") == date(2023, 12, 29)
    assert event.decoded("dtend") == date(2023, 12, 30)
    assert "12月31日" in event["description"] and "12月29日" in event["description"]
    assert event["uid"] == "7@small"
    assert event["transp"] == "TRANSPARENT"
    alarms = [alarm.decoded("trigger") for alarm in event.walk("VALARM")]
    assert alarms == [timedelta(days=-4, hours=-16), timedelta(hours=-16)]


def test_units_with_one_date_share_an_event_and_a_moved_date_keeps_its_name() -> None:
    due, later = date(2024, 3, 29), date(2024, 6, 28)
    both = row(7, due=due, version=2), row(8, due=due, unit=OTHER, version=3)
    [event] = events(*both)
    assert (event["uid"], event["sequence"]) == ("7@small", 5)
    assert "市生态环境局、市城市管理局" in event["description"]
    moved = events(row(7, due=due, version=2), row(8, due=later, unit=OTHER, version=4))
    assert [(one["uid"], one["sequence"]) for one in moved] == [("7@small", 6), ("8@small", 6)]


def test_what_is_settled_stays_a_month_without_alarm_and_what_concerns_nobody_is_cancelled() -> None:
    recent, old = date(2023, 12, 29), date(2023, 11, 30)
    done, gone = events(
        row(1, due=recent, state=State.CLOSED),
        row(2, due=old, state=State.CLOSED, milestone="1.2"),
        row(3, due=recent, state=State.EXCUSED, milestone="1.3"),
    )
    assert (done["status"], done["summary"]) == ("CONFIRMED", "（已办结）第1.1项 燃煤锅炉全部淘汰")
    assert gone["status"] == "CANCELLED"
    assert list(done.walk("VALARM")) == []


def test_no_words_of_people_are_in_it_and_lines_are_folded_at_75_octets() -> None:
    file = file_of(
        ledger_of(row(1, said="完成60%，找王科长"), row(2, due=date(2024, 6, 30), milestone="2.1"))
    )
    assert "王科长" not in file.decode()
    assert max(map(len, file.split(b"\r\n"))) <= 75
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT12H" in file and b"VTIMEZONE" not in file


def test_equal_ledgers_make_equal_calendars() -> None:
    assert file_of(ledger_of(row(1))) == file_of(ledger_of(row(1)))

"""Which days are worked: the State Council's tables (chinesecalendar) with plan/calendar.yaml on top."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import chinese_calendar
from pydantic import Field

from bot.domain.calendar import Calendar
from bot.i18n import Language
from bot.planfile.checks import twice, words
from bot.planfile.problems import Flaw
from bot.planfile.scalars import Day, FileRow, Text
from bot.planfile.validate import read_text
from bot.planfile.yaml import load_rows
from bot.planfile.yaml_tree import Tree

# A year's table lists its holidays; a year only touched by its neighbour's new year would have a single one.
HOLIDAYS_OF_A_YEAR = 5


class DayRow(FileRow):
    day: Day
    name: Text


class CalendarRow(FileRow):
    holidays: list[DayRow] = Field(default=[])
    workdays: list[DayRow] = Field(default=[])


def read_calendar(path: Path, zone: ZoneInfo, language: Language) -> Calendar:
    """Raises Invalid with every mistake of the file."""
    return load_calendar(read_text(path, language), str(path), zone, language)


def load_calendar(text: str, file_name: str, zone: ZoneInfo, language: Language) -> Calendar:
    rows = load_rows(CalendarRow, text, file_name, language, check_calendar)
    overrides = {row.day: False for row in rows.holidays} | {row.day: True for row in rows.workdays}
    return Calendar(zone, national_table, overrides, known_years())


def national_table(day: date) -> bool | None:
    """True worked, False off, None where the State Council has not published that year yet."""
    return chinese_calendar.is_workday(day) if day.year in known_years() else None


@cache
def known_years() -> frozenset[int]:
    holidays = Counter(day.year for day in chinese_calendar.constants.holidays)
    return frozenset(year for year, count in holidays.items() if count >= HOLIDAYS_OF_A_YEAR)


def check_calendar(tree: Tree) -> Iterator[Flaw]:
    yield from twice(tree, "holidays", "*", "day")
    yield from twice(tree, "workdays", "*", "day")
    off = {day for _, day in words(tree, "holidays", "*", "day")}
    for path, day in words(tree, "workdays", "*", "day"):
        if day in off:
            yield Flaw(tree.place(path), "off_and_worked", {"word": day})

"""A file of readings, of whichever kind its headings tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.indicators.indicator_reading import IndicatorReading
from bot.domain.plan import Finding, Plan
from bot.i18n import Language
from bot.planfile.indicator_readings import INDICATOR_COLUMNS, INDICATOR_NEEDS, indicator_readings
from bot.planfile.table import header_of, require
from bot.planfile.table_row import Row


@dataclass(frozen=True, slots=True)
class IndicatorFile:
    """Readings of indicators; `bad`: findings about the file's form."""

    readings: Sequence[IndicatorReading]
    bad: tuple[Finding, ...]

    @property
    def last_day(self) -> date | None:
        return max((one.day for one in self.readings), default=None)


def reading_file(
    rows: Sequence[Row], plan: Plan, zone: ZoneInfo, file_name: str, language: Language
) -> IndicatorFile:
    """Raises Invalid where a heading is missing."""
    header = header_of(rows[0], INDICATOR_COLUMNS)
    require(header, INDICATOR_NEEDS, file_name, language)
    found = indicator_readings(rows[1:], header, plan, zone)
    return IndicatorFile(found.readings, tuple(found.bad))

"""A file of readings, of whichever kind its headings tell."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.domain.errors import Invalid
from bot.domain.handed_readings import HandedReadings, ReadingsKind
from bot.domain.plan import Plan
from bot.i18n import Language
from bot.planfile.air_table import MEASURED, REQUIRED, SPELLINGS
from bot.planfile.indicator_readings import INDICATOR_COLUMNS, INDICATOR_NEEDS, indicator_readings
from bot.planfile.problems import FilePlace, Flaw, invalid
from bot.planfile.reading_kind import air_table_of, kind_of
from bot.planfile.table import header_of, require
from bot.planfile.table_row import Row


def is_readings(head: Row) -> bool:
    """Whether the headings are those of one of the kinds, and not of another table."""
    if kind_of(head) is ReadingsKind.INDICATORS:
        return True
    at = header_of(head, SPELLINGS).at
    return set(REQUIRED) <= at.keys() and any(name in at for name in MEASURED)


def not_readings(file_name: str, language: Language) -> Invalid:
    """What is told of a file that nothing could be read from."""
    return invalid([Flaw(FilePlace(), "not_readings")], file_name, language)


def handed_readings(
    rows: Sequence[Row], sha256: str, plan: Plan, zone: ZoneInfo, file_name: str, language: Language
) -> HandedReadings:
    """Raises Invalid where a heading is missing. `zone`: of times that name none."""
    if kind_of(rows[0]) is ReadingsKind.INDICATORS:
        return replace(indicator_file(rows, plan, zone, file_name, language), sha256=sha256)
    table = air_table_of(rows, plan, zone, file_name, language)
    return HandedReadings(ReadingsKind.AIR, file_name, sha256, table.findings, air=table.readings)


def indicator_file(
    rows: Sequence[Row], plan: Plan, zone: ZoneInfo, file_name: str, language: Language
) -> HandedReadings:
    """Raises Invalid where a heading is missing."""
    header = header_of(rows[0], INDICATOR_COLUMNS)
    require(header, INDICATOR_NEEDS, file_name, language)
    found = indicator_readings(rows[1:], header, plan, zone)
    return HandedReadings(
        ReadingsKind.INDICATORS, file_name, bad=tuple(found.bad), indicators=tuple(found.readings)
    )

"""A file of readings, of whichever kind its headings tell."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.domain.errors import Invalid
from bot.domain.handed_readings import HandedReadings, ReadingsKind
from bot.domain.plan import Plan
from bot.i18n import Language
from bot.planfile.indicator_readings import INDICATOR_COLUMNS, INDICATOR_NEEDS, indicator_readings
from bot.planfile.problems import FilePlace, Flaw, invalid
from bot.planfile.table import header_of, require
from bot.planfile.table_row import Row

TELLING = frozenset(("task", "name", "value"))  # headings that no other table of ours has together


def is_readings(head: Row) -> bool:
    return header_of(head, INDICATOR_COLUMNS).at.keys() >= TELLING


def not_readings(file_name: str, language: Language) -> Invalid:
    """What is told of a file that nothing could be read from."""
    return invalid([Flaw(FilePlace(), "not_readings")], file_name, language)


def handed_readings(
    rows: Sequence[Row], sha256: str, plan: Plan, zone: ZoneInfo, file_name: str, language: Language
) -> HandedReadings:
    """Raises Invalid where a heading is missing. `zone`: of times that name none."""
    header = header_of(rows[0], INDICATOR_COLUMNS)
    require(header, INDICATOR_NEEDS, file_name, language)
    found = indicator_readings(rows[1:], header, plan, zone)
    return HandedReadings(ReadingsKind.INDICATORS, sha256, file_name, tuple(found.bad), tuple(found.readings))

"""A file of readings: which kind it is, told by its headings."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from bot.domain.handed_readings import ReadingsKind
from bot.domain.plan import Plan
from bot.i18n import Language
from bot.planfile.air_table import MEASURED, REQUIRED, SPELLINGS, AirTable, read_air_table
from bot.planfile.table import header_of, require
from bot.planfile.table_row import Row

TELLING: Mapping[str, Sequence[str]] = {"task": ("任务",), "name": ("指标",), "value": ("数值",)}


def kind_of(head: Row) -> ReadingsKind:
    """A task, a name and a value are of indicators; anything else is taken for the air, and what it lacks is said."""
    at = header_of(head, TELLING).at
    return ReadingsKind.INDICATORS if TELLING.keys() <= at.keys() else ReadingsKind.AIR


def air_table_of(
    rows: Sequence[Row], plan: Plan, zone: ZoneInfo, file_name: str, language: Language
) -> AirTable:
    """Raises Invalid where headings are missing or stand twice. `zone`: of moments that name none."""
    header = header_of(rows[0], SPELLINGS)
    lacking = () if any(name in header.at for name in MEASURED) else MEASURED
    require(header, (*REQUIRED, *lacking), file_name, language)
    return read_air_table(header, rows[0], rows[1:], plan, zone)

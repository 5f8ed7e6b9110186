"""When a reading was entered: an ISO day or time, or one as Excel writes it; in the plan's zone where it names none."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.calendar import Instant
from bot.planfile.table_cells import day_in

_TIME = re.compile(r"(?P<day>\S+)[ T](?P<hour>\d{1,2}):(?P<rest>\d\d(:\d\d)?)", re.ASCII)


class NotATime(Exception):
    """The word is no time."""


def read_recorded(word: str, zone: ZoneInfo) -> Instant:
    """Raises NotATime. 2025-04-02, 2025-04-02T09:00, 2025-04-02 09:00+08:00 and 2025/4/2 9:00 are such times."""
    try:
        at = datetime.fromisoformat(word)
    except ValueError:
        at = _of_excel(word)
    if at.tzinfo is None:
        at = at.replace(tzinfo=zone)
    return int(at.timestamp() * 1000)


def _of_excel(word: str) -> datetime:
    found = _TIME.fullmatch(word)
    day = day_in(found["day"] if found else word)
    clock = f"{int(found['hour']):02}:{found['rest']}" if found else "00:00"
    try:
        return datetime.fromisoformat(f"{day}T{clock}")
    except ValueError:
        raise NotATime(word) from None

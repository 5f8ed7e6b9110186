"""When a reading was entered: an ISO day or time, in the plan's time zone where it names none."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.calendar import Instant


class NotATime(Exception):
    """The word is no ISO time."""


def read_recorded(word: str, zone: ZoneInfo) -> Instant:
    """Raises NotATime. 2025-04-02, 2025-04-02T09:00 and 2025-04-02 09:00+08:00 are such times."""
    try:
        at = datetime.fromisoformat(word)
    except ValueError:
        raise NotATime(word) from None
    if at.tzinfo is None:
        at = at.replace(tzinfo=zone)
    return int(at.timestamp() * 1000)

"""Files of readings as they come by chat: CSV or XLSX, told from other tables by their headings."""

import asyncio
import hashlib
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.context.ports import Attachment
from bot.domain.errors import Invalid
from bot.domain.handed_readings import HandedReadings
from bot.domain.plan import Plan
from bot.i18n import Language
from bot.planfile.reading_file import handed_readings, is_readings
from bot.planfile.table import table_of


@dataclass(frozen=True, slots=True)
class ReadingFiles:
    """`zone`: of times that name none."""

    zone: ZoneInfo

    async def read(self, file: Attachment, plan: Plan, language: Language) -> HandedReadings | None:
        """In a thread: a year of all counties takes a second."""
        return await asyncio.to_thread(self.read_now, file, plan, language)

    def read_now(self, file: Attachment, plan: Plan, language: Language) -> HandedReadings | None:
        try:
            rows = table_of(file.body, file.name, language)
        except Invalid:  # a photo, a report in Word: not what we are for
            return None
        if not rows or not is_readings(rows[0]):
            return None
        digest = hashlib.sha256(file.body).hexdigest()
        return handed_readings(rows, digest, plan, self.zone, file.name, language)

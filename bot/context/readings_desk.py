"""The port to files of readings that people hand in. An adapter is in bot/planfile."""

from typing import Protocol

from bot.context.ports import Attachment
from bot.domain.handed_readings import HandedReadings
from bot.domain.plan import Plan
from bot.i18n import Language


class ReadingsDesk(Protocol):
    async def read(self, file: Attachment, plan: Plan, language: Language) -> HandedReadings | None:
        """None where the file is no table of readings. Raises Invalid where it is one and headings are missing."""
        ...

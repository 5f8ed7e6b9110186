"""The port to files of lists (清单) that people hand in. An adapter is in bot/planfile."""

from typing import Protocol

from bot.context.ports import Attachment
from bot.domain.lists.work_list import WorkList
from bot.i18n import Language


class ListsDesk(Protocol):
    async def read(self, file: Attachment, language: Language) -> WorkList | None:
        """None where the file is no list. Raises Invalid where it is one, with every mistake of its form."""
        ...

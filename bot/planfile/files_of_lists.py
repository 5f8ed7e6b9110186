"""Files of lists (清单) as they come by chat: YAML or a table, told from other files by what stands in them."""

import asyncio

from bot.context.ports import Attachment
from bot.domain.errors import Invalid
from bot.domain.lists.work_list import WorkList
from bot.i18n import Language
from bot.planfile.list_file import TABLES
from bot.planfile.list_sheet import is_list_sheet, list_of_rows
from bot.planfile.list_yaml import is_list_text, load_work_list
from bot.planfile.table import table_of
from bot.planfile.validate import text_of

YAMLS = (".yaml", ".yml")


class ListFiles:
    """A file that is nothing of ours is left to others."""

    async def read(self, file: Attachment, language: Language) -> WorkList | None:
        """In a thread: a table of some hundred rows takes a moment."""
        return await asyncio.to_thread(self.read_now, file, language)

    def read_now(self, file: Attachment, language: Language) -> WorkList | None:
        name = file.name.lower()
        if name.endswith(TABLES):
            return _of_table(file, language)
        return _of_yaml(file, language) if name.endswith(YAMLS) else None


def _of_table(file: Attachment, language: Language) -> WorkList | None:
    try:
        rows = table_of(file.body, file.name, language)
    except Invalid:  # no table at all
        return None
    return list_of_rows(rows, file.name, language) if is_list_sheet(rows) else None


def _of_yaml(file: Attachment, language: Language) -> WorkList | None:
    try:
        text = text_of(file.body, file.name, language)
    except Invalid:  # no text at all
        return None
    return load_work_list(text, file.name, language) if is_list_text(text) else None

"""A list's file, YAML or a table: both say the same and become the same WorkList."""

from pathlib import Path

from bot.domain.lists.work_list import WorkList
from bot.i18n import Language
from bot.planfile.list_sheet import read_list_sheet
from bot.planfile.list_yaml import read_work_list

TABLES = (".xlsx", ".xlsm", ".csv")


def read_list_file(path: Path, language: Language) -> WorkList:
    """Raises Invalid with every mistake of the file's form."""
    return (read_list_sheet if path.suffix.lower() in TABLES else read_work_list)(path, language)

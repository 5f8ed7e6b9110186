"""A list's file, YAML or XLSX: both say the same and become the same WorkList."""

from pathlib import Path

from bot.domain.lists.work_list import WorkList
from bot.i18n import Language
from bot.planfile.list_yaml import read_work_list


def read_list_file(path: Path, language: Language) -> WorkList:
    """Raises Invalid with every mistake of the file's form."""
    return read_work_list(path, language)

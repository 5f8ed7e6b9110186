"""A list (清单) as a YAML file: list, title, task, milestone, due, and its items."""

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from bot.domain.lists.work_list import WHOLE, ListedItem, WorkList
from bot.i18n import Language
from bot.planfile.scalars import NUMBER, Day, FileRow, Id, Text
from bot.planfile.validate import read_text
from bot.planfile.yaml import load_rows

# Words that only say whether an item is left out, and not why.
LEFT_OUT: Mapping[str, bool] = {
    **dict.fromkeys(("true", "yes", "是", "√", "y"), True),
    **dict.fromkeys(("false", "no", "否", "-", "—", "n"), False),
}

_LIST_KEY = re.compile(r"^list\s*:", re.MULTILINE)


def read_percent(value: object) -> Decimal:
    """60, 92.5 or 60%. Raises PydanticCustomError."""
    text = value.strip().removesuffix("%").strip() if isinstance(value, str) else ""
    if not NUMBER.fullmatch(text) or not 0 <= Decimal(text) <= WHOLE:
        raise PydanticCustomError("not_a_percent", "0 to 100 expected")
    return Decimal(text)


def read_excused(value: object) -> str | None:
    """Why it is left out; "" where only 是 is written, None for 否 or nothing. Raises PydanticCustomError."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise PydanticCustomError("not_text", "text expected")
    word = value.strip()
    left_out = LEFT_OUT.get(word.lower(), bool(word))
    return None if not left_out else "" if word.lower() in LEFT_OUT else word


class ListedItemRow(FileRow):
    id: Text
    name: Text
    place: Text | None = None
    due: Day | None = None
    percent: Annotated[Decimal, BeforeValidator(read_percent)] | None = None
    done: Day | None = None
    excused: Annotated[str | None, BeforeValidator(read_excused)] = None


Items = Annotated[list[ListedItemRow], Field(min_length=1)]


class WorkListRow(FileRow):
    list: Id
    title: Text
    task: Id
    milestone: Id
    due: Day | None = None
    items: Items


def read_work_list(path: Path, language: Language) -> WorkList:
    """Raises Invalid with every mistake of the file's form. Ids may repeat: that is a finding."""
    return load_work_list(read_text(path, language), str(path), language)


def is_list_text(text: str) -> bool:
    """Whether a YAML text calls itself a list."""
    return _LIST_KEY.search(text) is not None


def load_work_list(text: str, file_name: str, language: Language) -> WorkList:
    return work_list_of(load_rows(WorkListRow, text, file_name, language, lambda tree: ()))


def work_list_of(row: WorkListRow) -> WorkList:
    return WorkList(row.list, row.title, row.task, row.milestone, row.due, tuple(map(_item, row.items)))


def _item(row: ListedItemRow) -> ListedItem:
    return ListedItem(row.id, row.name, row.place or "", row.due, row.percent, row.done, row.excused)

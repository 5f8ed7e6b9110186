"""Scalar types of the files: each takes text only, and its error says what was expected.

The tree leaves every scalar as text, so `id: 13` and `id: "13"` are the same id, and a number, a day or a
choice is read here, once, by what the field means.
"""

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

Word = TypeVar("Word", bound=StrEnum)

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)
WHOLE = re.compile(r"-?\d{1,9}", re.ASCII)
ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}", re.ASCII)
YES = {"true": True, "false": False}


class FileRow(BaseModel):
    """A mapping of a file. An unknown key is a mistake: it is most often a misspelt one."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("not_text", "text expected")
    return value


def read_day(value: object) -> date:
    """2023-12-31 and no other way: 31.12.2023 or 12/31 would be read differently by two people.

    Raises PydanticCustomError, whose type is a code of FLAW_KEYS.
    """
    text = _text(value)
    if not ISO_DAY.fullmatch(text):
        raise PydanticCustomError("not_a_date", "date expected")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("no_such_day", "no such day") from None


def read_number(value: object) -> Decimal:
    """A decimal number; raises PydanticCustomError as read_day does."""
    if not NUMBER.fullmatch(text := _text(value)):
        raise PydanticCustomError("not_a_number", "number expected")
    return Decimal(text)


def read_whole(value: object) -> int:
    """A whole number; raises PydanticCustomError as read_day does."""
    if not WHOLE.fullmatch(text := _text(value)):
        raise PydanticCustomError("not_whole", "whole number expected")
    return int(text)


def _line(value: object) -> int:
    if (line := read_whole(value)) < 1:
        raise PydanticCustomError("not_whole", "lines count from 1")
    return line


def _month(value: object) -> int:
    if not 1 <= (month := read_whole(value)) <= 12:
        raise PydanticCustomError("not_a_month", "1 to 12 expected")
    return month


def _yes(value: object) -> bool:
    if (text := _text(value)) not in YES:
        raise PydanticCustomError("not_a_yes", "true or false expected")
    return YES[text]


def _id(value: object) -> str:
    if not ID.fullmatch(text := _text(value)):
        raise PydanticCustomError("not_an_id", "id expected")
    return text


def _filled(value: object) -> str:
    if not (text := _text(value).strip()):
        raise PydanticCustomError("empty", "text expected")
    return text


def one_of(words: type[Word], *only: Word) -> BeforeValidator:
    """A choice among the words of a table, or among `only` these of them."""
    known = {word.value: word for word in only or words if word.value}

    def read(value: object) -> Word:
        text = _text(value)
        if text not in known:
            raise PydanticCustomError("not_a_choice", "choice expected", {"known": list(known)})
        return known[text]

    return BeforeValidator(read)


def one_text_of(*known: str) -> BeforeValidator:
    """A validator that accepts only one of the `known` words."""

    def read(value: object) -> str:
        text = _text(value)
        if text not in known:
            raise PydanticCustomError("not_a_choice", "choice expected", {"known": list(known)})
        return text

    return BeforeValidator(read)


Text = Annotated[str, BeforeValidator(_filled), Field(min_length=1)]
Id = Annotated[str, BeforeValidator(_id), Field(pattern=f"^{ID.pattern}$")]
Day = Annotated[date, BeforeValidator(read_day)]
Number = Annotated[Decimal, BeforeValidator(read_number)]
Whole = Annotated[int, BeforeValidator(read_whole)]
Month = Annotated[int, BeforeValidator(_month), Field(ge=1, le=12)]
Line = Annotated[int, BeforeValidator(_line), Field(ge=1)]
Yes = Annotated[bool, BeforeValidator(_yes)]

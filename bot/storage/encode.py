"""Domain values → what a database stores: text, integers, bytes and nothing else worth the name."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import NoneType
from typing import Any

AS_THEY_ARE = frozenset({int, float, bytes, NoneType})  # half of what is stored: nobody need ask `encode`
UNSTORABLE = "\N{REPLACEMENT CHARACTER}"


def encode(value: object) -> Any:
    """Dates as ISO text, enums as their value, booleans as 0 or 1; tuples, mappings, dataclasses as JSON."""
    found = _BY_TYPE.get(type(value))
    return found(value) if found else _by_ancestry(value)


def storable(text: str) -> str:
    """PostgreSQL cannot hold NUL, neither database half a surrogate pair; both stores show what was there."""
    if text.isascii() and "\x00" not in text:
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        text = "".join(UNSTORABLE if "\ud800" <= letter <= "\udfff" else letter for letter in text)
    return text.replace("\x00", UNSTORABLE)


def to_json(value: object) -> str:
    """Equal values give equal text: keys are sorted, and nothing is escaped that need not be."""
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":"), default=_plain
    )
    return storable(text)


def _plain(value: object) -> object:
    """Encodes values that json.dumps does not know, inside tuples, mappings and dataclasses."""
    if isinstance(value, Mapping):
        return dict(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value) if field.init}
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise _refusal(value)


def _by_ancestry(value: object) -> Any:
    """A class met for the first time; the next value of it finds its encoder in the table."""
    _BY_TYPE[type(value)] = encoder = _encoder_of(value)
    return encoder(value)


def _encoder_of(value: object) -> Callable[[Any], Any]:
    if isinstance(value, Enum):
        return lambda member: member.value
    if isinstance(value, Mapping | tuple | list) or is_dataclass(value):
        return to_json
    raise _refusal(value)


def _refusal(value: object) -> TypeError:
    return TypeError(f"no way to store a {type(value).__name__}: instants are integers, days dates")


def _itself(value: Any) -> Any:
    return value


_BY_TYPE: dict[type, Callable[[Any], Any]] = {
    str: storable,
    int: _itself,
    float: _itself,
    bytes: _itself,
    type(None): _itself,
    bool: int,
    date: date.isoformat,
    Decimal: str,
    tuple: to_json,
    list: to_json,
    dict: to_json,
}

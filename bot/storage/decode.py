"""Rows → the shape a reader asked for: a dataclass whose fields are columns, one scalar type, or a dict.

msgspec converts and checks every value: a column that does not hold what its field says is an error at once, with the
field's name. A shape is understood once: its columns, and which of them hold JSON.
"""

from collections.abc import Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

T = TypeVar("T")
Rows = Sequence[Sequence[Any]]
ITSELF = (
    str,
    int,
    float,
    bytes,
    bool,
    date,
    Decimal,
    NoneType,
    object,
    Any,
)  # columns that hold no JSON, and enums


def decode(shape: type[T], columns: tuple[str, ...], rows: Rows) -> list[T]:
    """Columns that the shape does not have are left; a field without a column takes its default."""
    if not rows:  # PostgreSQL's driver names no columns then
        return []
    if shape is dict:
        return [dict(zip(columns, row, strict=True)) for row in rows]  # type: ignore[misc]  # it is a dict
    if is_dataclass(shape):
        return _records(shape, columns, rows)
    values = [row[0] for row in rows]
    if _holds_json(shape):
        values = [msgspec.json.decode(text) for text in values]
    return _converted(values, shape | None)  # max() of no rows is NULL


def _records(shape: Any, columns: tuple[str, ...], rows: Rows) -> list[Any]:
    in_json = _json_columns(shape, columns)
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    for name in in_json:
        for record in records:
            if record[name] is not None:
                record[name] = msgspec.json.decode(record[name])
    return _converted(records, shape)


def _converted(values: list[Any], shape: Any) -> list[Any]:
    """Not strict: 0 and 1 are booleans, days and decimals are text."""
    return msgspec.convert(values, list[shape], strict=False, builtin_types=(bytes,))


@lru_cache(maxsize=1024)
def _json_columns(shape: Any, columns: tuple[str, ...]) -> tuple[str, ...]:
    hints = get_type_hints(shape)
    for field in fields(shape):
        if field.init and field.name not in columns and field.default is field.default_factory is MISSING:
            raise TypeError(
                f"{shape.__name__}.{field.name} needs a column; the query has {', '.join(columns)}"
            )
    return tuple(name for name, hint in hints.items() if name in columns and _holds_json(hint))


def _holds_json(hint: Any) -> bool:
    """Tuples, mappings and records lie in one column as JSON."""
    kinds = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    return not all(kind in ITSELF or (isinstance(kind, type) and issubclass(kind, Enum)) for kind in kinds)

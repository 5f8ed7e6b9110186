"""Rows → the shape a reader asked for: a dataclass whose fields are columns, one scalar type, or a dict.

A shape is understood once, from its type hints. Rows are then turned a column at a time: of 100 000 rows of
an assignment, nearly every conversion is a dictionary look-up run by C.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from itertools import repeat
from operator import itemgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Convert = Callable[[Any], Any]
Rows = Sequence[Sequence[Any]]


def decode(shape: type[T], columns: tuple[str, ...], rows: Rows) -> list[T]:
    """Columns that the shape does not have are left; a field without a column takes its default."""
    if not rows:  # PostgreSQL's driver names no columns then
        return []
    decoder: Callable[[Rows], list[T]] = _decoder(shape, columns)  # type: ignore[arg-type]  # types do hash
    return decoder(rows)


@lru_cache(maxsize=1024)
def _decoder(shape: Any, columns: tuple[str, ...]) -> Callable[[Rows], list[Any]]:
    if shape is dict:
        return lambda rows: [dict(zip(columns, row, strict=True)) for row in rows]
    if is_dataclass(shape):
        return _records(shape, columns)
    convert = _stored(shape)
    first = itemgetter(0)
    return lambda rows: list(_converted(convert, map(first, rows)))


def _records(shape: Any, columns: tuple[str, ...]) -> Callable[[Rows], list[Any]]:
    hints = get_type_hints(shape)
    wanted = [_column(field, hints[field.name], columns, shape) for field in fields(shape) if field.init]
    return lambda rows: list(map(shape, *[of(rows) for of in wanted]))


def _column(
    field: Field[Any], hint: Any, columns: tuple[str, ...], shape: type
) -> Callable[[Rows], Iterable[Any]]:
    """All values of one field, in the order of the rows."""
    if field.name in columns:
        take, convert = itemgetter(columns.index(field.name)), _stored(hint)
        return lambda rows: _converted(convert, map(take, rows))
    if field.default is not MISSING:
        return lambda rows: repeat(field.default, len(rows))
    if field.default_factory is not MISSING:
        make = field.default_factory
        return lambda rows: (make() for _ in rows)
    raise TypeError(f"{shape.__name__}.{field.name} needs a column; the query has {', '.join(columns)}")


def _converted(convert: Convert | None, values: Iterable[Any]) -> Iterable[Any]:
    return values if convert is None else map(convert, values)


@lru_cache(maxsize=1024)
def _stored(hint: Any) -> Convert | None:
    """From a column's value to one of `hint`; None where they are the same. NULL stays None."""
    kinds = [kind for kind in _alternatives(hint) if kind is not NoneType]
    if len(kinds) != 1:
        return None
    (kind,) = kinds
    if kind in _PLAIN:
        return _PLAIN[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {None: None, **{member.value: member for member in kind}}.__getitem__
    inside = _in_json(kind)
    return lambda text: None if text is None else inside(json.loads(text))


def _in_json(hint: Any) -> Convert:
    """From a value that json.loads made to one of `hint`."""
    kinds = [kind for kind in _alternatives(hint) if kind is not NoneType]
    if len(kinds) != 1:
        return _same
    (kind,) = kinds
    origin, inner = get_origin(kind) or kind, get_args(kind)
    if origin in (tuple, list):
        return _sequence(origin, inner)
    if origin in (dict, Mapping):
        of = _in_json(inner[1]) if inner else _same
        return lambda found: None if found is None else {key: of(value) for key, value in found.items()}
    if is_dataclass(kind):
        return _nested(kind)
    if kind in (date, Decimal) or (isinstance(kind, type) and issubclass(kind, Enum)):
        return _stored(kind) or _same
    return _same


def _sequence(origin: Any, inner: tuple[Any, ...]) -> Convert:
    """tuple[str, ...] has as many as there are; tuple[str, int] has these two."""
    if not inner:
        return lambda found: None if found is None else origin(found)
    if origin is list or inner[-1] is Ellipsis:
        of = _in_json(inner[0])
        return lambda found: None if found is None else origin(map(of, found))
    each = [_in_json(one) for one in inner]
    return lambda found: None if found is None else tuple(of(v) for of, v in zip(each, found, strict=True))


def _nested(shape: Any) -> Convert:
    """A dataclass written as an object of its fields, or as an array of them in their order."""
    hints = get_type_hints(shape)
    of = {field.name: _in_json(hints[field.name]) for field in fields(shape) if field.init}

    def made(found: Any) -> Any:
        if found is None:
            return None
        named = found if isinstance(found, dict) else dict(zip(of, found, strict=False))
        return shape(**{name: of[name](value) for name, value in named.items()})

    return made


def _alternatives(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def _same(value: Any) -> Any:
    return value


@lru_cache(maxsize=8192)  # a plan has few days and very many rows
def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


_PLAIN: Mapping[Any, Convert | None] = {
    str: None,
    int: None,
    float: None,
    bytes: None,
    object: None,
    Any: None,
    bool: {None: None, 0: False, 1: True}.__getitem__,
    date: _day,
    Decimal: _number,
}

"""What an UNDONE or RESTORED event carries: the fields of the assignment as they are to stand again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_type_hints

from bot.domain.assignment import Assignment, Kind

BY_THE_CLOCK = frozenset({Kind.CLIMBED, Kind.ASKED, Kind.RETIRED})
BY_THE_PLAN = frozenset({Kind.OPENED, Kind.REDATED, Kind.REVISED, Kind.RENAMED, Kind.DROPPED, Kind.RESTORED})
"""All others are acts of people, and can be undone."""

IDENTITY = frozenset({"id", "task", "milestone", "kind", "period", "since", "until", "version"})
DERIVED = frozenset({"current", "next_at", "light", "reason", "light_until"})
OF_THE_PLAN = frozenset(
    {"unit", "role", "strength", "first_due", "planned", "told_only", "first_period", "ladder", "dropped"}
)
"""Fields that a plan version has changed since an item was dropped: RESTORED leaves them, and who held it since."""

# Field → its key in the data, where it is not the field's name. The keys are stored, so they keep their first names.
KEYS = {"escalated_through": "climbed", "reported_since_reminder": "quiet"}
FIRST_DATES = frozenset({"due", "submitted_on", "closed_on", "extension", "chased_on", "asked_until"})
"""A snapshot of an early version lacks some of them where they were empty."""


@cache
def _readers() -> Mapping[str, Callable[[Any], object]]:
    """Field → how its JSON value is read. Every field that the fold sets is there, so that none is forgotten."""
    hints = get_type_hints(Assignment)
    names = [field.name for field in fields(Assignment) if field.name not in IDENTITY | DERIVED]
    return {name: _reader(hints[name]) for name in names}


def _reader(hint: Any) -> Callable[[Any], object]:
    kinds = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    kind: type[Any] = next(one for one in kinds if one is not type(None))
    if kind is date:
        return date.fromisoformat
    if issubclass(kind, StrEnum):
        return lambda value: kind(value)
    return lambda value: value


def snapshot(assignment: Assignment) -> dict[str, object]:
    """The data of an UNDONE or RESTORED event that restores `assignment`, as JSON values."""
    return {KEYS.get(name, name): _json(getattr(assignment, name)) for name in _readers()}


def _json(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def restore(data: Mapping[str, object], leave: Iterable[str] = ()) -> dict[str, object]:
    """The fields of a snapshot, as Assignment fields, without those to `leave`. Fields that came to be after the
    snapshot was written are not in it, and stay as they are. The state is the transition's."""
    left = {"state", *leave}
    found: dict[str, object] = {}
    for name, read in _readers().items():
        key = KEYS.get(name, name)
        if name in left or (key not in data and name not in FIRST_DATES):
            continue
        value = data.get(key)
        found[name] = None if value is None else read(value)
    return found

"""Records as JSON can hold them."""

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum


def as_json(value: object) -> object:
    """Dataclasses as mappings, dates as ISO text, enums as their value, decimals as numbers, keys as text."""
    if is_dataclass(value) and not isinstance(value, type):
        return as_json(asdict(value))
    match value:
        case Mapping():
            return {str(as_json(key)): as_json(one) for key, one in value.items()}
        case list() | tuple() | set() | frozenset():
            return [as_json(one) for one in value]
        case Enum():
            return value.value
        case date() | datetime():
            return value.isoformat()
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
    return value

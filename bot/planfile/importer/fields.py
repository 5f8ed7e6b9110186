"""The values of a plan's file as an import writes them: every scalar as text, nothing empty."""

import re
from collections.abc import Sequence
from datetime import date

from bot.domain.plan import IndicatorKind, Strength
from bot.planfile.importer.normalize import folded
from bot.planfile.importer.numbers import NumberMention

Value = str | Sequence["Value"] | dict[str, "Value"]
Fields = dict[str, Value]


_PAUSES = "，；。"
_CUTS = re.compile("[0-9.][0-9.%‰]|以[上下内]")


def indicator(amount: NumberMention, text: str, line: int, due: date | None, title: str) -> Fields:
    """A number as a row; one that nothing names is called after its task or goal."""
    return filled(
        {
            "name": amount.name or title,
            "kind": (amount.kind or IndicatorKind.TARGET).value,
            "op": amount.op,
            "value": f"{amount.value:f}",
            "unit": amount.unit,
            "direction": amount.direction or "",
            "due": due.isoformat() if due else "",
            "strength": soft(amount.strength),
            "base": amount.base or "",
            "quote": text[amount.start : amount.end],
            "line": str(line),
        }
    )


def around(text: str, start: int, end: int, more: int = 12) -> str:
    """With what stands beside it, up to the next pause on each side; no number is cut."""
    twin = folded(text)
    begin, stop = max(0, start - more), min(len(text), end + more)
    begin = max((at + 1 for at in range(begin, start) if twin[at] in _PAUSES), default=begin)
    stop = min((at for at in range(end, stop) if twin[at] in _PAUSES), default=stop)
    while 0 < begin < start and _CUTS.fullmatch(twin[begin - 1 : begin + 1]):
        begin -= 1
    while end < stop < len(text) and _CUTS.fullmatch(twin[stop - 1 : stop + 1]):
        stop += 1
    return text[begin:stop].strip(" ，；。")


def soft(strength: Strength) -> str:
    return "" if strength is Strength.MUST else strength.value


def filled(fields: Fields) -> Fields:
    """Without what is empty; a task without roles still says so."""
    return {key: value for key, value in fields.items() if value or key == "roles"}

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
_NEAR, _LEAST = 30, 12  # characters beside a quoted phrase: looked at for a pause; shown where there is none
_CUTS = re.compile("[0-9.][0-9.%‰]|以[上下内]")


def indicator(amount: NumberMention, text: str, line: int, due: date | None, title: str) -> Fields:
    """A number as a row; one that nothing names is called after its task or goal."""
    return filled(
        {
            "name": amount.name or re.split("[：:]", title, maxsplit=1)[0] or title,
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


def around(text: str, start: int, end: int) -> str:
    """With what stands beside it, up to the next pause on each side where one is near; no number is cut."""
    twin = folded(text)
    before = [at + 1 for at in range(max(0, start - _NEAR), start) if twin[at] in _PAUSES]
    behind = [at for at in range(end, min(len(text), end + _NEAR)) if twin[at] in _PAUSES]
    begin = before[-1] if before else 0 if start <= _NEAR else start - _LEAST
    stop = behind[0] if behind else len(text) if end + _NEAR >= len(text) else end + _LEAST
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

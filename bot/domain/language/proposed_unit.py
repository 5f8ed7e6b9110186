"""Whose it is, in the words of a decline: 这事归市城市管理局; 应由财政局负责."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.language.named_units import units_in
from bot.domain.lazy_pattern import lazy_pattern

_WHOSE = lazy_pattern(
    r"(?:归|由|属于?|转(?:办)?(?:给|至|到)?|交(?:给)?|建议|是|\bbelongs to|\bask)\s?(?P<who>[^，,。；;！!\n]{2,24})"
)
_A_UNIT = lazy_pattern(r"^(?P<name>[^，,。；;的我本]{1,12}?(?:局|厅|委员会|委|办公室|公司|中心|支队|管委会))")


@dataclass(frozen=True, slots=True)
class ProposedUnits:
    """The units that the words name as the right ones, and a name that the plan does not know ("" for none)."""

    units: tuple[str, ...] = ()
    unknown: str = ""


def proposed_units(text: str, units: Iterable[str], own: str) -> ProposedUnits:
    """A unit that is only mentioned is no proposal: 市财政局拨款未到，不属我局职责. A text that is a unit's name is one."""
    known = tuple(units)
    if len(named := units_in(text, known)) == 1 and len(text.strip()) <= len(named[0]):
        return ProposedUnits(tuple(unit for unit in named if unit != own))
    unknown = ""
    found: list[str] = []
    for match in _WHOSE.finditer(text):
        others = [unit for unit in units_in(match["who"], known) if unit != own]
        found += others
        if not others and (name := _A_UNIT.match(match["who"])) and not units_in(name["name"], known):
            unknown = unknown or name["name"]
    return ProposedUnits(tuple(dict.fromkeys(found)), "" if found else unknown)

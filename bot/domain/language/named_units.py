"""Units of the plan as people call them: 城管局, 发改委, 供电公司, 方城."""

from collections.abc import Iterable, Iterator

LEVELS = "市县区"
ENDS = ("局", "委", "公司", "中心", "社", "车务段", "园区", "工区", "示范区")
LONGEST = 10  # characters of a short name
SHORTEST = 3


def units_in(text: str, units: Iterable[str]) -> tuple[str, ...]:
    """The units a text names, in its order, each once."""
    known = tuple(units)
    found = sorted({*_full(text, known), *_short(text, known)})
    return tuple(dict.fromkeys(unit for _, unit in found))


def _full(text: str, units: Iterable[str]) -> Iterator[tuple[int, str]]:
    """By their names with and without the level: 市财政局, 财政局, 方城县, 方城."""
    for unit in units:
        county = unit[-1] in LEVELS and len(unit) <= 4
        for name in (unit, unit.removeprefix("市"), unit[:-1] if county and len(unit) > 2 else unit):
            place = text.find(name)
            if len(name) > 1 and place >= 0:
                yield place, unit
                break


def _short(text: str, units: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """城管局 for 市城市管理局: its characters in their order, the first of a word and the last."""
    for end in range(SHORTEST, len(text) + 1):
        if not text.startswith("局", end - 1) and not text[:end].endswith(ENDS[1:]):
            continue
        for start in range(max(0, end - LONGEST), end - SHORTEST + 1):
            matching = [unit for unit in units if _shortens(text[start:end], unit)]
            if len(matching) == 1:
                yield start, matching[0]
                break


def _shortens(short: str, unit: str) -> bool:
    name = unit.removeprefix("市") if unit.startswith("市") and not unit.startswith("市场") else unit
    if short.startswith("市") and not name.startswith("市"):
        short = short[1:]
    if len(short) < SHORTEST or short[-1] != name[-1] or (short[:1] != name[:1] and short[:2] not in name):
        return False
    rest = iter(name)
    return all(sign in rest for sign in short)

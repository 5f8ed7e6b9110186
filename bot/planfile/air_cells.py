"""What the cells of a table of air readings mean, and why they mean nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.air.pollutant import MOST, MOST_CO, POLLUTANTS, Pollutant
from bot.planfile.recorded import NotATime, read_recorded
from bot.planfile.table_cells import BLANK, day_in, number_in

DUST = frozenset({"沙尘", "沙尘天气", "沙尘日", "受沙尘影响", "dust"})
ABOUT_DUST = "沙尘"  # in other words: asked about
AUDITED: Mapping[str, bool] = {
    "": False,
    **dict.fromkeys(("preliminary", "初步", "未审核", "实时"), False),
    **dict.fromkeys(("audited", "已审核", "审核"), True),
}


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a text means; with a `code` it means nothing, and `args` say why."""

    value: Any = None
    code: str = ""
    args: Mapping[str, object] = field(default_factory=dict)


Reader = Callable[[str], CellReading]


def cell_readers(places: Sequence[str], zone: ZoneInfo) -> Mapping[str, Reader]:
    """By column. `places`: those there are; `zone`: of moments that name none."""
    return {
        "date": _day,
        "place": partial(_place, places),
        **{one.value: partial(_concentration, one) for one in POLLUTANTS},
        "aqi": _aqi,
        "note": _note,
        "status": _status,
        "recorded": partial(_recorded, zone),
    }


def _day(text: str) -> CellReading:
    day = day_in(text)
    return CellReading(day) if day else CellReading(None, "bad_date", {"value": text})


def _recorded(zone: ZoneInfo, text: str) -> CellReading:
    if text in BLANK:
        return CellReading()
    try:
        return CellReading(read_recorded(text, zone))
    except NotATime:
        return CellReading(None, "bad_date", {"value": text})


def _place(places: Sequence[str], text: str) -> CellReading:
    if text in places:
        return CellReading(text)
    return CellReading(None, "unknown_place", {"value": text, "near": get_close_matches(text, places, n=1)})


def _concentration(pollutant: Pollutant, text: str) -> CellReading:
    if text in BLANK:
        return CellReading()
    value = number_in(text)
    if value is None or value > MOST:
        return CellReading(None, "bad_number", {"value": text})
    if value < 0:
        return CellReading(None, "negative", {"value": text})
    if pollutant is Pollutant.CO and value > MOST_CO:
        return CellReading(None, "co_unit", {"value": text})
    return CellReading(value)


def _aqi(text: str) -> CellReading:
    if text in BLANK:
        return CellReading()
    value = number_in(text)
    if value is None or value != value.to_integral_value() or value > MOST:
        return CellReading(None, "bad_number", {"value": text})
    return CellReading(int(value)) if value >= 0 else CellReading(None, "negative", {"value": text})


def _note(text: str) -> CellReading:
    if text in DUST:
        return CellReading(True)
    return CellReading(False, "note_unclear", {"value": text}) if ABOUT_DUST in text else CellReading(False)


def _status(text: str) -> CellReading:
    status = "" if text in BLANK else text.casefold()
    if status in AUDITED:
        return CellReading(AUDITED[status])
    return CellReading(False, "unknown_status", {"value": text})

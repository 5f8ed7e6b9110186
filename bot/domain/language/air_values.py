"""A pollutant and its value in words: PM2.5 78, 臭氧为163微克/立方米, CO 0.8 mg/m³."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.air.pollutant import MOST, MOST_CO, Pollutant
from bot.domain.lazy_pattern import lazy_pattern
from bot.domain.plan import Finding, Level
from bot.domain.quantity import CHINESE, number

NAMES = {
    Pollutant.PM25: r"pm\s?2\.?5|细颗粒物?",
    Pollutant.PM10: r"pm\s?10|可吸入颗粒物?",
    Pollutant.SO2: r"so2|二氧化硫",
    Pollutant.NO2: r"no2|二氧化氮",
    Pollutant.CO: r"(?<![a-z])co|一氧化碳",
    Pollutant.O3: r"o3(?:[-_ ]?8h?)?(?=\W|\d|[^\x00-\x7f])|臭氧(?:日最大)?(?:8小时)?(?:滑动平均)?",
    "aqi": r"aqi|空气质量指数(?:aqi)?",
}
_ALSO = r"(?:\s?\((?:pm2\.?5|pm10|so2|no2|co|o3(?:-8h)?|aqi)\))?"
_NAMED = "|".join(f"(?P<{name}>{pattern})" for name, pattern in NAMES.items())
_BETWEEN = r"(?:日均|平均|浓度|均值|值|读数|[为是:=]|\s)*"
VALUE = lazy_pattern(
    rf"(?:{_NAMED}){_ALSO}{_BETWEEN}(?P<minus>[-−负])?\s?(?P<number>[0-9]{{1,9}}(?:\.[0-9]{{1,9}})?|{CHINESE})\s?"
    r"(?:(?P<micro>微克(?:[/每]立方米?)?|[μu]g(?:/m\^?3)?)|(?P<milli>毫克(?:[/每]立方米?)?|mg(?:/m\^?3)?))?",
    re.IGNORECASE,
)
MILLI = 1000  # µg in a mg


@dataclass(frozen=True, slots=True)
class SaidValue:
    """`value` in µg/m³, of CO in mg/m³; None with a finding that says why there is none."""

    name: str
    value: Decimal | None
    findings: tuple[Finding, ...] = ()


def said_value(match: re.Match[str]) -> SaidValue:
    name = next(one for one in NAMES if match[one])
    written = ("-" if match["minus"] else "") + match["number"]
    value = number(match["number"])
    if value is None or value > MOST or (name == "aqi" and value != value.to_integral_value()):
        return _none(name, Level.ERROR, "bad_number", written)
    if match["minus"]:
        return _none(name, Level.WARNING, "negative", written)
    if name == Pollutant.CO and value > MOST_CO and not match["micro"]:
        return _none(name, Level.ERROR, "co_unit", written)
    other = match["micro" if name == Pollutant.CO else "milli"]
    if not other:
        return SaidValue(name, value)
    value = value / MILLI if name == Pollutant.CO else value * MILLI
    args: dict[str, object] = {"value": f"{written}{other}", "as": f"{value.normalize():f}"}
    return SaidValue(name, value.normalize(), (Finding(Level.WARNING, "other_unit", None, args),))


def _none(name: str, level: Level, code: str, written: str) -> SaidValue:
    return SaidValue(name, None, (Finding(level, code, None, {"value": written}),))

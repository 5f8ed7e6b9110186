"""Another program's daily index: aqi-hub 0.3.3 for GB 3095-2026, and what 0.2.1 computed for GB 3095-2012.

Not SO2, for which both have the table of one hour. Where they differ, their binary fractions make 56 of an exact 55.
"""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from aqi_hub.aqi_cn.aqi import cal_iaqi_cn

from bot.domain.air.daily_index import iaqi
from bot.domain.air.pollutant import Pollutant
from tests.domain.air.given import rules

THEIR_NAMES = {
    Pollutant.PM25: "PM25_24H",
    Pollutant.PM10: "PM10_24H",
    Pollutant.NO2: "NO2_24H",
    Pollutant.CO: "CO_24H",
    Pollutant.O3: "O3_8H",
}
OLD = json.loads((Path(__file__).parent / "aqi_hub_0_2_1.json").read_text(encoding="utf-8"))
BINARY = {Pollutant.CO: {Decimal("2.2")}}  # exact 55


def concentrations(pollutant: Pollutant) -> list[Decimal]:
    """Every one that a bulletin prints up to the end of the table."""
    tenths = pollutant is Pollutant.CO
    return [Decimal(n) / (10 if tenths else 1) for n in range(len(OLD[pollutant]))]


@pytest.mark.parametrize("pollutant", THEIR_NAMES)
def test_the_index_of_2026_is_theirs(pollutant: Pollutant) -> None:
    table = rules().standards.index[1]
    for value in concentrations(pollutant):
        if value not in BINARY.get(pollutant, ()):
            assert iaqi(pollutant, value, table) == cal_iaqi_cn(THEIR_NAMES[pollutant], float(value)), value


@pytest.mark.parametrize("pollutant", THEIR_NAMES)
def test_the_index_of_2012_is_theirs(pollutant: Pollutant) -> None:
    table = rules().standards.index[0]
    for value, theirs in zip(concentrations(pollutant), OLD[pollutant], strict=True):
        if value not in BINARY.get(pollutant, ()):
            assert iaqi(pollutant, value, table) == theirs, value

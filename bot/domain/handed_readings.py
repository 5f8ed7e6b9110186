"""A file of readings as somebody handed it in."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.indicators.indicator_reading import IndicatorReading
from bot.domain.plan import Finding


class ReadingsKind(StrEnum):
    AIR = "air"  # daily means by place
    INDICATORS = "indicators"


@dataclass(frozen=True, slots=True)
class HandedReadings:
    """`bad`: findings about the file's form."""

    kind: ReadingsKind
    sha256: str
    name: str
    bad: tuple[Finding, ...] = ()
    indicators: tuple[IndicatorReading, ...] = ()

"""A file of readings as somebody handed it in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.air.air_reading import AirReading
from bot.domain.indicators.indicator_reading import IndicatorReading
from bot.domain.plan import Finding


class ReadingsKind(StrEnum):
    AIR = "air"  # daily means by place
    INDICATORS = "indicators"


@dataclass(frozen=True, slots=True)
class HandedReadings:
    """`bad`: findings about the file's form."""

    kind: ReadingsKind
    name: str
    sha256: str = ""
    bad: tuple[Finding, ...] = ()
    indicators: tuple[IndicatorReading, ...] = ()
    air: tuple[AirReading, ...] = ()

    @property
    def last_day(self) -> date | None:
        days = (*(one.day for one in self.indicators), *(one.day for one in self.air))
        return max(days, default=None)

"""One day of one place as a monitoring centre publishes it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.air.pollutant import AT, Pollutant
from bot.domain.calendar import Instant

WHOLE_CITY = "全市"  # a series of its own, never the mean of the counties


@dataclass(frozen=True, slots=True)
class AirReading:
    """`values`: daily means, of O3 the largest 8-hour mean, in µg/m³ and of CO in mg/m³, in the order of POLLUTANTS;
    None where there is no value. `aqi`: as published. `recorded`: when it was entered, None where nobody said;
    `line`: of the file."""

    day: date
    place: str
    values: tuple[Decimal | None, ...]
    aqi: int | None = None
    dust: bool = False  # 沙尘
    audited: bool = False
    recorded: Instant | None = None
    line: int | None = None

    @property
    def is_empty(self) -> bool:
        """A row prepared for a day that nobody has measured yet."""
        return self.aqi is None and not any(value is not None for value in self.values)

    def value(self, pollutant: Pollutant) -> Decimal | None:
        return self.values[AT[pollutant]]

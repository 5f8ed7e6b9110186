"""Mean and percentile of the daily values of a month or year, and whether they are valid (HJ 663)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bot.domain.air.air_reading import AirReading
from bot.domain.air.pollutant import AT, PARTICLES, Pollutant
from bot.domain.air.standards import StatisticsRules
from bot.domain.assessment import DustRule


@dataclass(frozen=True, slots=True)
class MonthValues:
    """One pollutant in one month: how many days have a value, and the values that count."""

    days: int
    values: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """Unrounded. `days`: with a value; a day left out as dust is one of them. `months_short`: months with too few."""

    pollutant: Pollutant
    days: int
    left_out: int
    months_short: tuple[int, ...]
    valid: bool
    mean: Fraction | None
    percentile: Fraction | None


def month_values(readings: Iterable[AirReading], pollutant: Pollutant, dust: DustRule) -> MonthValues:
    """Dust raises particles only, so only their values are left out."""
    at = AT[pollutant]
    leaves_out = pollutant in PARTICLES and dust is DustRule.LEFT_OUT
    values = [(reading.values[at], leaves_out and reading.dust) for reading in readings]
    counted = tuple(value for value, out in values if value is not None and not out)
    return MonthValues(sum(value is not None for value, _ in values), counted)


def statistics(
    pollutant: Pollutant,
    months: Mapping[int, MonthValues],
    rules: StatisticsRules,
    tested: Iterable[int],
    least: int = 0,
) -> Statistics:
    """`tested`: the months that are over; each needs its valid days. `least`: days that all of them need together."""
    values = [value for month in months.values() for value in month.values]
    days = sum(month.days for month in months.values())
    short = tuple(one for one in tested if _days_of(months, one) < rules.days_of(one))
    return Statistics(
        pollutant=pollutant,
        days=days,
        left_out=days - len(values),
        months_short=short,
        valid=bool(values) and not short and days >= least,
        mean=mean(values) if values else None,
        percentile=percentile(sorted(values), rules.percentiles[pollutant]) if values else None,
    )


def _days_of(months: Mapping[int, MonthValues], month: int) -> int:
    return months[month].days if month in months else 0


def mean(values: Sequence[Decimal]) -> Fraction:
    """Exact: the context's 28 digits are more than a year of readings adds up to."""
    return Fraction(sum(values)) / len(values)


def percentile(ordered: Sequence[Decimal], p: int) -> Fraction:
    """HJ 663: k = 1 + (n − 1)·p/100; between the two values around it, in proportion."""
    below, rest = divmod((len(ordered) - 1) * p, 100)
    low = Fraction(ordered[below])
    return low + (Fraction(ordered[below + 1]) - low) * Fraction(rest, 100) if rest else low

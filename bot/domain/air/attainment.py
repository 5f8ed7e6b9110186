"""Whether a place attains Grade II in a year, item by item, in both ways of saying so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bot.domain.air.pollutant import DECIMALS, Pollutant
from bot.domain.air.standards import GradeLimits, StatisticsRules
from bot.domain.air.statistics import Statistics
from bot.domain.assessment import Basis
from bot.domain.rounding import rounded

OVER_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class ItemResult:
    """`mean` and `percentile` as they are judged: rounded once. The mean of CO and O3 is judged by nobody. `over`: how
    many times over the limit the bulletin's statistic is; None where it is met or not valid."""

    item: Pollutant
    days: int
    left_out: int
    valid: bool
    months_short: tuple[int, ...]
    mean: Decimal | None
    limit: int | None
    p: int
    percentile: Decimal | None
    daily_limit: int
    met_bulletin: bool | None
    met_full: bool | None
    over: Decimal | None

    def met(self, basis: Basis) -> bool | None:
        return self.met_bulletin if basis is Basis.BULLETIN else self.met_full

    @property
    def judged(self) -> Decimal | None:
        """The bulletin's statistic: the annual mean, of CO and O3 the percentile."""
        return self.percentile if self.limit is None else self.mean

    @property
    def judged_limit(self) -> int:
        return self.daily_limit if self.limit is None else self.limit


@dataclass(frozen=True, slots=True)
class Attainment:
    """Of all six. `met` None: none is missed, and one is not valid."""

    met: bool | None
    failed: tuple[Pollutant, ...]
    unknown: tuple[Pollutant, ...]


def judge_item(found: Statistics, limits: GradeLimits, rules: StatisticsRules) -> ItemResult:
    item = found.pollutant
    limit, daily_limit = limits.annual.get(item), limits.daily[item]
    mean = _judged(found.mean, item) if limit is not None else None
    percentile = _judged(found.percentile, item)
    bulletin = _met(mean, limit) if limit is not None else _met(percentile, daily_limit)
    full = bulletin and _met(percentile, daily_limit)
    value, bound = (percentile, daily_limit) if limit is None else (mean, limit)
    return ItemResult(
        item=item,
        days=found.days,
        left_out=found.left_out,
        valid=found.valid,
        months_short=found.months_short,
        mean=mean,
        limit=limit,
        p=rules.percentiles[item],
        percentile=percentile,
        daily_limit=daily_limit,
        met_bulletin=bulletin if found.valid else None,
        met_full=full if found.valid else None,
        over=times_over(value, bound) if found.valid and value is not None and value > bound else None,
    )


def _judged(statistic: Fraction | None, item: Pollutant) -> Decimal | None:
    return None if statistic is None else rounded(statistic, DECIMALS[item])


def _met(value: Decimal | None, limit: int) -> bool:
    return value is not None and value <= limit


def times_over(value: Decimal, limit: int) -> Decimal:
    """36 over 35 is 0.03 times over."""
    return rounded(Fraction(value) / limit - 1, OVER_DECIMALS)


def attainment(items: Sequence[ItemResult], basis: Basis) -> Attainment:
    """One valid item missed is enough, whatever is unknown."""
    failed = tuple(one.item for one in items if one.met(basis) is False)
    unknown = tuple(one.item for one in items if one.met(basis) is None)
    return Attainment(False if failed else None if unknown else True, failed, unknown)


def attainments(items: Sequence[ItemResult]) -> Mapping[Basis, Attainment]:
    return {basis: attainment(items, basis) for basis in Basis}

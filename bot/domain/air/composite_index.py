"""The composite index (环境空气质量综合指数): what ranks are made from. Smaller is better."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bot.domain.air.attainment import ItemResult
from bot.domain.air.pollutant import Pollutant
from bot.domain.air.statistics import Statistics
from bot.domain.assessment import IndexRules, Inputs
from bot.domain.rounding import rounded

PART_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class CompositeIndex:
    """`parts`: what each pollutant adds to the sum. `main`: the largest of them, several in a tie."""

    value: Decimal
    main: tuple[Pollutant, ...]
    parts: Mapping[Pollutant, Decimal]


def composite_index(
    items: Sequence[ItemResult],
    found: Sequence[Statistics],
    weights: Mapping[Pollutant, Decimal] | None,
    rules: IndexRules,
) -> CompositeIndex | None:
    """None without a formula, or where one of the six is not valid. A month is measured by the annual limits too."""
    if weights is None or not all(item.valid for item in items):
        return None
    parts: dict[Pollutant, Fraction] = {}
    for item, statistic in zip(items, found, strict=True):
        value = item.judged if rules.inputs is Inputs.ROUNDED else _exact(item, statistic)
        if value is None:
            return None
        parts[item.item] = Fraction(weights[item.item]) * Fraction(value) / item.judged_limit
    largest = max(parts.values())
    return CompositeIndex(
        value=rounded(sum(parts.values(), Fraction()), rules.decimals),
        main=tuple(one for one, part in parts.items() if part == largest),
        parts={one: rounded(part, PART_DECIMALS) for one, part in parts.items()},
    )


def _exact(item: ItemResult, found: Statistics) -> Fraction | None:
    return found.percentile if item.limit is None else found.mean

"""What a county pays for a mean over its base, in 万元 (生态补偿), where the steps are decided."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bot.domain.assessment import CompensationRules, CompensationStep
from bot.domain.rounding import rounded


@dataclass(frozen=True, slots=True)
class Compensation:
    """`value`: None where the statistic is not valid; then nothing follows."""

    period: str
    place: str
    value: Decimal | None
    base: Decimal
    over: Decimal | None
    amount: Decimal | None


def compensation(period: str, place: str, mean: Fraction | None, rules: CompensationRules) -> Compensation:
    base = rules.base[place]
    if mean is None:
        return Compensation(period, place, None, base, None, None)
    value = rounded(mean, rules.decimals)
    return Compensation(period, place, value, base, value - base, amount_of(value - base, rules.steps))


def amount_of(over: Decimal, steps: tuple[CompensationStep, ...]) -> Decimal:
    """Step by step: 5.1 over, the first 5 at 10 and the rest at 20, are 52."""
    total = start = Decimal(0)
    for step in steps:
        end = over if step.to is None else min(over, step.to)
        if end > start:
            total += (end - start) * step.per
            start = end
    return total

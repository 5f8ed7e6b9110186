"""How numbers are judged where the plan does not say: each is somebody's decision (plan/assessment.yaml).

Where nobody has decided between two readings of a rule, both of them are ways: both are shown, and there is no verdict
where they differ.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.domain.air.pollutant import Pollutant
from bot.domain.indicators.course import PaceRules


class Judge(StrEnum):
    """Of shares of days."""

    EXACT = "exact"  # unrounded: GB/T 8170 where nothing is agreed
    ROUNDED = "rounded"  # to 0.1 %, as HJ 663 gives shares and bulletins print them


class Basis(StrEnum):
    """Of attainment."""

    BULLETIN = "bulletin"  # annual means of SO2, NO2, PM10, PM2.5, and the percentiles of CO and O3
    FULL = "full"  # HJ 663: also the percentiles of the four against the daily limits


class Denominator(StrEnum):
    VALID = "valid"  # valid days so far and the days of the year that are left
    CALENDAR = "calendar"  # all days of the year


class DustRule(StrEnum):
    LEFT_OUT = "left_out"
    COUNTED = "counted"


class Inputs(StrEnum):
    """Of the composite index."""

    ROUNDED = "rounded"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Formula:
    """Of the composite index from a day on; `weights` None where nobody has decided them."""

    start: date
    weights: Mapping[Pollutant, Decimal] | None


@dataclass(frozen=True, slots=True)
class IndexRules:
    inputs: Inputs
    decimals: int
    formulas: tuple[Formula, ...]

    def weights_on(self, day: date) -> Mapping[Pollutant, Decimal] | None:
        """None before the first formula, and where nobody has decided."""
        found = next((one for one in reversed(self.formulas) if one.start <= day), None)
        return found.weights if found else None


@dataclass(frozen=True, slots=True)
class CompensationStep:
    """`per`: 万元 for each µg/m³ over the base, up to `to` of them; None has no end."""

    to: Decimal | None
    per: Decimal


@dataclass(frozen=True, slots=True)
class CompensationRules:
    """`base`: by place. The mean is judged at `decimals`."""

    item: Pollutant
    decimals: int
    base: Mapping[str, Decimal]
    steps: tuple[CompensationStep, ...]


@dataclass(frozen=True, slots=True)
class ProposalRules:
    """When a paper about a county is proposed; None where nobody has decided, so that none is."""

    months_last: int | None = None  # so many ranked months in a row among the last of its group
    missed_goal: bool | None = None

    @property
    def undecided(self) -> bool:
        return self.months_last is None or self.missed_goal is None


@dataclass(frozen=True, slots=True)
class Assessment:
    judge: tuple[Judge, ...]  # both while nobody has decided
    denominator: Denominator
    attainment: tuple[Basis, ...]  # likewise
    dust_in_means: DustRule
    dust_in_days: DustRule
    index: IndexRules
    last: Mapping[str, int]  # by group of counties
    compensation: CompensationRules | None
    pace: PaceRules
    warning: ProposalRules = ProposalRules()
    talk: ProposalRules = ProposalRules()


@dataclass(frozen=True, slots=True)
class Unset:
    """A decision that is still to be made: `setting` of plan/assessment.yaml, `args` what it is missing for."""

    setting: str
    args: Mapping[str, object]


def unset(rules: Assessment, groups: Sequence[str]) -> Iterator[Unset]:
    """What nobody has decided. `groups`: those of the plan's counties."""
    if len(rules.judge) > 1:
        yield Unset("judge", {})
    if len(rules.attainment) > 1:
        yield Unset("attainment", {})
    for formula in rules.index.formulas:
        if formula.weights is None:
            yield Unset("index.formulas", {"day": formula.start})
    if missing := [group for group in groups if group not in rules.last]:
        yield Unset("last", {"groups": missing})
    if rules.compensation is None:
        yield Unset("compensation", {})
    if rules.warning.undecided:
        yield Unset("warning", {})
    if rules.talk.undecided:
        yield Unset("talk", {})

"""plan/assessment.yaml → how numbers are judged. An office's own file replaces the keys that it names, inside `dust`,
`index`, `pace`, `warning` and `talk` one by one."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from bot.domain.air.pollutant import POLLUTANTS, Pollutant
from bot.domain.assessment import (
    Assessment,
    Basis,
    CompensationRules,
    CompensationStep,
    Denominator,
    DustRule,
    Formula,
    IndexRules,
    Inputs,
    Judge,
    ProposalRules,
)
from bot.domain.indicators.course import PaceRules
from bot.i18n import Language
from bot.planfile.checks import twice
from bot.planfile.over_shipped import over, read_keys
from bot.planfile.problems import Flaw
from bot.planfile.scalars import Day, FileRow, Number, Yes, one_of, one_text_of, read_number, read_whole
from bot.planfile.yaml import rows_of
from bot.planfile.yaml_tree import Tree

BOTH = "both"  # nobody has decided
KEY_BY_KEY = ("dust", "index", "pace", "warning", "talk")
MOST_DECIMALS = 4


def _not_negative(value: Decimal) -> Decimal:
    if value < 0:
        raise PydanticCustomError("below_zero", "not negative expected")
    return value


def _whole(least: int, most: int) -> BeforeValidator:
    def read(value: object) -> int:
        if not least <= (whole := read_whole(value)) <= most:
            raise PydanticCustomError("out_of_range", "out of range", {"start": least, "end": most})
        return whole

    return BeforeValidator(read)


Amount = Annotated[Number, AfterValidator(_not_negative)]
Decimals = Annotated[int, _whole(0, MOST_DECIMALS)]


class WeightsRow(FileRow):
    so2: Amount
    no2: Amount
    pm10: Amount
    pm25: Amount
    co: Amount
    o3: Amount


class FormulaRow(FileRow):
    start: Day = Field(alias="from")
    weights: WeightsRow | None


class CompositeIndexRow(FileRow):
    inputs: Annotated[Inputs, one_of(Inputs)]
    decimals: Decimals
    formulas: list[FormulaRow]


class DustRow(FileRow):
    means: Annotated[DustRule, one_of(DustRule)]
    days: Annotated[DustRule, one_of(DustRule)]


class StepRow(FileRow):
    to: Amount | None = None
    per: Amount


class CompensationRow(FileRow):
    item: Annotated[Pollutant, one_of(Pollutant)]
    decimals: Decimals
    base: dict[str, Amount]
    steps: Annotated[list[StepRow], Field(min_length=1)]


class PaceRow(FileRow):
    slack: Annotated[int, _whole(0, 100)]
    forecast_from: Annotated[int, _whole(0, 100)]
    stale: Annotated[int, _whole(1, 3660)]


class ProposalRow(FileRow):
    months_last: Annotated[int, _whole(1, 120)] | None
    missed_goal: Yes | None


class AssessmentRow(FileRow):
    judge: Annotated[str, one_text_of(*Judge, BOTH)]
    denominator: Annotated[Denominator, one_of(Denominator)]
    attainment: Annotated[str, one_text_of(*Basis, BOTH)]
    dust: DustRow
    index: CompositeIndexRow
    last: dict[str, Annotated[int, _whole(0, 999)]]
    compensation: CompensationRow | None
    pace: PaceRow
    warning: ProposalRow
    talk: ProposalRow


def read_assessment(shipped: Path, own: Path | None, language: Language) -> Assessment:
    """Raises Invalid with every mistake of the first file that has any."""
    tree = read_keys(shipped, language)
    rules = _rules(tree, shipped, language)
    return _rules(over(tree, read_keys(own, language), KEY_BY_KEY), own, language) if own else rules


def _rules(tree: Tree, file: Path, language: Language) -> Assessment:
    row = rows_of(AssessmentRow, tree, str(file), language, check_assessment)
    pace = row.pace
    return Assessment(
        judge=tuple(Judge) if row.judge == BOTH else (Judge(row.judge),),
        denominator=row.denominator,
        attainment=tuple(Basis) if row.attainment == BOTH else (Basis(row.attainment),),
        dust_in_means=row.dust.means,
        dust_in_days=row.dust.days,
        index=_index(row.index),
        last=row.last,
        compensation=_compensation(row.compensation) if row.compensation else None,
        pace=PaceRules(pace.slack, pace.forecast_from, pace.stale),
        warning=ProposalRules(row.warning.months_last, row.warning.missed_goal),
        talk=ProposalRules(row.talk.months_last, row.talk.missed_goal),
    )


def _index(row: CompositeIndexRow) -> IndexRules:
    formulas = sorted(map(_formula, row.formulas), key=lambda formula: formula.start)
    return IndexRules(row.inputs, row.decimals, tuple(formulas))


def _formula(row: FormulaRow) -> Formula:
    weights = row.weights
    return Formula(row.start, {one: getattr(weights, one) for one in POLLUTANTS} if weights else None)


def _compensation(row: CompensationRow) -> CompensationRules:
    steps = tuple(CompensationStep(step.to, step.per) for step in row.steps)
    return CompensationRules(row.item, row.decimals, row.base, steps)


def check_assessment(tree: Tree) -> Iterator[Flaw]:
    yield from twice(tree, "index", "formulas", "*", "from")
    yield from _steps_rise_to_the_end(tree)


def _steps_rise_to_the_end(tree: Tree) -> Iterator[Flaw]:
    """Each step ends higher than the one before, and only the last has no end."""
    steps = list(tree.each("compensation", "steps", "*"))
    before = Decimal(0)
    for at, (path, _) in enumerate(steps, 1):
        end, last = _number_at(tree, (*path, "to")), at == len(steps)
        if (end is None) != last or (end is not None and end <= before):
            yield Flaw(tree.place(path), "steps_not_rising")
        before = end if end is not None else before


def _number_at(tree: Tree, path: tuple[str | int, ...]) -> Decimal | None:
    try:
        return read_number(tree.at(path))
    except PydanticCustomError:
        return None

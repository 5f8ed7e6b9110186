"""One indicator beside its readings up to a day: the row of `duban readings check`, of `summary --json`, of a card."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from bot.domain.indicators.course import Course, IndicatorReason, PaceRules, course_light, done_share
from bot.domain.indicators.indicator_reading import (
    IndicatorReading,
    counts_down,
    is_change,
    measured_indicators,
    own_readings,
)
from bot.domain.indicators.levels import target_level
from bot.domain.indicators.series import DayLevel, Series, series, went_back
from bot.domain.indicators.verdicts import PeriodVerdict, fulfils, verdicts
from bot.domain.light import Light
from bot.domain.measurements import Verdict
from bot.domain.plan import Finding, Indicator, IndicatorKind, Plan


@dataclass(frozen=True, slots=True)
class IndicatorFigures:
    """All exact; rounding is of those who show it. None: not known."""

    task: str
    indicator: Indicator
    light: Light
    reason: IndicatorReason
    readings: int = 0  # days with a reading, from the base on
    target: Fraction | None = None  # in the unit of what is read
    base: DayLevel | None = None
    last: DayLevel | None = None
    expected: Fraction | None = None
    done: Fraction | None = None  # per cent
    elapsed: Fraction | None = None  # per cent
    forecast: date | None = None
    needed_per_month: Fraction | None = None
    reached_on: date | None = None
    periods: tuple[PeriodVerdict, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def days_off(self) -> int | None:
        due = self.indicator.due
        return (self.forecast - due).days if self.forecast and due else None


def figures_of_plan(
    plan: Plan, readings: Iterable[IndicatorReading], as_of: date, rules: PaceRules
) -> tuple[IndicatorFigures, ...]:
    """Every indicator of the plan but thresholds, in its order."""
    by_name: dict[tuple[str, str], list[IndicatorReading]] = {}
    for one in readings:
        by_name.setdefault((one.task, one.name), []).append(one)
    return tuple(
        figures(task, one, own_readings(by_name, task, one), as_of, rules)
        for task, one in measured_indicators(plan)
    )


def figures(
    task: str, indicator: Indicator, readings: Sequence[IndicatorReading], as_of: date, rules: PaceRules
) -> IndicatorFigures:
    """Of the indicator's own readings; their order does not matter."""
    found = series(indicator, readings, as_of)
    target = target_level(indicator, found.base)
    empty = IndicatorFigures(
        task, indicator, Light.GREY, IndicatorReason.NO_READING, target=target, findings=found.findings
    )
    if not found.points:
        return empty
    if indicator.due is not None:
        return _dated(empty, found, indicator.due, as_of, rules)
    return _counted(empty, found) if indicator.kind is IndicatorKind.COUNT else _judged(empty, found)


def _dated(
    empty: IndicatorFigures, found: Series, due: date, as_of: date, rules: PaceRules
) -> IndicatorFigures:
    first, points = _from_base(empty.indicator, found)
    target = empty.target
    course = Course(
        first or points[0], points[-1], target, due, as_of, _reached_on(empty.indicator, points, target)
    )
    light, reason = course_light(course, rules, empty.indicator.strength)
    back = went_back(empty.indicator, points, target) if target is not None else ()
    return replace(
        empty,
        light=light,
        reason=reason,
        readings=len(points),
        base=first,
        last=course.last,
        expected=course.expected,
        done=course.done,
        elapsed=course.elapsed if first else None,
        forecast=course.forecast,
        needed_per_month=course.needed_per_month,
        reached_on=course.reached_on,
        findings=(*found.findings, *back),
    )


def _from_base(indicator: Indicator, found: Series) -> tuple[DayLevel | None, Sequence[DayLevel]]:
    """The point progress is counted from, and the points from it on. A change without a known base has none."""
    points = found.points
    first = next((one for one in points if one.day == found.base_day), points[0])
    if is_change(indicator) and found.base is None:
        return None, points
    return first, [one for one in points if one.day >= first.day]


def _reached_on(indicator: Indicator, points: Sequence[DayLevel], target: Fraction | None) -> date | None:
    """The day from which on every reading reaches the target."""
    since = None
    for one in reversed(points):
        if target is None or not reaches(indicator, one.level, target):
            break
        since = one.day
    return since


def reaches(indicator: Indicator, level: Fraction, target: Fraction) -> bool:
    """`=` of a count, and of a change, is reached beyond it too."""
    if is_change(indicator) or (indicator.op == "=" and indicator.kind is IndicatorKind.COUNT):
        return level <= target if counts_down(indicator) else level >= target
    return fulfils(level, indicator)


def _counted(empty: IndicatorFigures, found: Series) -> IndicatorFigures:
    """A number of objects without a date: green, with how many of them there are."""
    first, points = _from_base(empty.indicator, found)
    reached = _reached_on(empty.indicator, points, empty.target)
    done = done_share(first, points[-1], empty.target) if first else None
    return replace(
        empty,
        light=Light.GREEN,
        reason=IndicatorReason.REACHED if reached else IndicatorReason.NO_DATE,
        readings=len(points),
        base=first,
        last=points[-1],
        done=done,
        reached_on=reached,
    )


def _judged(empty: IndicatorFigures, found: Series) -> IndicatorFigures:
    periods = tuple(verdicts(empty.indicator, found.points))
    met = periods[-1].verdict is Verdict.MET
    return replace(
        empty,
        light=Light.GREEN if met else Light.YELLOW,
        reason=IndicatorReason.LAST_MET if met else IndicatorReason.LAST_MISSED,
        readings=len(found.points),
        last=found.points[-1],
        periods=periods,
    )

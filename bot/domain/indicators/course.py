"""How far a dated indicator has come: what was to be expected, when it will be there at this speed, what is needed.

All of it is linear between the base and the date, exact, and of the last reading's day: days without a reading are not
filled in. The light is the first line of LIGHTS that holds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil

from bot.domain.indicators.series import DayLevel
from bot.domain.light import Light
from bot.domain.plan import Strength

DAYS_OF_YEAR, MONTHS = 365, 12


@dataclass(frozen=True, slots=True)
class PaceRules:
    """Percentage points behind that are let pass; the elapsed share from which a late forecast counts; days after which
    a reading is stale."""

    slack: int = 10
    forecast_from: int = 50
    stale: int = 100


class IndicatorReason(StrEnum):
    NO_READING = "no_reading"
    REACHED = "reached"
    OVERDUE = "overdue"
    SINGLE_READING = "single_reading"
    NO_PROGRESS = "no_progress"
    BEHIND = "behind"
    FORECAST_LATE = "forecast_late"
    STALE = "stale"
    ON_PACE = "on_pace"
    LAST_MET = "last_met"
    LAST_MISSED = "last_missed"
    NO_DATE = "no_date"


@dataclass(frozen=True, slots=True)
class Course:
    """From `first` to `last` towards `target` on `due`. Shares in per cent, unrounded."""

    first: DayLevel
    last: DayLevel
    target: Fraction | None
    due: date
    as_of: date
    reached_on: date | None = None

    @property
    def elapsed(self) -> Fraction | None:
        """None where the base is not before the date."""
        whole = (self.due - self.first.day).days
        return Fraction(100 * (self.last.day - self.first.day).days, whole) if whole > 0 else None

    @property
    def expected(self) -> Fraction | None:
        if self.target is None or self.elapsed is None:
            return None
        return self.first.level + (self.target - self.first.level) * self.elapsed / 100

    @property
    def done(self) -> Fraction | None:
        return done_share(self.first, self.last, self.target)

    @property
    def forecast(self) -> date | None:
        """The day on which the target is reached at the speed so far; None without progress, or beyond the calendar."""
        if self.reached_on or not self.done or self.done < 0:
            return None
        days = ceil(100 * (self.last.day - self.first.day).days / self.done)
        return self.first.day + timedelta(days=days) if days <= (date.max - self.first.day).days else None

    @property
    def needed_per_month(self) -> Fraction | None:
        """From `as_of` to the date; None once reached or from the day itself on."""
        left = (self.due - self.as_of).days
        if self.reached_on or self.target is None or left <= 0:
            return None
        return abs(self.target - self.last.level) * DAYS_OF_YEAR / (MONTHS * left)


def done_share(first: DayLevel, last: DayLevel, target: Fraction | None) -> Fraction | None:
    """100 at the target, 0 at the base, and beyond both. A base that is the target already is all of it."""
    if target is None:
        return None
    if target == first.level:
        return Fraction(100) if last.level == target else None
    return 100 * (last.level - first.level) / (target - first.level)


def _behind(course: Course, rules: PaceRules) -> bool:
    done, elapsed = course.done, course.elapsed
    return done is not None and elapsed is not None and done + rules.slack < elapsed


def _forecast_late(course: Course, rules: PaceRules) -> bool:
    forecast, elapsed = course.forecast, course.elapsed
    return forecast is not None and forecast > course.due and (elapsed or 0) >= rules.forecast_from


Applies = Callable[[Course, PaceRules], bool]
LIGHTS: Sequence[tuple[IndicatorReason, Light, Applies]] = (
    (IndicatorReason.REACHED, Light.GREEN, lambda one, _: one.reached_on is not None),
    (IndicatorReason.OVERDUE, Light.RED, lambda one, _: one.as_of > one.due),
    (IndicatorReason.SINGLE_READING, Light.GREY, lambda one, _: one.first.day == one.last.day or one.target is None),
    (IndicatorReason.NO_PROGRESS, Light.YELLOW, lambda one, _: (one.done or 0) <= 0),
    (IndicatorReason.BEHIND, Light.YELLOW, _behind),
    (IndicatorReason.FORECAST_LATE, Light.YELLOW, _forecast_late),
    (IndicatorReason.STALE, Light.YELLOW, lambda one, rules: (one.as_of - one.last.day).days > rules.stale),
    (IndicatorReason.ON_PACE, Light.GREEN, lambda one, _: True),
)  # fmt: skip


def course_light(course: Course, rules: PaceRules, strength: Strength) -> tuple[Light, IndicatorReason]:
    reason, light = next((reason, light) for reason, light, applies in LIGHTS if applies(course, rules))
    soft = light is Light.RED and strength is not Strength.MUST  # 力争 is never red
    return (Light.YELLOW if soft else light), reason

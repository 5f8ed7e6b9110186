"""What pictures show beside the summary: the course of indicators, and counties as tiles."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from bot.domain.light import Light
from bot.domain.summary import Summary


@dataclass(frozen=True, slots=True)
class ChartPoint:
    day: date
    value: Fraction


@dataclass(frozen=True, slots=True)
class Chart:
    """One indicator: what was read, what was to be expected from `base` to the target on `due`, and the day on which
    the target is reached at the speed so far."""

    title: str
    unit: str
    light: Light
    points: tuple[ChartPoint, ...]  # by day; at least one
    target: Fraction | None = None
    base: ChartPoint | None = None
    due: date | None = None
    forecast: date | None = None
    words: str = ""  # the same as a sentence


@dataclass(frozen=True, slots=True)
class Charts:
    """The indicators of one task. `words` is what a reader hears who does not see it."""

    title: str
    day: date
    charts: tuple[Chart, ...]
    words: str


class MapOf(StrEnum):
    """What the colours of a map of counties mean."""

    LIGHTS = "lights"
    ATTAINMENT = "attainment"  # of Grade II: green met, red missed, yellow as one counts, grey not known


@dataclass(frozen=True, slots=True)
class CountyTile:
    """`place` is (column, row) on the plan's own map, counted from 0; None where the plan has none for it. `note`:
    short lines below the name."""

    name: str
    light: Light
    place: tuple[int, int] | None = None
    note: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CountyMap:
    title: str
    day: date
    tiles: tuple[CountyTile, ...]
    words: str
    of: MapOf = MapOf.LIGHTS


@dataclass(frozen=True, slots=True)
class DayGauge:
    """Days of a year: `days` are good ones, or heavy ones where `fewer` are better; `rest` are still to come of the
    `whole`. `totals`: the days of the target, by each way that it may be counted."""

    days: int
    rest: int
    whole: int
    totals: tuple[int, ...]
    fewer: bool


@dataclass(frozen=True, slots=True)
class DrawnGoal:
    words: str
    light: Light
    gauge: DayGauge | None = None


@dataclass(frozen=True, slots=True)
class GoalBoard:
    title: str
    day: date
    rows: tuple[DrawnGoal, ...]
    words: str


Drawable: TypeAlias = Summary | Charts | CountyMap | GoalBoard

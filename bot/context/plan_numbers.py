"""What has been read of the plan's indicators, and the figures of a day that follow from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from bot.context.ports import Change, Store
from bot.domain.calendar import Instant
from bot.domain.indicators.course import PaceRules
from bot.domain.indicators.figures import IndicatorFigures, figures
from bot.domain.indicators.indicator_reading import IndicatorReading, measured_indicators, own_readings
from bot.domain.indicators.verdicts import decimal
from bot.domain.plan import Indicator, Plan

Key = tuple[str, str]  # task, key of an indicator


@dataclass(frozen=True)
class Numbers:
    """Readings by indicator. Figures of a day are worked out once: they depend on the readings and the day alone."""

    readings: Mapping[Key, tuple[IndicatorReading, ...]] = field(default_factory=dict)
    rules: PaceRules = field(default_factory=PaceRules)
    _known: dict[tuple[str, Indicator, date], IndicatorFigures] = field(
        default_factory=dict, compare=False, repr=False
    )

    @classmethod
    def of(cls, readings: Iterable[IndicatorReading], rules: PaceRules) -> "Numbers":
        return cls(_by_indicator({}, readings), rules)

    def also(self, more: Iterable[IndicatorReading]) -> "Numbers":
        """With readings that are about to be stored."""
        return Numbers(_by_indicator(self.readings, more), self.rules)

    def has(self, task: str) -> bool:
        """Whether anything has been read of the task's indicators."""
        return task in self._tasks

    @cached_property
    def _tasks(self) -> frozenset[str]:
        return frozenset(task for task, _ in self.readings)

    def of_indicator(self, task: str, indicator: Indicator, day: date) -> IndicatorFigures:
        key = task, indicator, day
        if key not in self._known:
            own = own_readings(self.readings, task, indicator)
            self._known[key] = figures(task, indicator, own, day, self.rules)
        return self._known[key]

    def of_plan(self, plan: Plan, day: date) -> tuple[IndicatorFigures, ...]:
        """Every indicator but thresholds, in the plan's order."""
        return tuple(self.of_indicator(task, one, day) for task, one in measured_indicators(plan))

    def levels(self, plan: Plan, day: date) -> Mapping[str, Mapping[str, Decimal]]:
        """The last readings by task and name, in the unit of the plan; four decimals are enough to see a slip by."""
        found: dict[str, dict[str, Decimal]] = {}
        for one in self.of_plan(plan, day) if self.readings else ():
            if one.last:
                found.setdefault(one.task, {})[one.indicator.name] = decimal(round(one.last.level, 4))
        return found


def _by_indicator(
    known: Mapping[Key, tuple[IndicatorReading, ...]], more: Iterable[IndicatorReading]
) -> Mapping[Key, tuple[IndicatorReading, ...]]:
    found = dict(known)
    for one in more:
        key = one.task, one.name
        found[key] = (*found.get(key, ()), one)
    return found


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A reading as stored."""

    day: date
    task: str
    name: str
    value: Decimal
    unit: str
    whole: Decimal | None
    place: str
    base: bool
    recorded: Instant
    line: int

    def reading(self) -> IndicatorReading:
        return IndicatorReading(
            self.day, self.task, self.name, self.value, self.unit, self.whole, self.place, self.base, self.recorded,
            self.line,
        )  # fmt: skip


async def read_numbers(store: Store, at: Instant, rules: PaceRules) -> Numbers:
    """Everything that stood at that instant."""
    rows = await store.read(ReadingRow, "indicator_readings", at=at)
    return Numbers.of((row.reading() for row in rows), rules)


def keep_readings(
    stream: str, version: int, readings: Iterable[IndicatorReading], now: Instant
) -> tuple[Change, ...]:
    """Stores what the event brought; whoever keeps figures or lights works them out again."""
    rows = list(readings)
    added = [
        Change(
            "add_indicator_reading",
            {
                "stream": stream, "version": version, "n": one.line, "task": one.task, "name": one.name,
                "place": one.place, "day": one.day, "value": one.value, "unit": one.unit, "whole": one.of,
                "base": one.base, "recorded": now if one.recorded is None else one.recorded,
            },
        )
        for one in rows
    ]  # fmt: skip
    return (*added, *reread(dict.fromkeys(one.task for one in rows), now))


def withdrawn_readings(stream: str, version: int, now: Instant) -> tuple[Change, ...]:
    """What an event brought, once it is undone."""
    values = {"stream": stream, "version": version, "now": now}
    return (
        Change("withdraw_readings", values, rows=None),
        Change("withdraw_air_readings", values, rows=None),
    )


def reread(tasks: Iterable[str], now: Instant) -> tuple[Change, ...]:
    """The next tick lights the tasks' items by the new figures."""
    dimmed = (Change("dim_task", {"task": task, "now": now}, rows=None) for task in tasks)
    return (Change("revise_plan"), *dimmed)

"""The values of a report as readings: whose indicator, of which place, of which day."""

from collections.abc import Iterator

from bot.domain.assignment import WORDS, Assignment, Event
from bot.domain.indicators.indicator_reading import IndicatorReading
from bot.domain.measurements import Measurement, measurement_from_json
from bot.domain.plan import Indicator, IndicatorKind, Task, UnitRole


def readings_of_report(a: Assignment, task: Task | None, event: Event) -> tuple[IndicatorReading, ...]:
    """A return's values are of its period's last day, once that has come; others of the day they were said. A county
    speaks for itself. None of events that are no reports."""
    rows = event.data.get("values") if event.kind in WORDS else None
    if task is None or not isinstance(rows, list | tuple):
        return ()
    return tuple(_readings(a, task, event, [measurement_from_json(row) for row in rows]))


def _readings(
    a: Assignment, task: Task, event: Event, values: list[Measurement]
) -> Iterator[IndicatorReading]:
    day = min(a.until, event.day) if a.recurring else event.day
    place = a.unit if a.role is UnitRole.LOCAL else ""
    for n, one in enumerate(values, 1):
        if found := _indicator(one, task):
            yield IndicatorReading(
                day, task.id, found.key, one.value, one.unit, one.of, place, recorded=event.at, line=n
            )


def _indicator(value: Measurement, task: Task) -> Indicator | None:
    """By the name it was read under; a number of objects also by its unit, where the plan counts only one in it."""
    own = [one for one in task.indicators if one.kind is not IndicatorKind.THRESHOLD]
    if value.name:
        return next((one for one in own if one.name == value.name), None)
    counted = [one for one in own if one.kind is IndicatorKind.COUNT and one.unit == value.unit]
    fits = len(counted) == 1 and value.of in (None, counted[0].value)
    return counted[0] if fits else None

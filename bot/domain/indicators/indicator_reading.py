"""A reading of an indicator as a person gave it, and the indicator it is of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.calendar import Instant
from bot.domain.plan import Indicator, IndicatorKind, Plan

BASE = "基期"  # the note of the reading that progress is counted from
CITY = "全市"
POINTS = "个百分点"


@dataclass(frozen=True, slots=True)
class IndicatorReading:
    """`name`: the indicator's key. `of`: the whole of which `value` counts a part. `place`: a county, "" for the city.
    Of one place and day the latest `recorded` counts; one without is older than all. `line`: of its file, 0 where it
    was said in chat."""

    day: date
    task: str
    name: str
    value: Decimal
    unit: str
    of: Decimal | None = None
    place: str = ""
    base: bool = False
    recorded: Instant | None = None
    line: int = 0

    @property
    def age(self) -> tuple[bool, Instant]:
        """Orders versions of one reading, the oldest first."""
        return self.recorded is not None, self.recorded or 0


def measured_indicators(plan: Plan) -> Iterator[tuple[str, Indicator]]:
    """(task id, indicator) of all that can be read, in the plan's order: a threshold only says whom a task is for."""
    for task in plan.works:
        for one in task.indicators:
            if one.kind is not IndicatorKind.THRESHOLD:
                yield task.id, one


def own_readings(
    kept: Mapping[tuple[str, str], Sequence[IndicatorReading]], task: str, indicator: Indicator
) -> tuple[IndicatorReading, ...]:
    """Those kept under its id, and those from before it had one under its name. `kept`: by task and either."""
    keys = dict.fromkeys((indicator.key, indicator.name))
    return tuple(one for key in keys for one in kept.get((task, key), ()))


def is_change(indicator: Indicator) -> bool:
    """The plan sets a difference to the base year in percentage points; what is read is mostly the level itself."""
    return indicator.unit == POINTS


def counts_down(indicator: Indicator) -> bool:
    """Less is better."""
    return indicator.op in ("<", "<=") or indicator.direction == "decrease"

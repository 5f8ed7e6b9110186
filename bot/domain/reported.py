"""What a unit has reported of an item, put beside what the plan asks: what its reviewer sees."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from bot.domain.assignment import WORDS, Assignment, Event
from bot.domain.calendar import Instant
from bot.domain.measurements import FULFILS, Measurement, measurement_from_json
from bot.domain.plan import Indicator, IndicatorKind


@dataclass(frozen=True, slots=True)
class Figure:
    """A reported value with its target, if it has one. `short`: what is missing or too much, None where nothing is; of
    a count against a target in per cent it is counted too. `binding`: the target's day or period has come, or the
    item was submitted as done."""

    measured: Measurement
    aim: Decimal | None = None
    unit: str = ""  # of `aim`
    op: str = ">="
    short: Decimal | None = None
    short_unit: str = ""
    binding: bool = False

    @property
    def misses(self) -> bool:
        return self.binding and self.short is not None


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    sha256: str
    name: str
    mime: str
    size: int  # bytes
    by: str = ""  # person id
    at: Instant = 0

    @property
    def is_picture(self) -> bool:
        return self.mime.startswith("image/")


@dataclass(frozen=True, slots=True)
class Reported:
    figures: tuple[Figure, ...] = ()
    percent: Decimal | None = None
    words: str = ""  # the last ones
    day: date | None = None  # of the last report
    files: tuple[EvidenceFile, ...] = ()
    links: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    support: tuple[tuple[str, str], ...] = ()  # (supporting unit, its last words on the task)
    missing: tuple[str, ...] = ()  # papers that the plan names and nobody has sent

    @property
    def misses(self) -> bool:
        """A number that the plan sets is not reached."""
        return any(one.misses for one in self.figures)


def reports(events: Iterable[Event]) -> list[Event]:
    return [event for event in events if event.kind in WORDS]


def figures(
    a: Assignment, told: Sequence[Event], aims: Iterable[Indicator], today: date
) -> tuple[Figure, ...]:
    """Each named or counted value as it was reported last, in the order in which they came up. `told`: the standing
    reports, oldest first; `aims`: the numbers that the plan sets for the item."""
    latest: dict[tuple[str, str, bool], Measurement] = {}
    for event in told:
        rows = event.data.get("values") or ()
        for row in rows if isinstance(rows, list | tuple) else ():
            one = measurement_from_json(row)
            latest[one.name, one.unit, one.of is not None] = one
    targets = tuple(aims)
    return tuple(_figure(a, one, targets, today) for one in latest.values())


def _figure(a: Assignment, one: Measurement, aims: Sequence[Indicator], today: date) -> Figure:
    aim = _aim(one, aims)
    if aim is None:
        if one.of is None or a.recurring:
            return Figure(one)
        left = one.of - one.value  # its own total: 39 of 200 submitted as done
        return Figure(
            one, one.of, one.unit, short=left if left > 0 else None, short_unit=one.unit, binding=True
        )
    op = ">=" if aim.kind is IndicatorKind.COUNT else aim.op
    counted = one.of is not None and aim.unit == "%"
    reached = one.percent if counted else one.value
    if reached is None or aim.direction:  # a change against a base that the plan does not tell
        return Figure(one)
    binding = not a.recurring or aim.due is None or aim.due <= today
    short, unit = None, one.unit if counted else aim.unit
    if not FULFILS[op](reached, aim.value):
        short = _count_short(one, aim, op) if counted else abs(aim.value - reached)
    return Figure(one, aim.value, aim.unit, op, short, unit, binding)


def _count_short(one: Measurement, aim: Indicator, op: str) -> Decimal:
    """39 of 200 are one short of 20 %."""
    assert one.of is not None
    wanted = aim.value * one.of / 100
    rounding = ROUND_FLOOR if op.startswith("<") else ROUND_CEILING
    whole = wanted.to_integral_value(rounding)
    return max(abs(whole - one.value), Decimal(1))


def _aim(one: Measurement, aims: Sequence[Indicator]) -> Indicator | None:
    """By the name it was read under; a number of objects also by its unit, where the plan counts only one in it."""
    if one.name:
        return next((aim for aim in aims if aim.name == one.name), None)
    counted = [aim for aim in aims if aim.kind is IndicatorKind.COUNT and aim.unit == one.unit]
    fits = len(counted) == 1 and one.of in (None, counted[0].value)
    return counted[0] if fits else None

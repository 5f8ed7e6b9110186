"""Readings that a file brings, beside those that are known: what is new, and what is doubtful in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.domain.calendar import Instant
from bot.domain.indicators.course import PaceRules
from bot.domain.indicators.figures import figures_of_plan
from bot.domain.indicators.indicator_reading import IndicatorReading, measured_indicators
from bot.domain.indicators.levels import canonical
from bot.domain.plan import Finding, Level, Plan

NOT_ENTERED = frozenset(("unit_doubt",))  # asked about, and not used until somebody answers by another row

Place = tuple[str, str, str, date]  # task, name, place, day
Content = tuple[Decimal, str, Decimal | None, bool]


@dataclass(frozen=True, slots=True)
class Entered:
    """`new`: what is not known yet, without what is in doubt; `findings`: about the file's lines."""

    new: tuple[IndicatorReading, ...]
    findings: tuple[Finding, ...]


def entered(
    plan: Plan,
    known: Sequence[IndicatorReading],
    handed: Sequence[IndicatorReading],
    now: Instant,
    rules: PaceRules,
) -> Entered:
    """A row is new unless its day and place hold that very value already. `now`: when rows without a time of their own
    are entered."""
    new = list(_new(known, handed))
    nameless = [replace(one, line=0) for one in known]
    dated = [one if one.recorded is not None else replace(one, recorded=now) for one in new]
    last = max((one.day for one in handed), default=date.min)
    found = [one for row in figures_of_plan(plan, [*nameless, *dated], last, rules) for one in row.findings]
    findings = [one for one in found if one.line] + [*_contradicted(plan, known, new)]
    doubtful = {one.line for one in findings if one.code in NOT_ENTERED}
    return Entered(tuple(one for one in dated if one.line not in doubtful), tuple(findings))


def _new(known: Sequence[IndicatorReading], handed: Iterable[IndicatorReading]) -> Iterator[IndicatorReading]:
    newest = _newest(known)
    exact = {(_place(one), one.recorded, _content(one)) for one in known}
    for one in handed:
        standing = newest.get(_place(one))
        if one.recorded is None and standing and _content(standing) == _content(one):
            continue
        if (_place(one), one.recorded, _content(one)) not in exact:
            yield one


def _newest(known: Iterable[IndicatorReading]) -> Mapping[Place, IndicatorReading]:
    found: dict[Place, IndicatorReading] = {}
    for one in known:
        standing = found.get(_place(one))
        if standing is None or one.age > standing.age:
            found[_place(one)] = one
    return found


def _contradicted(
    plan: Plan, known: Iterable[IndicatorReading], new: Iterable[IndicatorReading]
) -> Iterator[Finding]:
    """Rows that say something else than what was entered at the same time before."""
    names = {(task, one.key): one.name for task, one in measured_indicators(plan)}
    at = {(_place(one), one.recorded) for one in known}
    for one in new:
        if one.recorded is not None and (_place(one), one.recorded) in at:
            args: dict[str, object] = {"day": one.day, "name": names.get((one.task, one.name), one.name)}
            yield Finding(Level.ERROR, "duplicate_reading", one.line, args)


def _place(one: IndicatorReading) -> Place:
    return one.task, one.name, one.place, one.day


def _content(one: IndicatorReading) -> Content:
    return one.value.normalize(), canonical(one.unit), one.of, one.base

"""Returns (季度进展、月度进展) counted: one unit and one period is one return, whatever number of items it asks.

应报 = 按期报送 + 补报 + 未到期 + 未报; 已报 = the first two. A return is never a task: a late one turns no task red and
is counted nowhere as undone work.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.period import MONTHS, Period, period_named
from bot.domain.plan import Every, Plan, UnitRole


class ReturnState(StrEnum):
    FILED = "filed"  # 按期报送
    FILED_LATE = "filed_late"  # 补报
    NOT_DUE = "not_due"  # 未到期: something of it is open and its day is not over
    MISSING = "missing"  # 未报: something of it is open and its day is over, 迟报


class Rhythm(StrEnum):
    """How often a return comes, as its period's name says. SEASON: any other name."""

    MONTH = Every.MONTH.value
    QUARTER = Every.QUARTER.value
    HALF_YEAR = Every.HALF_YEAR.value
    YEAR = Every.YEAR.value
    SEASON = Every.SEASON.value


ORDER = (Rhythm.QUARTER, Rhythm.MONTH, Rhythm.HALF_YEAR, Rhythm.YEAR, Rhythm.SEASON)  # of lines on a screen


def rhythm_of(period: str) -> Rhythm:
    """2023-Q4 → QUARTER, 2023-12 → MONTH."""
    named = period_named(period)
    return Rhythm(named.every.value) if named else Rhythm.SEASON


@dataclass(frozen=True, slots=True)
class ReturnPart:
    """The rows of one period that a unit has in one task, counted; what is excused (不涉及) is left out."""

    period: str
    unit: str
    task: str
    role: UnitRole
    due: date  # the first day on which something open of it is due; where nothing is open, the period's own day
    open: int
    overdue: int  # of the open ones, those past their day
    on_time: int
    late: int

    @property
    def items(self) -> int:
        return self.open + self.on_time + self.late


@dataclass(frozen=True, slots=True)
class UnitReturn:
    """One return: a unit and a period."""

    unit: str
    period: str
    due: date
    state: ReturnState
    items: int
    overdue: int


def unit_returns(parts: Iterable[ReturnPart]) -> tuple[UnitReturn, ...]:
    """The returns of these parts, the oldest period first; of one period in the order in which units come."""
    grouped: dict[tuple[str, str], list[ReturnPart]] = {}
    for part in parts:
        if part.items:
            grouped.setdefault((part.period, part.unit), []).append(part)
    found = (_return(unit, period, mine) for (period, unit), mine in grouped.items())
    return tuple(sorted(found, key=lambda one: _place_in_time(one.period, one.due)))


def _place_in_time(period: str, due: date) -> tuple[date, date]:
    named = period_named(period)
    return (named.end, named.start) if named else (due, due)


def _return(unit: str, period: str, parts: Sequence[ReturnPart]) -> UnitReturn:
    due = min((part.due for part in parts if part.open), default=max(part.due for part in parts))
    items, overdue = sum(part.items for part in parts), sum(part.overdue for part in parts)
    return UnitReturn(unit, period, due, _state(parts), items, overdue)


def _state(parts: Sequence[ReturnPart]) -> ReturnState:
    """Filed once nothing of it is open, and late where anything of it came after its day."""
    if any(part.overdue for part in parts):
        return ReturnState.MISSING
    if any(part.open for part in parts):
        return ReturnState.NOT_DUE
    return ReturnState.FILED_LATE if any(part.late for part in parts) else ReturnState.FILED


@dataclass(frozen=True, slots=True)
class ReturnFigures:
    """The figures of some returns of one rhythm: asked = filed + filed_late + not_due + missing."""

    rhythm: Rhythm
    periods: tuple[str, ...]  # the oldest first
    due: date  # of the last period
    units: tuple[str, ...]  # asked, in the roster's order
    asked: int  # 应报
    reported: int  # 已报 = filed + filed_late
    filed: int  # 按期报送
    filed_late: int  # 补报
    not_due: int  # 未到期
    missing: int  # 未报
    items: int
    missing_items: int
    missing_units: tuple[str, ...]
    days_late: int  # calendar days of the longest missing; 0 where none is


def figures(returns: Iterable[UnitReturn], plan: Plan, today: date) -> tuple[ReturnFigures, ...]:
    """One for each period, quarters first; the months on a line of their own, together."""
    lines: dict[tuple[int, str], list[UnitReturn]] = {}
    for one in returns:
        rhythm = rhythm_of(one.period)
        together = rhythm is Rhythm.MONTH
        lines.setdefault((ORDER.index(rhythm), "" if together else one.period), []).append(one)
    return tuple(
        _figures(ORDER[place], mine, plan, today)
        for (place, _), mine in sorted(lines.items(), key=lambda line: line[0][0])
    )


def latest(returns: Iterable[UnitReturn]) -> tuple[UnitReturn, ...]:
    """Those of the last period of each rhythm; every season."""
    found = tuple(returns)  # the oldest period first
    last = {rhythm_of(one.period): one.period for one in found}
    seasonal = {one.period for one in found if rhythm_of(one.period) is Rhythm.SEASON}
    return tuple(one for one in found if one.period in seasonal or one.period in last.values())


def _figures(rhythm: Rhythm, returns: Sequence[UnitReturn], plan: Plan, today: date) -> ReturnFigures:
    count = {state: sum(one.state is state for one in returns) for state in ReturnState}
    missing = [one for one in returns if one.state is ReturnState.MISSING]
    return ReturnFigures(
        rhythm=rhythm,
        periods=tuple(dict.fromkeys(one.period for one in returns)),
        due=max(one.due for one in returns),
        units=plan.in_order(one.unit for one in returns),
        asked=len(returns),
        reported=count[ReturnState.FILED] + count[ReturnState.FILED_LATE],
        filed=count[ReturnState.FILED],
        filed_late=count[ReturnState.FILED_LATE],
        not_due=count[ReturnState.NOT_DUE],
        missing=count[ReturnState.MISSING],
        items=sum(one.items for one in returns),
        missing_items=sum(one.overdue for one in missing),
        missing_units=plan.in_order(one.unit for one in missing),
        days_late=max(((today - one.due).days for one in missing), default=0),
    )


@dataclass(frozen=True, slots=True)
class MissedReturns:
    """Missing returns of the periods before the last one, of one rhythm."""

    rhythm: Rhythm
    periods: tuple[str, ...]  # the oldest first
    missing: int  # returns
    units: tuple[str, ...]
    items: int
    days_late: int  # of the longest


def missed(returns: Iterable[UnitReturn], plan: Plan, today: date) -> tuple[MissedReturns, ...]:
    by_rhythm: dict[Rhythm, list[UnitReturn]] = {}
    for one in returns:
        if one.state is ReturnState.MISSING:
            by_rhythm.setdefault(rhythm_of(one.period), []).append(one)
    return tuple(_missed(rhythm, by_rhythm[rhythm], plan, today) for rhythm in ORDER if rhythm in by_rhythm)


def _missed(rhythm: Rhythm, returns: Sequence[UnitReturn], plan: Plan, today: date) -> MissedReturns:
    return MissedReturns(
        rhythm=rhythm,
        periods=tuple(dict.fromkeys(one.period for one in returns)),
        missing=len(returns),
        units=plan.in_order(one.unit for one in returns),
        items=sum(one.overdue for one in returns),
        days_late=max((today - one.due).days for one in returns),
    )


@dataclass(frozen=True, slots=True)
class FirstReturn:
    """The first return that will be asked, while none has been."""

    period: str
    due: date


# ---- 连续未报


@dataclass(frozen=True, slots=True)
class Streak:
    """Periods that were missed one after the other: 连续6个月未报（2023年12月至2024年5月）."""

    rhythm: Rhythm
    first: str
    last: str
    periods: int  # two at least
    units: tuple[str, ...]
    tasks: tuple[str, ...]


Work = tuple[str, str, Rhythm]  # unit, task, rhythm
Run = tuple[Rhythm, str, str, int]  # rhythm, first and last period, their number


def streaks(missing: Iterable[ReturnPart], plan: Plan) -> tuple[Streak, ...]:
    """Of open parts past their day: each run of periods without a gap, the longest first. Units and tasks that missed
    the very same periods are one streak."""
    by_work: dict[Work, set[str]] = {}
    for part in missing:
        by_work.setdefault((part.unit, part.task, rhythm_of(part.period)), set()).add(part.period)
    grouped: dict[Run, list[Work]] = {}
    for work, names in by_work.items():
        known = filter(None, map(period_named, names))  # one season does not follow another
        for run in _runs(sorted(known, key=lambda one: one.start)):
            grouped.setdefault((work[2], run[0].name, run[-1].name, len(run)), []).append(work)
    found = (_streak(run, works, plan) for run, works in grouped.items())
    return tuple(sorted(found, key=_longest_first))


def _runs(periods: Sequence[Period]) -> list[list[Period]]:
    """Two periods at least, each beginning the day after the one before."""
    runs: list[list[Period]] = []
    for period in periods:
        if runs and runs[-1][-1].end + timedelta(days=1) == period.start:
            runs[-1].append(period)
        else:
            runs.append([period])
    return [run for run in runs if len(run) > 1]


def _streak(run: Run, works: Sequence[Work], plan: Plan) -> Streak:
    tasks = {task for _, task, _ in works}
    known = [task.id for task in plan.works if task.id in tasks]
    units = plan.in_order(unit for unit, _, _ in works)
    return Streak(*run, units, (*known, *sorted(tasks - plan.task.keys())))


def _longest_first(streak: Streak) -> tuple[int, int, str]:
    return -streak.periods * MONTHS[Every(streak.rhythm)], -streak.periods, streak.first

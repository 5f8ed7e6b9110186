"""Figures of the ledger.

Of results 应办、按期办结、超期办结、到期未办、待复核; of returns 应报、按期报送、补报、未到期、未报.
One unit of count a figure: a result is one 承办项, a return one unit and period, a light one task. Shares are exact
fractions; None where nothing was due, which is neither 100 % nor 0 %.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from bot.domain.assignment import State
from bot.domain.holding_time import SUSPENDED
from bot.domain.ledger import Ledger, LedgerRow
from bot.domain.light import Light
from bot.domain.period_returns import ReturnPart, ReturnState, UnitReturn, unit_returns
from bot.domain.plan import Strength, UnitRole
from bot.domain.summary import Lights, worst

K = TypeVar("K", bound=Hashable)
FILED = (State.CLOSED, State.SUBMITTED)


class Result(StrEnum):
    """What became of a result whose date has come."""

    ON_TIME = "on_time"  # 按期办结: passed, and handed in by its date
    LATE = "late"  # 超期办结: passed, and handed in later
    OPEN = "open"  # 到期未办
    IN_REVIEW = "in_review"  # 待复核: handed in and not decided: neither done nor late


def result_of(row: LedgerRow, first: date, last: date) -> Result | None:
    """None for what is not counted: a date outside the days, returns, 力争 and 鼓励, dates that a county is only told,
    不涉及, and what was past before go-live."""
    a = row.a
    counted = not a.recurring and not a.told_only and a.strength is Strength.MUST and first <= a.due <= last
    if not counted:
        return None
    match a.state:
        case State.OPEN | State.REWORK:
            return Result.OPEN
        case State.SUBMITTED:
            return Result.IN_REVIEW
        case State.CLOSED:
            return Result.ON_TIME if (a.submitted_on or a.closed_on or a.due) <= a.due else Result.LATE
    return None


@dataclass(frozen=True, slots=True)
class ResultFigures:
    """due = on_time + late + open + in_review."""

    on_time: int = 0
    late: int = 0
    open: int = 0
    in_review: int = 0

    @property
    def due(self) -> int:
        return self.on_time + self.late + self.open + self.in_review

    @property
    def on_time_rate(self) -> Fraction | None:
        """按期率"""
        return share(self.on_time, self.due)

    @property
    def done_rate(self) -> Fraction | None:
        """办结率"""
        return share(self.on_time + self.late, self.due)


@dataclass(frozen=True, slots=True)
class ReturnCounts:
    """asked = filed + filed_late + not_due + missing."""

    filed: int = 0
    filed_late: int = 0
    not_due: int = 0
    missing: int = 0

    @property
    def asked(self) -> int:
        return self.filed + self.filed_late + self.not_due + self.missing

    @property
    def on_time_rate(self) -> Fraction | None:
        """按期报送率, of those whose day is over or that are filed."""
        return share(self.filed, self.asked - self.not_due)


@dataclass(frozen=True, slots=True)
class Figures:
    """What is said of a unit, a task or a section."""

    results: ResultFigures
    returns: ReturnCounts
    lights: Lights  # each task's worst light, of what counts
    extensions: int  # granted: beside the rates, not in them
    excused: int  # 不涉及
    past: int  # past before go-live, not confirmed
    held: Mapping[str, int]  # days that other units held its items


def share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def per_cent(rate: Fraction | None) -> str:
    """33.3, half up; "" for None."""
    if rate is None:
        return ""
    tenths = (rate.numerator * 2000 + rate.denominator) // (2 * rate.denominator)
    return f"{tenths // 10}.{tenths % 10}"


def figures_by(ledger: Ledger, key: Callable[[LedgerRow], K]) -> dict[K, Figures]:
    """Figures of the ledger's rows by what `key` says of a row, in the order in which the keys come."""
    grouped: dict[K, list[LedgerRow]] = {}
    for row in ledger.rows:
        grouped.setdefault(key(row), []).append(row)
    return {one: figures(ledger, rows) for one, rows in grouped.items()}


def figures(ledger: Ledger, rows: Sequence[LedgerRow]) -> Figures:
    count = dict.fromkeys(Result, 0)
    held: dict[str, int] = {}
    for row in rows:
        if result := result_of(row, ledger.first, ledger.last):
            count[result] += 1
        for unit, days in row.dealings.held.items():
            if unit not in (row.a.unit, SUSPENDED):
                held[unit] = held.get(unit, 0) + days
    return Figures(
        results=ResultFigures(**{result.value: n for result, n in count.items()}),
        returns=return_counts(returns_asked(ledger, rows)),
        lights=Lights.of(lights_by(rows, lambda row: row.a.task).values()),
        extensions=sum(row.a.extensions for row in rows),
        excused=sum(row.a.state is State.EXCUSED for row in rows),
        past=sum(row.a.state is State.PAST for row in rows),
        held=held,
    )


def lights_by(rows: Iterable[LedgerRow], key: Callable[[LedgerRow], K]) -> dict[K, Light]:
    """Key → the worst light of what counts."""
    found: dict[K, list[Light]] = {}
    for row in rows:
        if row.a.current:
            found.setdefault(key(row), []).append(row.a.light)
    return {one: worst(lights) for one, lights in found.items()}


def task_lights(rows: Iterable[LedgerRow]) -> dict[str, Light]:
    """Task → the worst light of its lead and joint units, as the Summary has it; a task without a row is missing."""
    return lights_by((row for row in rows if row.a.role is not UnitRole.LOCAL), lambda row: row.a.task)


# ---- returns, by the very functions that the Summary counts with


def returns_asked(ledger: Ledger, rows: Iterable[LedgerRow]) -> tuple[UnitReturn, ...]:
    """The returns of periods that lie within the ledger's days and are over."""
    return unit_returns(
        _part(row, ledger.today)
        for row in rows
        if row.a.recurring
        and row.a.until < ledger.today
        and ledger.first <= row.a.since
        and row.a.until <= ledger.last
        and row.a.state is not State.EXCUSED
    )


def returns_missing(ledger: Ledger) -> tuple[UnitReturn, ...]:
    """缺报, of whatever period: units and periods with something past its day and not filed."""
    return unit_returns(_part(row, ledger.today) for row in ledger.missed)


def return_counts(returns: Iterable[UnitReturn]) -> ReturnCounts:
    count = dict.fromkeys(ReturnState, 0)
    for one in returns:
        count[one.state] += 1
    return ReturnCounts(**{state.value: n for state, n in count.items()})


def _part(row: LedgerRow, today: date) -> ReturnPart:
    """One row as part of its return."""
    a = row.a
    owed, filed = a.running, a.state in FILED and a.submitted_on is not None
    return ReturnPart(
        period=a.period,
        unit=a.unit,
        task=a.task,
        role=a.role,
        due=a.due if owed else a.first_due,
        open=int(owed),
        overdue=int(owed and a.due < today),
        on_time=int(filed and not a.filed_late),
        late=int(filed and a.filed_late),
    )

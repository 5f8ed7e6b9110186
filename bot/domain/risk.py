"""Risks (风险) that a report tells of: told to the lead or the coordinator, and asked about once. See docs/adr/0055.

One pure function, `marks_after`: the marks of an item after a report, from the report, what was reported before, and
the item. A mark never stands in the way of a report.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.domain.language.plain import letters
from bot.domain.measurements import Measurement


class Risk(StrEnum):
    """The worst first: where a report has several, the first is asked about."""

    BLOCKED = "blocked"  # 资金没到位
    MISSED = "missed"  # its date will not be kept
    FELL = "fell"  # a number lower than the last time
    ALMOST = "almost"  # 基本完成, and nothing about what is left
    REPEATED = "repeated"  # the words of the report before


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report says, as far as risks go."""

    words: str = ""
    percent: Decimal | None = None
    values: tuple[Measurement, ...] = ()
    no_change: bool = False
    done: bool = False
    promised: date | None = None  # the day by which it will be done
    solved: date | None = None  # the day by which what was in the way will be out of it: 何时解决？ 1月20日前
    blocker: str = ""  # the sentence that names what is in the way
    missed: bool = False  # the words say that the date will not be kept
    kept: bool = False  # they say that it will
    almost: bool = False
    listed: bool = False  # what is left is named
    fall: tuple[Decimal, Decimal, str] | None = None  # 上次120座，这次100座: before, now, unit
    files: int = 0


@dataclass(frozen=True, slots=True)
class RiskItem:
    """The item, as far as risks go: its date, and whether it is a period's."""

    due: date
    recurring: bool = False
    falling: frozenset[str] = frozenset()  # names of indicators that are meant to fall


@dataclass(frozen=True, slots=True)
class Mark:
    """`by` and `unit`: how much less; `until`: the day that the report names."""

    risk: Risk
    by: str = ""
    unit: str = ""
    until: date | None = None


def written(marks: Iterable[Mark]) -> str:
    """As an event and the assignment's row keep them: fell|20|座|;missed|||2024-02-29"""
    return ";".join(
        "|".join((mark.risk, mark.by, mark.unit, mark.until.isoformat() if mark.until else ""))
        for mark in marks
    )


def read_marks(text: str) -> tuple[Mark, ...]:
    """What `written` wrote."""
    rows = (part.split("|") for part in text.split(";") if part)
    return tuple(
        Mark(Risk(risk), by, unit, date.fromisoformat(until) if until else None)
        for risk, by, unit, until in rows
    )


def without(text: str, *risks: Risk) -> str:
    """The written marks but for those of some risks."""
    return written(mark for mark in read_marks(text) if mark.risk not in risks)


@dataclass(frozen=True, slots=True)
class Weighed:
    """`marks` stand after the report; `new` of them arise with it; `asked`: the risk that is asked about, if any."""

    marks: tuple[Mark, ...] = ()
    new: tuple[Mark, ...] = ()
    asked: Mark | None = None


def found(report: Facts, before: Facts | None, item: RiskItem) -> tuple[Mark, ...]:
    """The risks that the report itself tells of, worst first."""
    marks: list[Mark] = []
    if report.done:  # whatever was in the way is out of it; a number may still be a slip
        return (fall,) if (fall := _fall(report, before, item)) else ()
    if report.blocker:
        marks.append(Mark(Risk.BLOCKED))
    elif report.solved is not None and not item.recurring and report.solved > item.due:
        marks.append(Mark(Risk.BLOCKED, until=report.solved))
    if not item.recurring:
        late = report.promised is not None and report.promised > item.due
        if late or report.missed:
            marks.append(Mark(Risk.MISSED, until=report.promised if late else None))
    if (fall := _fall(report, before, item)) is not None:
        marks.append(fall)
    if report.almost and not (report.listed or report.files):
        marks.append(Mark(Risk.ALMOST))
    if before is not None and _repeats(report, before):
        marks.append(Mark(Risk.REPEATED))
    return tuple(marks)


def _fall(report: Facts, before: Facts | None, item: RiskItem) -> Mark | None:
    """A number of the same thing that is lower than before. What is counted anew each period may well be lower, so
    there only a fall that the words themselves tell counts; and what is meant to fall does not."""
    if report.fall:
        was, now, unit = report.fall
        return Mark(Risk.FELL, _text(was - now), unit)
    if before is None or item.recurring:
        return None
    if report.percent is not None and before.percent is not None and report.percent < before.percent:
        return Mark(Risk.FELL, _text(before.percent - report.percent), "%")
    for value in report.values:
        same = [
            one
            for one in before.values
            if (one.name, one.unit) == (value.name, value.unit) and value.name not in item.falling
        ]
        if same and value.value < same[0].value:
            return Mark(Risk.FELL, _text(same[0].value - value.value), value.unit)
    return None


def _text(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _repeats(report: Facts, before: Facts) -> bool:
    """无变化 says plainly that there is nothing new: it repeats nothing, by button or in words."""
    said = letters(report.words)
    return bool(said) and not report.no_change and not report.files and said == letters(before.words)


def marks_after(
    report: Facts,
    before: Facts | None,
    standing: Sequence[Mark],
    item: RiskItem,
    *,
    answers: Risk | None = None,
    asked: Iterable[Risk] = (),
) -> Weighed:
    """`standing`: the marks before the report. `answers`: the risk whose question it answers; an answer is not asked
    about in turn. `asked`: the risks that the item was asked about before: nobody is asked the same twice."""
    told = found(report, before, item)
    if answers in (Risk.FELL, Risk.REPEATED):  # 数字没错: said again, it is explained
        told = tuple(mark for mark in told if mark.risk is not answers)
    kinds = {mark.risk for mark in told}
    kept = [mark for mark in standing if mark.risk not in kinds and _outlives(mark, report, item, answers)]
    new = tuple(mark for mark in told if mark not in standing)
    before_asked = set(asked)
    if any(mark.risk is Risk.MISSED and mark.until for mark in told):
        before_asked.add(Risk.BLOCKED)  # 卡在审批，要到2月才能完成 says until when
    question = None if answers else next((mark for mark in told if mark.risk not in before_asked), None)
    return Weighed(tuple(sorted((*told, *kept), key=_gravity)), new, question)


def _gravity(mark: Mark) -> int:
    return tuple(Risk).index(mark.risk)


def _outlives(mark: Mark, report: Facts, item: RiskItem, answers: Risk | None) -> bool:
    """Whether a mark outlives a report that does not tell of it again."""
    if report.done:
        return False
    if report.no_change:
        return True
    in_time = report.promised is not None and (item.recurring or report.promised <= item.due)
    match mark.risk:
        case Risk.BLOCKED:
            return answers is Risk.BLOCKED and not (report.solved or report.kept)
        case Risk.MISSED:
            return not (in_time or report.kept)
        case Risk.ALMOST:
            return not (report.listed or report.files or report.values or answers is Risk.ALMOST)
        case _:
            return False

"""Emission checklists (应急减排清单): what each unit sees to at each level, down to 生产线."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from bot.domain.emergency.alert_levels import AlertLevel
from bot.domain.plan import Level, Plan

STREAM = "checklists"


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """`exempt`: the kind (A级, 绩效引领性, 白名单); "" where the measures are to be taken."""

    unit: str
    level: AlertLevel
    enterprise: str
    part: str  # 生产线, 环节, 设施; "" for the whole enterprise
    measures: str
    exempt: str = ""

    @property
    def key(self) -> str:
        return f"{self.level.value}/{self.enterprise}/{self.part}"

    @property
    def name(self) -> str:
        return f"{self.enterprise} {self.part}".strip()


@dataclass(frozen=True, slots=True)
class Checklists:
    """`version` as the office calls it, of `day`."""

    version: str
    day: date
    lines: tuple[ChecklistLine, ...]

    def of(self, unit: str, level: AlertLevel) -> tuple[ChecklistLine, ...]:
        return tuple(one for one in self.lines if one.unit == unit and one.level is level)

    def exempt(self, level: AlertLevel, units: Iterable[str]) -> tuple[ChecklistLine, ...]:
        known = set(units)
        return tuple(one for one in self.lines if one.exempt and one.level is level and one.unit in known)

    def data(self) -> dict[str, object]:
        """As an event carries it."""
        lines = [
            [one.unit, one.level.value, one.enterprise, one.part, one.measures, one.exempt]
            for one in self.lines
        ]
        return {"version": self.version, "day": self.day.isoformat(), "lines": lines}


def checklists_from(data: Mapping[str, object]) -> Checklists:
    rows = cast(Sequence[Sequence[str]], data["lines"])
    lines = tuple(
        ChecklistLine(unit, AlertLevel(level), enterprise, part, measures, exempt)
        for unit, level, enterprise, part, measures, exempt in rows
    )
    return Checklists(str(data["version"]), date.fromisoformat(str(data["day"])), lines)


@dataclass(frozen=True, slots=True)
class ChecklistFinding:
    """About a line counted from 1, or about the whole where `at` is 0. Its sentence is checklists.finding.<code>."""

    level: Level
    code: str
    at: int
    args: dict[str, object]


def findings_of(found: Checklists, plan: Plan, must_sign: Sequence[str]) -> Iterator[ChecklistFinding]:
    """Units that the plan does not have or that sign nothing, lines twice, exemptions with measures, units without any
    line."""
    seen: dict[tuple[str, str], int] = {}
    for at, one in enumerate(found.lines, 1):
        about: dict[str, object] = {"unit": one.unit, "name": one.name, "n": at}
        if one.unit not in plan.unit:
            yield ChecklistFinding(Level.ERROR, "unknown_unit", at, about)
        elif must_sign and one.unit not in must_sign:
            yield ChecklistFinding(Level.WARNING, "does_not_sign", at, about)
        if first := seen.get((one.unit, one.key)):
            yield ChecklistFinding(Level.ERROR, "line_twice", at, {**about, "first": first})
        seen.setdefault((one.unit, one.key), at)
        if not one.exempt and not one.measures:
            yield ChecklistFinding(Level.ERROR, "no_measures", at, about)
    listed = {one.unit for one in found.lines}
    if missing := [unit for unit in must_sign if unit not in listed]:
        yield ChecklistFinding(Level.WARNING, "unit_without_lines", 0, {"units": missing})

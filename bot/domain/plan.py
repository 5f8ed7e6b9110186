"""The plan: what the document says, and nothing it does not say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property


class PlanStatus(StrEnum):
    DRAFT = "draft"  # 征求意见稿: rehearses, never sends
    IN_FORCE = "in_force"
    REPLACED = "replaced"


class UnitKind(StrEnum):
    DEPARTMENT = "department"
    COUNTY = "county"  # districts and zones too
    EXTERNAL = "external"  # companies and vertically managed agencies: asked, never talked to


class UnitRole(StrEnum):
    """A unit's role in a task: 牵头, 配合, 按职责分工, 属地落实."""

    LEAD = "lead"
    SUPPORT = "support"
    JOINT = "joint"
    LOCAL = "local"


class Strength(StrEnum):
    MUST = "must"
    STRIVE = "strive"  # 力争
    ENCOURAGE = "encourage"  # 鼓励


class MilestoneKind(StrEnum):
    RESULT = "result"  # reached once
    DUTY = "duty"  # kept up for ever


class Every(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


class IndicatorKind(StrEnum):
    TARGET = "target"
    THRESHOLD = "threshold"  # who is concerned: 150万吨及以上
    COUNT = "count"  # how many things: 6条


@dataclass(frozen=True, slots=True)
class Unit:
    name: str
    kind: UnitKind
    group: str = ""  # counties are compared within their group only


@dataclass(frozen=True, slots=True)
class Indicator:
    """A number of the plan. A fall is a positive value with direction "decrease"."""

    name: str
    kind: IndicatorKind
    op: str  # >= <= = < >
    value: Decimal
    unit: str
    direction: str | None = None  # increase | decrease
    due: date | None = None
    strength: Strength = Strength.MUST
    base: str | None = None  # what a change is measured against: "2022"
    quote: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    id: str
    kind: MilestoneKind
    text: str
    due: date | None = None
    every: Every | None = None
    inferred: bool = False  # the plan does not say it
    strength: Strength = Strength.MUST
    where: tuple[str, ...] = ()  # the counties the plan names, if any
    quote: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Roles:
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()
    local: tuple[str, ...] = ()

    def of(self, unit: str) -> UnitRole | None:
        """The unit's role in the task, None where it has none."""
        for role in UnitRole:
            if unit in getattr(self, role.value):
                return role
        return None

    def __iter__(self) -> Iterator[tuple[UnitRole, str]]:
        for role in UnitRole:
            for unit in getattr(self, role.value):
                yield role, unit


@dataclass(frozen=True, slots=True)
class Task:
    id: str  # stable; a renumbered task keeps it
    number: int
    title: str
    text: str  # what it asks, in our own words
    roles: Roles
    milestones: tuple[Milestone, ...]
    indicators: tuple[Indicator, ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    number: int
    title: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """An overall goal. It has no ladder: it is measured, not chased."""

    scope: str  # 市 as a whole, or a county's name
    text: str
    due: date | None
    strength: Strength = Strength.MUST
    indicators: tuple[Indicator, ...] = ()
    quote: str = ""
    line: int | None = None


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something doubtful or missing. `code` names its sentence in the catalogue as finding.<code>."""

    level: Level
    code: str
    line: int | None = None
    args: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Former:
    """A task of an earlier version of the plan, as it was called there."""

    id: str
    number: int
    title: str


@dataclass(frozen=True)
class Plan:
    id: str
    title: str
    status: PlanStatus
    start: date
    end: date
    units: tuple[Unit, ...]
    goals: tuple[Goal, ...]
    sections: tuple[Section, ...]
    findings: tuple[Finding, ...] = ()
    source: str = ""  # the document's name
    office: str = ""  # 发文单位: in whose name messages and drafts go out
    basis: tuple[str, ...] = ()  # the documents it carries out
    version: str = ""  # digest of the file's meaning; equal files have equal versions
    former: tuple[Former, ...] = ()  # what earlier versions had and this one has not; no file says it

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        return tuple(task for section in self.sections for task in section.tasks)

    @cached_property
    def task(self) -> dict[str, Task]:
        """Tasks by id."""
        return {task.id: task for task in self.tasks}

    @cached_property
    def gone(self) -> dict[str, Former]:
        """Former tasks by id."""
        return {task.id: task for task in self.former if task.id not in self.task}

    def called(self, word: str) -> Task | None:
        """The task somebody means by a number: the one the plan numbers so, whatever its id."""
        return next((task for task in self.tasks if str(task.number) == word), self.task.get(word))

    @cached_property
    def unit(self) -> dict[str, Unit]:
        """Units by full name."""
        return {unit.name: unit for unit in self.units}

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """Task id → its section."""
        return {task.id: section for section in self.sections for task in section.tasks}

    def milestone(self, task_id: str, milestone_id: str) -> Milestone | None:
        """None for a county's local work, which belongs to the task and to no milestone of it."""
        return next((m for m in self.task[task_id].milestones if m.id == milestone_id), None)

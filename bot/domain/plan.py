"""The plan as dataclasses: the content of the document and nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from bot.domain.papers import PaperStyle


class PlanStatus(StrEnum):
    DRAFT = "draft"  # 征求意见稿: can be rehearsed, sends nothing
    IN_FORCE = "in_force"
    REPLACED = "replaced"


LOCAL_RULE = "local"  # carries a demand by the local work of every task


def goal_id(at: int) -> str:
    """The id of a goal in the coverage: G1 is the first of the file."""
    return f"G{at + 1}"


class UnitKind(StrEnum):
    DEPARTMENT = "department"
    COUNTY = "county"  # districts and zones too
    EXTERNAL = "external"  # companies and vertically managed agencies: reminded, but no talk is proposed


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
    DUTY = "duty"  # recurs without end


class Every(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    SEASON = "season"  # once in each season that the plan file names for the duty


class IndicatorKind(StrEnum):
    TARGET = "target"
    THRESHOLD = "threshold"  # whom a task applies to: 150万吨及以上
    COUNT = "count"  # a number of objects: 6条


class Measure(StrEnum):
    """What a goal is measured by, where readings of the air decide it."""

    ATTAINMENT = "attainment"  # every item at its limit or below, over the year of `due`
    GOOD_DAYS = "good_days"  # share of days with an AQI of 100 or less
    HEAVY_DAYS = "heavy_days"  # share of days with an AQI over 200
    RANK = "rank"


@dataclass(frozen=True, slots=True)
class Unit:
    name: str
    kind: UnitKind
    group: str = ""  # counties are compared only within their group
    tile: tuple[int, int] | None = None  # (column, row) on the map of counties, counted from 0


@dataclass(frozen=True, slots=True)
class Indicator:
    """A number in the plan. A decrease is a positive value with direction "decrease"."""

    name: str
    kind: IndicatorKind
    op: str  # >= <= = < >
    value: Decimal
    unit: str
    direction: str | None = None  # increase | decrease
    due: date | None = None
    strength: Strength = Strength.MUST
    base: str | None = None  # reference year of a change: "2022"
    quote: str = ""
    line: int | None = None
    id: str = ""  # "": its name

    @property
    def key(self) -> str:
        """What its readings are kept under: a new name does not part them from it."""
        return self.id or self.name


@dataclass(frozen=True, slots=True)
class Season:
    """A stretch of days after which a seasonal duty is asked about: 2024-01-01 to 2024-01-31, 春节前."""

    name: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class RhythmBefore:
    """How often a duty was asked until a ruling of that day."""

    every: Every
    ruled: date


@dataclass(frozen=True, slots=True)
class Milestone:
    """`asked_of`: lead and joint units that hold it; empty for all of the task's. `months`: the months in which a
    monthly duty is asked; empty for all. `seasons`: of a duty with Every.SEASON. `which_county`: named works of which
    the plan does not say in which county they lie."""

    id: str
    kind: MilestoneKind
    text: str
    due: date | None = None
    every: Every | None = None
    inferred: bool = False  # not stated in the plan: the task as a whole, asked by period
    strength: Strength = Strength.MUST
    where: tuple[str, ...] = ()  # counties named by the plan, if any
    quote: str = ""
    line: int | None = None
    every_inferred: bool = False  # the plan states the duty and not how often it is asked
    asked_of: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
    seasons: tuple[Season, ...] = ()
    which_county: tuple[str, ...] = ()
    # laid over by rulings (bot.domain.ruling):
    ruled_where: tuple[str, ...] = ()  # counties in which named works lie
    rhythms_before: tuple[RhythmBefore, ...] = ()  # oldest first
    # laid over by emergencies (bot.domain.emergency.owed_after): what its holders alone see to
    tells_counties: bool = True

    @property
    def counties(self) -> tuple[str, ...]:
        """The counties that it names, or that were named for it."""
        return tuple(dict.fromkeys((*self.where, *self.ruled_where)))


@dataclass(frozen=True, slots=True)
class Roles:
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    sums_up: tuple[str, ...] = ()  # by a ruling, where the plan names no lead

    @property
    def leads(self) -> tuple[str, ...]:
        """Who answers for the task as a whole: its lead, else the unit that sums up."""
        return self.lead or self.sums_up

    def of(self, unit: str) -> UnitRole | None:
        """The unit's role in the task, or None."""
        for role in UnitRole:
            if unit in getattr(self, role.value):
                return role
        return None

    def __iter__(self) -> Iterator[tuple[UnitRole, str]]:
        for role in UnitRole:
            for unit in getattr(self, role.value):
                yield role, unit


def mark_of(id_: str, number: int) -> str:
    """What people call a task: 2.1 by its id, else its printed number."""
    return id_ if "." in id_ else str(number)


@dataclass(frozen=True, slots=True)
class Task:
    id: str  # stable: a renumbered task keeps it
    number: int
    title: str
    text: str  # what the task requires, paraphrased
    roles: Roles
    milestones: tuple[Milestone, ...]
    indicators: tuple[Indicator, ...] = ()
    line: int | None = None
    safeguard: bool = False  # one of 保障措施: not numbered with the tasks, and held by its local units

    @property
    def mark(self) -> str:
        """The printed number; the id where several tasks share one: of a safeguard, whose number counts among the
        safeguards, and of a plan of two levels (2.1)."""
        return self.id if self.safeguard else mark_of(self.id, self.number)


@dataclass(frozen=True, slots=True)
class Section:
    number: int
    title: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """An overall goal. It has no ladder and no assignments."""

    scope: str  # 市 as a whole, or a county's name
    text: str
    due: date | None
    strength: Strength = Strength.MUST
    indicators: tuple[Indicator, ...] = ()
    quote: str = ""
    line: int | None = None
    measure: Measure | None = None
    id: str = ""  # "": its place among the goals, G1


@dataclass(frozen=True, slots=True)
class Demand:
    """A clause of the document that asks somebody for something, and the ids of what carries it: milestones, goals
    (G1 is the first), `<task>.local`, or LOCAL_RULE for the local work of all tasks."""

    line: int
    quote: str
    task: str | None = None  # None outside the tasks
    by: tuple[str, ...] = ()


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """A doubtful or missing point. Its sentence is finding.<code> in the catalogue."""

    level: Level
    code: str
    line: int | None = None
    args: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormerTask:
    """A task of an earlier plan version, with its number and title there."""

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
    office: str = ""  # 发文单位: messages and drafts go out in its name
    basis: tuple[str, ...] = ()  # documents that the plan implements
    version: str = ""  # digest of the file's content; files with the same content have the same version
    former: tuple[FormerTask, ...] = ()  # tasks of earlier versions; filled from the database, not the file
    safeguards: tuple[Task, ...] = ()  # 保障措施 that ask units for something
    demands: tuple[Demand, ...] = ()
    papers: PaperStyle = field(default_factory=PaperStyle)
    readings: str = ""  # the unit that enters readings, beside the coordinator

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """The numbered tasks."""
        return tuple(task for section in self.sections for task in section.tasks)

    @cached_property
    def works(self) -> tuple[Task, ...]:
        """Everything that units are asked for: the numbered tasks, then the safeguards."""
        return (*self.tasks, *self.safeguards)

    @cached_property
    def task(self) -> dict[str, Task]:
        """Tasks and safeguards by id."""
        return {task.id: task for task in self.works}

    @cached_property
    def season_starts(self) -> frozenset[date]:
        return frozenset(
            season.start for task in self.works for one in task.milestones for season in one.seasons
        )

    @cached_property
    def former_by_id(self) -> dict[str, FormerTask]:
        """Former tasks by id."""
        return {task.id: task for task in self.former if task.id not in self.task}

    def task_by_number(self, word: str) -> Task | None:
        """The task with this number in the plan, else the task with this id."""
        return next((task for task in self.tasks if task.mark == word), self.task.get(word))

    @cached_property
    def unit(self) -> dict[str, Unit]:
        """Units by full name."""
        return {unit.name: unit for unit in self.units}

    def in_order(self, units: Iterable[str]) -> tuple[str, ...]:
        """Each unit once, in the order of `units`: the roster's, which is protocol. Former units come last."""
        found = set(units)
        return (*(name for name in self.unit if name in found), *sorted(found - self.unit.keys()))

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """Task id → its section. A safeguard has none."""
        return {task.id: section for section in self.sections for task in section.tasks}

    def milestone(self, task_id: str, milestone_id: str) -> Milestone | None:
        """None for a county's local work, which has no milestone."""
        return next((m for m in self.task[task_id].milestones if m.id == milestone_id), None)

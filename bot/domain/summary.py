"""The Summary: one set of figures for chat, picture and files. Parts add up to the whole."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.air.goal_results import GoalResult
from bot.domain.assignment import State
from bot.domain.calendar import Instant
from bot.domain.decided import Decision
from bot.domain.emergency.responses import EmergencyLife
from bot.domain.indicators.figures import IndicatorFigures
from bot.domain.light import Light, Reason
from bot.domain.lists.standing import ListFigures
from bot.domain.period_returns import FirstReturn, MissedReturns, ReturnFigures, Streak
from bot.domain.plan import MilestoneKind, Strength, UnitRole, mark_of
from bot.domain.reason import GivenReason
from bot.domain.risk import Mark
from bot.domain.talk import TalkDecision


@dataclass(frozen=True, slots=True)
class Tally:
    """Number of current assignments of one unit in one task with the same light and reason."""

    task: str
    unit: str
    role: UnitRole
    kind: MilestoneKind
    light: Light
    reason: Reason
    n: int


@dataclass(frozen=True, slots=True)
class Lights:
    """A count for each light."""

    red: int = 0
    yellow: int = 0
    white: int = 0
    blue: int = 0
    green: int = 0
    grey: int = 0

    @classmethod
    def of(cls, lights: Iterable[Light]) -> "Lights":
        count = Counter(light.value for light in lights)
        return cls(**{light.value: count[light.value] for light in Light})

    def __getitem__(self, light: Light) -> int:
        return int(getattr(self, light.value))

    @property
    def total(self) -> int:
        return sum(self[light] for light in Light)

    @property
    def worst(self) -> Light:
        return next((light for light in Light if self[light]), Light.WHITE)


@dataclass(frozen=True, slots=True)
class TaskLine:
    id: str
    number: int
    title: str
    section: int
    light: Light  # the worst of its lead and joint units
    counties: Lights  # each county's worst light in this task

    @property
    def mark(self) -> str:
        return mark_of(self.id, self.number)


@dataclass(frozen=True, slots=True)
class SectionLine:
    number: int
    title: str
    tasks: Lights
    counties: Lights  # each county's worst light over the section's tasks


@dataclass(frozen=True, slots=True)
class Item:
    """An assignment as shown in lists and cards."""

    id: int
    task: str
    milestone: str
    title: str
    unit: str
    role: UnitRole
    due: date
    first_due: date
    planned: date
    light: Light
    reason: Reason
    days_late: int  # calendar days after the legal date; 0 when not late
    percent: int | None
    holder: str
    period: str
    state: State
    strength: Strength
    extension: date | None = None  # asked for and not yet decided
    due_workday: date | None = None
    declined: bool = False  # 退回, not yet decided
    endorsed_on: date | None = None  # a talk was put before the leader
    talk: TalkDecision | None = None  # the leader's decision about it
    talk_on: date | None = None
    told_only: bool = False  # a date that a county is only told
    risks: tuple[Mark, ...] = ()  # what its last report told of being in difficulty
    declined_to: str = ""  # the unit that the pending decline proposes
    proposed_owns: bool = False  # that unit has a share of its own
    unsigned: bool = False  # taken over from another unit, and not received yet
    suspension: date | None = None  # the restart date asked for and not yet decided
    suspension_due: date | None = None  # the due date that this suspension would lead to
    suspended_until: date | None = None  # 挂账
    suspended_days: int = 0  # by which suspensions have moved its date
    extensions: int = 0  # granted
    rechecking: bool = False  # 回头看, not answered yet
    lists: tuple[ListFigures, ...] = ()  # of its milestone: the unit's part
    open_listed: tuple[str, ...] = ()  # names of the open items of these lists
    reasons: tuple[GivenReason, ...] = ()  # given for a return, a refusal, a chase; those that hold now
    papers: tuple[
        str, ...
    ] = ()  # that the plan asks for by name and nobody has sent; read where it is reminded
    decision: Decision | None = None  # of an earlier day, about the item being late
    rounds: int = (
        0  # times returned for rework; part of the pass button's payload, so that an old button fails
    )


@dataclass(frozen=True, slots=True)
class SupportedTask:
    """A task that a unit supports."""

    id: str
    number: str
    title: str
    leads: tuple[str, ...]  # those that share the task where it has no lead
    due: date | None  # the next date, or the last one; None where it has none
    light: Light  # of its lead and joint units


@dataclass(frozen=True, slots=True)
class Upcoming:
    """Work due on one day: one row per dated milestone, one row for all returns of a period."""

    due: date
    title: str
    units: int
    items: int
    returned: bool  # a return day
    task: str = ""  # the milestone's
    period: str = ""  # the return's


@dataclass(frozen=True, slots=True)
class UnfiledReturns:
    """未报: the returns past their day and not filed, of whatever period; their units in the roster's order."""

    units: tuple[str, ...]
    items: int
    returns: int = 0


@dataclass(frozen=True, slots=True)
class LateTask:
    """A task with results that were due on one day and are owed."""

    task: str
    number: str
    title: str
    due: date
    days_late: int
    units: tuple[str, ...]  # in the roster's order
    items: int
    named: str = ""  # of several units the one that the plan names first in the task: 市农业农村局等4家


@dataclass(frozen=True, slots=True)
class Activity:
    """Events from `start` to `end`, both included."""

    start: date
    end: date
    counts: Mapping[str, int]  # by kind of event
    reporting: tuple[str, ...]  # units that reported
    silent: tuple[str, ...]  # units that were reminded and did not report


@dataclass(frozen=True, slots=True)
class Summary:
    """The state at one instant, limited to what the reader may see."""

    plan_title: str
    at: Instant
    today: date
    scope: str  # "" for the whole plan, else the name of the part
    tasks: tuple[TaskLine, ...]
    sections: tuple[SectionLine, ...]
    lights: Lights  # of the tasks
    counties: Lights  # each county's worst light over all tasks
    worst: tuple[Item, ...]  # five at most, latest first
    late: int  # how many results (shares) are late in all: see late_tasks and late_units for what is said
    missing: UnfiledReturns
    upcoming: tuple[Upcoming, ...]  # the next two weeks
    waiting_review: int
    held: Mapping[str, int]  # open items by holder, when the holder is another unit
    acknowledged: int
    to_acknowledge: int
    golive: date | None
    activity: Activity | None = None  # only for a range of dates
    plan_end: date = date.max
    late_tasks: int = 0
    late_units: int = 0
    overdue: tuple[LateTask, ...] = ()  # all of them, the longest first
    suspended: int = 0  # results suspended (挂账): they are not late, and are said
    unconfirmed: int = 0  # tasks with results past before go-live that nobody has confirmed
    returns: tuple[
        ReturnFigures, ...
    ] = ()  # of the last period asked; with a range of dates, of the periods in it
    missed: tuple[MissedReturns, ...] = ()  # of the periods before
    streaks: tuple[Streak, ...] = ()
    first_return: FirstReturn | None = None  # while none has been asked
    supported: tuple[SupportedTask, ...] = ()  # by the units of the scope
    risks: int = 0  # items whose last report tells of a difficulty
    lists: tuple[ListFigures, ...] = ()  # 清单: what the reader sees of them
    emergency: EmergencyLife | None = None  # the newest, also when it is lifted
    tickets: tuple[Mapping[str, object], ...] = ()  # 交办单, as bot/domain/tickets/ticket_json.py writes them
    indicators: tuple[IndicatorFigures, ...] = ()  # of the tasks in the scope, in the plan's order
    goals: tuple[
        GoalResult, ...
    ] = ()  # that readings of the air decide; of a part of the plan, its units' own

    @property
    def live(self) -> bool:
        """Before go-live nothing is asked, and nothing known."""
        return self.golive is not None and self.golive <= self.today


def worst_by(tallies: Iterable[Tally], *, county: bool) -> dict[tuple[str, str], Light]:
    """(task, unit) → worst light, of counties or of lead and joint units. Supporting units have no tally."""
    found: dict[tuple[str, str], Light] = {}
    for tally in tallies:
        if (tally.role is UnitRole.LOCAL) is county and tally.n:
            key = tally.task, tally.unit
            found[key] = min(found.get(key, tally.light), tally.light, key=lambda one: one.weight)
    return found


def worst(lights: Iterable[Light]) -> Light:
    """The worst of the lights; WHITE when there is none: nothing is known."""
    return min(lights, key=lambda one: one.weight, default=Light.WHITE)

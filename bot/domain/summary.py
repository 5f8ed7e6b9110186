"""The Summary: one set of numbers for chat, picture and files, whose parts add up to the whole."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.assignment import State
from bot.domain.calendar import Instant
from bot.domain.light import Light, Reason
from bot.domain.plan import MilestoneKind, Strength, UnitRole


@dataclass(frozen=True, slots=True)
class Tally:
    """How many current assignments of a unit in a task shine in one light, for one reason."""

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
        return self.red + self.yellow + self.blue + self.green + self.grey

    @property
    def worst(self) -> Light:
        return next((light for light in Light if self[light]), Light.GREEN)


@dataclass(frozen=True, slots=True)
class TaskLine:
    id: str
    number: int
    title: str
    section: int
    light: Light  # the worst of its lead and joint units
    counties: Lights  # each county's worst light in this task


@dataclass(frozen=True, slots=True)
class SectionLine:
    number: int
    title: str
    tasks: Lights
    counties: Lights  # each county's worst light over the section's tasks


@dataclass(frozen=True, slots=True)
class Item:
    """An assignment as a list shows it."""

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
    rounds: int = 0  # times returned for rework: a button to pass is about one of them


@dataclass(frozen=True, slots=True)
class Upcoming:
    """What falls due on one day: dated milestones one by one, a day's returns as one line."""

    due: date
    title: str
    units: int
    items: int
    returned: bool  # a return day


@dataclass(frozen=True, slots=True)
class Missing:
    """Units whose return is being asked for, or overdue, and not filed."""

    units: tuple[str, ...]
    items: int


@dataclass(frozen=True, slots=True)
class Activity:
    """What happened from `start` to `end`, both included."""

    start: date
    end: date
    counts: Mapping[str, int]  # by kind of event
    reporting: tuple[str, ...]  # units that reported
    silent: tuple[str, ...]  # units that owed something and did not


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands where at one instant, for what one reader may see."""

    plan_title: str
    at: Instant
    today: date
    scope: str  # "" for the whole plan, else what it is narrowed to, as shown
    tasks: tuple[TaskLine, ...]
    sections: tuple[SectionLine, ...]
    lights: Lights  # of the tasks
    counties: Lights  # each county's worst light over all tasks
    worst: tuple[Item, ...]  # five at most, latest first
    late: int  # how many assignments are late in all
    missing: Missing
    upcoming: tuple[Upcoming, ...]  # the next two weeks
    waiting_review: int
    held: Mapping[str, int]  # open items by holder, where that is not the unit itself
    acknowledged: int
    to_acknowledge: int
    golive: date | None
    activity: Activity | None = None  # when asked for a range of dates


def worst_by(tallies: Iterable[Tally], *, county: bool) -> dict[tuple[str, str], Light]:
    """(task, unit) → its worst light, among counties or among lead and joint units. Support has no tally."""
    found: dict[tuple[str, str], Light] = {}
    for tally in tallies:
        if (tally.role is UnitRole.LOCAL) is county and tally.n:
            key = tally.task, tally.unit
            found[key] = min(found.get(key, tally.light), tally.light, key=lambda one: one.weight)
    return found


def worst(lights: Iterable[Light]) -> Light:
    """Nothing open is nothing wrong."""
    return min(lights, key=lambda one: one.weight, default=Light.GREEN)

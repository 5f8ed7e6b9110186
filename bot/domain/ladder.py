"""The ladder: on which days an unfinished assignment is heard of, and by whom.

Days are workdays counted from the legal date: T-n and +n are the n-th workday strictly before and after it,
0 is the due workday (the last workday not after it). Two steps that fall on one day are one: the higher.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from bot.domain.calendar import Calendar
from bot.domain.person import Role


class Rung(StrEnum):
    REMIND = "remind"
    CHASE = "chase"
    SUPERVISE = "supervise"
    PROPOSE_TALK = "propose_talk"

    @property
    def height(self) -> int:
        return _HEIGHTS[self]


_HEIGHTS = {rung: place for place, rung in enumerate(Rung)}


class Draft(StrEnum):
    """What the coordinator finds drafted at a step. Only a named person issues it."""

    NONE = ""
    LETTER = "letter"  # 函: bodies outside the city government are written to
    TALK = "talk"  # 约谈建议


@dataclass(frozen=True, slots=True)
class Step:
    rung: Rung
    at: int  # workdays from the legal date; 0 is the due workday
    to: tuple[Role, ...]
    draft: Draft = Draft.NONE

    @property
    def silenced_by_report(self) -> bool:
        """A report silences the next remind rung, but T-1 and the due day go to all who have not submitted."""
        return self.rung is Rung.REMIND and self.at < -1


@dataclass(frozen=True)
class Ladder:
    """Steps in time order. With `weekly`, an item stuck after the last step goes on once a week, digest only."""

    name: str
    steps: tuple[Step, ...]
    weekly: bool = False

    @cached_property
    def digest(self) -> str:
        """Names the rules an assignment was frozen with; equal rules have equal digests."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()[:12]

    def to_json(self) -> str:
        steps = [[s.rung, s.at, list(s.to), s.draft] for s in self.steps]
        return json.dumps({"name": self.name, "weekly": self.weekly, "steps": steps}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Ladder":
        raw = json.loads(text)
        steps = (Step(Rung(r), at, tuple(map(Role, to)), Draft(d)) for r, at, to, d in raw["steps"])
        return cls(raw["name"], tuple(steps), raw["weekly"])


@dataclass(frozen=True)
class Ladders:
    """The ladders of plan/ladder.yaml, by what they are for."""

    dated: Ladder  # lead, joint, and the counties a milestone names
    soft: Ladder  # 力争 and 鼓励: ends at chase
    external: Ladder  # bodies outside the city government
    returned: Ladder  # a return of recurring work
    review: Ladder  # counted from the day of submission, for the reviewer

    def __iter__(self) -> Iterator[Ladder]:
        return iter((self.dated, self.soft, self.external, self.returned, self.review))


@dataclass(frozen=True, slots=True)
class DueStep:
    """One step of one ladder on its day. `occurrence` tells it from the same step towards another date."""

    day: date
    step: Step
    occurrence: str


WEEKLY_AFTER = (
    7  # workdays after the date: where a talk is proposed, and where a shorter ladder falls silent too
)
WEEKLY_TO = (Role.LIAISON, Role.HEAD, Role.COORDINATOR)


def due_steps(ladder: Ladder, due: date, after: date, until: date, calendar: Calendar) -> list[DueStep]:
    """Every rise with after < day <= until, in time order, at most one a day."""
    found: list[DueStep] = []
    for rise in _all(ladder, due, after, calendar):
        if rise.day > until:
            break
        if rise.day > after:
            found.append(rise)
    return found


def next_due_step(ladder: Ladder, due: date, after: date, calendar: Calendar) -> DueStep | None:
    """The first rise strictly after the day; None where the ladder has ended."""
    return next((r for r in _all(ladder, due, after, calendar) if r.day > after), None)


def first_day(ladder: Ladder, due: date, calendar: Calendar) -> date:
    """The day on which the ladder starts: until then a dated milestone is asked about in returns."""
    return day_of(ladder.steps[0], due, calendar)


def day_of(step: Step, due: date, calendar: Calendar) -> date:
    if step.at < 0:
        return calendar.before(due, -step.at)
    return calendar.after(due, step.at) if step.at else calendar.not_after(due)


def _all(ladder: Ladder, due: date, after: date, calendar: Calendar) -> Iterator[DueStep]:
    by_day: dict[date, Step] = {}
    for step in ladder.steps:
        day = day_of(step, due, calendar)
        if day not in by_day or (step.rung.height, step.at) > (by_day[day].rung.height, by_day[day].at):
            by_day[day] = step
    last = due
    for last in sorted(by_day):
        step = by_day[last]
        yield DueStep(last, step, f"{due}{step.at:+d}")
    if ladder.weekly:
        last = max(last, calendar.after(due, WEEKLY_AFTER))
        yield from _weekly(ladder.steps[-1], due, last, after, calendar)


def _weekly(last_step: Step, due: date, last: date, after: date, calendar: Calendar) -> Iterator[DueStep]:
    """The first workday of each week that begins after the last step; a week off is skipped."""
    to = WEEKLY_TO if Role.REVIEWER not in last_step.to else last_step.to
    rung = Rung.SUPERVISE if last_step.rung.height >= Rung.SUPERVISE.height else last_step.rung
    start = max(last, after)
    monday = start - timedelta(days=start.weekday())
    while True:
        day = calendar.not_before(monday)
        if day > last and day < monday + timedelta(days=7):
            year, week, _ = monday.isocalendar()
            yield DueStep(day, Step(rung, (day - due).days, to), f"{due}w{year}-{week:02d}")
        monday += timedelta(days=7)

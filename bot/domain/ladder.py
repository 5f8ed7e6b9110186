"""The ladder: on which days an unfinished assignment is heard of, and by whom.

Days are workdays counted from the legal date: T-n and +n are the n-th workday strictly before and after it,
0 is the due workday (the last workday not after it). Two steps that fall on one day are one: the higher.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from functools import cached_property

from bot.domain.calendar import MINUTE, Calendar, Instant
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


@dataclass(frozen=True, slots=True, order=True)
class Workdays:
    """-n and +n: the n-th workday strictly before and after the due date; 0: the last workday not after it."""

    n: int


@dataclass(frozen=True, slots=True, order=True)
class Minutes:
    """Minutes of the clock, also at night and on days off: what a ticket or an emergency counts in."""

    n: int


Offset = Workdays | Minutes


class Granularity(StrEnum):
    DAY = "day"  # the instant is the beginning of a local day, and stands for all of it
    MINUTE = "minute"


@dataclass(frozen=True, slots=True)
class DueMoment:
    """When something is due."""

    at: Instant
    granularity: Granularity = Granularity.DAY

    @classmethod
    def on(cls, day: date, calendar: Calendar) -> "DueMoment":
        return cls(calendar.at(day))


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Tells a step from the same step towards another date. Stored as columns of the notice; `str` is its key there
    and in the events of before there were columns."""

    counted_from: date
    offset: Offset | None = None  # None: a weekly mention
    week: str = ""  # 2024-03

    def __str__(self) -> str:
        match self.offset:
            case None:
                return f"{self.counted_from}w{self.week}"
            case Workdays(n):
                return f"{self.counted_from}{n:+d}"
            case Minutes(n):
                return f"{self.counted_from}{n:+d}m"


@dataclass(frozen=True, slots=True)
class Step:
    rung: Rung
    at: Offset  # from the due moment
    to: tuple[Role, ...]
    draft: Draft = Draft.NONE

    @property
    def silenced_by_report(self) -> bool:
        """A report silences the next remind rung, but T-1 and the due day go to all who have not submitted."""
        return self.rung is Rung.REMIND and isinstance(self.at, Workdays) and self.at < Workdays(-1)


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
        steps = [[s.rung, _to_json(s.at), list(s.to), s.draft] for s in self.steps]
        return json.dumps({"name": self.name, "weekly": self.weekly, "steps": steps}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Ladder":
        raw = json.loads(text)
        steps = (
            Step(Rung(r), _from_json(at), tuple(map(Role, to)), Draft(d)) for r, at, to, d in raw["steps"]
        )
        return cls(raw["name"], tuple(steps), raw["weekly"])


@dataclass(frozen=True)
class Ladders:
    """The ladders of plan/ladder.yaml, by what they are for."""

    dated: Ladder  # lead, joint, and the counties a milestone names
    soft: Ladder  # 力争 and 鼓励: ends at chase
    external: Ladder  # bodies outside the city government
    county: Ladder  # counties that are told a date and owe no result: ends at chase
    returned: Ladder  # a return of recurring work
    review: Ladder  # counted from the day of submission, for the reviewer
    acknowledgement: Ladder  # counted from the day on which it was asked; no assignment climbs it

    def __iter__(self) -> Iterator[Ladder]:
        return iter((self.dated, self.soft, self.external, self.county, self.returned, self.review))


def _to_json(offset: Offset) -> int | dict[str, int]:
    """Workdays as a bare number, as every ladder frozen so far has them: equal rules keep equal digests."""
    return offset.n if isinstance(offset, Workdays) else {"minutes": offset.n}


def _from_json(stored: int | dict[str, int]) -> Offset:
    return Workdays(stored) if isinstance(stored, int) else Minutes(stored["minutes"])


@dataclass(frozen=True, slots=True)
class DueStep:
    """One step of one ladder at its instant."""

    at: Instant
    day: date  # the local day of `at`
    step: Step
    occurrence: Occurrence


WEEKLY_AFTER = 7  # workdays after the date: where a talk is proposed, and where a shorter ladder ends too
WEEKLY_TO = (Role.LIAISON, Role.HEAD, Role.COORDINATOR)


def steps_between(
    ladder: Ladder, due: DueMoment, after: Instant, until: Instant, calendar: Calendar,
    monthly_after: date | None = None,
) -> list[DueStep]:  # fmt: skip
    """Every step with after < at <= until, in time order, at most one an instant. Of the weekly mentions after
    `monthly_after` only the first of each month."""
    found: list[DueStep] = []
    for due_step in _all(ladder, due, after, calendar, monthly_after):
        if due_step.at > until:
            break
        if due_step.at > after:
            found.append(due_step)
    return found


def due_steps(
    ladder: Ladder, due: date, after: date, until: date, calendar: Calendar, monthly_after: date | None = None
) -> list[DueStep]:
    """Of a due date: every step with after < day <= until."""
    end = calendar.at(until + timedelta(days=1)) - 1
    moment = DueMoment.on(due, calendar)
    return steps_between(ladder, moment, _end_of(after, calendar), end, calendar, monthly_after)


def next_due_step(
    ladder: Ladder, due: date, after: date, calendar: Calendar, monthly_after: date | None = None
) -> DueStep | None:
    """The first step after the day; None where the ladder has ended."""
    end = _end_of(after, calendar)
    coming = _all(ladder, DueMoment.on(due, calendar), end, calendar, monthly_after)
    return next((s for s in coming if s.at > end), None)


def _end_of(day: date, calendar: Calendar) -> Instant:
    return calendar.at(day + timedelta(days=1)) - 1


def first_day(ladder: Ladder, due: date, calendar: Calendar) -> date:
    """The day on which the ladder starts: until then a dated milestone is asked about in returns."""
    return day_of(ladder.steps[0], due, calendar)


def last_day(ladder: Ladder, due: date, calendar: Calendar) -> date:
    """The day of the last step; weekly mentions go on after it."""
    return day_of(ladder.steps[-1], due, calendar)


def day_of(step: Step, due: date, calendar: Calendar) -> date:
    return calendar.day(moment_of(step.at, DueMoment.on(due, calendar), calendar))


def moment_of(offset: Offset, due: DueMoment, calendar: Calendar) -> Instant:
    """Minutes are counted on the clock. A workday counted from a day begins with that day; one counted from a minute
    is at the same local time."""
    if isinstance(offset, Minutes):
        return due.at + offset.n * MINUTE
    local = calendar.local(due.at)
    clock = local.time() if due.granularity is Granularity.MINUTE else time()
    return calendar.at(_workday(offset.n, local.date(), calendar), clock)


def _workday(n: int, day: date, calendar: Calendar) -> date:
    if n < 0:
        return calendar.before(day, -n)
    return calendar.after(day, n) if n else calendar.not_after(day)


def _all(
    ladder: Ladder, due: DueMoment, after: Instant, calendar: Calendar, monthly_after: date | None
) -> Iterator[DueStep]:
    counted_from = calendar.day(due.at)
    by_instant: dict[Instant, Step] = {}
    for step in ladder.steps:  # in time order, so that of equal height the later offset wins
        at = moment_of(step.at, due, calendar)
        if at not in by_instant or step.rung.height >= by_instant[at].rung.height:
            by_instant[at] = step
    last = due.at
    for last in sorted(by_instant):
        step = by_instant[last]
        yield DueStep(last, calendar.day(last), step, Occurrence(counted_from, step.at))
    if ladder.weekly:
        ended = max(calendar.day(last), calendar.after(counted_from, WEEKLY_AFTER))
        for mention in _weekly(ladder.steps[-1], counted_from, ended, calendar.day(after), calendar):
            weekly = monthly_after is None or mention.day <= monthly_after
            if weekly or _opens_its_month(mention.day, calendar):
                yield mention


def _opens_its_month(day: date, calendar: Calendar) -> bool:
    """Whether no earlier week of the month has a mention."""
    monday = day - timedelta(days=day.weekday() + 7)
    while (monday + timedelta(days=6)).month == day.month:
        mention = calendar.not_before(monday)
        if mention.month == day.month and mention < monday + timedelta(days=7):
            return False
        monday -= timedelta(days=7)
    return True


def _weekly(last_step: Step, due: date, last: date, after: date, calendar: Calendar) -> Iterator[DueStep]:
    """The first workday of each week that begins after the last step; a week without a workday is skipped."""
    to = WEEKLY_TO if Role.REVIEWER not in last_step.to else last_step.to
    rung = Rung.SUPERVISE if last_step.rung.height >= Rung.SUPERVISE.height else last_step.rung
    start = max(last, after)
    monday = start - timedelta(days=start.weekday())
    while True:
        day = calendar.not_before(monday)
        if day > last and day < monday + timedelta(days=7):
            year, week, _ = monday.isocalendar()
            step = Step(rung, Workdays((day - due).days), to)
            yield DueStep(calendar.at(day), day, step, Occurrence(due, None, f"{year}-{week:02d}"))
        monday += timedelta(days=7)

"""Every figure of a Summary counted again, slowly, from the events alone: no SQL, no copies kept for counting."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.assignment import Assignment, State
from bot.domain.calendar import Calendar, Instant
from bot.domain.counting import counting
from bot.domain.fold import fold
from bot.domain.light import Light, light
from bot.domain.person import Role
from bot.domain.plan import Plan, UnitRole
from bot.domain.summary import Summary
from bot.queries.history import EventRow, event_of
from bot.queries.scope import SummaryScope

TWO_WEEKS = timedelta(days=14)
DAY = timedelta(days=1)
Figures = Mapping[str, object]


async def folded(store: Store, calendar: Calendar, at: Instant) -> list[Assignment]:
    """Every assignment as its events up to then leave it."""
    streams: dict[str, list[EventRow]] = defaultdict(list)
    for row in await store.read(EventRow, "events_until", at=at):
        streams[row.stream].append(row)
    return [fold(event_of(row, calendar) for row in rows) for rows in streams.values()]


@dataclass(frozen=True)
class Recount:
    rows: list[Assignment]
    context: PlanContext
    scope: SummaryScope
    today: date
    acknowledged: frozenset[str]

    @property
    def plan(self) -> Plan:
        return self.context.plan

    @property
    def mine(self) -> list[Assignment]:
        return [a for a in self.rows if self.scope.takes(a.task, a.unit, a.role)]

    @property
    def counted(self) -> list[Assignment]:
        return [a for a in self.mine if self.counts(a)]

    def counts(self, a: Assignment) -> bool:
        """A date that a county is told of counts from T-20 to one workday after it: plan/ladder.yaml, county."""
        if not (a.told_only and a.state in (State.OPEN, State.REWORK)):
            return counting(a, self.plan.end, self.today).counts
        calendar = self.context.calendar
        return calendar.before(a.due, 20) <= self.today <= calendar.after(a.due, 1)

    def light(self, a: Assignment) -> Light:
        return light(a, self.today, self.context.calendar).light

    def figures(self) -> Figures:
        late = [a for a in self.counted if not a.recurring and self.light(a) is Light.RED]
        unfiled = [a for a in self.mine if a.recurring and a.running and a.due < self.today]
        return {
            "task lights": self._tasks(),
            "counties": Counter(worst for worst in self._counties().values()),
            "late": len(late),
            "late tasks": len({a.task for a in late}),
            "late units": len({a.unit for a in late}),
            "overdue": {(a.due, a.task, a.unit) for a in late},
            "unconfirmed": len({a.task for a in self.counted if a.state is State.PAST}),
            "in review": sum(a.state is State.SUBMITTED for a in self.counted),
            "held": Counter(a.holder for a in self.mine if a.running and a.holder != a.unit),
            "missing units": self._in_order(a.unit for a in unfiled),
            "missing items": len(unfiled),
            "missing returns": len({(a.unit, a.period) for a in unfiled}),
            "returns": self._returns(),
            "ahead": self._ahead(),
            "acknowledged": len(self.acknowledged & self._liaisons()),
            "to acknowledge": len(self._liaisons()),
        }

    def _tasks(self) -> dict[str, Light]:
        every = self.plan.tasks if self.scope.tasks is None else self.plan.works
        shown = [t.id for t in every if self.scope.tasks is None or t.id in self.scope.tasks]
        if self.scope.units is not None:
            touched = {a.task for a in self.counted}
            shown = [task for task in shown if task in touched]
        city = [a for a in self.counted if a.role is not UnitRole.LOCAL]
        return {task: self._worst(a for a in city if a.task == task) for task in shown}

    def _counties(self) -> dict[str, Light]:
        shown = self._tasks()
        local = [a for a in self.counted if a.role is UnitRole.LOCAL and a.task in shown]
        return {unit: self._worst(a for a in local if a.unit == unit) for unit in {a.unit for a in local}}

    def _worst(self, rows: Iterable[Assignment]) -> Light:
        return min((self.light(a) for a in rows), key=list(Light).index, default=Light.WHITE)

    def _in_order(self, units: Iterable[str]) -> tuple[str, ...]:
        found = set(units)
        return tuple(unit.name for unit in self.plan.units if unit.name in found)

    def _returns(self) -> dict[str, tuple[int, int, int, int, int]]:
        """Period → asked, in time, late, not due, missing: of the last period of each rhythm that ended since the last
        quarter did."""
        asked = [a for a in self.mine if a.recurring and a.state is not State.EXCUSED]
        ended = min(self.today - DAY, self.plan.end)
        quarter = ended
        while (quarter + DAY).day != 1 or quarter.month % 3:
            quarter -= DAY
        recent = {a.period: a.until for a in asked if quarter <= a.until <= ended}
        last: dict[tuple[int, bool], str] = {}
        for period in sorted(recent, key=recent.__getitem__):
            last[len(period), "Q" in period] = period
        return {period: self._period([a for a in asked if a.period == period]) for period in last.values()}

    def _period(self, rows: list[Assignment]) -> tuple[int, int, int, int, int]:
        states = Counter(self._state([a for a in rows if a.unit == unit]) for unit in {a.unit for a in rows})
        one, two, three, four = (states[state] for state in ("in time", "late", "not due", "missing"))
        return one + two + three + four, one, two, three, four

    def _state(self, rows: list[Assignment]) -> str:
        if any(a.running and a.due < self.today for a in rows):
            return "missing"
        if any(a.running for a in rows):
            return "not due"
        return "late" if any(a.submitted_on and a.submitted_on > a.first_due for a in rows) else "in time"

    def _ahead(self) -> Counter[tuple[date, str, int]]:
        coming = [
            a
            for a in self.mine
            if a.running and not a.told_only and self.today <= a.due <= self.today + TWO_WEEKS
        ]
        what: dict[tuple[date, str, str], set[str]] = defaultdict(set)
        for a in coming:
            what[a.due, a.period, "" if a.period else a.milestone].add(a.unit)
        return Counter((due, period, len(units)) for (due, period, _), units in what.items())

    def _liaisons(self) -> frozenset[str]:
        return frozenset(self._answering())

    def _answering(self) -> Iterator[str]:
        whole = self.scope.tasks is None and self.scope.units is None
        for person in self.context.roster.people:
            for post in person.posts:
                if post.role is Role.LIAISON and (whole or self._answers(post.unit, post.tasks)):
                    yield person.id

    def _answers(self, unit: str, named: tuple[str, ...]) -> bool:
        cells = [(t.id, role) for t in self.plan.works for role, who in t.roles if who == unit]
        taken = [task for task, role in cells if self.scope.takes(task, unit, role)]
        if not taken:
            return self.scope.tasks is None and unit in (self.scope.units or ()) and not named
        return not named or bool(set(named) & set(taken))


def shown(s: Summary) -> Figures:
    """The same figures, as the Summary has them."""
    return {
        "task lights": {line.id: line.light for line in s.tasks},
        "counties": Counter({one: s.counties[one] for one in Light if s.counties[one]}),
        "late": s.late,
        "late tasks": s.late_tasks,
        "late units": s.late_units,
        "overdue": {(one.due, one.task, unit) for one in s.overdue for unit in one.units},
        "unconfirmed": s.unconfirmed,
        "in review": s.waiting_review,
        "held": Counter(s.held),
        "missing units": s.missing.units,
        "missing items": s.missing.items,
        "missing returns": s.missing.returns,
        "returns": {
            one.periods[0]: (one.asked, one.filed, one.filed_late, one.not_due, one.missing)
            for one in s.returns
        },
        "ahead": Counter((one.due, one.period, one.units) for one in s.upcoming),
        "acknowledged": s.acknowledged,
        "to acknowledge": s.to_acknowledge,
    }

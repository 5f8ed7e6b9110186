"""The ledger (台账): every assignment as of one instant, with what people said of it and what was done about it.

Chat, spreadsheet and papers count from its rows; its figures are in bot.domain.ledger_figures.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.domain.air.goal_results import GoalResult
from bot.domain.assessment import Assessment
from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import Instant
from bot.domain.emergency.responses import EmergencyLife
from bot.domain.evidence import standing
from bot.domain.fold import opened
from bot.domain.holding_time import days_by_holder
from bot.domain.indicators.figures import IndicatorFigures
from bot.domain.ladder import Rung
from bot.domain.light import Light
from bot.domain.lists.work_list import WorkList
from bot.domain.measurements import Measurement, measurement_from_json
from bot.domain.message import days_late
from bot.domain.summary import SectionLine, TaskLine

REPORTS = frozenset({Kind.REPORTED, Kind.FILED, Kind.SUBMITTED})
ESCALATIONS = frozenset({Rung.CHASE, Rung.SUPERVISE, Rung.PROPOSE_TALK})
EXCEPTIONAL = frozenset({Light.RED, Light.YELLOW, Light.BLUE})  # lights of the list of exceptions (例外清单)
SAME_HOLDER = frozenset(  # kinds of events that leave the item with the unit that holds it
    {Kind.OPENED, Kind.CLIMBED, Kind.ASKED, Kind.REPORTED, Kind.FILED, Kind.CHASED, Kind.ENDORSED}
)


@dataclass(frozen=True, slots=True)
class LastReport:
    """What a unit said last, as far as it stands: an undone report is none."""

    on: date
    words: str = ""  # "" also where nothing was written, or the words were deleted: see `forgotten`
    forgotten: bool = False  # the words were deleted on request
    no_change: bool = False  # 本期无变化
    values: tuple[Measurement, ...] = ()
    blocker: str = ""  # 存在问题, in the person's words
    next_step: str = ""  # 下一步措施, in the person's words
    by: str = ""  # person id


@dataclass(frozen=True, slots=True)
class Escalation:
    """A rung above the reminder that was reached on a day (催办、督办、约谈建议)."""

    on: date
    rung: Rung


@dataclass(frozen=True, slots=True)
class Dealings:
    """What an item's events tell beside its row."""

    last: LastReport | None = None  # None: nothing was ever said
    evidence: int = 0  # files
    escalations: tuple[Escalation, ...] = ()  # in their order
    held: Mapping[str, int] = field(
        default_factory=dict
    )  # days by holder; a reviewer without a unit has the key ""
    chases: int = 0  # sent by a person


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One assignment: a unit's share of a milestone, or of one period of recurring work."""

    a: Assignment  # with its light as of the ledger's day
    number: str  # 任务编号: 8.1; of a county's own share 8
    title: str  # of the task
    requirement: str  # of the milestone; "" where the plan states none and the task as a whole is asked
    quote: str  # of the plan
    line: int | None
    section: int  # 0 for a safeguard
    group: str  # of a county, 中心城区; "" for others
    county: bool
    days_late: int  # calendar days after the legal date; 0 when not late
    dealings: Dealings

    @property
    def exceptional(self) -> bool:
        return self.a.current and self.a.light in EXCEPTIONAL

    @property
    def missed(self) -> bool:
        """A period that was asked and is not filed though its day is over (缺报)."""
        return self.a.recurring and self.a.running and self.days_late > 0

    @property
    def waits_for(self) -> str:
        """Another unit that holds the item; "" for none. A reviewer is none."""
        return self.a.holder if self.a.running and self.a.holder != self.a.unit else ""


@dataclass(frozen=True, slots=True)
class SealHead:
    """The last seal that the ledger's database had."""

    n: int = 0
    sealed_at: Instant = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows in their order: tasks by number, roles, units of the roster, dates."""

    plan_title: str
    plan_version: str
    office: str
    at: Instant
    today: date
    scope: str  # "" for the whole plan, else the name of the part
    scope_code: str  # the part as text that a program reads: `duban verify` counts the same again
    golive: date | None
    first: date  # of the days whose dates are counted in the rates
    last: date
    rows: tuple[LedgerRow, ...]
    tasks: tuple[TaskLine, ...]  # with their lights, as in the Summary
    sections: tuple[SectionLine, ...]
    dropped: int = 0  # items that the plan in force no longer has: not listed
    seal: SealHead = SealHead()
    waiting: int = 0  # rows stored since the last seal
    lists: tuple[WorkList, ...] = ()  # 清单: what the part of the plan has of them
    tickets: tuple[Mapping[str, object], ...] = ()  # 交办单, as in the Summary
    emergencies: tuple[EmergencyLife, ...] = ()  # oldest first, with what their units did until then
    goals: tuple[GoalResult, ...] = ()  # as in the Summary
    indicators: tuple[IndicatorFigures, ...] = ()  # likewise
    assessment: Assessment | None = None  # by what the goals are judged; None without air

    def of(self, rows: Iterable[LedgerRow]) -> "Ledger":
        """The same ledger with some of its rows."""
        return replace(self, rows=tuple(rows))

    @property
    def exceptions(self) -> tuple[LedgerRow, ...]:
        """例外清单: red, yellow and blue ones."""
        return tuple(row for row in self.rows if row.exceptional)

    @property
    def missed(self) -> tuple[LedgerRow, ...]:
        """缺报: each item of a return that is past its day."""
        return tuple(row for row in self.rows if row.missed)


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """An event, and whether what was written with it has been deleted since."""

    event: Event
    forgotten: bool = False


def dealings_of(events: Sequence[KeptEvent], today: date) -> Dealings:
    """From all events of one assignment, oldest first; the first is OPENED."""
    stand = standing(one.event for one in events)
    forgotten = {id(one.event) for one in events if one.forgotten}
    reports = [event for event in stand if event.kind in REPORTS]
    last = reports[-1] if reports else None
    return Dealings(
        last=_said(last, id(last) in forgotten) if last else None,
        evidence=len(dict.fromkeys(file for event in stand for file in event.files)),
        escalations=tuple(_escalations(stand)),
        held=_held([one.event for one in events], today),
        chases=sum(event.kind is Kind.CHASED for event in stand),
    )


def _said(event: Event, forgotten: bool) -> LastReport:
    values = event.data.get("values")
    return LastReport(
        on=event.day,
        words=event.words,
        forgotten=forgotten,
        no_change=bool(event.data.get("no_change")),
        values=tuple(map(measurement_from_json, values)) if isinstance(values, list | tuple) else (),
        blocker=event.notes.get("blocker", ""),
        next_step=event.notes.get("next_step", ""),
        by=event.by,
    )


def _escalations(events: Iterable[Event]) -> Iterable[Escalation]:
    """Each rung once towards one date: what was reached while the bot was down is one event with the highest."""
    for event in events:
        if event.kind is Kind.CLIMBED and (rung := Rung(str(event.data["rung"]))) in ESCALATIONS:
            yield Escalation(event.day, rung)


def _held(events: Sequence[Event], today: date) -> Mapping[str, int]:
    """Most items were never anybody else's: their whole time is the unit's own."""
    if any(event.kind not in SAME_HOLDER for event in events):
        return days_by_holder(events, today)
    first = events[0]
    closed = next((event.day for event in events if event.kind is Kind.FILED), today)
    return {opened(first).unit: (closed - first.day).days}


def days_owed(a: Assignment, today: date) -> int:
    """Calendar days after the legal date; 0 unless the unit still owes work: what waits for a review is not late, nor
    is a date that a county is only told."""
    return days_late(a.due, today) if a.running and not a.told_only else 0

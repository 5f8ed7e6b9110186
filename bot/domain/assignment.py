"""An assignment (承办项): one unit's share of one milestone, or of one period of a recurring one.

Its life is the table TRANSITIONS; its row is the fold of its events: `step(assignment, event)`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.ladder import Rung
from bot.domain.light import Light, Reason
from bot.domain.plan import MilestoneKind, Strength, UnitRole

LOCAL_WORK = "local"  # milestone id suffix of a county's local work, which belongs to the task as a whole


class State(StrEnum):
    PAST = "past"  # its date had passed before go-live: asked once, climbs only when the coordinator says so
    OPEN = "open"
    SUBMITTED = "submitted"  # waits for review
    REWORK = "rework"  # returned for rework
    CLOSED = "closed"  # 销号; a recurring one: filed
    EXCUSED = "excused"  # 不涉及, or removed from the plan


class Kind(StrEnum):
    """Kinds of events. Each is something that happened, in the past tense."""

    OPENED = "opened"
    CLIMBED = "climbed"  # one or more rungs fell due
    REPORTED = "reported"
    FILED = "filed"  # a recurring item answered
    SUBMITTED = "submitted"
    PASSED = "passed"
    RETURNED = "returned"
    SAMPLED_PASSED = "sampled_passed"
    EXTENSION_ASKED = "extension_asked"
    EXTENSION_GRANTED = "extension_granted"
    EXTENSION_REFUSED = "extension_refused"
    DECLINED = "declined"
    DECLINE_ACCEPTED = "decline_accepted"
    DECLINE_REFUSED = "decline_refused"
    WAITED = "waited"  # waiting_on another unit
    RESUMED = "resumed"  # that unit answered
    HANDED = "handed"  # to a colleague
    CHASED = "chased"  # by hand
    ENDORSED = "endorsed"  # a proposal goes to the leader
    STARTED = "started"  # the coordinator lets a past milestone climb
    REDATED = "redated"  # a new plan version moved the date
    DROPPED = "dropped"  # a new plan version no longer has it
    RETIRED = "retired"  # a later period of the same work is being asked
    UNDONE = "undone"


TRANSITIONS: Mapping[tuple[State, Kind], State] = {
    (State.PAST, Kind.REPORTED): State.PAST,
    (State.PAST, Kind.SUBMITTED): State.SUBMITTED,
    (State.PAST, Kind.EXTENSION_ASKED): State.PAST,  # "a new date?"
    (State.PAST, Kind.EXTENSION_GRANTED): State.OPEN,
    (State.PAST, Kind.EXTENSION_REFUSED): State.PAST,
    (State.PAST, Kind.REDATED): State.OPEN,
    (State.PAST, Kind.STARTED): State.OPEN,
    (State.PAST, Kind.HANDED): State.PAST,
    (State.PAST, Kind.CHASED): State.PAST,
    (State.PAST, Kind.DECLINED): State.PAST,
    (State.PAST, Kind.DECLINE_ACCEPTED): State.EXCUSED,
    (State.PAST, Kind.DECLINE_REFUSED): State.PAST,
    (State.PAST, Kind.DROPPED): State.EXCUSED,
    (State.PAST, Kind.UNDONE): State.PAST,
    **{
        (state, kind): state
        for state in (State.OPEN, State.REWORK)
        for kind in (
            Kind.CLIMBED,
            Kind.REPORTED,
            Kind.EXTENSION_ASKED,
            Kind.EXTENSION_REFUSED,
            Kind.DECLINED,
            Kind.DECLINE_REFUSED,
            Kind.WAITED,
            Kind.RESUMED,
            Kind.HANDED,
            Kind.CHASED,
            Kind.ENDORSED,
            Kind.RETIRED,
            Kind.UNDONE,
        )
    },
    **{
        (state, kind): then
        for state in (State.OPEN, State.REWORK)
        for kind, then in (
            (Kind.FILED, State.CLOSED),
            (Kind.SUBMITTED, State.SUBMITTED),
            (Kind.EXTENSION_GRANTED, State.OPEN),
            (Kind.DECLINE_ACCEPTED, State.EXCUSED),
            (Kind.REDATED, State.OPEN),
            (Kind.DROPPED, State.EXCUSED),
        )
    },
    (State.SUBMITTED, Kind.CLIMBED): State.SUBMITTED,  # the reviewer's clock
    (State.SUBMITTED, Kind.REPORTED): State.SUBMITTED,  # more evidence
    (State.SUBMITTED, Kind.PASSED): State.CLOSED,
    (State.SUBMITTED, Kind.RETURNED): State.REWORK,
    (State.SUBMITTED, Kind.HANDED): State.SUBMITTED,
    (State.SUBMITTED, Kind.REDATED): State.SUBMITTED,
    (State.SUBMITTED, Kind.DROPPED): State.EXCUSED,
    (State.SUBMITTED, Kind.UNDONE): State.OPEN,
    (State.CLOSED, Kind.REPORTED): State.CLOSED,  # 补充
    (State.CLOSED, Kind.SAMPLED_PASSED): State.CLOSED,
    (State.CLOSED, Kind.RETURNED): State.REWORK,  # a sampled duty that did not convince
    (State.CLOSED, Kind.RETIRED): State.CLOSED,
    (State.CLOSED, Kind.DROPPED): State.CLOSED,
    (State.CLOSED, Kind.UNDONE): State.OPEN,
    (State.EXCUSED, Kind.REDATED): State.OPEN,  # a later plan version has it again
    (State.EXCUSED, Kind.RETIRED): State.EXCUSED,
    (State.EXCUSED, Kind.UNDONE): State.OPEN,
}
"""What may happen in which state, and where it leads. UNDONE alone leads back to the state before the event
it undoes; the table says from where that is possible."""


STATE_KEYS = {  # why not, in this state
    State.PAST: "refused.past",
    State.OPEN: "refused.open",
    State.SUBMITTED: "refused.submitted",
    State.REWORK: "refused.rework",
    State.CLOSED: "refused.closed",
    State.EXCUSED: "refused.excused",
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an assignment. `data` is what the fold needs; `words` are a person's own
    and are kept apart, so that they can be forgotten without breaking the seal."""

    kind: Kind
    at: Instant
    day: date  # the local day of `at`
    by: str = ""  # person id; empty for the clockwork
    data: Mapping[str, object] = field(default_factory=dict)
    words: str = ""
    files: tuple[str, ...] = ()  # sha256 of attachments


@dataclass(frozen=True, slots=True)
class Assignment:
    """One row. Fields above the line are the fold of its events; those below are derived from them."""

    id: int
    task: str
    milestone: str
    unit: str
    role: UnitRole
    kind: MilestoneKind
    strength: Strength
    period: str  # "" for a result
    since: date  # first day of its period; for a result the day it was opened
    until: date  # last day of its period; for a result its due date at the opening
    due: date  # legal date now in force
    first_due: date
    state: State
    version: int  # number of its events
    holder: str  # the unit whose clock runs; the reviewer's while submitted
    holder_since: Instant
    climbed: date  # every rise up to and including this day has been dealt with
    height: Rung | None = None  # the highest rung reached towards the present date
    ladder: str = ""  # digest of the ladder it was frozen with; empty before its first rung
    current: bool = True  # False once a later period of the same work is being asked
    quiet: bool = False  # a report has come in since the last remind rung
    percent: int | None = None
    reported_at: Instant | None = None
    submitted_on: date | None = None
    submitted_by: str = ""
    closed_on: date | None = None
    rounds: int = 0  # times returned for rework
    sampled: bool = False  # a filed duty drawn for a second look, not yet looked at
    extension: date | None = None  # asked for and not yet decided
    extensions: int = 0  # granted so far
    declined: bool = False  # asked and not yet decided
    assignee: str = ""  # the person it was handed to
    chased_on: date | None = None
    endorsed_on: date | None = None
    # -- derived by services.record.settle: the next rung's instant, and the light with its next change
    next_at: Instant | None = None
    light: Light = Light.GREEN
    reason: Reason = Reason.ON_PACE
    light_until: Instant | None = None

    @property
    def recurring(self) -> bool:
        return bool(self.period)

    @property
    def running(self) -> bool:
        """Its unit still owes something."""
        return self.state in (State.OPEN, State.REWORK)

    @property
    def filed_late(self) -> bool:
        """补报: filed after its day. A missed period stays 未报, and this is how it reads once filed."""
        return self.recurring and self.closed_on is not None and self.closed_on > self.first_due


def step(before: Assignment, event: Event) -> Assignment:
    """The assignment after the event. Refused where the table has no such move."""
    then = TRANSITIONS.get((before.state, event.kind))
    if then is None:
        raise Refused(STATE_KEYS[before.state])
    if event.kind is Kind.UNDONE:
        then = State(str(event.data["state"]))
    after = replace(before, state=then, version=before.version + 1, **_FIELDS[event.kind](before, event))
    if after.holder != before.holder:
        after = replace(after, holder_since=event.at)
    return after


def opened(event: Event) -> Assignment:
    """The assignment that an OPENED event brings into being."""
    raw = event.data
    due = date.fromisoformat(str(raw["due"]))
    return Assignment(
        id=int(str(raw["id"])),
        task=str(raw["task"]),
        milestone=str(raw["milestone"]),
        unit=str(raw["unit"]),
        role=UnitRole(str(raw["role"])),
        kind=MilestoneKind(str(raw["kind"])),
        strength=Strength(str(raw["strength"])),
        period=str(raw["period"]),
        since=date.fromisoformat(str(raw["since"])),
        until=date.fromisoformat(str(raw["until"])),
        due=due,
        first_due=due,
        state=State(str(raw["state"])),
        version=1,
        holder=str(raw["unit"]),
        holder_since=event.at,
        climbed=date.fromisoformat(str(raw["climbed"])),
    )


def fold(events: Iterable[Event]) -> Assignment:
    """Replays a life from its first event (OPENED) on."""
    lives = iter(events)
    assignment = opened(next(lives))
    for event in lives:
        assignment = step(assignment, event)
    return assignment


def _day(event: Event, name: str) -> date:
    return date.fromisoformat(str(event.data[name]))


def _reported(before: Assignment, event: Event) -> dict[str, object]:
    percent = event.data.get("percent")
    return {
        "quiet": True,
        "reported_at": event.at,
        "percent": before.percent if percent is None else percent,
    }


def _climbed(before: Assignment, event: Event) -> dict[str, object]:
    if before.state is State.SUBMITTED:  # the reviewer's clock leaves the unit's ladder alone
        return {"climbed": _day(event, "climbed")}
    return {
        "climbed": _day(event, "climbed"),
        "height": _higher(before.height, Rung(str(event.data["rung"]))),
        "ladder": event.data["ladder"],
        "quiet": before.quiet and not event.data["spent"],
    }


def _higher(reached: Rung | None, rung: Rung) -> Rung:
    """A weekly mention after the talk was proposed does not take the proposal back."""
    return max(reached or rung, rung, key=lambda one: one.height)


def _submitted(before: Assignment, event: Event) -> dict[str, object]:
    """What is done needs no later date and is not declined: what was asked for falls."""
    return _reported(before, event) | {
        "extension": None,
        "declined": False,
        "submitted_on": event.day,
        "submitted_by": event.by,
        "holder": event.data["reviewer"],
        "climbed": event.day,
    }


def _filed(before: Assignment, event: Event) -> dict[str, object]:
    return _reported(before, event) | {
        "closed_on": event.day,
        "submitted_on": event.day,
        "submitted_by": event.by,
        "sampled": bool(event.data.get("sampled", False)),
        "declined": False,
        "holder": before.unit,
    }


def _returned(before: Assignment, event: Event) -> dict[str, object]:
    return {
        "rounds": before.rounds + 1,
        "due": _day(event, "correct_by"),
        "climbed": event.day,
        "height": None,
        "endorsed_on": None,
        "quiet": False,
        "sampled": False,
        "holder": before.unit,
        "submitted_on": None,
        "closed_on": None,
    }


def _new_date(before: Assignment, event: Event) -> dict[str, object]:
    """What was proposed or endorsed about the old date is not about the new one."""
    return {
        "due": _day(event, "due"),
        "climbed": event.day,
        "height": None,
        "endorsed_on": None,
        "quiet": False,
        "extension": None,
    }


def _granted(before: Assignment, event: Event) -> dict[str, object]:
    return _new_date(before, event) | {"extensions": before.extensions + 1}


def _redated(before: Assignment, event: Event) -> dict[str, object]:
    """The plan moved the date: the new one is its legal date from the beginning."""
    if before.state is State.SUBMITTED:
        return {"due": _day(event, "due"), "first_due": _day(event, "due")}
    return _new_date(before, event) | {"first_due": _day(event, "due"), "closed_on": None}


def _undone(before: Assignment, event: Event) -> dict[str, object]:
    """Back to how it stood before the event undone; `data` holds those fields, written by `snapshot`."""
    return restore(event.data)


def _excused(before: Assignment, event: Event) -> dict[str, object]:
    return {"closed_on": event.day, "declined": False, "extension": None, "holder": before.unit}


def _nothing(before: Assignment, event: Event) -> dict[str, object]:
    return {}


_FIELDS = {
    Kind.CLIMBED: _climbed,
    Kind.REPORTED: _reported,
    Kind.FILED: _filed,
    Kind.SUBMITTED: _submitted,
    Kind.PASSED: lambda a, e: {"closed_on": e.day, "holder": a.unit},
    Kind.RETURNED: _returned,
    Kind.SAMPLED_PASSED: lambda a, e: {"sampled": False},
    Kind.EXTENSION_ASKED: lambda a, e: {"extension": _day(e, "due")},
    Kind.EXTENSION_GRANTED: _granted,
    Kind.EXTENSION_REFUSED: lambda a, e: {"extension": None},
    Kind.DECLINED: lambda a, e: {"declined": True},
    Kind.DECLINE_ACCEPTED: _excused,
    Kind.DECLINE_REFUSED: lambda a, e: {"declined": False},
    Kind.WAITED: lambda a, e: {"holder": e.data["unit"]},
    Kind.RESUMED: lambda a, e: {"holder": a.unit},
    Kind.HANDED: lambda a, e: {"assignee": e.data["person"]},
    Kind.CHASED: lambda a, e: {"chased_on": e.day},
    Kind.ENDORSED: lambda a, e: {"endorsed_on": e.day},
    Kind.STARTED: lambda a, e: {"climbed": e.day},
    Kind.REDATED: _redated,
    Kind.DROPPED: _excused,
    Kind.RETIRED: lambda a, e: {"current": False},
    Kind.UNDONE: _undone,
}

UNDOABLE = frozenset(
    {Kind.REPORTED, Kind.FILED, Kind.SUBMITTED, Kind.EXTENSION_ASKED, Kind.DECLINED, Kind.WAITED, Kind.HANDED}
)
_DATES = ("due", "climbed", "submitted_on", "closed_on", "extension", "chased_on")
_PLAIN = ("holder", "quiet", "percent", "reported_at", "submitted_by", "sampled", "declined", "assignee")


def snapshot(assignment: Assignment) -> dict[str, object]:
    """What an UNDONE event must remember to restore `assignment`, as JSON values."""
    plain: dict[str, object] = {name: getattr(assignment, name) for name in _PLAIN}
    days = {name: day.isoformat() if (day := getattr(assignment, name)) else None for name in _DATES}
    return plain | days | {"state": assignment.state.value}


def restore(data: Mapping[str, object]) -> dict[str, object]:
    """The fields of a snapshot, as the dataclass holds them."""
    plain = {name: data[name] for name in _PLAIN}
    days = {name: date.fromisoformat(str(day)) if (day := data[name]) else None for name in _DATES}
    return plain | days

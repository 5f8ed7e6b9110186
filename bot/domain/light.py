"""The light (红黄白蓝绿灰灯): one pure function, and its reason. White until the unit has said something: ADR 0038."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from bot.domain.calendar import Calendar, Instant
from bot.domain.plan import MilestoneKind, Strength

NEAR_WORKDAYS = 10
PACE_SLACK = 10  # percentage points behind the elapsed share of the time before it counts as behind
ONE_DAY = timedelta(days=1)


class Light(StrEnum):
    RED = "red"
    YELLOW = "yellow"
    WHITE = "white"
    BLUE = "blue"
    GREEN = "green"
    GREY = "grey"

    @property
    def weight(self) -> int:
        """Worst first: red 0, grey 5."""
        return _WEIGHTS[self]


_WEIGHTS = {light: place for place, light in enumerate(Light)}


class Reason(StrEnum):
    OVERDUE = "overdue"
    OVERDUE_SOFT = "overdue_soft"  # strive or encourage: never red
    UNCONFIRMED = "unconfirmed"  # past before go-live: done, or a new date? nobody has said yet
    NEAR = "near"
    BEHIND = "behind"
    SILENT = "silent"  # a result: asked, and that asking's day is over without a word
    LATE_RETURN = "late_return"  # a return: its day is over and it is not filed; 迟报, never red
    UNASKED = "unasked"  # nothing known: nobody has asked yet, or the period is not over
    ASKED = "asked"  # nothing known: asked, and that asking's day is not over
    IN_REVIEW = "in_review"
    ON_PACE = "on_pace"
    CLOSED = "closed"
    NOT_INVOLVED = "not_involved"
    SUSPENDED = "suspended"
    FIGURES_MISSED = "figures_missed"  # the last reading of a number that the plan sets misses it
    FIGURES_BEHIND = "figures_behind"  # a dated number is behind, or will be late at this speed
    FIGURES_STALE = "figures_stale"  # nobody has read it for long


class Lightable(Protocol):
    """What of an assignment decides its light."""

    @property
    def state(self) -> StrEnum: ...
    @property
    def kind(self) -> MilestoneKind: ...
    @property
    def strength(self) -> Strength: ...
    @property
    def recurring(self) -> bool: ...
    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date: ...
    @property
    def due(self) -> date: ...
    @property
    def first_due(self) -> date: ...
    @property
    def percent(self) -> int | None: ...
    @property
    def told_only(self) -> bool: ...
    @property
    def reported_at(self) -> Instant | None: ...
    @property
    def asked_until(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class LightDecision:
    light: Light
    reason: Reason
    until: date | None  # the first day on which, nothing happening, the answer may differ


def light(a: Lightable, today: date, calendar: Calendar) -> LightDecision:
    """Green closed, or on pace by the unit's own words; blue in review; white nothing known yet; yellow near, behind,
    silent, a late return, unconfirmed, or overdue but soft; red overdue; grey 不涉及 or suspended."""
    match a.state.value:
        case "closed":
            return LightDecision(Light.GREEN, Reason.CLOSED, None)
        case "excused":
            return LightDecision(Light.GREY, Reason.NOT_INVOLVED, None)
        case "suspended":
            return LightDecision(Light.GREY, Reason.SUSPENDED, None)
        case "submitted":
            return LightDecision(Light.BLUE, Reason.IN_REVIEW, None)
        case "past":
            return LightDecision(Light.YELLOW, Reason.UNCONFIRMED, None)
    if a.recurring:
        return _of_return(a, today, calendar)
    if today > a.due:
        if a.told_only:  # chased once, and asked in its return then: no result of its own is late
            reason = Reason.SILENT if a.asked_until else Reason.BEHIND
            return LightDecision(Light.YELLOW, reason, None)
        if a.strength is Strength.MUST:
            return LightDecision(Light.RED, Reason.OVERDUE, None)
        return LightDecision(Light.YELLOW, Reason.OVERDUE_SOFT, None)
    return _before_due(a, today, calendar)


def _of_return(a: Lightable, today: date, calendar: Calendar) -> LightDecision:
    """One period's share, not filed. One that was returned for rework is near within ten workdays of its date."""
    if today > a.due:
        return LightDecision(Light.YELLOW, Reason.LATE_RETURN, None)
    overdue = a.due + ONE_DAY
    if a.state.value == "rework":
        near = calendar.before(a.due, NEAR_WORKDAYS)
        if today >= near:
            return LightDecision(Light.YELLOW, Reason.NEAR, overdue)
        return LightDecision(Light.WHITE, Reason.ASKED, near)
    asked = a.until + ONE_DAY
    if today >= asked:
        return LightDecision(Light.WHITE, Reason.ASKED, overdue)
    return LightDecision(Light.WHITE, Reason.UNASKED, min(asked, overdue))


def _before_due(a: Lightable, today: date, calendar: Calendar) -> LightDecision:
    """A result whose date is not over."""
    near = calendar.before(a.due, NEAR_WORKDAYS)
    if today >= near:
        return LightDecision(Light.YELLOW, Reason.NEAR, a.due + ONE_DAY)
    silent = a.asked_until + ONE_DAY if a.asked_until else near
    if a.asked_until and today >= silent:
        return LightDecision(Light.YELLOW, Reason.SILENT, near)
    if a.reported_at is None:
        reason = Reason.ASKED if a.asked_until else Reason.UNASKED
        return LightDecision(Light.WHITE, reason, min(silent, near))
    behind = _behind_from(a)
    if today >= behind:
        return LightDecision(Light.YELLOW, Reason.BEHIND, min(silent, near))
    return LightDecision(Light.GREEN, Reason.ON_PACE, min(behind, silent, near))


def _behind_from(a: Lightable) -> date:
    """The first day on which the reported percent lags the elapsed share by more than PACE_SLACK points; never
    (date.max) for what cannot be measured so."""
    if a.percent is None or a.kind is not MilestoneKind.RESULT:
        return date.max
    whole = max((a.due - a.since).days, 1)
    days = (a.percent + PACE_SLACK) * whole // 100 + 1
    return a.since + timedelta(days=days) if days <= whole else date.max

"""The light (红黄绿灯): one pure function, and its reason."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from bot.domain.calendar import Calendar
from bot.domain.plan import MilestoneKind, Strength

NEAR_WORKDAYS = 10
PACE_SLACK = 10  # percentage points behind the elapsed share of the time before it counts as behind


class Light(StrEnum):
    RED = "red"
    YELLOW = "yellow"
    BLUE = "blue"
    GREEN = "green"
    GREY = "grey"

    @property
    def weight(self) -> int:
        """Worst first: red 0, grey 4."""
        return _WEIGHTS[self]


_WEIGHTS = {light: place for place, light in enumerate(Light)}


class Reason(StrEnum):
    OVERDUE = "overdue"
    OVERDUE_SOFT = "overdue_soft"  # strive or encourage: never red
    UNCONFIRMED = "unconfirmed"  # past before go-live: done, or a new date? nobody has said yet
    NEAR = "near"
    ASKED = "asked"  # its period has ended and its return is being asked for
    BEHIND = "behind"
    IN_REVIEW = "in_review"
    ON_PACE = "on_pace"
    CLOSED = "closed"
    NOT_INVOLVED = "not_involved"


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


@dataclass(frozen=True, slots=True)
class LightDecision:
    light: Light
    reason: Reason
    until: date | None  # the first day on which, nothing happening, the answer may differ


def light(a: Lightable, today: date, calendar: Calendar) -> LightDecision:
    """Green closed or on pace; blue in review; yellow near, behind, unconfirmed, or overdue but soft; red overdue;
    grey 不涉及."""
    match a.state.value:
        case "closed":
            return LightDecision(Light.GREEN, Reason.CLOSED, None)
        case "excused":
            return LightDecision(Light.GREY, Reason.NOT_INVOLVED, None)
        case "submitted":
            return LightDecision(Light.BLUE, Reason.IN_REVIEW, None)
        case "past":
            return LightDecision(Light.YELLOW, Reason.UNCONFIRMED, None)
    if today > a.due:
        if a.strength is Strength.MUST:
            return LightDecision(Light.RED, Reason.OVERDUE, None)
        return LightDecision(Light.YELLOW, Reason.OVERDUE_SOFT, None)
    return _before_due(a, today, calendar)


def _before_due(a: Lightable, today: date, calendar: Calendar) -> LightDecision:
    overdue = a.due + timedelta(days=1)
    near = near_from(a, calendar)
    if today >= near:
        return LightDecision(Light.YELLOW, Reason.ASKED if a.recurring else Reason.NEAR, overdue)
    behind = _behind_from(a)
    if behind is not None and today >= behind:
        return LightDecision(Light.YELLOW, Reason.BEHIND, near)
    return LightDecision(Light.GREEN, Reason.ON_PACE, min(near, behind) if behind else near)


def near_from(a: Lightable, calendar: Calendar) -> date:
    """A result is near within ten workdays; a return cannot be near before its period is over (ADR 0006)."""
    if a.recurring and a.due == a.first_due:
        return a.until + timedelta(days=1)
    return calendar.before(a.due, NEAR_WORKDAYS)


def _behind_from(a: Lightable) -> date | None:
    """The first day on which the reported percent lags the elapsed share by more than PACE_SLACK points."""
    if a.percent is None or a.kind is not MilestoneKind.RESULT:
        return None
    whole = max((a.due - a.since).days, 1)
    days = (a.percent + PACE_SLACK) * whole // 100 + 1
    return a.since + timedelta(days=days) if days <= whole else None

"""When a notice is delivered, and why not now: one pure function over one table."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from enum import Enum

from bot.domain.calendar import FOR_EVER, MINUTE, Calendar, Instant
from bot.domain.delivery import Postponement
from bot.domain.notice import SLOT, Notice, NoticeKind, at_once, next_slot, slot, tomorrow_slot


class Timing(Enum):
    """From when on a notice may go out, counted from its creation."""

    FIRST_SLOT = "first_slot"  # today's slot, or at once where that has gone by and people are at work
    AT_ONCE = "at_once"  # on workdays from the slot to 17:30 beside the day's message, else with the next one
    ANY_HOUR = "any_hour"  # now, nights and days off too, beside the day's message
    LATER_SLOT = "later_slot"  # a slot strictly after it was queued: what others did can wait


@dataclass(frozen=True, slots=True)
class Policy:
    timing: Timing
    priority: (
        int  # smaller goes first when the platform's pace makes messages wait; 0: an answer to who looks on
    )


POLICIES: Mapping[NoticeKind, Policy] = {
    NoticeKind.ASSIGN: Policy(Timing.FIRST_SLOT, 3),
    NoticeKind.CHASE: Policy(Timing.AT_ONCE, 4),
    NoticeKind.PAST: Policy(Timing.FIRST_SLOT, 4),
    NoticeKind.REVIEW: Policy(Timing.LATER_SLOT, 4),
    NoticeKind.DECISION: Policy(Timing.LATER_SLOT, 4),
    NoticeKind.OUTCOME: Policy(Timing.AT_ONCE, 4),
    NoticeKind.CORRECTION: Policy(Timing.AT_ONCE, 4),
    NoticeKind.NEWS: Policy(Timing.LATER_SLOT, 4),
    NoticeKind.DIRECTED: Policy(Timing.AT_ONCE, 4),
    NoticeKind.NAMED: Policy(Timing.AT_ONCE, 4),
    NoticeKind.RULED: Policy(Timing.LATER_SLOT, 4),
    NoticeKind.WAITING: Policy(Timing.LATER_SLOT, 4),
    NoticeKind.HANDED: Policy(Timing.LATER_SLOT, 4),
    NoticeKind.SUPPORT_ASKED: Policy(Timing.AT_ONCE, 4),
    NoticeKind.SUPPORT_ANSWERED: Policy(Timing.AT_ONCE, 4),
    NoticeKind.SUPPORTED: Policy(Timing.LATER_SLOT, 4),
    NoticeKind.COMPLAINT: Policy(Timing.AT_ONCE, 4),
    NoticeKind.COMPLAINT_ANSWERED: Policy(Timing.AT_ONCE, 4),
    NoticeKind.TAKEN_OVER: Policy(Timing.AT_ONCE, 4),
    NoticeKind.RISK: Policy(Timing.LATER_SLOT, 4),
    NoticeKind.UNREACHABLE: Policy(Timing.LATER_SLOT, 4),
    NoticeKind.OUTAGE: Policy(Timing.AT_ONCE, 3),
    NoticeKind.SET_ASIDE: Policy(Timing.LATER_SLOT, 4),
    NoticeKind.RUNG: Policy(Timing.FIRST_SLOT, 6),
    NoticeKind.UNACKNOWLEDGED: Policy(Timing.FIRST_SLOT, 6),
    NoticeKind.URGED: Policy(Timing.AT_ONCE, 4),
    NoticeKind.TICKET: Policy(Timing.ANY_HOUR, 2),
    NoticeKind.ABSENCE: Policy(Timing.AT_ONCE, 4),
    NoticeKind.POST: Policy(Timing.FIRST_SLOT, 3),
    NoticeKind.UNATTENDED: Policy(Timing.FIRST_SLOT, 4),
    NoticeKind.LISTED: Policy(Timing.LATER_SLOT, 5),
    NoticeKind.UNTOLD: Policy(Timing.ANY_HOUR, 1),
    NoticeKind.EMERGENCY: Policy(Timing.ANY_HOUR, 1),
    NoticeKind.PAPER_PROPOSED: Policy(Timing.FIRST_SLOT, 5),
    NoticeKind.WEEKLY: Policy(Timing.LATER_SLOT, 6),
}


@dataclass(frozen=True, slots=True)
class Recipient:
    """The facts about a person that decide when they are written to."""

    id: str
    slot: time = SLOT  # where the day's slots begin
    told_today: bool = False  # they have had today's message; what goes at once stands beside it


@dataclass(frozen=True, slots=True)
class Delivery:
    at: Instant
    reason: Postponement | None  # None: now


def delivery(notice: Notice, to: Recipient, now: Instant, calendar: Calendar) -> Delivery:
    """Asked when the notice is queued (`now` is then its creation), and again when its instant has come: the person
    may have had today's message since, or a downtime may have moved it into the night."""
    timing = POLICIES[notice.kind].timing
    if timing is Timing.ANY_HOUR:
        return Delivery(max(notice.created_at, now), None)
    if timing is Timing.AT_ONCE:
        return _at_once(notice, to, now, calendar)
    if timing is Timing.LATER_SLOT:
        earliest = tomorrow_slot(to.id, notice.created_at, calendar, to.slot)
        if now < earliest:
            return Delivery(earliest, Postponement.SLOT)
    at = next_slot(to.id, now, calendar, heard_today=to.told_today, start=to.slot)
    return Delivery(at, _why(at, to, now, calendar))


def stood_still(
    notice: Notice, to: Recipient, now: Instant, until: Instant, calendar: Calendar
) -> Delivery | None:
    """An ordinary notice waits for the end of an emergency, whose day nobody knows while it runs: it is asked again at
    each slot. None for what goes out at any hour."""
    if POLICIES[notice.kind].timing is Timing.ANY_HOUR:
        return None
    from_then = now if until == FOR_EVER else max(now, until)
    return Delivery(tomorrow_slot(to.id, from_then, calendar, to.slot), Postponement.EMERGENCY)


def _at_once(notice: Notice, to: Recipient, now: Instant, calendar: Calendar) -> Delivery:
    """Today's message does not hold it back."""
    earliest = at_once(to.id, notice.created_at, calendar, to.slot)
    if now < earliest:
        waits = earliest - now > 2 * MINUTE
        return Delivery(earliest, Postponement.SLOT if waits else Postponement.TOGETHER)
    to = replace(to, told_today=False)
    at = next_slot(to.id, now, calendar, start=to.slot)
    return Delivery(at, _why(at, to, now, calendar))


def _why(at: Instant, to: Recipient, now: Instant, calendar: Calendar) -> Postponement | None:
    if at == now:
        return None
    today = calendar.day(now)
    if to.told_today and calendar.is_workday(today):
        return Postponement.TOLD_TODAY
    if calendar.day(at) != today:
        return Postponement.OFF_HOURS
    in_slot = at == calendar.at(today, slot(to.id, to.slot))
    return Postponement.SLOT if in_slot else Postponement.ON_THE_HOUR

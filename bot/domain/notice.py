"""A notice: one thing one person should hear. The notices of a slot become one message."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.calendar import MINUTE, Calendar, Instant
from bot.domain.ladder import Minutes, Occurrence, Rung, Workdays


class NoticeKind(StrEnum):
    RUNG = "rung"  # a rung of the ladder
    ASSIGN = "assign"  # "this is your part of the plan": acknowledge it
    PAST = "past"  # done on …, or a new date?
    REVIEW = "review"  # something waits for this reviewer
    DECISION = "decision"  # an extension, a decline waits for the coordinator
    OUTCOME = "outcome"  # what was decided about your item
    DIRECTED = "directed"  # what the leader decided about a talk you put before them
    NAMED = "named"  # a ruling names your unit, or no longer
    RULED = "ruled"  # a ruling about a task of your unit
    NEWS = "news"  # something changed on an item that you decided about
    WAITING = "waiting"  # another unit waits for yours
    HANDED = "handed"  # an item was handed to you
    TAKEN_OVER = "taken_over"  # your unit has an item of another unit from now on
    CHASE = "chase"  # by hand, now
    SUPPORT_ASKED = "support_asked"  # the lead of a task asks your unit how it supports it
    SUPPORT_ANSWERED = "support_answered"  # a supporting unit answered that
    SUPPORTED = "supported"  # a supporting unit wrote unasked
    COMPLAINT = "complaint"  # somebody complains or suggests something
    COMPLAINT_ANSWERED = "complaint_answered"  # your complaint was answered
    RISK = "risk"  # a report tells of a difficulty
    CORRECTION = "correction"  # what you were told was taken back
    UNTOLD = "untold"  # an emergency or a ticket did not reach somebody: telephone them
    UNREACHABLE = "unreachable"  # somebody cannot be reached
    OUTAGE = "outage"  # a channel is out of service, or about to be
    SET_ASIDE = "set_aside"  # a row that could not be dealt with
    URGED = "urged"  # the same by hand: acknowledge
    UNACKNOWLEDGED = "unacknowledged"  # somebody was asked to acknowledge their part and has not
    TICKET = "ticket"  # news of a ticket (交办单), at any hour
    ABSENCE = "absence"  # a colleague is away: who stands in, and the receipts at the end
    POST = "post"  # a liaison's post has changed hands: what is open
    UNATTENDED = "unattended"  # no liaison of a unit can be asked
    LISTED = "listed"  # a new list, or new items of one, concern your unit
    EMERGENCY = "emergency"  # 重污染应急响应: an order to sign, who is silent, what follows
    PAPER_PROPOSED = "paper_proposed"  # the air of the counties suggests a paper
    WEEKLY = "weekly"  # the leader's three lines


@dataclass(frozen=True, slots=True)
class Notice:
    """Unique by (assignment, rung, occurrence, person): queueing it twice changes nothing."""

    person: str
    kind: NoticeKind
    occurrence: str
    created_at: Instant
    deliver_at: Instant
    assignment: int = 0  # 0: about the plan or a person, not one item
    rung: Rung | None = None
    data: Mapping[str, object] = field(default_factory=dict)
    counted_from: date | None = None  # of a rung's notice: see `step`
    offset_workdays: int | None = None
    offset_minutes: int | None = None
    week: str = ""

    @property
    def step(self) -> Occurrence | None:
        """Which step of a ladder it is about; None where it is about none."""
        return occurrence_of(self.counted_from, self.offset_workdays, self.offset_minutes, self.week)


def columns_of(step: Occurrence) -> dict[str, Any]:
    """The columns of a notice that say which step it is about."""
    return {
        "counted_from": step.counted_from,
        "offset_workdays": step.offset.n if isinstance(step.offset, Workdays) else None,
        "offset_minutes": step.offset.n if isinstance(step.offset, Minutes) else None,
        "week": step.week,
    }


def occurrence_of(
    counted_from: date | None, workdays: int | None, minutes: int | None, week: str
) -> Occurrence | None:
    """From the columns."""
    if counted_from is None:
        return None
    if workdays is not None:
        return Occurrence(counted_from, Workdays(workdays))
    return Occurrence(counted_from, None if minutes is None else Minutes(minutes), week)


SLOT = time(8, 40)
SPREAD = 19  # minutes; the slot ends at 08:59
CLOSING = time(17, 30)  # a late message goes out at once until then, else in the next slot


def slot(person: str, start: time = SLOT) -> time:
    """The person's own minute: spread so that a city's phones do not ring at once, never at :00 or :30."""
    digest = hashlib.sha256(person.encode()).digest()
    at = datetime(2000, 1, 1, start.hour, start.minute) + timedelta(minutes=digest[0] % SPREAD)  # noqa: DTZ001
    if at.minute in (0, 30):
        at += timedelta(minutes=1)
    return at.time()


def next_slot(
    person: str, now: Instant, calendar: Calendar, *, heard_today: bool = False, start: time = SLOT
) -> Instant:
    """When a notice queued now is delivered: the person's next slot on a workday.

    A notice that comes to be after today's slot because the system was down goes out at once during working
    hours; but nobody is written to twice a day, so those who have heard today wait for the next workday.
    """
    today = calendar.day(now)
    if calendar.is_workday(today) and not heard_today:
        at = calendar.at(today, slot(person, start))
        if now <= at:
            return at
        if now < calendar.at(today, CLOSING):
            return now if calendar.local(now).minute not in (0, 30) else now + MINUTE
    return calendar.at(calendar.after(today, 1), slot(person, start))


def at_once(person: str, now: Instant, calendar: Calendar, start: time = SLOT) -> Instant:
    """When an answer to what the person sent goes out: from their slot to 17:30 with the next full minute, so that
    several answers of one minute are one message; else with the next message of a slot."""
    today = calendar.day(now)
    at = calendar.at(today, slot(person, start))
    if calendar.is_workday(today):
        if now < at:
            return at
        minute = now - now % MINUTE + MINUTE
        minute += MINUTE if calendar.local(minute).minute in (0, 30) else 0
        if minute < calendar.at(today, CLOSING):
            return minute
    return calendar.at(calendar.after(today, 1), slot(person, start))


def tomorrow_slot(person: str, now: Instant, calendar: Calendar, start: time = SLOT) -> Instant:
    """The next slot strictly after now: for what others did, which can wait."""
    today = calendar.day(now)
    at = calendar.at(today, slot(person, start))
    if calendar.is_workday(today) and now < at:
        return at
    return calendar.at(calendar.after(today, 1), slot(person, start))


def week_of(day: date) -> str:
    """2024-W02"""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"

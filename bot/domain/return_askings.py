"""A dated item is asked in its unit's quarterly return too, until its own ladder begins. Source: docs/adr/0045."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.assignment import Assignment
from bot.domain.calendar import Calendar
from bot.domain.ladder import DueStep, Ladder, due_steps, first_day
from bot.domain.period import Period, period_of
from bot.domain.plan import Every

DATED_EVERY = Every.QUARTER  # a unit with monthly duties is not asked monthly for what has a date of its own


@dataclass(frozen=True, slots=True)
class Asking:
    """One step of the ladder of returns, towards the due day of the period's return."""

    period: Period
    due: date
    rise: DueStep


def asked_in(a: Assignment, own: Ladder, returned: Ladder, period: Period, calendar: Calendar) -> bool:
    """Whether the return of the period asks the dated item `a`, whose own ladder is `own`. The return of a period that
    ended before the item was opened does not, nor does one that begins to be asked when `own` has begun; an item whose
    clock runs at another unit is not asked of its own, and a county that is only told a date answers its local work."""
    if a.recurring or a.told_only or not a.running or a.holder != a.unit or period.end < a.since:
        return False
    return first_day(returned, period.due(calendar), calendar) < first_day(own, a.due, calendar)


def askings(
    a: Assignment, own: Ladder, returned: Ladder, after: date, calendar: Calendar
) -> Iterator[Asking]:
    """Steps with after < day < first day of `own`, in time order. A report answers the return of every period that had
    ended by then: its further steps fall away."""
    begins = first_day(own, a.due, calendar)
    answered = calendar.day(a.reported_at) if a.reported_at is not None else date.min
    period = period_of(max(a.since, after - timedelta(days=92)), DATED_EVERY)
    while period.end < begins:
        if answered <= period.end and asked_in(a, own, returned, period, calendar):
            due = period.due(calendar)
            for rise in due_steps(returned, due, after, begins - timedelta(days=1), calendar):
                yield Asking(period, due, rise)
        period = period_of(period.end + timedelta(days=1), DATED_EVERY)

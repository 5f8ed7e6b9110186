"""Which rows count in lights, lists and figures (column `current`), and until which day that answer holds.

A period counts from the day on which it is asked; the first period of a work counts from its opening, so that the work
is never without a row. A missed period counts until it is filed or an act ends it. A settled one leaves the counts when
the next period of the same work is asked. Source: docs/adr/0037-a-missed-period-stays.md.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from bot.domain.period import following_end

DAY = timedelta(days=1)


class Countable(Protocol):
    """The fields of an assignment that decide whether it counts."""

    @property
    def recurring(self) -> bool: ...
    @property
    def running(self) -> bool: ...
    @property
    def dropped(self) -> bool: ...
    @property
    def first_period(self) -> bool: ...
    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Counting:
    """`counts` today, and the first day on which, without any event, the answer may differ."""

    counts: bool
    until: date | None = None


def counting(a: Countable, plan_end: date, today: date) -> Counting:
    """Pure: row, end of the plan, day. After the plan's last period no other is asked, so its rows stay."""
    if a.dropped:
        return Counting(False)
    if not a.recurring:
        return Counting(True)
    if today <= a.until:
        return Counting(a.first_period, a.until + DAY)
    if a.running or a.until >= plan_end:
        return Counting(True)
    next_asked = following_end(a.since, a.until) + DAY
    return Counting(True, next_asked) if today < next_asked else Counting(False)

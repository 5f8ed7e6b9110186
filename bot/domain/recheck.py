"""回头看: some days after a result was closed its reviewer is asked whether it still holds."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.assignment import Assignment
from bot.domain.calendar import Calendar


@dataclass(frozen=True, slots=True)
class RecheckRules:
    days: int = 30  # after closing; 0: only by hand
    percent: int = 10  # of the closed results


USUAL = RecheckRules()


def recheck_day(a: Assignment, closed_on: date, rules: RecheckRules, calendar: Calendar) -> date | None:
    """The workday on which the reviewer is asked; None where the result is not drawn. Drawn by item and round, so that
    doing it again draws the same."""
    if a.recurring or a.told_only or not rules.days or not _drawn(a, rules.percent):
        return None
    return calendar.not_before(closed_on + timedelta(days=rules.days))


def _drawn(a: Assignment, percent: int) -> bool:
    key = f"recheck {a.id} {a.rounds}"
    return hashlib.sha256(key.encode()).digest()[0] * 100 < percent * 256

"""Suspension (挂账): the clock of an item stands from one day to another.

The due date moves by the days for which the clock stood, so that the ladder goes on exactly where it was: an item that
was three days late is three days late on the day on which it is worked on again. `first_due` stays on every card.
Source: docs/adr/0051-a-suspended-item-goes-on-where-it-stood.md.
"""

from collections.abc import Sequence
from datetime import date

from bot.domain.assignment import Assignment, Event, Kind


def due_after(due: date, stopped: date, restart: date) -> date:
    """The due date of an item whose clock stood from `stopped` until `restart`."""
    return due + (restart - stopped)


def restarted_due(a: Assignment, restart: date) -> date:
    """The same, of an item that is suspended now."""
    assert a.suspended_on is not None
    return due_after(a.due, a.suspended_on, restart)


def reason_of(events: Sequence[Event]) -> str:
    """The words with which the last suspension was asked or set."""
    kinds = (Kind.SUSPENSION_ASKED, Kind.SUSPENDED)
    return next((one.words for one in reversed(events) if one.kind in kinds and one.words), "")

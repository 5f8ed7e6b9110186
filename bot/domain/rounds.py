"""Rounds of rework: each with its first and last day and the reason for which it began."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.assignment import Event, Kind, State
from bot.domain.fold import opened, step


@dataclass(frozen=True, slots=True)
class Round:
    number: int
    since: date
    until: date | None = None  # the day on which it was closed or returned; None while it runs
    reason: str = (
        ""  # why the item was returned or reopened; "" for the first round, and where it was forgotten
    )

    def days(self, today: date) -> int:
        return ((self.until or today) - self.since).days


def rounds(events: Sequence[Event]) -> tuple[Round, ...]:
    """Of the events of one item, the first round first. An undone return begins no round."""
    now = opened(events[0])
    found = [Round(1, events[0].day)]
    for event in events[1:]:
        then = step(now, event)
        if then.rounds > now.rounds and event.kind in (Kind.RETURNED, Kind.REOPENED):
            found[-1] = replace(found[-1], until=found[-1].until or event.day)
            found.append(Round(then.rounds + 1, event.day, None, event.words))
        elif then.rounds < now.rounds:
            found = found[: then.rounds + 1]
            found[-1] = replace(found[-1], until=None)
        if then.state in (State.CLOSED, State.EXCUSED):
            found[-1] = replace(found[-1], until=found[-1].until or event.day)
        elif found[-1].number == then.rounds + 1:
            found[-1] = replace(found[-1], until=None)
        now = then
    return tuple(found)

"""Whether two tickets are about the same place, and the how many-th there it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.calendar import DAY
from bot.domain.language.place_names import place_key
from bot.domain.tickets.ticket import Ticket
from bot.domain.tickets.ticket_times import whole_minute


@dataclass(frozen=True, slots=True)
class Repeat:
    """`nth`: among the tickets at its place within the days, itself included. `same_place`: the others."""

    nth: int
    same_place: tuple[str, ...]
    proposes_talk: bool


def repeat_of(ticket: Ticket, all_: Sequence[Ticket]) -> Repeat:
    """Exactly so many days to the minute still counts."""
    issued = whole_minute(ticket.issued_at)
    first = issued - ticket.terms.repeat_days * DAY
    before = [
        one
        for one in all_
        if one.number < ticket.number
        and one.counts
        and first <= whole_minute(one.issued_at) <= issued
        and same_place(one, ticket)
    ]
    nth = len(before) + 1
    proposes = ticket.counts and nth >= ticket.terms.repeat_times
    return Repeat(nth, tuple(one.name for one in sorted(before, key=lambda one: one.number)), proposes)


def same_place(one: Ticket, other: Ticket) -> bool:
    if one.subject.unit != other.subject.unit:
        return False
    keys = (place_key(ticket.subject.place, ticket.subject.unit) for ticket in (one, other))
    return len(set(keys)) == 1

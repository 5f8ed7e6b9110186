"""A ticket as `duban summary --json` and a rehearsal print it."""

from bot.domain.as_json import as_json
from bot.domain.calendar import Calendar, Instant
from bot.domain.tickets.ticket import PassedDown, Ticket
from bot.domain.tickets.ticket_places import Repeat
from bot.domain.tickets.ticket_times import TicketClock, ticket_clocks, township_clocks


def ticket_to_json(ticket: Ticket, repeat: Repeat, now: Instant, calendar: Calendar) -> dict[str, object]:
    """`late_minutes` of an open clock: as of `now`."""
    subject = ticket.subject
    clocks = (
        {"round": one.round, "name": one.name.value, **_times(one, now, calendar)}
        for one in ticket_clocks(ticket)
    )
    townships = zip(ticket.passed_to, township_clocks(ticket), strict=True)
    return {
        "id": ticket.name,
        "unit": subject.unit,
        "place": subject.place,
        "pollutant": subject.pollutant or None,
        "value": as_json(subject.value),
        "value_unit": subject.value_unit or None,
        "source": subject.source,
        "matter": subject.matter or None,
        "clue": subject.clue,
        "issued": _minute(ticket.issued_at, calendar),
        "state": ticket.state.value,
        "outcome": ticket.outcome.value if ticket.outcome else None,
        "round": ticket.round,
        "nth": repeat.nth,
        "same_place": list(repeat.same_place),
        "talk_proposed": repeat.proposes_talk,
        "passed_to": [_passed_down(one, clock, now, calendar) for one, clock in townships],
        "clocks": list(clocks),
    }


def _passed_down(one: PassedDown, clock: TicketClock, now: Instant, calendar: Calendar) -> dict[str, object]:
    return {
        "township": one.township,
        "at": _minute(one.at, calendar),
        "minutes": one.minutes,
        **_times(clock, now, calendar),
    }


def _times(clock: TicketClock, now: Instant, calendar: Calendar) -> dict[str, object]:
    return {
        "due": _minute(clock.due, calendar),
        "done": None if clock.done is None else _minute(clock.done, calendar),
        "late_minutes": clock.late_minutes(now),
    }


def _minute(at: Instant, calendar: Calendar) -> str:
    return f"{calendar.local(at):%Y-%m-%d %H:%M}"

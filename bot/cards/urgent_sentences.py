"""Tickets and emergencies in a paper's sentences: counts of the days that it is about, and each emergency as it was."""

from collections.abc import Iterator

from bot.cards.emergency_notices import at_text, level_name
from bot.cards.formatter import Formatter
from bot.cards.urgent_lines import overdue
from bot.domain.calendar import HOUR
from bot.domain.emergency.responses import EmergencyLife
from bot.domain.ledger import Ledger
from bot.domain.tickets.ticket import TicketState


def urgent_sentences(fmt: Formatter, found: Ledger) -> Iterator[str]:
    """Of the ledger's days: tickets issued in them, and emergencies that ran in them."""
    first, last = found.first.isoformat(), found.last.isoformat()
    tickets = [one for one in found.tickets if first <= str(one["issued"])[:10] <= last]
    if tickets:
        closed = sum(one["state"] == TicketState.CLOSED.value for one in tickets)
        late = sum(map(overdue, tickets))
        yield fmt.say(
            "paper.tickets", n=len(tickets), closed=closed, running=len(tickets) - closed, late=late
        )
    for life in found.emergencies:
        if _ran(fmt, life, found):
            yield _event(fmt, life, found)


def _ran(fmt: Formatter, life: EmergencyLife, found: Ledger) -> bool:
    one = life.emergency
    ended = fmt.calendar.day(one.ended if one.ended is not None else found.at)
    return fmt.calendar.day(one.started) <= found.last and ended >= found.first


def _event(fmt: Formatter, life: EmergencyLife, found: Ledger) -> str:
    one = life.emergency
    start = one.orders[0]
    highest = max((order.level for order in one.orders if order.level), key=lambda level: level.height)
    end = one.ended if one.ended is not None else found.at
    key = "paper.emergency_running" if one.running else "paper.emergency"
    return fmt.say(
        key, level=level_name(fmt, highest), started=at_text(fmt, one.started), number=start.number,
        ended=at_text(fmt, end), hours=round((end - one.started) / HOUR, 1), done=len(life.signatures),
        all=len(one.units), reports=sum(len(life.response(unit).reports or {}) for unit in one.units),
    )  # fmt: skip

"""The open tickets of a unit, in the daily message of those who answer for it."""

from collections.abc import Sequence

from bot.cards.callback_data import Verb
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import Formatter
from bot.cards.ticket_lines import list_line
from bot.domain.calendar import Instant
from bot.domain.tickets.ticket import Ticket
from bot.domain.tickets.ticket_rules import TicketRules
from bot.domain.tickets.ticket_times import nearest

LINES_AT_MOST = 4


def open_tickets(
    fmt: Formatter, tickets: Sequence[Ticket], now: Instant, rules: TicketRules
) -> ScreenBlock | None:
    """In the order given; None where there are none."""
    if not tickets:
        return None
    late = sum(bool(clock and clock.late_minutes(now)) for clock in map(nearest, tickets))
    title = fmt.say("ticket.day.title", n=len(tickets), late=late)
    lines = [list_line(fmt, one, nearest(one), now, rules) for one in tickets[:LINES_AT_MOST]]
    left = len(tickets) - len(lines)
    more = [fmt.say("ticket.day.more", n=left)] if left else []
    row = (fmt.button("button.tickets", Verb.TICKETS, 0),)
    return ScreenBlock(((title, *lines, *more), (title,)), (row,))

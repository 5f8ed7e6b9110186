"""Tickets and the emergency in one sentence each, as the summary counts them."""

from collections.abc import Mapping, Sequence
from typing import cast

from bot.cards.emergency_notices import level_name
from bot.cards.formatter import Formatter
from bot.domain.emergency.responses import EmergencyLife
from bot.domain.summary import Summary
from bot.domain.tickets.ticket import TicketState

Json = Mapping[str, object]


def urgent_lines(fmt: Formatter, s: Summary) -> list[str]:
    """Nothing of what there is none of."""
    life = s.emergency
    lines = [emergency_line(fmt, life)] if life and life.emergency.running else []
    return [*lines, *ticket_line(fmt, s.tickets)]


def emergency_line(fmt: Formatter, life: EmergencyLife) -> str:
    done, of = len(life.signatures), len(life.emergency.units)
    return fmt.say(
        "summary.emergency", level=level_name(fmt, life.emergency.level), done=done, all=of
    )  # fmt: skip


def ticket_line(fmt: Formatter, tickets: Sequence[Json]) -> list[str]:
    """交办单：在办3件，超时1件，已销号5件."""
    if not tickets:
        return []
    running = [one for one in tickets if one["state"] != TicketState.CLOSED.value]
    late = [one for one in running if overdue(one)]
    closed = len(tickets) - len(running)
    return [fmt.say("summary.tickets", n=len(running), late=len(late), closed=closed)]


def overdue(ticket: Json) -> bool:
    """A clock of it is late and still runs."""
    return any(not one["done"] and one["late_minutes"] for one in clocks(ticket))


def clocks(ticket: Json) -> Sequence[Json]:
    return cast(Sequence[Json], ticket["clocks"])

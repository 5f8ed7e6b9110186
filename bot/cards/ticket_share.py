"""核实: how many clues were looked into, and how many of them were true."""

from collections.abc import Iterable

from bot.cards.formatter import Formatter
from bot.domain.tickets.ticket import Ticket, TicketOutcome, TicketState


def clue_line(fmt: Formatter, tickets: Iterable[Ticket]) -> list[str]:
    """线索12条，已核实10条，属实8条（80.0%）; nothing where there are no clues."""
    clues = [one for one in tickets if one.subject.clue and one.state is not TicketState.WITHDRAWN]
    if not clues:
        return []
    judged = [one for one in clues if one.outcome]
    true = sum(one.outcome is TicketOutcome.CONFIRMED for one in judged)
    if not judged:
        return [fmt.say("ticket.clues_open", n=len(clues))]
    share = f"{true * 1000 / len(judged) / 10:.1f}"
    return [fmt.say("ticket.clues", n=len(clues), judged=len(judged), true=true, share=share)]

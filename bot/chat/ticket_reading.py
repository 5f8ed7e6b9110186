"""Reads what a ticket is about with the plan's units and the office's sources."""

from dataclasses import replace

from bot.chat.turn import Turn
from bot.domain.language.ticketing import TicketDraft, read_ticket
from bot.domain.plan import UnitKind
from bot.domain.tickets.ticket import TicketSubject


def counties(turn: Turn) -> list[str]:
    return [one.name for one in turn.context.plan.units if one.kind is UnitKind.COUNTY]


def read_draft(turn: Turn, text: str) -> TicketDraft:
    return read_ticket(text, list(turn.context.plan.unit), counties(turn), turn.context.tickets)


def read_subject(turn: Turn, words: str, before: TicketSubject) -> TicketSubject:
    """`before` with what the words say otherwise."""
    said = read_draft(turn, words)
    value = before.value if said.value is None else said.value
    value_unit = said.value_unit or before.value_unit
    if said.value is not None and said.pollutant and not said.value_unit:
        value_unit = turn.context.tickets.measure[said.pollutant].unit
    source = turn.context.tickets.source.get(said.source)
    return replace(
        before,
        unit=said.unit or before.unit,
        place=said.place or before.place,
        pollutant=said.pollutant or before.pollutant,
        value=value,
        value_unit=value_unit,
        source=said.source or before.source,
        clue=source.clue if source else before.clue,
        matter=said.matter or before.matter,
        where=said.where or before.where,
    )

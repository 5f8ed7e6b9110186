"""Whom to call about a unit: shown to the coordinator and to the unit's own head, and kept out of logs."""

from collections.abc import Sequence

from bot.domain.person import Person, Roster
from bot.domain.telephone import phones_for

NAMED_IN_FULL = 10  # units; of more, names and numbers would fill screens


def contacts(roster: Roster, reader: Person, unit: str, task: str) -> list[str]:
    """Name and telephone of its liaisons for the task, else of its heads."""
    people = roster.liaisons(unit, task) or roster.heads(unit)
    phones = phones_for(reader, people, unit)
    return [f"{person.name} {phones.get(person.id, '')}".strip() for person in people]


def silent_with_contacts(
    roster: Roster, reader: Person, units: Sequence[str], task: str, *, all_named: bool
) -> list[tuple[str, list[str]]]:
    """[(unit, its people), …]; the units alone where they are many and the people need not be called now."""
    named = all_named or len(units) <= NAMED_IN_FULL
    return [(unit, contacts(roster, reader, unit, task) if named else []) for unit in units]

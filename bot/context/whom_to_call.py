"""Whom to call about a unit: shown to the coordinator and to the unit's own head, and kept out of logs."""

from bot.domain.person import Roster


def contacts(roster: Roster, unit: str, task: str) -> list[list[str]]:
    """[[name, telephone], …] of its liaisons for the task, else of its heads."""
    people = roster.liaisons(unit, task) or roster.heads(unit)
    return [[person.name] for person in people]

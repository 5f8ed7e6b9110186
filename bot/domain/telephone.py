"""Telephone numbers of people.yaml: for who calls somebody that has not signed, and for nobody else."""

from collections.abc import Iterable, Mapping

from bot.domain.permissions import Action, refusal_in_plan
from bot.domain.person import Person


def phones_for(reader: Person, people: Iterable[Person], unit: str) -> Mapping[str, str]:
    """Person id → number, for the coordinator and for the unit's own head; empty for everybody else."""
    if refusal_in_plan(Action.SEE_TELEPHONE, reader, unit) is not None:
        return {}
    return {one.id: one.phone for one in people if one.phone}

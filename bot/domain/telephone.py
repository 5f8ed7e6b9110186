"""Telephone numbers of people.yaml: for who calls somebody that has not signed, and for nobody else."""

from collections.abc import Iterable, Mapping

from bot.domain.person import Person, Role


def phones_for(reader: Person, people: Iterable[Person], unit: str) -> Mapping[str, str]:
    """Person id → number, for the coordinator and for the unit's own head; empty for everybody else."""
    if not reader.holds(Role.COORDINATOR) and unit not in reader.units(Role.HEAD):
        return {}
    return {one.id: one.phone for one in people if one.phone}

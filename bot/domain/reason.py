"""Reasons: what a person gave for a return, a refusal or a chase, repeated in each reminder of that round."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.assignment import Assignment, Kind


@dataclass(frozen=True, slots=True)
class GivenReason:
    """What was decided, and the words given for it."""

    kind: Kind
    words: str


def standing_reasons(a: Assignment, given: Mapping[int, GivenReason]) -> tuple[GivenReason, ...]:
    """The reasons that hold now: of the last return or refusal until the item is submitted again, of a chase until the
    unit answers. `given`: by version of the event; words that were forgotten are missing there."""
    versions = (a.reason_event, a.refusal_event, a.chase_event)
    return tuple(given[version] for version in versions if version in given)

"""Complaints and suggestions (投诉建议, 国办函〔2026〕12号): who hears one, and how a stream names it.

Each is a stream of its own: made, answered or withdrawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.calendar import Instant
from bot.domain.person import Person, Role, Roster

PREFIX = "complaint:"


class ComplaintKind(StrEnum):
    COMPLAINT = "complaint"  # 投诉
    SUGGESTION = "suggestion"  # 建议
    OPINION = "opinion"  # 意见


@dataclass(frozen=True, slots=True)
class Complaint:
    """`away`: 回避, it is about the office itself and goes to the reviewer."""

    number: int
    kind: ComplaintKind
    by: str  # person id
    at: Instant
    day: date
    words: str
    away: bool = False
    withdrawn: bool = False
    answer: str = ""
    answered_by: str = ""
    answered_on: date | None = None

    @property
    def open(self) -> bool:
        return not self.withdrawn and self.answered_on is None


def stream_of(number: int) -> str:
    return f"{PREFIX}{number}"


def number_of(stream: str) -> int:
    """The number of the complaint whose stream it is; 0 for any other stream."""
    return int(stream.removeprefix(PREFIX)) if stream.startswith(PREFIX) else 0


def hearers(by: str, away: bool, roster: Roster) -> Sequence[Person]:
    """Who answers it: the coordinators; the reviewer where it is about their office, or where its author is the only
    coordinator. Nobody answers their own."""
    desks = (Role.REVIEWER,) if away else (Role.COORDINATOR, Role.REVIEWER)
    for role in desks:
        if found := [person for person in roster.holding(role) if person.id != by]:
            return found
    return ()

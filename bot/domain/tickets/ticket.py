"""A ticket (交办单) as its events have made it, and how its stream is named."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.domain.calendar import Instant

PREFIX = "ticket:"
_STREAM = re.compile(r"ticket:T([1-9][0-9]{0,6})")


class TicketState(StrEnum):
    ISSUED = "issued"  # 待签收
    SIGNED = "signed"  # 办理中
    IN_REVIEW = "in_review"  # 待复核
    RETURNED = "returned"  # 退回整改
    CLOSED = "closed"  # 销号
    WITHDRAWN = "withdrawn"  # 撤回: issued by mistake


class TicketOutcome(StrEnum):
    """What a closed ticket came to."""

    CONFIRMED = "confirmed"  # 属实，已整改
    UNFOUNDED = "unfounded"  # 不属实


class TalkState(StrEnum):
    """What was decided about a talk that the repeated place proposes."""

    ENDORSED = "endorsed"  # 提请领导
    SPARED = "spared"  # the coordinator does not put it before the leader
    AGREED = "agreed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class TicketSubject:
    """What a ticket is about. Decimals stay as they were said."""

    unit: str
    place: str
    source: str
    pollutant: str = ""  # code of a TicketMeasure; "" where the source measures none
    value: Decimal | None = None
    value_unit: str = ""
    matter: str = ""  # what else was said of it
    clue: bool = False
    where: str = ""  # a location that was sent along, as the chat shows it


@dataclass(frozen=True, slots=True)
class TicketTerms:
    """The settings at 交办: later changes of the settings move no clock."""

    sign_minutes: int
    feedback_minutes: int
    fix_minutes: int
    repeat_days: int
    repeat_times: int
    recheck_days: int = 0


@dataclass(frozen=True, slots=True)
class FixRound:
    """One round of 整改: from 交办, a return or a reopening, until it is handed in for review."""

    n: int
    begun_at: Instant
    done_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class PassedDown:
    """转乡镇: the township's own minutes; the unit still answers for the ticket."""

    township: str
    at: Instant
    minutes: int
    done_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """The fold of the ticket's events."""

    number: int
    subject: TicketSubject
    terms: TicketTerms
    state: TicketState
    version: int  # number of its events
    issued_at: Instant
    issued_by: str
    rounds: tuple[FixRound, ...]
    signed_at: Instant | None = None
    answered_at: Instant | None = None
    spoken_by: frozenset[str] = frozenset()  # whoever signed, answered or handed it in for the unit
    passed_to: tuple[PassedDown, ...] = ()
    told: frozenset[str] = frozenset()  # keys of the clocks whose end was told
    outcome: TicketOutcome | None = None
    closed_at: Instant | None = None
    recheck_on: date | None = None
    rechecking: bool = False
    talk: TalkState | None = None
    files: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"T{self.number}"

    @property
    def stream(self) -> str:
        return stream_of(self.number)

    @property
    def round(self) -> int:
        return self.rounds[-1].n

    @property
    def open(self) -> bool:
        return self.state not in (TicketState.CLOSED, TicketState.WITHDRAWN)

    @property
    def counts(self) -> bool:
        """Towards the tickets at its place: not one that was a mistake or turned out to be untrue."""
        return self.state is not TicketState.WITHDRAWN and self.outcome is not TicketOutcome.UNFOUNDED


def stream_of(number: int) -> str:
    return f"{PREFIX}T{number}"


def number_of(stream: str) -> int:
    """The number of the ticket whose stream it is; 0 for any other stream."""
    found = _STREAM.fullmatch(stream)
    return int(found[1]) if found else 0


def subject_data(subject: TicketSubject) -> dict[str, object]:
    """What an event keeps of it."""
    return {
        "unit": subject.unit,
        "place": subject.place,
        "source": subject.source,
        "pollutant": subject.pollutant,
        "value": None if subject.value is None else str(subject.value),
        "value_unit": subject.value_unit,
        "matter": subject.matter,
        "clue": subject.clue,
        "where": subject.where,
    }


def subject_from(data: Mapping[str, object]) -> TicketSubject:
    value = data["value"]
    return TicketSubject(
        str(data["unit"]), str(data["place"]), str(data["source"]), str(data["pollutant"]),
        None if value is None else Decimal(str(value)), str(data["value_unit"]), str(data["matter"]),
        bool(data["clue"]), str(data["where"]),
    )  # fmt: skip

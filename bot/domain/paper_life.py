"""A paper's life: drafted, edited by hand, issued under a number, voided. Its row is the fold of its events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.papers import PaperKind

PREFIX = "paper:"


class PaperState(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"
    VOIDED = "voided"
    DISCARDED = "discarded"  # a draft that nobody wants any more


PAPER_TRANSITIONS: Mapping[tuple[PaperState, Kind], PaperState] = {
    (PaperState.DRAFT, Kind.PAPER_EDITED): PaperState.DRAFT,
    (PaperState.DRAFT, Kind.PAPER_ISSUED): PaperState.ISSUED,
    (PaperState.DRAFT, Kind.PAPER_DISCARDED): PaperState.DISCARDED,
    (PaperState.ISSUED, Kind.PAPER_VOIDED): PaperState.VOIDED,
}


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """文号: 宛环委办〔2024〕3号."""

    series: str
    year: int
    n: int

    def __str__(self) -> str:
        return f"{self.series}〔{self.year}〕{self.n}号"


@dataclass(frozen=True, slots=True)
class OfficePaper:
    """A row of the register: the fold of the paper's events."""

    id: int
    kind: PaperKind
    title: str
    series: str
    unit: str  # addressee; "" for a bulletin
    task: str  # "" for a bulletin
    assignment: int | None
    state: PaperState
    version: int  # number of its events
    file: str  # sha256 of its latest text
    drafted_by: str
    drafted_at: Instant
    edited: bool = False  # a person has sent it back
    year: int | None = None
    n: int | None = None
    issued_by: str = ""
    issued_on: date | None = None
    voided_by: str = ""
    voided_on: date | None = None
    carries: str = ""  # ranks that it tells: bot.domain.air.told_ranks

    @property
    def number(self) -> DocumentNumber | None:
        """Taken when it was issued; kept when it was voided."""
        return DocumentNumber(self.series, self.year, self.n) if self.year and self.n else None

    @property
    def stream(self) -> str:
        return f"{PREFIX}{self.id}"


STATE_KEYS = {
    PaperState.DRAFT: "refused.paper_draft",
    PaperState.ISSUED: "refused.paper_issued",
    PaperState.VOIDED: "refused.paper_voided",
    PaperState.DISCARDED: "refused.paper_discarded",
}


def drafted(id_: int, event: Event) -> OfficePaper:
    """The paper that a PAPER_DRAFTED event begins."""
    raw = event.data
    return OfficePaper(
        id=id_,
        kind=PaperKind(str(raw["kind"])),
        title=str(raw["title"]),
        series=str(raw["series"]),
        unit=str(raw["unit"]),
        task=str(raw["task"]),
        assignment=int(str(raw["assignment"])) if raw["assignment"] else None,
        state=PaperState.DRAFT,
        version=1,
        file=str(raw["file"]),
        drafted_by=event.by,
        drafted_at=event.at,
        carries=str(raw.get("carries", "")),
    )


def step(before: OfficePaper, event: Event) -> OfficePaper:
    """The paper after the event. Raises Refused when PAPER_TRANSITIONS has no entry."""
    then = PAPER_TRANSITIONS.get((before.state, event.kind))
    if then is None:
        raise Refused(STATE_KEYS[before.state])
    after = replace(before, state=then, version=before.version + 1)
    match event.kind:
        case Kind.PAPER_EDITED:
            return replace(after, file=str(event.data["file"]), edited=True)
        case Kind.PAPER_ISSUED:
            year, n = (int(str(event.data[name])) for name in ("year", "n"))
            file = str(event.data["file"])
            return replace(after, file=file, year=year, n=n, issued_by=event.by, issued_on=event.day)
        case Kind.PAPER_VOIDED:
            return replace(after, voided_by=event.by, voided_on=event.day)
        case _:
            return after


def fold(id_: int, events: Iterable[Event]) -> OfficePaper:
    """Replays all events of a paper; the first is PAPER_DRAFTED."""
    lives = iter(events)
    paper = drafted(id_, next(lives))
    for event in lives:
        paper = step(paper, event)
    return paper

"""The port to Word files: a paper drafted, read when it comes back, and signed. An adapter is in bot/exports."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.domain.errors import Refused
from bot.domain.papers import PaperText

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class ReturnedPaper:
    """What a person's edited file holds."""

    title: str
    gaps: tuple[str, ...]  # 【…】 that nobody has filled in, in their order
    identifier: str  # of the draft it was made from; "" where the program that saved it dropped it


@dataclass(frozen=True, slots=True)
class Signature:
    number: str  # 宛环委办〔2024〕3号
    series: str  # 宛环委办: where the number belongs is found by it
    day: date
    signer: str  # for a form with 签发人


@dataclass(frozen=True, slots=True)
class DraftedPaper:
    body: bytes
    trouble: Refused | None = None  # with the office's own template: the shipped one was taken


class PaperDesk(Protocol):
    """Slow parts run outside the event loop. Refused says what is wrong with a file or template, and where."""

    async def draft(self, paper: PaperText, identifier: str) -> DraftedPaper:
        """The paper as a Word file, from its template."""
        ...

    async def read(self, body: bytes) -> ReturnedPaper:
        """Raises Refused for what is no Word file."""
        ...

    async def fill_gap(self, body: bytes, words: str) -> bytes:
        """The first gap replaced by the words. Raises Refused where there is none."""
        ...

    async def sign(self, body: bytes, signature: Signature) -> bytes:
        """Number, date and signer written into their places. Raises Refused where a place is missing."""
        ...

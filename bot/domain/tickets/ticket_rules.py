"""What an office sets for its tickets, and where findings come from. No minutes stand in the plan: unset, none is
issued."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.domain.tickets.ticket import TicketTerms

NEEDED = ("sign_minutes", "feedback_minutes", "fix_minutes")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a finding comes from. `measured`: it has a pollutant and a value. `clue`: whether it is true is found out,
    and the share of the confirmed ones is counted."""

    name: str
    words: tuple[str, ...] = ()
    measured: bool = True
    clue: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.words)


@dataclass(frozen=True, slots=True)
class TicketMeasure:
    """A pollutant as tickets name it: `code` in files, `name` for people, `unit` where none is said."""

    code: str
    name: str
    words: tuple[str, ...]
    unit: str


@dataclass(frozen=True)
class TicketRules:
    """Settings and data together. Minutes are None while nobody has set them: no ticket is issued then."""

    sign_minutes: int | None = None
    feedback_minutes: int | None = None
    fix_minutes: int | None = None
    repeat_days: int = 30
    repeat_times: int = 3
    recheck_days: int = 0
    sources: Sequence[Source] = ()
    measures: Sequence[TicketMeasure] = ()

    @cached_property
    def source(self) -> Mapping[str, Source]:
        return {one.name: one for one in self.sources}

    @cached_property
    def measure(self) -> Mapping[str, TicketMeasure]:
        return {one.code: one for one in self.measures}

    @property
    def unset(self) -> tuple[str, ...]:
        """Names of the settings without which no ticket is issued."""
        return tuple(f"tickets.{name}" for name in NEEDED if getattr(self, name) is None)

    def terms(self) -> TicketTerms | None:
        """What a ticket issued now runs on; None while minutes are unset."""
        if self.sign_minutes is None or self.feedback_minutes is None or self.fix_minutes is None:
            return None
        return TicketTerms(
            self.sign_minutes, self.feedback_minutes, self.fix_minutes, self.repeat_days, self.repeat_times,
            self.recheck_days,
        )  # fmt: skip


NO_TICKETS = TicketRules()
"""Nobody has set any minutes, and no sources are known."""

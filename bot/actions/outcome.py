"""The result of an action."""

from dataclasses import dataclass

from bot.context.ports import Change
from bot.domain.assignment import Assignment


@dataclass(frozen=True, slots=True)
class Outcome:
    """The assignments after the action, and the changes to commit.

    The caller commits the changes together with the inbound row and the answer.
    """

    after: tuple[Assignment, ...]
    changes: tuple[Change, ...]

    @property
    def one(self) -> Assignment:
        return self.after[0]

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.after + other.after, self.changes + other.changes)


NO_OUTCOME = Outcome((), ())

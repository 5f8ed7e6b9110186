"""One thing that a new version of a plan changes: its sentence, what fills it, and whose work it changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.domain.plan import Every, Strength


@dataclass(frozen=True, slots=True)
class ChangeSubject:
    """The task a change is in: by its id, and as the new version numbers and calls it (the old one, if it is gone)."""

    task: str
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class PlanChange:
    """`key` is the sentence, `args` fill it. About a task, a goal's scope, or else the plan as a whole."""

    key: str
    args: Mapping[str, object]
    touches: tuple[str, ...] = ()  # units whose work it changes; renumbering and renaming change nobody's
    about: ChangeSubject | None = None
    scope: str = ""

    def of(self, unit: str) -> "PlanChange":
        """As one of the units it touches is told of it: without the others that share its lot."""
        return replace(self, args={**self.args, "units": [unit]}) if "units" in self.args else self


READ: Mapping[str, Callable[[str], object]] = {  # by the argument's name; others are what JSON makes of them
    **dict.fromkeys(("due", "was_due", "start", "was_start", "end", "was_end"), date.fromisoformat),
    **dict.fromkeys(("every", "was_every"), Every),
    **dict.fromkeys(("strength", "was_strength"), Strength),
    **dict.fromkeys(("value", "was_value"), Decimal),
}


def to_data(change: PlanChange) -> dict[str, object]:
    """As a notice keeps it until it is told."""
    about = change.about
    return {
        "key": change.key,
        "args": {name: str(value) if name in READ else value for name, value in change.args.items()},
        "about": [about.task, about.number, about.title] if about else None,
        "scope": change.scope,
    }


def from_data(data: Mapping[str, object]) -> PlanChange:
    """`touches` is lost: it was for finding whom to tell."""
    args, about = data["args"], data["about"]
    assert isinstance(args, dict)
    read = {name: READ[name](value) if name in READ else value for name, value in args.items()}
    return PlanChange(
        str(data["key"]),
        read,
        (),
        ChangeSubject(*about) if isinstance(about, list) else None,
        str(data["scope"]),
    )

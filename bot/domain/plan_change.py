"""PlanChange: one change of a new plan version, with its sentence and the units whose work changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.domain.plan import Every, Strength


@dataclass(frozen=True, slots=True)
class ChangeSubject:
    """The task a change belongs to, with number and title of the new version; of the old one if it was removed.
    `number`: 0 for a safeguard, which has none among the tasks."""

    task: str
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class PlanChange:
    """`key` and `args` make the sentence. It is about a task (`about`), a goal (`scope`), or the plan itself."""

    key: str
    args: Mapping[str, object]
    touches: tuple[str, ...] = ()  # units whose work changes; empty for renumbering and renaming
    about: ChangeSubject | None = None
    scope: str = ""

    def for_unit(self, unit: str) -> "PlanChange":
        """The change as shown to one unit: without the other affected units."""
        return replace(self, args={**self.args, "units": [unit]}) if "units" in self.args else self


# By argument name; other arguments stay as JSON values.
PARSERS: Mapping[str, Callable[[str], object]] = {
    **dict.fromkeys(("due", "was_due", "start", "was_start", "end", "was_end"), date.fromisoformat),
    **dict.fromkeys(("every", "was_every"), Every),
    **dict.fromkeys(("strength", "was_strength"), Strength),
    **dict.fromkeys(("value", "was_value"), Decimal),
}


def to_data(change: PlanChange) -> dict[str, object]:
    """The change as JSON values, stored in a notice."""
    about = change.about
    return {
        "key": change.key,
        "args": {name: str(value) if name in PARSERS else value for name, value in change.args.items()},
        "about": [about.task, about.number, about.title] if about else None,
        "scope": change.scope,
    }


def from_data(data: Mapping[str, object]) -> PlanChange:
    """Reads `to_data`; `touches` is not stored and stays empty."""
    args, about = data["args"], data["about"]
    assert isinstance(args, dict)
    read = {name: PARSERS[name](value) if name in PARSERS else value for name, value in args.items()}
    return PlanChange(
        str(data["key"]),
        read,
        (),
        ChangeSubject(*about) if isinstance(about, list) else None,
        str(data["scope"]),
    )

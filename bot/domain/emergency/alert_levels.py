"""The level that a forecast of daily AQI reaches, by rules that are data: each plan for emergencies has its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class AlertLevel(StrEnum):
    """Lowest first."""

    YELLOW = "yellow"  # Ⅲ级
    ORANGE = "orange"  # Ⅱ级
    RED = "red"  # Ⅰ级

    @property
    def height(self) -> int:
        return list(AlertLevel).index(self)


@dataclass(frozen=True, slots=True)
class RunOfDays:
    """At least `days` days in a row, each with an AQI over `over`; inside them a run of `including`, where given."""

    over: int
    days: int
    including: "RunOfDays | None" = None

    def is_met_by(self, forecast: Sequence[int]) -> bool:
        return any(self._enough(run) for run in self._runs(forecast))

    def _enough(self, run: Sequence[int]) -> bool:
        return len(run) >= self.days and (self.including is None or self.including.is_met_by(run))

    def _runs(self, forecast: Sequence[int]) -> list[list[int]]:
        """The longest stretches of days over the value."""
        runs: list[list[int]] = [[]]
        for value in forecast:
            if value > self.over:
                runs[-1].append(value)
            elif runs[-1]:
                runs.append([])
        return runs


LevelRules = Mapping[AlertLevel, Sequence[RunOfDays]]


def level_of(forecast: Sequence[int], rules: LevelRules) -> AlertLevel | None:
    """The highest level of which one rule holds; None where none does. `forecast`: one value a day, in their order."""
    reached = [level for level, runs in rules.items() if any(run.is_met_by(forecast) for run in runs)]
    return max(reached, key=lambda level: level.height, default=None)

"""Measured and counted values of a report: what was read, of how many, and whether it meets its target."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

FULFILS = {
    ">=": lambda value, aim: value >= aim,
    ">": lambda value, aim: value > aim,
    "<=": lambda value, aim: value <= aim,
    "<": lambda value, aim: value < aim,
    "=": lambda value, aim: value == aim,
}


class Verdict(StrEnum):
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Measurement:
    """One value as a person reported it, in the unit of the plan.

    A measured value stands alone (235 万千瓦). A counted one has its total in `of` (39 of 200 家); the share is never
    stored, because a rounded share can contradict the verdict. `verdict` is None while the day or period of
    the target has not come, or where the plan sets no target.
    """

    value: Decimal
    unit: str = ""
    name: str = ""  # the indicator, or the words that name the amount
    of: Decimal | None = None
    verdict: Verdict | None = None
    target: Decimal | None = None  # in `unit`; of a counted value in per cent

    @property
    def percent(self) -> Decimal | None:
        """The share of a counted value, unrounded; None for a measured one or a total of 0."""
        return Decimal(100) * self.value / self.of if self.of else None

    def to_json(self) -> dict[str, str | None]:
        """Decimals as text, so that 235.10 stays 235.10."""
        return {
            "name": self.name,
            "value": str(self.value),
            "unit": self.unit,
            "of": None if self.of is None else str(self.of),
            "verdict": self.verdict,
            "target": None if self.target is None else str(self.target),
        }


def measurement_from_json(row: Mapping[str, object]) -> Measurement:
    """Reads what `to_json` wrote into an event."""
    return Measurement(
        value=Decimal(str(row["value"])),
        unit=str(row.get("unit", "")),
        name=str(row.get("name", "")),
        of=decimal_or_none(row.get("of")),
        verdict=Verdict(str(row["verdict"])) if row.get("verdict") else None,
        target=decimal_or_none(row.get("target")),
    )


def decimal_or_none(text: object) -> Decimal | None:
    return None if text is None else Decimal(str(text))

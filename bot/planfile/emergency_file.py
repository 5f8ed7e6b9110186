"""plan/emergency.yaml → how emergencies are dealt with. An office's own file replaces the keys that it names."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from bot.domain.emergency.alert_levels import AlertLevel, RunOfDays
from bot.domain.emergency.emergency_rules import EmergencyRules
from bot.i18n import Language
from bot.planfile.over_shipped import over, read_keys
from bot.planfile.scalars import FileRow, Text, read_whole
from bot.planfile.yaml import rows_of
from bot.planfile.yaml_tree import Tree

HIGHEST_AQI = 500
MOST_DAYS = 30


def _between(least: int, most: int) -> BeforeValidator:
    def read(value: object) -> int:
        if not least <= (whole := read_whole(value)) <= most:
            raise PydanticCustomError("out_of_range", "out of range", {"start": least, "end": most})
        return whole

    return BeforeValidator(read)


class InnerRunRow(FileRow):
    over: Annotated[int, _between(0, HIGHEST_AQI)]
    days: Annotated[int, _between(1, MOST_DAYS)]


class RunOfDaysRow(InnerRunRow):
    including: InnerRunRow | None = Field(default=None, alias="with")


Runs = Annotated[list[RunOfDaysRow], Field(min_length=1)]


class LevelsRow(FileRow):
    yellow: Runs | None = None
    orange: Runs | None = None
    red: Runs | None = None


class SignersRow(FileRow):
    yellow: list[Text] = Field(default=[])
    orange: list[Text] = Field(default=[])
    red: list[Text] = Field(default=[])


class EmergencyRulesRow(FileRow):
    levels: LevelsRow
    signers: SignersRow
    follow_up: list[Text]
    task: Text | None


def read_emergency_rules(shipped: Path, own: Path | None, language: Language) -> EmergencyRules:
    """Raises Invalid with every mistake of the first file that has any."""
    tree = read_keys(shipped, language)
    rules = _rules(tree, shipped, language)
    return _rules(over(tree, read_keys(own, language)), own, language) if own else rules


def _rules(tree: Tree, file: Path, language: Language) -> EmergencyRules:
    row = rows_of(EmergencyRulesRow, tree, str(file), language, lambda _: ())
    levels = {
        level: tuple(map(_run, runs)) for level in AlertLevel if (runs := getattr(row.levels, level.value))
    }
    signers: Mapping[AlertLevel, tuple[str, ...]] = {
        level: tuple(names) for level in AlertLevel if (names := getattr(row.signers, level.value))
    }
    return EmergencyRules(levels, tuple(row.follow_up), row.task or "", signers)


def _run(row: RunOfDaysRow) -> RunOfDays:
    inner = row.including
    return RunOfDays(row.over, row.days, RunOfDays(inner.over, inner.days) if inner else None)

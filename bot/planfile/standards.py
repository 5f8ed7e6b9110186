"""plan/standards.yaml → the national standards, and the checks that its rows must pass."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.domain.air.pollutant import POLLUTANTS, Pollutant
from bot.domain.air.standards import GradeLimits, IndexTable, Standards, StatisticsRules
from bot.i18n import Language
from bot.planfile.problems import Flaw
from bot.planfile.scalars import Day, FileRow, Text, Whole
from bot.planfile.validate import read_text
from bot.planfile.yaml import load_rows
from bot.planfile.yaml_tree import Path as TreePath
from bot.planfile.yaml_tree import Tree

Points = Annotated[list[Whole], Field(min_length=2)]


class AnnualRow(FileRow):
    so2: Whole
    no2: Whole
    pm10: Whole
    pm25: Whole


class SixRow(AnnualRow):
    co: Whole
    o3: Whole


class BeyondRow(FileRow):
    so2: Whole | None
    no2: Whole | None
    pm10: Whole | None
    pm25: Whole | None
    co: Whole | None
    o3: Whole | None


class PointsRow(FileRow):
    so2: Points
    no2: Points
    pm10: Points
    pm25: Points
    co: Points
    o3: Points


class DatedRow(FileRow):
    start: Day = Field(alias="from")
    name: Text
    source: Text


class LimitsRow(DatedRow):
    annual: AnnualRow
    daily: SixRow


class ValidDaysRow(FileRow):
    year: Whole
    month: Whole
    february: Whole


class StatisticsRow(DatedRow):
    percentiles: SixRow
    valid_days: ValidDaysRow


class IndexRow(DatedRow):
    iaqi: Points
    points: PointsRow
    beyond: BeyondRow


class StandardsRow(FileRow):
    limits: Annotated[list[LimitsRow], Field(min_length=1)]
    statistics: Annotated[list[StatisticsRow], Field(min_length=1)]
    index: Annotated[list[IndexRow], Field(min_length=1)]


def read_standards(path: Path, language: Language) -> Standards:
    """Raises Invalid with every mistake of the file."""
    return load_standards(read_text(path, language), str(path), language)


def load_standards(text: str, file_name: str, language: Language) -> Standards:
    rows = load_rows(StandardsRow, text, file_name, language, check_standards)
    return Standards(
        tuple(GradeLimits(row.start, row.name, _by(row.annual), _by(row.daily)) for row in rows.limits),
        tuple(_statistics(row) for row in rows.statistics),
        tuple(_table(row) for row in rows.index),
    )


def _by(row: FileRow) -> Mapping[Pollutant, int]:
    return {Pollutant(name): value for name, value in row}


def _statistics(row: StatisticsRow) -> StatisticsRules:
    days = row.valid_days
    return StatisticsRules(row.start, _by(row.percentiles), days.year, days.month, days.february)


def _table(row: IndexRow) -> IndexTable:
    points = {one: tuple(getattr(row.points, one)) for one in POLLUTANTS}
    beyond = {one: getattr(row.beyond, one) for one in POLLUTANTS}
    return IndexTable(row.start, tuple(row.iaqi), points, beyond)


def check_standards(tree: Tree) -> Iterator[Flaw]:
    for name in StandardsRow.model_fields:
        yield from _in_order(tree, name, "*", "from")
    for path, _ in tree.each("index", "*"):
        yield from _points_fit(tree, path)


def _in_order(tree: Tree, *pattern: str) -> Iterator[Flaw]:
    """Days one below the other, none twice."""
    before = ""
    for path, value in tree.each(*pattern):
        if isinstance(value, str):
            if value <= before:
                yield Flaw(tree.place(path), "day_not_later", {"word": value, "first": before})
            before = value


def _points_fit(tree: Tree, row: TreePath) -> Iterator[Flaw]:
    """Points rise, and each stands for an index."""
    indices = tree.at((*row, "iaqi"))
    most = len(indices) if isinstance(indices, list) else 0
    for name in ("iaqi", *(f"points.{one}" for one in POLLUTANTS)):
        path = (*row, *name.split("."))
        points = tree.at(path)
        if not isinstance(points, list) or not all(isinstance(one, str) and one.isdigit() for one in points):
            continue  # told by the shape
        numbers = [int(one) for one in points]
        if sorted(set(numbers)) != numbers or len(numbers) > most:
            yield Flaw(tree.place(path), "points_not_rising", {"key": name, "most": most})

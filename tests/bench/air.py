"""Two years of seventeen places and the city, checked by the command as a person calls it."""

import csv
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import perf_counter

from openpyxl import Workbook

from bot.domain.air.air_reading import WHOLE_CITY
from bot.domain.plan import UnitKind
from tests.bench.table import Line
from tests.builders import SEED, seed_plan

START, DAYS = date(2024, 1, 1), 731
AT_MOST = 2.0  # s for 13,158 rows
HEAD = ("date", "place", "so2", "no2", "pm10", "pm25", "co", "o3", "aqi", "note", "status", "recorded")

Cells = list[str | int | float]


async def air(folder: Path, repetitions: int, days: int = DAYS) -> list[Line]:
    rows = list(readings(days))
    lines = []
    for file, most in ((_csv(folder / "air.csv", rows), AT_MOST), (_xlsx(folder / "air.xlsx", rows), None)):
        line = Line(f"{len(rows):,} readings of the air checked, {file.suffix[1:].upper()}", "s", most=most)
        line.ours += [_seconds(file) for _ in range(repetitions)]
        lines.append(line)
    return lines


def readings(days: int) -> list[Cells]:
    """Each day another in each place."""
    dice = Random(7)
    counties = [unit.name for unit in seed_plan().units if unit.kind is UnitKind.COUNTY]
    rows: list[Cells] = []
    for at in range(days):
        for place in (*counties, WHOLE_CITY):
            fine = dice.randint(5, 90)
            gases = dice.randint(3, 20), dice.randint(5, 60)
            others = dice.randint(3, 15) / 10, dice.randint(20, 200)
            day = str(START + timedelta(days=at))
            rows.append(
                [day, place, *gases, fine + dice.randint(5, 90), fine, *others, "", "", "audited", ""]
            )
    return rows


def _csv(file: Path, rows: list[Cells]) -> Path:
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([HEAD, *rows])
    return file


def _xlsx(file: Path, rows: list[Cells]) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEAD)
    for day, *cells in rows:
        sheet.append([date.fromisoformat(str(day)), *cells])
    book.save(file)
    return file


def _seconds(file: Path) -> float:
    command = [sys.executable, "-m", "bot", "readings", "check", str(file), "--plan", str(SEED), "--json"]
    began = perf_counter()
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return perf_counter() - began

"""The office of the air hands its tables over in a chat: what it reads, and what the counties hear, on each channel."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.domain.air.air_reading import AirReading
from bot.domain.air.share_goal import ShareGoal
from bot.domain.person import Person
from bot.domain.plan import Measure
from bot.queries.summary import summarize
from tests.contracts.air_office import CITY, COUNTY, OFFICE, Row, air_plan, as_csv, as_xlsx, counties, rows
from tests.contracts.talk import Talk, in_browser, on_telegram
from tests.domain.air.given import rules

SIDES = {"browser": in_browser, "telegram": on_telegram}
FORMATS: dict[str, Callable[[Sequence[Row]], bytes]] = {"air.csv": as_csv, "air.xlsx": as_xlsx}


@dataclass
class Desk:
    """What people of the plan do and read on one channel; people by their units."""

    talk: Talk
    people: dict[str, Person]

    async def hand_over(self, name: str, table: Sequence[Row]) -> str:
        body = FORMATS[name](table)
        return await self._read_then(self.talk.hand_over(self.people[OFFICE], name, body))

    async def press(self, label: str) -> str:
        person = self.people[OFFICE]
        pressed = self.talk.town.phone(person.id)[-1]
        button = next(one for row in pressed.card.buttons for one in row if one.text == label)
        return await self._read_then(self.talk.press(person, pressed, button))

    async def _read_then(self, deed: Any) -> str:
        """The answer, as it stands before the office."""
        await deed
        return (await self.talk.read(self.people[OFFICE]))[-1]

    async def enter(self, table: Sequence[Row]) -> str:
        """What would change; entered by one tap."""
        shown = await self.hand_over("air.csv", table)
        await self.press("导入")
        return shown

    async def heard(self, unit: str) -> str:
        """All that stands before the unit's liaison."""
        return "\n".join(await self.talk.read(self.people[unit]))


@asynccontextmanager
async def desk(folder: Path, side: str, golive: str) -> AsyncIterator[Desk]:
    async with SIDES[side](folder, None, air_plan(), golive) as talk:
        talk.town.contexts.use(air_rules=rules)
        roster = (await talk.town.contexts.current()).roster
        yield Desk(talk, {unit: person for person in roster.people for unit in person.units()})


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("side", SIDES)
async def test_a_month_of_all_counties_is_shown_and_entered_by_one_tap(
    side: str, name: str, tmp_path: Path
) -> None:
    january = [row for one in counties() for row in rows("2024-01-01", "2024-01-31", one.name, 30)]
    async with desk(tmp_path, side, "2024-01-31") as office:
        await office.talk.town.sleep_until("2024-02-01", "10:00")
        shown = await office.hand_over(name, january)
        assert "17个地区" in shown and "527" in shown
        assert await _read(office) == ()
        assert "已导入" in await office.press("导入")
        read = await _read(office)
        assert len(read) == 527 and {one.place for one in read} == {one.name for one in counties()}
        assert "没有变化" in await office.hand_over(name, january)


@pytest.mark.parametrize("side", SIDES)
async def test_a_correction_in_march_changes_an_attainment_and_marks_the_rank_that_was_sent(
    side: str, tmp_path: Path
) -> None:
    year = [*rows("2024-01-01", "2024-12-31", COUNTY, 34), *rows("2024-01-01", "2024-12-31", "西峡县", 35)]
    async with desk(tmp_path, side, "2024-12-30") as office:
        town = office.talk.town
        await town.sleep_until("2025-01-02", "09:10")
        await office.enter(year)
        await town.sleep_until("2025-01-03", "10:00")
        told = await office.heard(COUNTY)
        assert "桐柏县2024年：六项全部达标" in told and "县市区第1名" in told and "已更正" not in told
        await town.sleep_until("2025-03-10", "09:10")
        assert "达标→不达标" in await office.enter(rows("2024-12-01", "2024-12-31", COUNTY, 59))
        await town.sleep_until("2025-03-10", "10:00")
        told = await office.heard(COUNTY)
        assert "已更正：桐柏县2024年：六项中五项达标，细颗粒物36" in told
        assert "县市区第2名（原告知：" in told
        assert "已更正" not in await office.heard("方城县")  # nobody told it a figure


@pytest.mark.parametrize("side", SIDES)
async def test_the_third_heavy_day_breaks_the_goal_exactly_and_not_by_rounding(
    side: str, tmp_path: Path
) -> None:
    async with desk(tmp_path, side, "2025-12-31") as office:
        await office.talk.town.sleep_until("2026-01-05", "09:10")
        first = [
            *rows("2025-01-01", "2025-01-02", CITY, 30, 201),
            *rows("2025-01-03", "2025-12-31", CITY, 30, 80),
        ]
        await office.enter(first)
        assert await _heavy_days(office) == ("met", "met")
        await office.enter(rows("2025-01-03", "2025-01-03", CITY, 30, 201, "audited"))
        assert await _heavy_days(office) == ("missed", "met")


async def _read(office: Desk) -> tuple[AirReading, ...]:
    air = (await office.talk.town.contexts.current()).air
    assert air
    return air.readings


async def _heavy_days(office: Desk) -> tuple[str, ...]:
    """Exactly, and rounded."""
    town = office.talk.town
    summary = await summarize(town.store, await town.contexts.current(), town.now)
    (goal,) = (one for one in summary.goals if one.measure is Measure.HEAVY_DAYS)
    assert isinstance(goal, ShareGoal) and goal.ways
    return tuple(way.state for way in goal.ways.values())

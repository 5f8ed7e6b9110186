"""预警提醒 about an item: target, last reading, what was to be expected and what is missing, as its card says them."""

from pathlib import Path

from bot.domain.plan import UnitRole
from tests.builders import City, city, seed_plan
from tests.chat.test_papers import file_of
from tests.exports.word_reading import text_of

ENERGY = "市发展改革委"


async def _warned(town: City, unit: str, task: str) -> tuple[str, str]:
    """The item's card, and the paper."""
    rows = [a for a in await town.assignments(unit=unit, task=task) if a.role is UnitRole.LEAD]
    card = await town.press_payload("coordinator", f"card:{rows[0].id}")
    paper = await town.press_payload("coordinator", f"warn:{rows[0].id}")
    return card.text, text_of((await file_of(town, paper)).body)


async def test_a_warning_tells_the_readings_of_its_card_and_what_is_missing(tmp_path: Path) -> None:
    async with city(tmp_path, seed_plan(), start="2023-11-30") as town:
        await town.go_live("2023-12-01")
        await town.sleep_until("2024-01-04", "10:00")
        energy = next(p.id for p in (await town.contexts.current()).roster.liaisons(ENERGY, ""))
        assert "监测读数" not in (await _warned(town, ENERGY, "5"))[1]  # nothing is known yet
        await town.say(energy, "5 风电装机200万千瓦")
        await town.sleep_until("2024-07-05", "10:00")
        await town.say(energy, "5 风电装机212万千瓦")
        card, paper = await _warned(town, ENERGY, "5")
        (figures,) = (line for line in paper.splitlines() if line.startswith("监测读数：风电装机"))
        on_card = next(line for line in card.splitlines() if "风电装机212万千瓦" in line)
        assert on_card.split("风电装机", 1)[1] in figures
        assert "目标260万千瓦" in figures and "距目标还差48万千瓦。" in figures and "目前应有" in figures

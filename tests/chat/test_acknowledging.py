"""签收, once a person and plan version, whenever it is tapped."""

from pathlib import Path

from tests.builders import buttons, city, small_plan

LIAISON = "u02-liaison"


async def test_an_acknowledgement_before_the_first_day_counts(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2023-10-30") as town:
        await town.say(LIAISON, "/start")
        await town.press(LIAISON, "签收")
        await town.go_live("2023-11-01")
        await town.sleep_until("2023-11-10")
        assert LIAISON in await town.store.read(str, "acknowledged")
        welcome = await town.say(LIAISON, "/start")
        assert not any("签收" in one.text for one in buttons(welcome))  # it is not asked again


async def test_an_acknowledgement_after_the_asking_counts(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2023-10-30") as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2023-11-02")
        assert LIAISON not in await town.store.read(str, "acknowledged")
        await town.press(LIAISON, "签收")
        assert LIAISON in await town.store.read(str, "acknowledged")

"""What came with reports: on the item's card for whoever may see the item, and for nobody else."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cards.item_files import FILES_AT_MOST
from bot.context.ports import Attachment
from tests.builders import City, buttons, city, small_plan

LEAD, EPB, COUNTY = "u02-liaison", "u01-liaison", "c01-liaison"


def file(n: int) -> Attachment:
    return Attachment(f"现场{n}.pdf", "application/pdf", f"%PDF-{n}".encode())


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    """The boilers' second reminder has gone out."""
    async with city(tmp_path, small_plan()) as founded:
        await founded.go_live("2023-11-01")
        await founded.sleep_until("2023-12-18", "10:00")
        yield founded


async def boilers(town: City) -> str:
    return str((await town.milestone("1.1", "市城市管理局")).id)


async def bodies(town: City, sha256s: tuple[str, ...]) -> list[bytes]:
    return [await town.store.one(bytes, "attachment_body", sha256=one) or b"" for one in sha256s]


async def test_without_files_there_is_no_button_for_them(town: City) -> None:
    card = await town.press_payload(LEAD, f"card:{await boilers(town)}")
    assert not any("附件" in one.text for one in buttons(card))


@pytest.mark.parametrize("person", [LEAD, "u02-head", "coordinator"])
async def test_whoever_may_see_the_item_is_handed_its_files(town: City, person: str) -> None:
    await town.say(LEAD, "进度50%", files=(file(1), file(2)))
    await town.press_payload(person, f"card:{await boilers(town)}")
    card = await town.press(person, "附件（2）")
    assert card.title.endswith("附件2份")
    assert await bodies(town, card.files) == [file(1).body, file(2).body]
    assert (await town.press(person, "详情")).assignments == card.assignments


async def test_nobody_else_is_however_they_ask(town: City) -> None:
    await town.say(LEAD, "进度50%", files=(file(1),))
    card = await town.press_payload(COUNTY, f"files:{await boilers(town)}")
    assert (card.files, "市城市管理局" in card.text) == ((), True)


async def test_of_many_the_latest_are_handed_over(town: City) -> None:
    for n in range(FILES_AT_MOST + 2):
        await town.say(LEAD, f"进度{n + 10}%", files=(file(n),))
    card = await town.press_payload(LEAD, f"files:{await boilers(town)}")
    assert await bodies(town, card.files) == [file(n).body for n in range(2, FILES_AT_MOST + 2)]
    assert card.title.endswith("附件12份") and card.lines[0] == "以下为最近10份。"
    assert card.lines[1].startswith("现场2.pdf（1 KB），市城市管理局联络员，12月18日 10:00，SHA-256：")


async def test_files_of_what_was_taken_back_are_gone(town: City) -> None:
    await town.say(LEAD, "进度50%", files=(file(1),))
    shown = await town.press_payload(LEAD, f"card:{await boilers(town)}")
    await town.say(LEAD, "撤销")
    again = await town.press_payload(LEAD, f"files:{await boilers(town)}")
    assert any("附件" in one.text for one in buttons(shown))
    assert again.title == "该项已没有附件，可能已被撤销。"

"""/ledger: a file in the chat of whoever asked, of what they may see."""

import asyncio
from pathlib import Path

from bot.cards.card import Card
from tests.builders import City, city, small_plan
from tests.exports.ledgers import SheetRead, read_back

LIAISON, COORDINATOR = "u02-liaison", "coordinator"


async def asked(town: City, person: str, words: str) -> Card:
    """The answer, and then the file's message."""
    before = len(town.phone(person))
    await town.say(person, words)
    await asyncio.gather(*town.chat.pending)
    await town.play.settle()
    answer, *more = [message.card for message in town.phone(person)[before:]]
    assert "正在生成督办台账" in answer.title
    return more[-1]


def opened(town: City, card: Card) -> dict[str, SheetRead]:
    [(body,)] = town.rows("SELECT body FROM attachment WHERE sha256 = ?", *card.files)
    return read_back(bytes(body))  # type: ignore[arg-type]


async def test_the_coordinator_gets_the_whole_and_each_part(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan()) as town:
        await town.go_live("2023-12-01")
        await town.sleep_until("2024-01-11", "10:00")
        whole = await asked(town, COORDINATOR, "导出台账")
        assert whole.title.startswith("督办台账（全方案），截至2024年1月11日 10:00：共19项")
        assert "行摘要" in whole.lines[0]
        book = opened(town, whole)
        assert len(book["督办台账"].rows) == 19
        assert {line["亮灯"] for line in book["例外清单"].rows} == {"红", "黄"}
        unit = opened(town, await asked(town, COORDINATOR, "发一份台账 城管局"))["督办台账"]
        assert {line["责任单位"] for line in unit.rows} == {"市城市管理局"}
        task = opened(town, await asked(town, COORDINATOR, "台账 1"))["督办台账"]
        assert {line["任务名称"] for line in task.rows} == {"锅炉治理"}
        then = opened(town, await asked(town, COORDINATOR, "/ledger 截至2023年12月31日"))
        assert {line["亮灯"] for line in then["例外清单"].rows} == {"黄"}


async def test_a_liaison_gets_the_units_own(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan()) as town:
        await town.go_live("2023-12-01")
        await town.sleep_until("2023-12-11", "10:00")
        await town.say(LIAISON, "/report 1 =完成60%")
        own = opened(town, await asked(town, LIAISON, "台账"))["督办台账"]
        assert {line["责任单位"] for line in own.rows} <= {"市城市管理局", "东县", "西县"}
        assert "=完成60%" in {line["进展情况"] for line in own.rows}
        refused = await town.say(LIAISON, "台账 市烟草公司")
        assert refused.title == "该单位的情况不在您的查看范围内。"


async def test_where_a_word_fits_several_parts_they_are_offered(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan()) as town:
        await town.go_live("2023-12-01")
        which = await town.say(COORDINATOR, "台账 治理")
        assert [line[-4:] for line in which.lines[1:]] == ["锅炉治理", "扬尘治理"]
        await town.press(COORDINATOR, "2")
        await asyncio.gather(*town.chat.pending)
        await town.play.settle()
        assert town.last(COORDINATOR).title.startswith("督办台账（第1项 锅炉治理）")

"""Reviews with something to see, and the batch pass of what a page has shown."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.context.ports import Attachment
from bot.domain.assignment import State
from tests.builders import City, busy_plan, buttons, city
from tests.contracts.talk import PHOTO

URBAN = "u02-liaison"
PICTURE = Attachment("现场.png", "image/png", PHOTO)
SHEET = Attachment("验收表.pdf", "application/pdf", b"%PDF-1.7 acceptance")


@pytest.fixture
async def busy(tmp_path: Path) -> AsyncIterator[City]:
    """Twelve items of one unit, all due on one day, the second reminder out."""
    async with city(tmp_path, busy_plan(12)) as founded:
        await founded.go_live("2023-11-01")
        await founded.sleep_until("2023-12-18", "10:00")
        yield founded


async def submit(town: City, *numbers: int) -> None:
    for n in numbers:
        await town.press_payload(URBAN, f"sub:{(await item(town, n)).id}")


async def item(town: City, n: int):  # type: ignore[no-untyped-def]
    return await town.milestone(f"{n}.1", "市城市管理局")


async def closed(town: City) -> list[str]:
    return sorted(a.task for a in await town.assignments() if a.state is State.CLOSED)


async def test_a_row_shows_numbers_words_and_evidence(busy: City) -> None:
    await busy.say(
        URBAN, "1 已完成200台，共200台，公示见 https://example.cn/2023/12/18?n=80%", files=(PICTURE, SHEET)
    )
    await submit(busy, 1)
    page = await busy.say("reviewer", "待复核")
    assert page.lines[1:] == (
        "已完成200/200台（100%）",
        "12月18日反馈：“1 已完成200台，共200台，公示见 https://example.cn/2023/12/18?n=80%”",
        "附件2份：照片1张、验收表.pdf",
    )
    assert [one.line for one in page.thumbnails] == [3]
    handed = await busy.press("reviewer", "1 附件（2）")
    assert len(handed.files) == 2


async def test_what_falls_short_is_marked_left_out_of_the_batch_and_passed_only_when_asked_twice(
    busy: City,
) -> None:
    await busy.say(URBAN, "1 已完成200/200台")
    await busy.say(URBAN, "2 已完成39/200台")
    await submit(busy, 1, 2, 3)
    page = await busy.press_payload("reviewer", "in:reviews:0")
    assert "【指标未达到】" in page.text
    assert "已完成39/200台（19.5%），还差161台" in page.lines
    await busy.press("reviewer", "本页2项全部通过")
    await busy.press("reviewer", "确认通过2项")
    assert await closed(busy) == ["1", "3"]
    asked = await busy.say("reviewer", "2通过")
    assert asked.title == "市城市管理局 第2项 第2号治理全部完成：指标未达到"
    assert await closed(busy) == ["1", "3"]
    await busy.press("reviewer", "仍予通过")
    assert await closed(busy) == ["1", "2", "3"]


async def test_the_batch_is_asked_about_and_a_yes_in_words_is_enough(busy: City) -> None:
    await submit(busy, 1, 2)
    await busy.press_payload("reviewer", "in:reviews:0")
    asked = await busy.press("reviewer", "全部通过")
    assert (asked.title, await closed(busy)) == ("将通过以下2项，请确认：", [])
    done = await busy.say("reviewer", "确认")
    assert (done.title, await closed(busy)) == ("已复核通过2项", ["1", "2"])


async def test_it_may_be_called_off(busy: City) -> None:
    await submit(busy, 1, 2)
    await busy.press_payload("reviewer", "in:reviews:0")
    await busy.press("reviewer", "全部通过")
    await busy.say("reviewer", "算了")
    await busy.say("reviewer", "是")
    assert await closed(busy) == []


async def test_only_the_rows_of_the_page_are_passed(busy: City) -> None:
    await submit(busy, *range(1, 9))
    first = await busy.press_payload("reviewer", "in:reviews:0")
    await busy.press("reviewer", "本页5项全部通过")
    await busy.press("reviewer", "确认通过5项")
    shown = {a.task for a in await busy.assignments() if a.id in first.assignments}
    assert set(await closed(busy)) == shown and len(shown) == 5


@pytest.mark.parametrize("when", ["before it is asked", "before it is confirmed"])
async def test_a_row_that_changed_since_it_was_shown_is_left_and_named(busy: City, when: str) -> None:
    await submit(busy, 1, 2, 3)
    await busy.press_payload("reviewer", "in:reviews:0")
    page = busy.phone("reviewer")[-1]
    if when == "before it is asked":
        await busy.say(URBAN, "2 更正：还有5台没做完")
    await busy.press("reviewer", "全部通过", page)
    asked = busy.phone("reviewer")[-1]
    if when == "before it is confirmed":
        await busy.say(URBAN, "2 更正：还有5台没做完")
    done = await busy.press("reviewer", "确认通过", asked)
    assert await closed(busy) == ["1", "3"]
    assert any("第2项" in line for line in (*asked.card.lines, *done.lines) if "变化" in line)


async def test_a_page_whose_rows_were_dealt_with_passes_nothing(busy: City) -> None:
    await submit(busy, 1, 2)
    await busy.press_payload("reviewer", "in:reviews:0")
    page = busy.phone("reviewer")[-1]
    for n in (1, 2):
        await busy.say("reviewer", f"{n}退回，缺验收表")
    again = await busy.press("reviewer", "全部通过", page)
    assert again.title == "本页事项均已处理，未作改动。"


async def test_what_was_never_shown_is_not_passed_however_it_is_asked(busy: City) -> None:
    await submit(busy, 1, 2)
    digest = next(m for m in busy.phone(URBAN) if m.kind == "digest")
    for person, message in (("reviewer", ""), ("reviewer", digest.message_id), (URBAN, digest.message_id)):
        for payload in ("all:2", "allok:2"):
            card = await busy.press_payload(person, payload, message)
            assert card.title.startswith("此消息已失效")
    assert await closed(busy) == []


async def test_rows_are_narrowed_to_a_unit_by_chip_and_by_words(busy: City) -> None:
    await submit(busy, 1, 2)
    for words in (
        "复核 市城市管理局",
        "复核城管局",
        "待办 城市管理局",
        "市城市管理局的复核",
        "/inbox 城管局",
    ):
        assert (await busy.say("reviewer", words)).title == "市城市管理局 待复核：2项"
    assert (await busy.say("reviewer", "待办 市生态环境局")).title == "市生态环境局没有待办事项。"
    assert (await busy.say("reviewer", "/inbox 火星局")).title.startswith("没有找到相符的单位")
    assert not any("市城市管理局" in one.text for one in buttons(await busy.say("reviewer", "复核")))


async def test_a_batch_is_taken_back_as_one(busy: City) -> None:
    await submit(busy, 1, 2, 3)
    await busy.press_payload("reviewer", "in:reviews:0")
    await busy.press("reviewer", "全部通过")
    await busy.press("reviewer", "确认通过3项")
    assert await closed(busy) == ["1", "2", "3"]
    await busy.press("reviewer", "撤销")
    assert await closed(busy) == []
    page = await busy.say("reviewer", "待复核")
    assert len(page.batch) == 3


async def test_all_of_the_page_just_shown_are_passed_in_words_too(busy: City) -> None:
    await submit(busy, 1, 2)
    await busy.say("reviewer", "待复核")
    assert (await busy.say("reviewer", "全部通过")).title == "将通过以下2项，请确认："
    await busy.say("reviewer", "全部通过")
    assert await closed(busy) == ["1", "2"]

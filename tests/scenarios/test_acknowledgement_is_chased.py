"""签收 is chased: the liaison after 2 workdays, the head after 4, the coordinator's inbox after 7."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.builders import SMALL, City, buttons, city, small_plan

URBAN, HEAD = "u02-liaison", "u02-head"


@asynccontextmanager
async def town(folder: Path) -> AsyncIterator[City]:
    """Live on Wednesday 2023-11-01: 2 workdays on is Friday, 4 is Tuesday the 7th, 7 is Friday the 10th."""
    async with city(folder, small_plan(), start="2023-10-30") as founded:
        await founded.go_live("2023-11-01")
        yield founded


def told(there: City, person: str, words: str) -> list[str]:
    return [there.day(message) for message in there.pushed(person) if words in message.card.text]


async def test_the_liaison_then_the_head_then_the_coordinators_inbox(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.sleep_until("2023-11-30")
        assert told(there, URBAN, "尚未签收，请点") == ["2023-11-03"]
        assert told(there, HEAD, "未签收《小城空气质量行动方案》") == ["2023-11-07"]
        assert told(there, "coordinator", "未签收5家") == ["2023-11-10"]
        await there.press(URBAN, "签收")
        inbox = await there.say("coordinator", "/inbox")
        assert "未签收：4家" in inbox.text
        listed = await there.press("coordinator", "未签收（4）")
        assert "市生态环境局：市生态环境局联络员（11月1日交办）" in listed.text
        assert "市城市管理局" not in listed.text


async def test_who_has_acknowledged_is_not_asked_and_their_head_hears_nothing(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.say(URBAN, "/start")
        await there.press(URBAN, "签收")  # two days before the first message
        await there.sleep_until("2023-11-30")
        first = there.pushed(URBAN)[0].card
        assert "您已签收" in first.text
        assert not any(one.text == "签收" for one in buttons(first))
        assert told(there, URBAN, "尚未签收") == told(there, HEAD, "未签收") == []
        assert "市城市管理局" not in (await there.press_payload("coordinator", "in:unacknowledged:0")).text


async def test_a_report_ends_the_asking_and_the_figure_stays(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.sleep_until("2023-11-02", "10:00")
        await there.say(URBAN, "1 已完成60%")
        await there.sleep_until("2023-11-30")
        assert told(there, URBAN, "尚未签收") == told(there, HEAD, "未签收") == []
        assert URBAN not in await there.store.read(str, "acknowledged")


async def test_acknowledged_in_the_night_before_the_step_the_message_is_not_sent(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.sleep_until("2023-11-03", "00:30")
        await there.press(URBAN, "签收")
        await there.sleep_until("2023-11-30")
        assert told(there, URBAN, "尚未签收") == told(there, HEAD, "未签收") == []


async def test_after_a_downtime_each_role_hears_once(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.sleep_until("2023-11-01")
        await there.down_until("2023-11-14")
        await there.sleep_until("2023-11-30")
        assert told(there, URBAN, "尚未签收，请点") == ["2023-11-14"]
        assert told(there, HEAD, "未签收") == told(there, "coordinator", "未签收5家") == ["2023-11-14"]


async def test_a_revision_asks_only_the_units_it_touches(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.sleep_until("2023-11-01", "10:00")
        for person in there.liaisons():
            await there.press(person, "签收")
        await there.sleep_until("2023-11-13", "10:00")
        await there.revise(SMALL.replace("due: 2023-12-31", "due: 2024-03-31"))
        await there.sleep_until("2023-11-30")
        asked = {one for one in there.liaisons() if told(there, one, "尚未签收")}
        assert URBAN in asked
        assert "u03-liaison" not in asked
        await there.press(URBAN, "签收")
        assert "市城市管理局" not in (await there.press_payload("coordinator", "in:unacknowledged:0")).text


async def test_one_tap_asks_all_of_them_again_once_a_day(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.sleep_until("2023-11-13", "10:00")
        await there.press("coordinator", "未签收名单")
        done = await there.press("coordinator", "催签（5家）")
        assert "已向5家发出催签" in done.text
        await there.sleep_until("2023-11-13", "10:02")
        assert told(there, URBAN, "尚未签收，请点")[-1] == "2023-11-13"
        assert "市城市管理局" in (await there.say("coordinator", "哪些单位没签收")).text
        again = await there.say("coordinator", "催签")
        assert "另有5家今日已催" in again.text
        assert len(told(there, URBAN, "尚未签收，请点")) == 2
        await there.press(URBAN, "签收")
        assert "您已于" not in there.last(URBAN).text

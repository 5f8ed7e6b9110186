"""Story 24: the coordinators' group has the bot in it; the summary is posted there, or it is told why not."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.builders import small_plan
from tests.peers.wecom.world import Group
from tests.wecom.bot_city import BotCity, bot_city

COORDINATOR, LIAISON = "coordinator", "u02-liaison"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[BotCity]:
    async with bot_city(tmp_path, small_plan(), start="2023-10-31") as founded:
        await founded.go_live("2023-11-01")
        await founded.sleep_until("2023-11-02", "10:03")
        yield founded
        assert founded.server.complaints == []


def hall(town: BotCity) -> Group:
    return town.server.group("督办协调群", [town.phone_of(one) for one in (COORDINATOR, LIAISON)])


async def called(town: BotCity, person: str, text: str) -> None:
    await town.does(lambda: town.phone_of(person).say(text, via="bot", group=hall(town)))


def read_there(town: BotCity) -> list[str]:
    return [one.words for one in town.phone_of(COORDINATOR).heard(group=hall(town))]


async def test_once_called_there_the_bot_posts_what_the_coordinator_sends_in_private(town: BotCity) -> None:
    assert "加入群" in (await town.say(COORDINATOR, "发到群")).text
    await called(town, LIAISON, "你好")
    before = len(read_there(town))
    assert "正在发到" in (await town.say(COORDINATOR, "发到群")).text
    await town.sleep_until("2023-11-02", "10:05")
    [posted] = read_there(town)[before:]
    assert "3项任务" in posted and "由统筹发布到本群" in posted


async def test_a_group_that_fell_silent_overnight_is_told_in_words_and_called_again(town: BotCity) -> None:
    town.server.turn(group_push="day")
    await called(town, COORDINATOR, "你好")
    await town.sleep_until("2023-11-06", "10:03")
    before = len(read_there(town))
    await town.say(COORDINATOR, "发到群")
    await town.sleep_until("2023-11-06", "10:05")
    assert len(read_there(town)) == before
    told = town.last(COORDINATOR)
    assert "群里太久没有人叫机器人" in told.text and "3项任务" in told.text  # and is not lost
    await called(town, COORDINATOR, "摘要")
    assert "3项任务" in read_there(town)[-1]
    await town.say(COORDINATOR, "发到群")
    await town.sleep_until("2023-11-06", "10:07")
    assert "由统筹发布到本群" in read_there(town)[-1]


async def test_what_is_answered_in_private_is_never_said_in_the_group(town: BotCity) -> None:
    """The message has a request of the group's; an answer by it would be read there."""
    before = len(town.phone_of(LIAISON).heard("bot"))
    await called(town, LIAISON, "我的任务")
    assert any("我的任务" in one.words for one in town.phone_of(LIAISON).heard("bot")[before:])
    assert not any("锅炉" in words for words in read_there(town))

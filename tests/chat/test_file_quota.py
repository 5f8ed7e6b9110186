"""One person's files of a day have a limit; words are recorded whatever became of the files."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.actions.file_quota import BYTES_A_DAY
from bot.context.ports import Attachment
from tests.builders import ZH, City, city, small_plan

LIAISON = "u02-liaison"
PART = BYTES_A_DAY // 4


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan()) as founded:
        await founded.go_live("2023-11-01")
        await founded.sleep_until("2023-12-18", "10:00")
        yield founded


def video(n: int) -> Attachment:
    return Attachment(f"{n}.mp4", "video/mp4", (b"\0\0\0\x18ftypmp42" + bytes([n]) * PART)[:PART])


def stored(town: City) -> int:
    return int(town.rows("SELECT count(*) FROM attachment WHERE person_id <> ''")[0][0])


async def test_what_is_too_much_is_left_out_and_said_and_the_words_are_recorded(town: City) -> None:
    for n in range(4):
        await town.say(LIAISON, f"进度{n + 10}%", files=(video(n),))
    card = await town.say(LIAISON, "进度50%", files=(video(4), Attachment("小.jpg", "image/jpeg", b"x")))
    assert ZH.say("refused.file_quota") in card.lines
    assert stored(town) == 4
    assert (await town.milestone("1.1", "市城市管理局")).percent == 50


async def test_the_next_day_has_room_again_and_others_always_have(town: City) -> None:
    for n in range(4):
        await town.say(LIAISON, f"进度{n + 10}%", files=(video(n),))
    assert ZH.say("refused.file_quota") not in (await town.say("u02-head", "进度60%", files=(video(5),))).text
    await town.sleep_until("2023-12-19", "10:00")
    assert ZH.say("refused.file_quota") not in (await town.say(LIAISON, "进度70%", files=(video(6),))).text
    assert stored(town) == 6

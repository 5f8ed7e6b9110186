"""A file is opened by its sender, by whoever may see the evidence of its item, and by nobody else; however they ask."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.bootstrap.production import menu
from bot.context.ports import Attachment
from bot.domain.person import Person, Post, Role, Roster
from bot.planfile.demo import demo_people
from bot.web.conversations import Conversations
from tests.builders import ZH, City, city, small_plan
from tests.contracts.talk import PHOTO

EAST, WEST, LEAD, URBAN = "c01-liaison", "c02-liaison", "u02-liaison", "u02-liaison"
SHA = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    """东县 has sent a photo with its quarter's local work on task 1, which 市城市管理局 leads."""
    people = demo_people(small_plan(), ZH).people
    stranger = Person("guest", "外单位人员", (Post(Role.LIAISON, "市烟草公司"),))
    async with city(tmp_path, small_plan(), Roster((*people, stranger))) as founded:
        await founded.go_live("2023-11-01")
        await founded.sleep_until("2024-01-03", "10:00")
        await founded.say(EAST, "1 已淘汰3台", files=(Attachment("现场.png", "image/png", PHOTO),))
        yield founded


async def opened(town: City, person: str) -> bool:
    conversations = Conversations(town.store, town.contexts, menu)
    found = await conversations.attachment(SHA, person)
    return found is not None and found[2] == PHOTO


@pytest.mark.parametrize("person", [EAST, LEAD, "u02-head", "coordinator", "reviewer", "leader"])
async def test_whoever_sees_the_evidence_of_the_item_opens_the_file(town: City, person: str) -> None:
    assert await opened(town, person)


@pytest.mark.parametrize("person", [WEST, "u03-liaison", "guest", "nobody"])
async def test_nobody_else_opens_it(town: City, person: str) -> None:
    assert not await opened(town, person)


async def test_a_file_of_a_report_taken_back_is_closed_to_whoever_saw_it_by_its_item_alone(
    town: City,
) -> None:
    await town.say(EAST, "撤销")
    assert await opened(town, EAST)
    assert not await opened(town, LEAD)


async def test_a_forged_button_hands_it_to_nobody(town: City) -> None:
    item = next(a for a in await town.assignments(task="1", unit="东县") if a.recurring)
    card = await town.press_payload(WEST, f"files:{item.id}")
    assert card.files == () and not await opened(town, WEST)

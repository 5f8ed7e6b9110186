"""The pages over a real store: an invite opens the door once, and the chat behind it is the person's own."""

from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest

from bot.domain.calendar import DAY
from bot.services.bind import invite
from bot.services.ports import Attachment
from bot.web.rooms import SESSION, Rooms
from bot.web.site import Bubble, Place
from tests.builders import City, city, small_plan

LIAISON, CODE = "u02-liaison", "ABCD2345"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan(), start="2023-10-31") as founded:
        await founded.go_live("2023-11-01")
        yield founded


def rooms_of(town: City) -> Rooms:
    tokens = (f"token-{n}" for n in count(1))
    return Rooms(town.store, town.registry, town.clock, lambda person, language: (), lambda: next(tokens))


async def invited(town: City, person: str, code: str = CODE) -> None:
    office = await town.registry.office()
    await invite(town.store, office.roster.by_id[person], code, town.now)


async def test_an_invite_opens_the_door_once(town: City) -> None:
    rooms = rooms_of(town)
    await invited(town, LIAISON)
    token = await rooms.redeem(CODE.lower())
    assert token
    assert await rooms.who(token) == LIAISON
    assert await rooms.redeem(CODE) is None
    assert await rooms.redeem("WRONG234") is None
    await rooms.sign_out(token)
    assert await rooms.who(token) is None


async def test_a_session_ends_by_itself(town: City) -> None:
    rooms = rooms_of(town)
    await invited(town, LIAISON)
    token = await rooms.redeem(CODE)
    town.clock.now += SESSION - DAY
    assert await rooms.who(token or "") == LIAISON
    town.clock.now += 2 * DAY
    assert await rooms.who(token or "") is None


async def test_a_second_browser_shows_the_same_chat(town: City) -> None:
    rooms = rooms_of(town)
    await town.sleep_until("2023-12-04", "12:00")
    await town.say(LIAISON, "/tasks")
    for code in (CODE, "WXYZ6789"):
        await invited(town, LIAISON, code)
    accounts = [await rooms.who(await rooms.redeem(code) or "") for code in (CODE, "WXYZ6789")]
    assert accounts == [LIAISON, LIAISON]
    bubbles = await rooms.history(LIAISON, None, 50)
    assert [bubble.mine for bubble in bubbles[-2:]] == [True, False]
    assert [b.at for b in bubbles] == sorted(b.at for b in bubbles)


async def test_history_pages_add_up(town: City) -> None:
    rooms = rooms_of(town)
    await town.sleep_until("2024-01-12", "12:00")
    for words in ("/tasks", "/summary", "/help"):
        await town.say(LIAISON, words)
    whole = await rooms.history(LIAISON, None, 500)
    paged: list[Bubble] = []
    before: Place | None = None
    while page := await rooms.history(LIAISON, before, 2):
        paged = [*page, *paged]
        before = Place(*page[0].place)
    assert [b.id for b in paged] == [b.id for b in whole]


async def test_a_file_is_seen_by_its_unit_and_by_those_who_see_all(town: City) -> None:
    rooms = rooms_of(town)
    await town.sleep_until("2023-12-04", "12:00")
    await town.say(LIAISON, "进度50%", files=(Attachment("验收.pdf", "application/pdf", b"%PDF-1"),))
    sha = (await town.store.read(str, "files_of", person=LIAISON))[0]
    assert (await rooms.attachment(sha, LIAISON) or ())[1:] == ("验收.pdf", b"%PDF-1")
    assert await rooms.attachment(sha, "coordinator")
    assert await rooms.attachment(sha, "c02-liaison") is None
    assert await rooms.attachment(sha, "nobody") is None

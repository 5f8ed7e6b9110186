"""Forgetting a person: nothing of what they wrote or sent is left anywhere, and nobody else loses anything."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.actions.forget import forget, pieces_of
from bot.actions.load import load_people
from bot.context.ports import Attachment
from bot.domain.calendar import DAY
from bot.domain.person import Roster
from bot.engine.verify import verify
from tests.builders import City, city, small_plan

LIAISON, HEAD, COUNTY = "u02-liaison", "u02-head", "c01-liaison"
SECRET = "锅炉房老王说还要三周才能装好"
PHOTO = Attachment("现场.jpg", "image/jpeg", b"\xff\xd8\xffthe very same bytes")
OWN = Attachment("本人.jpg", "image/jpeg", b"\xff\xd8\xffonly the liaison's")


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    """The boilers' second reminder has gone out; the liaison has reported, and the coordinator has looked at it."""
    async with city(tmp_path, small_plan()) as founded:
        await founded.go_live("2023-11-01")
        await founded.sleep_until("2023-12-18", "10:00")
        item = (await founded.milestone("1.1", "市城市管理局")).id
        await founded.say(LIAISON, f"完成60%，{SECRET}", files=(PHOTO, OWN))
        await founded.press_payload("coordinator", f"card:{item}")
        await founded.press_payload(HEAD, f"hist:{item}")
        await founded.say(HEAD, "进度70%", files=(PHOTO,))
        await founded.sleep_until("2023-12-19", "10:00")
        yield founded


async def forget_liaison(town: City) -> None:
    left = Roster(tuple(p for p in (await town.contexts.current()).roster.people if p.id != LIAISON))
    await load_people(town.store, left, {p.id: {"browser": p.id} for p in left.people}, town.now)
    await forget(town.store, await town.contexts.current(), LIAISON, town.now)


async def test_a_card_that_they_pressed_keeps_no_line_of_theirs(town: City) -> None:
    item = (await town.milestone("1.1", "市城市管理局")).id
    card = next(m for m in town.phone(LIAISON) if f"same:{item}" in str(m.card.buttons))
    await town.press_payload(LIAISON, f"same:{item}", card.message_id)
    assert "✓" in town.rows("SELECT line FROM card_press")[0][0]
    await forget_liaison(town)
    assert town.rows("SELECT line FROM card_press") == [("",)]


def whole_database(file: Path) -> str:
    with closing(sqlite3.connect(file)) as db:
        return "\n".join(db.iterdump())


async def test_their_words_are_nowhere_any_more(town: City, tmp_path: Path) -> None:
    file = tmp_path / "city.db"
    assert whole_database(file).count(SECRET) >= 3  # words, update, what the coordinator was shown
    others = town.rows(
        "SELECT person FROM message WHERE person <> ? AND card LIKE ?", LIAISON, f"%{SECRET[:12]}%"
    )
    assert others
    await forget_liaison(town)
    left = whole_database(file)
    assert SECRET not in left
    assert SECRET[:12] not in left


async def test_the_ledger_misses_nothing(town: City) -> None:
    await forget_liaison(town)
    await town.sleep_until("2023-12-20", "10:00")
    verified = await verify(town.store, town.calendar, town.now + DAY)
    assert verified.discrepancies == ()
    assert verified.forgotten >= 1


async def test_a_file_that_somebody_else_sent_too_stays_theirs(town: City) -> None:
    await forget_liaison(town)
    names = {
        row[0]: row[1] for row in town.rows("SELECT name, person_id FROM attachment WHERE person_id <> ''")
    }
    assert names == {"现场.jpg": HEAD}


def test_what_is_recognized_in_others_messages() -> None:
    assert pieces_of(["好的", "已完成，设备到货推迟到月底以后才有"]) == (
        "已完成，设备到货推迟到月",
        "设备到货推迟到月底以后才",
    )

"""Every update counts, once, in its order, whoever else keeps the bot busy: by polling and by webhook."""

import pytest

from bot.channels.incoming import ImmediateReply
from bot.context.ports import Inbound
from bot.domain.assignment import Kind
from bot.queries.history import events_of
from tests.peers.botapi.faults import Hang
from tests.telegram.builders import PATIENCE, TelegramCity
from tests.telegram.listening import Away

LEAD = "市城市管理局"
LIAISON, EPB = "u02-liaison", "u01-liaison"


async def reported(town: TelegramCity) -> list[str]:
    """What was said of the boilers."""
    a = await town.milestone("1.1", LEAD)
    events = [kept.event for kept in await events_of(town.store, str(a.id), town.calendar)]
    return [event.words for event in events if event.kind is Kind.REPORTED]


SENDER = {"id": 5, "is_bot": False, "first_name": "某"}
CHAT = {"id": 5, "type": "private", "first_name": "某"}
SAID = {"message_id": 1, "date": 1, "from": SENDER, "chat": CHAT}


@pytest.mark.parametrize(
    "broken",
    [
        {"callback_query": {"id": "1", "data": "x"}},
        {"message": SAID | {"text": 5}},
        {"message": SAID | {"text": ["a"]}},
        {"message": SAID | {"location": {"latitude": "north", "longitude": 1}}},
        {"message": []},
        {"my_chat_member": {"chat": CHAT}},
    ],
)
async def test_one_update_that_nobody_can_read_blocks_nobody(
    town: TelegramCity, broken: dict[str, object]
) -> None:
    before, after = town.phone_of(LIAISON), town.phone_of(EPB)
    await before.write("/help")
    number = town.server.inject(broken)["update_id"]
    await town.does(lambda: after.write("/help"))
    assert before.heard and after.heard
    kept = town.inbox()
    assert [why for update, why in kept if update == str(number)] != [""]
    assert [why for update, why in kept if update != str(number)] == ["", ""]
    assert len(kept) == 3


async def test_half_a_character_is_no_hindrance(town: TelegramCity) -> None:
    """A server may cut a text in the middle of an emoji."""
    phone = town.phone_of(LIAISON)
    told = SAID | {"text": "/help \ud83d", "from": phone.user.json(), "chat": phone.chat.json()}
    update = town.server.inject({"message": told})["update_id"]
    town.server.repeat(update)
    await town.does(lambda: town.phone_of(EPB).write("/help"))
    assert [error for _, error in town.inbox()] == ["", ""]
    assert len(phone.heard) == 1


async def test_an_update_that_fails_again_and_again_is_kept_and_blocks_nobody(town: TelegramCity) -> None:
    real = town.intake.receive

    async def hear(inbound: Inbound) -> ImmediateReply:
        if inbound.text == "/why":
            raise RuntimeError("a mistake of ours")
        return await real(inbound)

    town.intake.receive = hear
    await town.phone_of(LIAISON).write("/why")
    await town.does(lambda: town.phone_of(EPB).write("/help"))
    await town.server.until(lambda: town.server.quiet, PATIENCE)
    assert sorted(error for _, error in town.inbox()) == ["", "RuntimeError('a mistake of ours')"]
    assert town.phone(EPB)


async def test_an_update_that_comes_again_changes_nothing(town: TelegramCity) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    await town.say(LIAISON, "正在推进，已开工")
    update = max(town.server.state.updates.archive)
    shown, kept = len(town.phone(LIAISON)), await reported(town)
    assert len(kept) == 1
    town.server.repeat(update)
    await town.say(LIAISON, "/help")  # behind it, in the same chat
    assert await reported(town) == kept
    assert len(town.phone(LIAISON)) == shown + 1


async def test_a_file_that_does_not_come_keeps_nobody_else_waiting(town: TelegramCity) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    slow, one, other = (
        town.server.faults.add("getFile", Hang()), town.phone_of(LIAISON), town.phone_of(EPB)
    )  # fmt: skip
    await one.document("现场.txt", b"photo", caption="正在推进")
    await slow.struck.wait()
    waiting, seen = len(one.heard), len(other.heard)
    await other.write("/help")
    await town.server.until(lambda: len(other.heard) > seen)
    assert len(one.heard) == waiting
    slow.release()
    await town.server.until(lambda: len(one.heard) > waiting, PATIENCE)
    assert await reported(town) == ["正在推进"]


async def test_a_person_is_heard_in_the_order_in_which_they_spoke(town: TelegramCity) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    slow, phone = town.server.faults.add("getFile", Hang()), town.phone_of(LIAISON)
    first = await phone.document("现场.txt", b"photo", caption="正在推进，甲")
    await slow.struck.wait()
    await phone.write("正在推进，乙")
    slow.release()
    await town.does(lambda: phone.write("正在推进，丙"))
    assert first and await reported(town) == ["正在推进，甲", "正在推进，乙", "正在推进，丙"]


async def test_a_database_that_is_away_loses_no_update(town: TelegramCity) -> None:
    town.intake.store = away = Away(town.store, times=2)
    await town.does(lambda: town.phone_of(LIAISON).write("/help"))
    assert away.asked > 2
    assert len(town.phone(LIAISON)) == 1

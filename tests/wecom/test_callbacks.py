"""What people do in the app reaches the conversation, once, whatever the network does with it."""

import pytest

from bot.simulate.play import SimulatedClock
from tests.peers.wecom.sender import Delivery
from tests.peers.wecom.server import WeCom
from tests.wecom.city import WeComCity

LIAISON = "u01-liaison"
OTHER = "u02-liaison"
HELP = "帮助"


async def test_words_are_answered(town: WeComCity) -> None:
    """Whoever stands in people.yaml types no code, and a userid is the same in any case."""
    phone = town.phone_of(LIAISON)
    assert phone.userid == LIAISON.upper()
    assert await town.does(lambda: phone.say(HELP)) == [[200]]
    assert town.inbox() == [(LIAISON, "")]
    assert len(town.phone(LIAISON)) == 1


@pytest.mark.parametrize("switch", ["raw_plus", "cdata_split"])
async def test_the_platform_may_write_it_in_another_way(town: WeComCity, server: WeCom, switch: str) -> None:
    server.turn(**{switch: True})
    for _ in range(8):  # a + is in most echostrs, not in all
        await town.save_callback()
    assert await town.does(lambda: town.phone_of(LIAISON).say(HELP)) == [[200]]
    assert len(town.phone(LIAISON)) == 1


async def test_story_15_a_callback_comes_again_and_out_of_order(town: WeComCity, server: WeCom) -> None:
    """With a new nonce each time: one report, one answer."""
    server.turn(duplicate=True, shuffle=True)
    phone = town.phone_of(LIAISON)

    async def both() -> list[Delivery]:
        return [*await phone.say(HELP), *await phone.say("督办摘要")]

    assert await town.does(both) == [[200, 200], [200, 200]]
    assert town.inbox() == [(LIAISON, ""), (LIAISON, "")]
    assert len(town.phone(LIAISON)) == 2


async def test_story_17_what_cannot_be_stored_is_not_answered(town: WeComCity, server: WeCom) -> None:
    """An error would count as an answer, and the words would be lost."""
    town.database.away = 1
    assert await town.does(lambda: town.phone_of(LIAISON).say(HELP)) == [[0, 200]]
    assert len(town.phone(LIAISON)) == 1


async def test_a_database_that_is_away_while_it_is_dealt_with_is_asked_again(town: WeComCity) -> None:
    [arrived] = await town.phone_of(LIAISON).say(HELP)
    await town.server.until(lambda: arrived.done.is_set())
    town.database.away = 1
    await town.dealt()
    assert len(town.phone(LIAISON)) == 1


async def test_a_process_that_died_in_between_deals_with_it_after_the_next_start(
    town: WeComCity, clock: SimulatedClock
) -> None:
    await town.stop_dealing()
    assert [one.statuses for one in await _brought(town, OTHER)] == [[200]]
    assert town.inbox() == []
    await town.down_until("2023-10-31", "09:07")
    await town.dealt()
    assert town.inbox() == [(OTHER, "")]


async def _brought(town: WeComCity, person: str) -> list[Delivery]:
    deliveries = await town.phone_of(person).say(HELP)
    await town.server.until(lambda: all(one.done.is_set() for one in deliveries))
    return list(deliveries)


async def test_who_leaves_the_visible_range_is_out_of_reach_until_they_come_back(town: WeComCity) -> None:
    phone = town.phone_of(LIAISON)
    await town.does(phone.leave_range)
    assert (await town.contexts.current()).account(LIAISON) is None
    await town.does(phone.come_back)
    assert (await town.contexts.current()).account(LIAISON) is not None


async def test_what_cannot_be_read_is_kept(town: WeComCity, server: WeCom) -> None:
    delivery = server.happens("", MsgType="")
    await town.does(lambda: _at_once([delivery]))
    ((account, error),) = town.inbox()
    assert (account, bool(error)) == ("", True)


async def _at_once(deliveries: list[Delivery]) -> list[Delivery]:
    return deliveries


async def test_what_the_platform_says_itself_is_no_persons_update(town: WeComCity, server: WeCom) -> None:
    delivery = server.happens("low_active_alert")
    assert await town.does(lambda: _at_once([delivery])) == [[200]]
    assert town.inbox() == []

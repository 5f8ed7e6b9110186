"""The app is out of service: its address is not trusted, its secret was reset. Nothing is lost, nobody is banned."""

from dataclasses import replace

from bot.queries.health import channels_down
from tests.wecom.city import WeComCity

LIAISON = "u02-liaison"


def assigned(town: WeComCity) -> list[str]:
    return [one.words for one in town.phone_of(LIAISON).heard() if "任务交办" in one.words]


async def test_story_11_messages_wait_for_the_address_and_go_a_minute_after_it_was_added(
    town: WeComCity,
) -> None:
    app = town.server.corp.apps[0]
    app.trusted_ips = {"203.0.113.7"}
    await town.sleep_until("2023-11-01", "08:50")
    assert assigned(town) == [] and town.phone(LIAISON) == []
    assert [one.code for one in await channels_down(town.store, town.now)] == ["60020"]
    asked = town.server.ledger.count("message/send")
    assert asked <= 75  # one a minute for all who wait, and not one for each
    app.trusted_ips.add("127.0.0.1")
    await town.sleep_until("2023-11-01", "08:53")
    assert len(assigned(town)) == 1
    assert town.server.ledger.doubled(LIAISON) == []
    # whose only account it is, reads no alarm once it is over
    assert not any("60020" in one.card.text for one in town.phone("coordinator"))


async def test_story_10_a_secret_that_was_reset_is_asked_about_twice_an_hour(town: WeComCity) -> None:
    """And the new one is taken with the next start."""
    app = town.server.corp.apps[0]
    app.secret = "obviously-fake-new-secret"
    town.server.revoke()
    before = town.server.ledger.count("gettoken")
    await town.sleep_until("2023-11-01", "09:35")
    assert town.server.ledger.count("gettoken") - before == 2
    assert town.server.tokens.banned_until == 0 and assigned(town) == []
    town.corps = (replace(town.corps[0], secret=app.secret),)
    await town.down_until("2023-11-01", "09:41")
    await town.sleep_until("2023-11-01", "10:20")
    assert len(assigned(town)) == 1

"""What people see before a word is said: the bot's profile, and the commands behind the slash."""

from contextlib import suppress

from bot.actions.load import load_people
from bot.domain.errors import TryLater
from tests.peers.botapi.faults import SERVER_ERROR, Say
from tests.peers.botapi.people import Person
from tests.telegram.builders import TelegramCity

LIAISON = "u02-liaison"


def words(phone: Person) -> list[str]:
    return [one["command"] for one in phone.commands]


async def synced(town: TelegramCity) -> None:
    await town.menus.sync(await town.contexts.current())


async def test_the_profile_is_told_in_both_languages(town: TelegramCity) -> None:
    await synced(town)
    for code, description, short in (
        ("", "凭", "邀请码"), ("zh", "工作日", "邀请码"), ("en", "workdays", "invite"),
    ):  # fmt: skip
        told = await town.api.call("getMyDescription", language_code=code)
        line = await town.api.call("getMyShortDescription", language_code=code)
        assert description in told["description"] + line["short_description"]
        assert short in line["short_description"]


async def test_a_stranger_is_offered_the_way_in_and_no_more(town: TelegramCity) -> None:
    await synced(town)
    assert words(town.server.person(77)) == ["start", "help"]
    english = town.server.person(78, language_code="en")
    assert "invite" in english.commands[0]["description"]


async def test_in_a_group_only_the_coordinators_command_is_shown(town: TelegramCity) -> None:
    group = town.server.group(-500, "指挥群", members=[town.phone_of("coordinator")])
    await synced(town)
    assert [one["command"] for one in town.phone_of("coordinator").commands_in(group)] == ["summary"]


async def test_who_has_not_pressed_start_gets_their_menu_when_they_do(town: TelegramCity) -> None:
    phone = town.phone_of(LIAISON)
    phone.chat.started = False
    await synced(town)
    asked = len(town.server.calls("setMyCommands"))
    await synced(town)
    assert len(town.server.calls("setMyCommands")) == asked  # not asked again for nothing
    await town.does(lambda: phone.write("/start"))
    town.menus.heard_from(str(phone.id))
    await synced(town)
    assert "tasks" in words(phone)


async def test_a_menu_is_remembered_over_a_restart(town: TelegramCity) -> None:
    await synced(town)
    before = len(town.server.calls("setMyCommands"))
    await town.down_until("2023-11-01", "12:00")
    await synced(town)
    of_the_profile = 2 * 3  # strangers and groups, in each language and for everybody else
    assert len(town.server.calls("setMyCommands")) - before == of_the_profile


async def test_a_server_that_knows_no_profiles_has_menus_all_the_same(town: TelegramCity) -> None:
    town.server.faults.add("setMyDescription", SERVER_ERROR, times=9)
    town.server.faults.add("setMyShortDescription", SERVER_ERROR, times=9)
    await synced(town)
    assert "tasks" in words(town.phone_of(LIAISON))


async def test_a_server_that_knows_no_menus_is_asked_for_each_once(town: TelegramCity) -> None:
    town.server.faults.add("setMyCommands", Say(404, "Not Found"), times=10_000)
    await synced(town)
    asked = len(town.server.calls("setMyCommands"))
    await synced(town)
    assert len(town.server.calls("setMyCommands")) == asked


async def test_an_account_that_is_no_number_keeps_nobodys_menu_back(town: TelegramCity) -> None:
    """As where the roster names somebody by their @name."""
    roster = (await town.contexts.current()).roster
    await load_people(town.store, roster, {"u01-liaison": {"telegram": "@wang"}}, town.now)
    await synced(town)
    assert "tasks" in words(town.phone_of(LIAISON))


async def test_a_menu_that_could_not_be_set_is_set_later(town: TelegramCity) -> None:
    town.server.faults.add(
        "setMyCommands", SERVER_ERROR, 99, when=lambda call: "chat_id" in call.text("scope")
    )
    with suppress(TryLater):
        await synced(town)
    town.server.faults.clear()
    await synced(town)
    assert "tasks" in words(town.phone_of(LIAISON))

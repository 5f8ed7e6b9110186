"""What people see of the bot before they write: menus, names, descriptions."""

from telegram import Bot, BotCommandScopeAllGroupChats, BotCommandScopeChat, MenuButtonWebApp, WebAppInfo

from tests.peers.botapi.people import Person
from tests.peers.botapi.server import BotApi


async def test_the_narrowest_menu_in_the_readers_language_wins(
    server: BotApi, bot: Bot, wang: Person
) -> None:
    group = server.group(-5001, "群", [wang])
    await bot.set_my_commands([("help", "Help")])
    await bot.set_my_commands([("help", "帮助")], language_code="zh")
    await bot.set_my_commands([("summary", "进展总览")], scope=BotCommandScopeAllGroupChats())
    assert wang.commands == [{"command": "help", "description": "帮助"}]
    assert wang.commands_in(group) == [{"command": "summary", "description": "进展总览"}]
    await bot.set_my_commands([("late", "逾期清单")], scope=BotCommandScopeChat(1001))
    assert wang.commands == [{"command": "late", "description": "逾期清单"}]
    await bot.delete_my_commands(scope=BotCommandScopeChat(1001))
    assert wang.commands == [{"command": "help", "description": "帮助"}]
    assert [one.description for one in await bot.get_my_commands(language_code="zh")] == ["帮助"]
    assert await bot.get_my_commands(language_code="en") == ()


async def test_texts_have_a_form_for_each_language(server: BotApi, bot: Bot) -> None:
    assert (await bot.get_my_name()).name == "督办"
    await bot.set_my_name("Duban", language_code="en")
    await bot.set_my_description("重点任务督办", language_code="zh")
    await bot.set_my_short_description("督办")
    assert (await bot.get_my_name("en")).name == "Duban"
    assert (await bot.get_my_description()).description == ""
    assert (await bot.get_my_short_description("zh")).short_description == "督办"


async def test_the_menu_button_is_a_chats_own_or_the_usual(server: BotApi, bot: Bot, wang: Person) -> None:
    await bot.set_chat_menu_button(1001, MenuButtonWebApp("面板", WebAppInfo("https://a.cn/app")))
    assert (await bot.get_chat_menu_button(1001)).type == "web_app"
    assert (await bot.get_chat_menu_button()).type == "commands"

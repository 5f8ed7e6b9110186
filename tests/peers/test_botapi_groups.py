"""Groups: what the bot hears of them, and how they move."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import ChatMigrated, Forbidden

from tests.peers.botapi.people import Person
from tests.peers.botapi.refusal import Json
from tests.peers.botapi.server import BotApi


def kinds(server: BotApi) -> list[str]:
    return [next(name for name in one if name != "update_id") for one in server.pending]


def messages(server: BotApi) -> list[Json]:
    return [one["message"] for one in server.pending if "message" in one]


async def test_the_bot_is_told_when_it_comes_and_goes(server: BotApi, bot: Bot, wang: Person) -> None:
    server.state.updates.drop()
    group = server.group(-5001, "指挥群", [wang])
    await group.add_bot(by=wang)
    await bot.send_message(-5001, "大家好")
    await group.kick_bot(by=wang)
    assert kinds(server) == ["my_chat_member", "message", "message", "my_chat_member"]
    statuses = [one["my_chat_member"]["new_chat_member"]["status"] for one in server.pending[::3]]
    assert statuses == ["member", "kicked"]
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(-5001, "再见")
    assert [one.text for one in group.heard] == ["大家好"]


async def test_in_private_mode_it_hears_only_what_is_meant_for_it(
    server: BotApi, bot: Bot, wang: Person
) -> None:
    group = server.group(-5001, "指挥群", [wang])
    await group.add_bot(by=wang)
    ours = await bot.send_message(-5001, "请反馈")
    server.state.updates.drop()
    for words in (
        "闲聊",
        "/late",
        "/late@other_bot",
        "/late@duban_test_bot",
        "@duban_test_bot 在吗",
        "@wangmou 在吗",
    ):
        await wang.write(words, group=group)
    await wang.write("收到", group=group, reply_to=ours.message_id)
    assert [one["text"] for one in messages(server)] == [
        "/late",
        "/late@duban_test_bot",
        "@duban_test_bot 在吗",
        "收到",
    ]
    assert messages(server)[-1]["reply_to_message"]["text"] == "请反馈"


async def test_an_administrator_hears_all_and_of_members(server: BotApi, bot: Bot, wang: Person) -> None:
    group = server.group(-1_000_000_005_001, "指挥群", [wang])
    await group.add_bot(by=wang, admin=True)
    await bot.get_updates(allowed_updates=["message", "chat_member"], offset=-1)
    await wang.write("闲聊", group=group)
    await group.join(server.person(1002, "李某"))
    assert kinds(server)[1:] == ["message", "chat_member", "message"]
    assert await bot.get_chat_member_count(group.id) == 3
    assert [one.user.id for one in await bot.get_chat_administrators(group.id)] == [bot.id, wang.id]
    assert (await bot.get_chat_member(group.id, 1002)).status == "member"


async def test_a_group_moves_and_the_old_id_tells_the_new_one(server: BotApi, bot: Bot, wang: Person) -> None:
    group = server.group(-5001, "指挥群", [wang])
    await group.add_bot(by=wang)
    moved = await group.migrate()
    left, came = messages(server)[-2:]
    assert (left["chat"]["id"], left["migrate_to_chat_id"]) == (-5001, moved.id)
    assert (came["chat"]["id"], came["migrate_from_chat_id"]) == (moved.id, -5001)
    with pytest.raises(ChatMigrated) as refused:
        await bot.send_message(-5001, "话")
    await bot.send_message(refused.value.new_chat_id, "话")
    assert [one.text for one in moved.heard] == ["话"]


async def test_a_forum_keeps_topics_apart(server: BotApi, bot: Bot, wang: Person) -> None:
    forum = server.forum(-1_000_000_001_234, "调度", {7: "锅炉"}, [wang])
    await forum.add_bot(by=wang)
    asked = await wang.write("/late", group=forum, topic=7)
    assert (messages(server)[-1]["message_thread_id"], asked["is_topic_message"]) == (7, True)
    await bot.send_message(forum.id, "在题", message_thread_id=7)
    await bot.send_message(forum.id, "随答", reply_to_message_id=asked["message_id"])
    await bot.send_message(forum.id, "总览")
    assert [(one.text, one.topic) for one in forum.heard] == [("在题", 7), ("随答", 7), ("总览", None)]


async def test_a_button_in_a_group_is_pressed_by_anyone(server: BotApi, bot: Bot, wang: Person) -> None:
    group = server.group(-5001, "指挥群", [wang])
    await group.add_bot(by=wang)
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("收到", callback_data="got")]])
    await bot.send_message(-5001, "通知", reply_markup=keyboard)
    pressed = await wang.press("收到", group=group)
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None and query.message is not None
    assert (query.id, query.message.chat.id, query.from_user.id) == (pressed.id, -5001, wang.id)

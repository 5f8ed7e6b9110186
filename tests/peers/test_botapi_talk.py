"""A bot and a person talk through the server: what one sends, the other sees."""

import asyncio

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto

from tests.peers.botapi.people import Person
from tests.peers.botapi.server import BotApi
from tests.web.standin import picture

PNG = picture(560, 220)


async def test_a_poll_is_held_until_someone_writes(server: BotApi, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=10))
    await server.until(lambda: server.calls("getUpdates"))
    await server.person(1001, "王某").write("/start CODE")
    [update] = await poll
    assert update.message is not None and update.message.text == "/start CODE"
    assert update.message.entities[0].type == "bot_command"
    assert await bot.get_updates(offset=update.update_id + 1) == ()
    assert server.pending == []


async def test_a_message_with_buttons_is_shown_pressed_and_edited(
    server: BotApi, bot: Bot, wang: Person
) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("已完成", callback_data="done:1")]])
    sent = await bot.send_message(1001, "第 <b>13</b> 项", parse_mode="HTML", reply_markup=keyboard)
    [shown] = wang.heard
    assert (shown.text, shown.labels) == ("第 13 项", ["已完成"])
    assert shown.entities == [{"type": "bold", "offset": 2, "length": 2}]
    pressed = await wang.press("完成")
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None and query.data == "done:1" and query.message == sent
    await query.answer("好", show_alert=True)
    await pressed.answered.wait()
    assert (pressed.text, pressed.alert) == ("好", True)
    await bot.edit_message_text("已提交", 1001, sent.message_id)
    assert [(one.text, one.buttons, one.edits) for one in wang.heard] == [("已提交", [], 1)]


async def test_bytes_go_both_ways(server: BotApi, bot: Bot, wang: Person) -> None:
    await bot.send_photo(1001, PNG, caption="一图看懂")
    await bot.send_document(1001, b"%PDF", filename="周报 1.pdf")
    photo, document = wang.heard
    assert (photo.photo, photo.text, document.document) == (PNG, "一图看懂", ("周报 1.pdf", b"%PDF"))
    await wang.document("照片.zip", b"PK12", caption="附件")
    message = (await bot.get_updates())[-1].message
    assert message is not None and message.document is not None
    file = await message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"PK12"
    assert message.document.file_name == "照片.zip"


async def test_an_album_is_one_group_of_messages(server: BotApi, bot: Bot, wang: Person) -> None:
    await bot.send_media_group(1001, [InputMediaPhoto(PNG, caption="一"), InputMediaPhoto(PNG)])
    first, second = wang.heard
    assert first.album == second.album != "" and (first.photo, second.photo) == (PNG, PNG)

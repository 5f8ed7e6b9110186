"""Every kind of message a phone sends, and a second client that is not python-telegram-bot."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot as Aiogram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import BufferedInputFile, InputMediaDocument, ReplyParameters
from telegram import Bot, InputMediaPhoto
from telegram.error import BadRequest, NetworkError

from tests.peers.botapi.people import Person
from tests.peers.botapi.server import BotApi
from tests.web.standin import picture

PNG = picture(560, 220)


@pytest.fixture
async def aiogram(server: BotApi) -> AsyncIterator[Aiogram]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(server.address))
    async with Aiogram(server.token, session=session) as bot:
        yield bot


async def test_all_a_phone_sends_is_read_by_both(
    server: BotApi, bot: Bot, aiogram: Aiogram, wang: Person
) -> None:
    await wang.photo(PNG, caption="现场 #照片", album="g1")
    await wang.photo(PNG, album="g1")
    await wang.document("表.xlsx", b"PK", caption="附件")
    await wang.voice(b"OggS")
    await wang.video(b"mp4")
    await wang.location(33.0, 112.5)
    await wang.sticker()
    await wang.contact()
    await wang.block()
    await wang.unblock()
    ours = [update.to_dict() for update in await bot.get_updates()]
    theirs = await aiogram.get_updates()
    assert [one["update_id"] for one in ours] == [one.update_id for one in theirs]
    first, second = (update.message for update in theirs[1:3])
    assert first is not None and second is not None and first.photo is not None
    assert first.media_group_id == second.media_group_id is not None
    assert [(one.width, one.height) for one in first.photo] == [(320, 126), (560, 220)]
    assert theirs[-2].my_chat_member is not None
    assert theirs[-2].my_chat_member.new_chat_member.status == "kicked"


async def test_aiogram_sends_streams_and_downloads(server: BotApi, aiogram: Aiogram, wang: Person) -> None:
    file = BufferedInputFile(b"%PDF", "周报.pdf")
    sent = await aiogram.send_document(1001, file, caption="<b>周报</b>", parse_mode="HTML")
    assert sent.document is not None
    stream = await aiogram.download(sent.document)
    assert stream is not None and stream.read() == b"%PDF"
    again = InputMediaDocument(media=sent.document.file_id)
    await aiogram.send_media_group(1001, [again, InputMediaDocument(media=file)])
    assert [one.document for one in wang.heard] == [("周报.pdf", b"%PDF")] * 3
    reply = ReplyParameters(message_id=99, allow_sending_without_reply=True)
    await aiogram.send_message(1001, "答", reply_parameters=reply)
    assert wang.heard[-1].reply_to is None


async def test_aiogram_hears_the_same_refusals(server: BotApi, aiogram: Aiogram, wang: Person) -> None:
    with pytest.raises(TelegramBadRequest, match="Unsupported start tag"):
        await aiogram.send_message(1001, "<x>", parse_mode="HTML")
    await wang.block()
    with pytest.raises(TelegramForbiddenError, match="blocked by the user"):
        await aiogram.send_message(1001, "话")


async def test_files_that_are_too_large_or_no_image_are_refused(
    server: BotApi, bot: Bot, wang: Person
) -> None:
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.send_document(1001, bytes(50 * 1024 * 1024 + 1))
    with pytest.raises(BadRequest, match="too big for a photo; the maximum size is 10485760 bytes"):
        await bot.send_photo(1001, PNG + bytes(10 * 1024 * 1024))
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(1001, b"no image")
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(1001, b"")
    message = await wang.document("大.bin", bytes(20 * 1024 * 1024 + 1))
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(message["document"]["file_id"])


async def test_pictures_are_exchanged_captions_edited_and_messages_deleted(
    server: BotApi, bot: Bot, wang: Person
) -> None:
    sent = await bot.send_photo(1001, PNG, caption="旧", disable_notification=True)
    other = picture(100, 50)
    await bot.edit_message_media(InputMediaPhoto(other, caption="新图"), 1001, sent.message_id)
    await bot.edit_message_caption(1001, sent.message_id, caption="新说明")
    [shown] = wang.heard
    assert (shown.photo, shown.text, shown.edits, shown.silent) == (other, "新说明", 2, True)
    copied = await bot.copy_message(1001, 1001, sent.message_id, caption="副本")
    assert [one.text for one in wang.heard] == ["新说明", "副本"]
    await bot.set_message_reaction(1001, 1, "👍")
    await bot.pin_chat_message(1001, copied.message_id)
    pinned = (await bot.get_chat(1001)).pinned_message
    assert pinned is not None and pinned.message_id == copied.message_id
    await bot.delete_message(1001, sent.message_id)
    assert [one.text for one in wang.heard] == ["副本"]
    assert wang.shown[0].reaction == "👍"


async def test_places_voices_and_actions_arrive(server: BotApi, bot: Bot, wang: Person) -> None:
    await bot.send_location(1001, 33.0, 112.5)
    await bot.send_voice(1001, b"OggS", caption="语音")
    await bot.send_chat_action(1001, "typing")
    place, voice = wang.heard
    assert (place.location, voice.voice, voice.text) == ((33.0, 112.5), b"OggS", "语音")
    assert wang.chat.typing == "typing"


async def test_a_request_with_a_name_telegram_does_not_have_is_a_complaint(
    server: BotApi, bot: Bot, wang: Person
) -> None:
    await bot.send_message(1001, "话", api_kwargs={"silent": True})
    assert server.complaints == ["request sendMessage: unknown name .silent"]
    server.complaints.clear()

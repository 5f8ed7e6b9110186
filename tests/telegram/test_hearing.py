"""What people do on their phones, and what comes of it: binding, words, edits, albums, files, places, old buttons."""

import pytest

from bot.actions.bind import invite
from bot.domain.assignment import Kind, State
from bot.queries.history import events_of
from tests.telegram.builders import TelegramCity

LEAD = "市城市管理局"
LIAISON, EPB, EAST = "u02-liaison", "u01-liaison", "c01-liaison"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa7\x9a\xa0\xa0\x00\x00\x00\x00IEND\xaeB`\x82"
)


async def reminded(town: TelegramCity) -> None:
    """The boilers' second reminder has gone out; they are the last thing on the liaison's screen."""
    await town.sleep_until("2023-12-18", "10:00")


async def reports(
    town: TelegramCity, milestone: str = "1.1", unit: str = LEAD
) -> list[tuple[Kind, str, int]]:
    """(kind, words, files) of what was reported."""
    a = await town.milestone(milestone, unit)
    events = [h.event for h in await events_of(town.store, str(a.id), town.calendar)]
    told = (Kind.REPORTED, Kind.FILED, Kind.SUBMITTED)
    return [(event.kind, event.words, len(event.files)) for event in events if event.kind in told]


# ---- who they are


async def test_a_link_binds_the_phone_that_opens_it(town: TelegramCity) -> None:
    await town.sleep_until("2023-11-02")
    context = await town.contexts.current()
    await invite(town.store, context.roster.by_id[LIAISON], "ABCDEFGH", town.now)
    new = town.server.person(77, "新手机")
    await town.does(lambda: new.write("/start ABCDEFGH"))
    assert "已绑定" in new.heard[-1].text
    account = (await town.contexts.current()).account(LIAISON)
    assert account and (account.channel, account.external_id) == ("telegram", "77")


async def test_a_code_works_once_and_a_stranger_is_answered_once(town: TelegramCity) -> None:
    context = await town.contexts.current()
    await invite(town.store, context.roster.by_id[LIAISON], "ABCDEFGH", town.now)
    new, other = town.server.person(77), town.server.person(78)
    await town.does(lambda: new.write("/start ABCDEFGH"))
    await town.does(lambda: other.write("/start ABCDEFGH"))
    refused = len(other.heard)
    await town.does(lambda: other.write("在吗"))
    await town.does(lambda: other.write("在吗？？"))
    assert "邀请码" in other.heard[0].text
    assert len(other.heard) == refused


async def test_a_code_shown_in_a_group_binds_nobody(town: TelegramCity) -> None:
    context = await town.contexts.current()
    await invite(town.store, context.roster.by_id[EPB], "ABCDEFGH", town.now)
    stranger = town.server.person(77)
    group = town.server.group(-500, "指挥群", members=[stranger])
    await town.does(lambda: group.add_bot(by=stranger))
    await town.does(lambda: stranger.write("/start@duban_test_bot ABCDEFGH", group=group))
    assert (await town.contexts.current()).person_at("telegram", "77") is None
    assert len(group.heard) == 1  # the hello


async def test_commands_are_those_of_the_persons_role_and_language(town: TelegramCity) -> None:
    await town.menus.sync(await town.contexts.current())
    shown = {one["command"] for one in town.phone_of(LIAISON).commands}
    assert {"tasks", "extend", "undo", "summary"} <= shown and "golive" not in shown
    assert "golive" in {one["command"] for one in town.phone_of("coordinator").commands}
    before = len(town.server.calls("setMyCommands"))
    await town.menus.sync(await town.contexts.current())
    assert len(town.server.calls("setMyCommands")) == before  # set once, not at every look
    await town.say(LIAISON, "/lang en")
    await town.menus.sync(await town.contexts.current())
    assert any("my items" in one["description"] for one in town.phone_of(LIAISON).commands)


# ---- words


async def test_a_reply_belongs_to_the_message_replied_to(town: TelegramCity) -> None:
    await reminded(town)
    (first, *_) = await town.about("1.1", LIAISON)
    await town.say(LIAISON, "我的任务")
    await town.say(LIAISON, "完成60%", reply_to=first.message_id)
    assert (await town.milestone("1.1", LEAD)).percent == 60


async def test_an_edit_is_a_new_version_of_the_report(town: TelegramCity) -> None:
    await reminded(town)
    phone = town.phone_of(LIAISON)
    said = await town.does(lambda: phone.write("完成60%"))
    answers = len(phone.heard)
    await town.does(lambda: phone.edit(said, "完成80%，剩余下周完成"))
    assert (await town.milestone("1.1", LEAD)).percent == 80
    assert [words for _, words, _ in await reports(town)] == ["完成60%", "完成80%，剩余下周完成"]
    assert len(phone.heard) == answers  # the first answer has been changed
    assert "80%" in phone.heard[-1].text and "修改后" in phone.heard[-1].text
    await town.does(lambda: phone.edit(said, "完成85%，剩余下周完成"))
    assert (await town.milestone("1.1", LEAD)).percent == 85


async def test_an_edit_that_changes_no_word_is_no_report(town: TelegramCity) -> None:
    await reminded(town)
    phone = town.phone_of(LIAISON)
    said = await town.does(lambda: phone.write("完成60%，见 https://example.org"))
    await town.does(lambda: phone.edit(said, "完成60%，见 https://example.org"))
    assert len(await reports(town)) == 1


async def test_a_mistyped_command_runs_when_it_is_corrected(town: TelegramCity) -> None:
    await reminded(town)
    phone = town.phone_of(LIAISON)
    said = await town.does(lambda: phone.write("/sumary"))
    await town.does(lambda: phone.edit(said, "/summary"))
    assert "项" in phone.heard[-1].text and await reports(town) == []


async def test_words_waiting_for_their_item_are_those_last_written(town: TelegramCity) -> None:
    await reminded(town)
    await town.say(LIAISON, "我的任务")
    phone = town.phone_of(LIAISON)
    said = await town.does(lambda: phone.write("完成40%"))
    await town.does(lambda: phone.edit(said, "完成45%"))
    await town.press(LIAISON, "第1项")
    assert [words for _, words, _ in await reports(town)] == ["完成45%"]


async def test_the_reason_of_an_extension_cannot_be_edited_into_a_report(town: TelegramCity) -> None:
    await reminded(town)
    phone = town.phone_of(LIAISON)
    await town.press_payload(LIAISON, f"ext:{(await town.milestone('1.1', LEAD)).id}")
    said = await town.does(lambda: phone.write("设备到货晚，申请延期到2024年3月29日"))
    await town.does(lambda: phone.edit(said, "设备到货晚，申请延期到2024年4月29日"))
    assert "已用于其他操作" in phone.heard[-1].text
    assert await reports(town) == []


async def test_thanks_and_a_sticker_are_no_reports(town: TelegramCity) -> None:
    await reminded(town)
    phone = town.phone_of(LIAISON)
    await town.does(lambda: phone.write("收到，谢谢"))
    await town.does(phone.sticker)
    assert await reports(town) == []


# ---- files


async def test_photos_sent_together_belong_to_one_item_and_are_answered_once(town: TelegramCity) -> None:
    await reminded(town)
    phone = town.phone_of(LIAISON)
    answers = len(phone.heard)
    await town.does(lambda: phone.photo(PNG, caption="完成70%，见照片", album="a"))
    await town.does(lambda: phone.photo(PNG + b"2", album="a"))
    await town.does(lambda: phone.photo(PNG + b"3", album="a"))
    assert [(words, files) for _, words, files in await reports(town)] == [
        ("完成70%，见照片", 1),
        ("", 1),
        ("", 1),
    ]
    assert (await town.milestone("1.1", LEAD)).percent == 70
    assert len(phone.heard) == answers + 1
    assert "70%" in phone.heard[-1].text and "3" in phone.heard[-1].text


async def test_an_album_waits_for_its_item_as_a_whole(town: TelegramCity) -> None:
    await reminded(town)
    await town.say(LIAISON, "我的任务")
    phone = town.phone_of(LIAISON)
    await town.does(lambda: phone.photo(PNG, caption="现场照片", album="a"))
    answers = len(phone.heard)
    await town.does(lambda: phone.photo(PNG + b"2", album="a"))
    assert len(phone.heard) == answers
    await town.press(LIAISON, "第1项")
    assert [(words, files) for _, words, files in await reports(town)] == [("现场照片", 2)]


@pytest.mark.parametrize("kind", ["document", "voice", "video", "photo"])
async def test_a_file_is_kept_as_it_was_sent(town: TelegramCity, kind: str) -> None:
    await reminded(town)
    phone = town.phone_of(LIAISON)
    sends = {
        "document": lambda: phone.document("验收单.pdf", b"%PDF-1.4 test", caption="完成90%"),
        "voice": lambda: phone.voice(b"OggS test", caption="完成90%"),
        "video": lambda: phone.video(b"mp4 test", caption="完成90%"),
        "photo": lambda: phone.photo(PNG, caption="完成90%"),
    }
    bodies = {"document": b"%PDF-1.4 test", "voice": b"OggS test", "video": b"mp4 test", "photo": PNG}
    await town.does(sends[kind])
    assert [(words, files) for _, words, files in await reports(town)] == [("完成90%", 1)]
    a = await town.milestone("1.1", LEAD)
    (event,) = [h.event for h in await events_of(town.store, str(a.id), town.calendar) if h.event.files]
    assert await town.store.one(bytes, "attachment_body", sha256=event.files[0]) == bodies[kind]
    if kind == "voice":
        assert "不转为文字" in phone.heard[-1].text


async def test_a_place_is_a_report(town: TelegramCity) -> None:
    await reminded(town)
    await town.does(lambda: town.phone_of(LIAISON).location(33.0123, 112.5432))
    ((_, words, _),) = await reports(town)
    assert "33.01230" in words and "112.54320" in words


async def test_what_cannot_be_recorded_is_said_to_be_so(town: TelegramCity) -> None:
    await reminded(town)
    phone = town.phone_of(LIAISON)
    await town.does(phone.contact)
    assert "无法记录" in phone.heard[-1].text
    assert await reports(town) == []


# ---- buttons


async def test_a_button_that_stands_nowhere_does_nothing(town: TelegramCity) -> None:
    """A modified client may send any data: what the message does not carry is no button of it."""
    await reminded(town)
    (message, *_) = await town.about("1.1", LIAISON)
    a = await town.milestone("1.1", LEAD)
    card = await town.press_payload(LIAISON, f"pass:{a.id}:0", message.message_id)
    assert "按钮已失效" in card.title
    assert (await town.milestone("1.1", LEAD)).state is State.OPEN


async def test_an_old_button_says_who_did_what_and_when(town: TelegramCity) -> None:
    await reminded(town)
    (message, *_) = await town.about("1.1", LIAISON)
    await town.press(LIAISON, "提交复核", on=message)
    payload = next(one.payload for row in message.card.buttons for one in row if "提交复核" in one.text)
    card = await town.press_payload(LIAISON, payload, message.message_id)  # by a client that still shows it
    assert "u02" in card.title or "提交" in card.title
    assert "10:00" in card.title


async def test_a_message_of_long_ago_still_has_its_buttons(town: TelegramCity) -> None:
    """Telegram no longer says what it was; we know."""
    await reminded(town)
    (message, *_) = await town.about("1.1", LIAISON)
    number = await town.number(message.message_id)
    await town.does(lambda: town.phone_of(LIAISON).press("提交复核", on=number, old=True))
    assert (await town.milestone("1.1", LEAD)).state is State.SUBMITTED


async def test_every_press_stops_the_buttons_clock(town: TelegramCity) -> None:
    await reminded(town)
    pressed = await town.does(lambda: town.phone_of(LIAISON).press("无变化"))
    assert pressed.answered.is_set()
    assert pressed.text == ""


async def test_a_repeated_update_is_no_second_report(town: TelegramCity) -> None:
    await reminded(town)
    phone = town.phone_of(LIAISON)
    await town.does(lambda: phone.write("完成60%"))
    answers = len(phone.heard)
    update = max(int(number) for number, _ in town.inbox())

    async def again() -> None:
        town.server.repeat(update)

    await town.does(again)
    assert len(await reports(town)) == 1
    assert len(phone.heard) == answers


# ---- doors


async def test_who_shuts_us_out_is_known_at_once_and_who_comes_back_is_written_to_again(
    town: TelegramCity,
) -> None:
    await reminded(town)
    phone = town.phone_of(LIAISON)
    await town.does(phone.block)
    assert (await town.contexts.current()).account(LIAISON) is None
    assert (
        "u02" in (await town.say("coordinator", "/inbox")).text or "联系不上" in town.last("coordinator").text
    )
    await town.does(phone.unblock)
    assert (await town.contexts.current()).account(LIAISON) is not None

"""Groups: people among themselves, who see of Duban only what a coordinator posts."""

from functools import partial
from pathlib import Path

from bot.cards.card import Card
from bot.context.plan_context import ChatAccount
from bot.domain.assignment import State
from bot.domain.message import MessageKind
from bot.engine.outbox import post
from tests.builders import small_plan
from tests.peers.botapi.groups import Group
from tests.peers.botapi.server import BotApi
from tests.telegram.builders import TelegramCity, nothing, telegram_city

LIAISON, COORDINATOR = "u02-liaison", "coordinator"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01"


async def founded(town: TelegramCity) -> Group:
    await town.sleep_until("2023-12-18", "10:00")
    members = [town.phone_of(one) for one in (COORDINATOR, LIAISON, "u01-liaison")]
    group = town.server.group(-500, "指挥群", members=[*members, town.server.person(77, "外人")])
    await town.does(lambda: group.add_bot(by=town.phone_of(COORDINATOR)))
    return group


async def test_it_says_once_what_a_group_will_see(town: TelegramCity) -> None:
    group = await founded(town)
    (hello,) = group.heard
    assert "本群仅发布督办情况" in hello.text
    assert hello.buttons[0][0]["url"].startswith("https://t.me/")


async def test_people_among_themselves_are_not_listened_to(town: TelegramCity) -> None:
    group = await founded(town)
    await town.does(
        lambda: group.promote_bot(by=town.phone_of(COORDINATOR))
    )  # an administrator hears everything
    phone = town.phone_of(LIAISON)
    before = town.inbox()
    await town.does(lambda: phone.write("完成60%了，晚上吃什么", group=group))
    assert len(group.heard) == 1
    assert town.inbox() == before
    assert (await town.milestone("1.1", "市城市管理局")).percent is None


async def test_a_liaison_who_asks_in_a_group_is_answered_in_private(town: TelegramCity) -> None:
    group = await founded(town)
    phone = town.phone_of(LIAISON)
    private = len(phone.heard)
    asked = await town.does(lambda: phone.write("/summary@duban_test_bot", group=group))
    assert "项" in phone.heard[private].text
    pointer = group.heard[-1]
    assert "已私下答复" in pointer.text and pointer.reply_to == asked["message_id"]
    assert not any("🔴" in one.text or "🟢" in one.text for one in group.heard)


async def test_a_report_in_a_group_counts_and_its_answer_is_private(town: TelegramCity) -> None:
    group = await founded(town)
    phone = town.phone_of(LIAISON)
    await town.does(lambda: phone.write("@duban_test_bot 13.1 完成60%", group=group))
    await town.does(lambda: phone.write("@duban_test_bot /report 1.1 完成60%", group=group))
    assert (await town.milestone("1.1", "市城市管理局")).percent == 60
    assert all("60" not in one.text for one in group.heard)


async def test_what_the_coordinator_asks_for_in_a_group_is_posted_there_by_name(town: TelegramCity) -> None:
    group = await founded(town)
    asked = await town.does(lambda: town.phone_of(COORDINATOR).write("/summary@duban_test_bot", group=group))
    posted = group.heard[-1]
    assert "由统筹" in posted.text and "发布" in posted.text
    assert posted.reply_to == asked["message_id"]


async def test_the_picture_of_a_posted_summary_is_posted_too(
    tmp_path: Path, server: BotApi, mode: str
) -> None:
    async def draw(summary: object, language: str) -> bytes:
        return PNG

    async with telegram_city(tmp_path, server, mode, small_plan(), start="2023-10-31", draw=draw) as town:
        await town.go_live("2023-11-01")
        group = await founded(town)
        await town.does(lambda: town.phone_of(COORDINATOR).write("/summary@duban_test_bot", group=group))
        assert group.heard[-1].photo == PNG


async def test_the_coordinators_own_matters_stay_private_even_when_asked_for_in_a_group(
    town: TelegramCity,
) -> None:
    group = await founded(town)
    await town.does(lambda: town.phone_of(COORDINATOR).write("/inbox@duban_test_bot", group=group))
    assert "已私下答复" in group.heard[-1].text


async def test_whoever_presses_a_button_in_a_group_sees_their_own_view_in_private(town: TelegramCity) -> None:
    group = await founded(town)
    await town.does(lambda: town.phone_of(COORDINATOR).write("/late@duban_test_bot", group=group))
    await town.does(lambda: town.phone_of(COORDINATOR).write("/summary@duban_test_bot", group=group))
    posted, private = group.heard[-1], len(town.phone_of(LIAISON).heard)
    label = next(one["text"] for row in posted.buttons for one in row)
    pressed = await town.does(lambda: town.phone_of(LIAISON).press(label, on=posted, group=group))
    assert "私下" in pressed.text or pressed.alert
    assert len(town.phone_of(LIAISON).heard) == private + 1
    assert group.heard[-1].text == posted.text and group.heard[-1].edits == 0


async def test_a_stranger_makes_the_bot_post_nothing_in_a_group(town: TelegramCity) -> None:
    """Neither words nor a press: a press is answered by a toast, which only the stranger sees."""
    group = await founded(town)
    stranger = town.server.person(77)
    await town.does(lambda: town.phone_of(COORDINATOR).write("/summary@duban_test_bot", group=group))
    posted, before = group.heard[-1], len(group.heard)
    for words in ("@duban_test_bot 你好", "@duban_test_bot 有人吗", "/start@duban_test_bot ABCDEFGH"):
        await town.does(partial(stranger.write, words, group=group))
    label = next(one["text"] for row in posted.buttons for one in row)
    pressed = await town.does(lambda: stranger.press(label, on=posted, group=group))
    assert len(group.heard) == before
    assert pressed.alert and pressed.text


async def test_a_group_that_becomes_a_supergroup_goes_on_under_its_new_number(town: TelegramCity) -> None:
    group = await founded(town)
    moved = await town.does(group.migrate)
    await town.does(lambda: town.phone_of(COORDINATOR).write("/summary@duban_test_bot", group=moved))
    assert "由统筹" in moved.heard[-1].text


async def test_what_was_queued_before_the_move_arrives_after_it(town: TelegramCity) -> None:
    """Telegram refuses with the new number, before we have heard of it."""
    group = await founded(town)
    moved = await group.migrate()
    card = Card("由统筹发布的内容")
    await town.store.commit(
        [post(ChatAccount("telegram", "-500", COORDINATOR, 0), card, MessageKind.ANSWER, "m", town.now)]
    )
    await town.play.settle()
    await town.does(nothing)
    assert [one.text for one in moved.heard if one.text == card.title] == [card.title]


async def test_in_a_forum_the_answer_is_in_the_topic(town: TelegramCity) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    coordinator = town.phone_of(COORDINATOR)
    forum = town.server.forum(-1001234567890, "指挥部", {7: "锅炉"}, members=[coordinator])
    await town.does(lambda: forum.add_bot(by=coordinator))
    await town.does(lambda: coordinator.write("/summary@duban_test_bot", group=forum, topic=7))
    assert forum.heard[-1].topic == 7 and "由统筹" in forum.heard[-1].text


async def test_a_button_in_a_topic_counts_though_telegram_no_longer_says_which_topic(
    town: TelegramCity,
) -> None:
    await town.sleep_until("2023-12-18", "10:00")
    coordinator = town.phone_of(COORDINATOR)
    forum = town.server.forum(-1001234567890, "指挥部", {7: "锅炉"}, members=[coordinator])
    await town.does(lambda: forum.add_bot(by=coordinator))
    await town.does(lambda: coordinator.write("/summary@duban_test_bot", group=forum, topic=7))
    posted = forum.heard[-1]
    await town.does(lambda: coordinator.press(posted.labels[0], on=posted, group=forum, old=True))
    assert "按钮已失效" not in coordinator.heard[-1].text


async def test_put_out_of_a_group_it_says_nothing_more_there(town: TelegramCity) -> None:
    group = await founded(town)
    await town.does(lambda: group.kick_bot(by=town.phone_of(COORDINATOR)))
    assert await town.store.one(int, "group_known", channel="telegram", external_id="-500") == 0


async def test_an_album_in_a_group_calls_us_once(town: TelegramCity) -> None:
    group = await founded(town)
    await town.does(lambda: group.promote_bot(by=town.phone_of(COORDINATOR)))
    phone = town.phone_of(LIAISON)
    caption = "@duban_test_bot /done 1.1 见照片"
    await town.does(lambda: phone.photo(PNG, caption=caption, album="a", group=group))
    await town.does(lambda: phone.photo(PNG + b"2", album="a", group=group))
    assert (await town.milestone("1.1", "市城市管理局")).state is State.SUBMITTED

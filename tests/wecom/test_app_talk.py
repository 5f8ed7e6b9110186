"""A liaison's day in the app: pressing, choosing, writing, sending what was photographed."""

import hashlib

from bot.domain.assignment import State
from tests.peers.wecom.sender import Delivery
from tests.peers.wecom.shown import Shown
from tests.peers.wecom.world import DAY
from tests.web.standin import picture
from tests.wecom.city import WeComCity

LIAISON, LEAD = "u02-liaison", "市城市管理局"
AMR = b"#!AMR\n" + bytes(64)


def last(town: WeComCity, person: str = LIAISON) -> Shown:
    return town.phone_of(person).heard()[-1]


async def test_a_pressed_button_does_what_it_says_and_ends(town: WeComCity) -> None:
    await town.sleep_until("2023-11-01", "09:31")
    phone = town.phone_of(LIAISON)
    card = last(town)
    assert await town.does(lambda: phone.press("签收")) == [[200]]
    assert [name for (name,) in town.rows("SELECT person_id FROM acknowledgement")] == [LIAISON]
    shown = next(one for one in phone.heard() if one.task_id == card.task_id)
    assert "✓ 已签收" in shown.words and shown.updates == 1
    assert "已签收，谢谢" in last(town).words


async def test_an_item_is_reported_submitted_and_passed(town: WeComCity) -> None:
    await town.sleep_until("2023-12-18", "10:07")
    await town.does(lambda: town.phone_of(LIAISON).say("1 已完成200/200台"))
    await town.does(lambda: town.phone_of(LIAISON).press("提交复核"))
    assert (await town.milestone("1.1", LEAD)).state is State.SUBMITTED
    await town.does(lambda: town.phone_of("coordinator").say("待复核"))
    await town.does(lambda: town.phone_of("coordinator").press("1"))
    await town.does(lambda: town.phone_of("coordinator").press("通过"))
    assert (await town.milestone("1.1", LEAD)).state is State.CLOSED


async def test_what_is_chosen_in_the_list_is_done(town: WeComCity) -> None:
    """More than six buttons: five stay, the others are a list beside them."""
    card = await a_card_with_a_list(town)
    phone = town.phone_of(LIAISON)
    assert await town.does(lambda: phone.press("办理所选", choose="办理记录", on=card)) == [[200]]
    shown = "\n".join(one.words for one in phone.heard()[-2:])
    assert "办理记录" in shown and "12月18日" in shown, shown


async def test_to_choose_nothing_is_said_to_be_nothing(town: WeComCity) -> None:
    card = await a_card_with_a_list(town)
    await town.does(lambda: town.phone_of(LIAISON).press("办理所选", on=card))
    assert "请先在列表中选择一项" in last(town).words


async def a_card_with_a_list(town: WeComCity) -> Shown:
    await town.sleep_until("2023-12-18", "10:07")
    await town.does(lambda: town.phone_of(LIAISON).press("详情"))
    return next(one for one in reversed(town.phone_of(LIAISON).heard()) if one.options)


async def test_story_16_two_presses_in_one_second_both_count(town: WeComCity) -> None:
    await town.sleep_until("2023-12-18", "10:07")
    phone = town.phone_of(LIAISON)

    async def both() -> list[Delivery]:
        return [*await phone.press("无变化"), *await phone.press("签收")]

    assert await town.does(both) == [[200], [200]]
    assert town.rows("SELECT person_id FROM acknowledgement") == [(LIAISON,)]
    assert (await town.milestone("1.1", LEAD)).reported_at is not None


async def test_what_was_photographed_is_evidence_with_its_hash(town: WeComCity) -> None:
    await town.sleep_until("2023-12-18", "10:07")
    phone = town.phone_of(LIAISON)
    await town.does(lambda: phone.say("1 已完成200/200台"))
    await town.does(lambda: phone.photo(picture()))
    await town.does(lambda: phone.place(33.0123, 112.5432, "卧龙区"))
    await town.does(lambda: phone.link("公示", "https://example.cn/2023/12/18"))
    await town.does(lambda: phone.press("提交复核"))
    await town.does(lambda: town.phone_of("coordinator").say("待复核"))
    page = "\n".join(one.words for one in town.phone_of("coordinator").heard()[-3:])
    for words in ("照片1张", "位置：北纬33.01230，东经112.54320", "https://example.cn/2023/12/18"):
        assert words in page, page
    kept = town.rows("SELECT sha256 FROM attachment WHERE person_id = ?", LIAISON)
    assert kept == [(hashlib.sha256(picture()).hexdigest(),)]


async def test_a_spoken_message_is_kept_and_said_to_be_unheard(town: WeComCity) -> None:
    await town.sleep_until("2023-12-18", "10:07")
    phone = town.phone_of(LIAISON)
    await town.does(lambda: phone.voice(AMR))
    assert "语音" in "\n".join(one.words for one in phone.heard()[-2:])
    assert town.rows("SELECT sha256 FROM attachment") == [(hashlib.sha256(AMR).hexdigest(),)]


async def test_a_photo_that_is_gone_by_then_is_asked_for_again(town: WeComCity) -> None:
    """WeCom keeps it for three days."""
    await town.sleep_until("2023-12-18", "10:07")
    await town.stop_dealing()
    [told] = await town.phone_of(LIAISON).photo(picture())
    await town.server.until(lambda: told.done.is_set())
    town.clock.now += 4 * DAY
    await town.down_until("2023-12-22", "10:07")
    await town.dealt()
    assert "有附件未能接收，请重新发送。" in last(town).words
    assert town.rows("SELECT sha256 FROM attachment") == []


async def test_a_stranger_types_the_code_they_were_given(town: WeComCity) -> None:
    phone = town.server.person("NewHere", "新来的")
    await town.does(lambda: phone.say("您好"))
    assert "邀请码" in phone.heard()[-1].words

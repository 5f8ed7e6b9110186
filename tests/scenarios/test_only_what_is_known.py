"""Said is only what is known: sent is not delivered, a copy can arrive, a plan has a first and a last day."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.cards.callback_data import Verb, payload_for
from bot.domain.person import Role
from bot.planfile.demo import demo_people
from tests.builders import ZH, City, city, small_plan

URBAN, URBAN_HEAD = "u02-liaison", "u02-head"


async def card_of(town: City, person: str) -> str:
    boilers = await town.milestone("1.1", "市城市管理局")
    return (await town.press_payload(person, f"card:{boilers.id}")).text


async def test_a_reminder_that_the_platform_took_is_sent_and_not_delivered(town: City) -> None:
    await town.sleep_until("2023-12-04", "10:00")
    why = await town.say(URBAN, "/why")
    assert "已发出" in why.text
    assert "已送达" not in why.text


async def test_a_head_who_can_be_written_to_is_copied(town: City) -> None:
    """+3 of 2023-12-31 is 2024-01-04."""
    await town.sleep_until("2024-01-04", "10:00")
    assert "抄送本单位分管负责人和" in (await town.about("1.1", URBAN))[-1].card.text


async def test_a_head_who_cannot_be_written_to_is_not_said_to_know(town: City) -> None:
    town.blocked.add(URBAN_HEAD)
    await town.sleep_until("2024-01-04", "10:00")
    text = (await town.about("1.1", URBAN))[-1].card.text
    assert "逾期4天，现予督办" in text
    assert "本单位分管负责人（尚未送达）" in text


async def test_a_unit_without_a_head_is_told_so_on_the_item(tmp_path: Path) -> None:
    people = demo_people(small_plan(), ZH)
    rest = tuple(p for p in people.people if p.id != URBAN_HEAD)
    async with city(tmp_path, small_plan(), replace(people, people=rest), start="2023-10-31") as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2024-01-04", "10:00")
        text = (await town.about("1.1", URBAN))[-1].card.text
        assert "分管负责人" not in text
        assert "尚未登记分管负责人，未能告知" in await card_of(town, URBAN)
        assert "尚未登记分管负责人，未能告知" in (await town.say(URBAN, "/why")).text


async def test_a_reminder_that_a_report_has_silenced_says_so_on_the_item(town: City) -> None:
    await town.sleep_until("2023-12-05", "10:00")
    await town.say(URBAN, "第1项完成60%")
    await town.sleep_until("2023-12-18", "10:00")
    assert "此前已有进展反馈，不再重复提醒" in await card_of(town, URBAN)


async def test_before_go_live_it_says_that_the_plan_is_not_live(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2023-10-01") as town:
        for asked in ("/tasks", "/why"):
            assert "方案尚未上线" in (await town.say(URBAN, asked)).text
        await town.go_live("2023-11-01")
        for asked in ("/tasks", "/why"):
            assert "方案自2023年11月1日起上线" in (await town.say(URBAN, asked)).text
        await town.sleep_until("2023-11-01", "10:00")
        assert "上线" not in (await town.say(URBAN, "/tasks")).text


async def test_after_the_plans_end_it_says_that_the_plan_is_over(town: City) -> None:
    """The small plan ends on 2024-12-31."""
    await town.sleep_until("2024-12-31", "10:00")
    assert "届满" not in (await town.say(URBAN, "/tasks")).text
    await town.sleep_until("2025-01-02", "10:00")
    boilers = await town.milestone("1.1", "市城市管理局")
    for text in (
        (await town.say(URBAN, "/tasks")).text,
        (await town.press_payload(URBAN, payload_for(Verb.WHY, boilers.id))).text,
        await card_of(town, URBAN),
    ):
        assert "方案实施期已于2024年12月31日届满" in text


async def test_go_live_warns_of_what_is_over(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2024-03-01") as town:
        asked = await town.say("coordinator", "/golive 2024-03-04")
        assert "1个节点的期限在2024年3月4日前已过" in asked.text
        assert "届满" not in asked.text
        asked = await town.say("coordinator", "/golive 2025-01-02")
        assert "方案实施期已于2024年12月31日届满" in asked.text
        assert "2个节点的期限在2025年1月2日前已过" in asked.text


async def test_go_live_in_time_warns_of_nothing(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2023-10-01") as town:
        assert "注意" not in (await town.say("coordinator", "/golive 2023-11-01")).text


def test_the_heads_of_the_small_plan_are_its_heads() -> None:
    heads = [p.id for p in demo_people(small_plan(), ZH).people if p.holds(Role.HEAD)]
    assert URBAN_HEAD in heads
    assert small_plan().end == date(2024, 12, 31)

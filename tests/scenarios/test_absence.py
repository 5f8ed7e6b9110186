"""Away (请假、出差): a colleague stands in, and on the last day all returns. 市城市管理局 has three liaisons."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.domain.person import Person, Post, Role, Roster
from bot.planfile.demo import demo_people
from tests.builders import ZH, City, buttons, city, small_plan

URBAN = "市城市管理局"
ZHANG, WANG, LI, HEAD = "zhang", "wang", "li", "u02-head"


def of_urban_management(id_: str, name: str, *tasks: str) -> Person:
    return Person(id_, name, (Post(Role.LIAISON, URBAN, tasks),))


@asynccontextmanager
async def town(folder: Path, *colleagues: Person) -> AsyncIterator[City]:
    """张伟 answers for 市城市管理局 alone; 王敏 and 李强 have a task each that nobody has. 1.1 is due on 2023-12-31."""
    others = colleagues or (
        of_urban_management(WANG, "王敏", "3"), of_urban_management(LI, "李强", "3"),
    )  # fmt: skip
    people = [p for p in demo_people(small_plan(), ZH).people if p.id != "u02-liaison"]
    roster = Roster((*people, of_urban_management(ZHANG, "张伟"), *others))
    async with city(folder, small_plan(), roster, start="2023-10-31") as founded:
        for person in roster.people:
            if person.holds(Role.LIAISON):
                await founded.say(person.id, "签收")
        await founded.go_live("2023-11-01")
        await founded.sleep_until("2023-12-01", "10:00")
        yield founded


async def about_boilers(there: City, person: str) -> list[str]:
    return await there.days_about("1.1", person)


async def test_the_substitute_is_asked_and_heard_and_on_the_last_day_all_returns(tmp_path: Path) -> None:
    """T-20 is 12-04, T-10 12-18, T-5 12-25."""
    async with town(tmp_path) as there:
        done = await there.say(ZHANG, "我下周一到下周五出差，由王敏代")
        assert "已登记：您12月4日至12月8日不在岗，由王敏代办" in done.text
        await there.sleep_until("2023-12-01", "10:02")
        asked = there.pushed(WANG)[-1]
        assert there.day(asked) == "2023-12-01"  # at once
        assert "张伟12月4日至12月8日不在岗，请您代办" in asked.card.text
        await there.sleep_until("2023-12-05", "10:00")
        assert await about_boilers(there, WANG) == ["2023-12-04"]
        assert await about_boilers(there, ZHANG) == []
        assert "燃煤锅炉" in (await there.say(WANG, "/tasks")).text
        await there.say(WANG, "1 已完成60%")
        assert (await there.milestone("1.1", URBAN)).percent == 60
        await there.sleep_until("2023-12-11", "10:00")
        back, handed_back = there.pushed(ZHANG)[-1], there.pushed(WANG)[-1]
        assert there.day(back) == there.day(handed_back) == "2023-12-11"
        assert "工作已交还您" in back.card.text and "其间王敏已反馈1项" in back.card.text
        assert "尚未办结" in back.card.text and "燃煤锅炉全部淘汰（60%）" in back.card.text
        assert "张伟已返岗" in handed_back.card.text
        await there.sleep_until("2023-12-26")
        assert await about_boilers(there, ZHANG) == ["2023-12-25"]
        assert await about_boilers(there, WANG) == ["2023-12-04"]


async def test_who_cannot_stand_in_says_so_and_it_goes_back_at_once(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.say(ZHANG, "/leave 3天 由李强代")
        await there.sleep_until("2023-12-01", "10:02")
        await there.press(LI, "不便代办")
        await there.sleep_until("2023-12-01", "10:04")
        refused = there.pushed(ZHANG)[-1]
        assert there.day(refused) == "2023-12-01"
        assert "李强不便代办张伟12月1日至12月5日的工作" in refused.card.text
        await there.press(ZHANG, "换人代办")
        chosen = await there.press(ZHANG, "王敏")
        assert "由王敏代办" in chosen.text
        await there.sleep_until("2023-12-04", "10:00")
        assert await about_boilers(there, WANG) == ["2023-12-04"]
        assert await about_boilers(there, LI) == []


async def test_ended_early_both_have_the_receipt_and_the_next_reminder_is_the_liaisons(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as there:
        await there.say(ZHANG, "请假到12日，工作交给李强")
        await there.sleep_until("2023-12-04", "10:00")
        assert await about_boilers(there, LI) == ["2023-12-04"]
        over = await there.say(ZHANG, "我回来了")
        assert "欢迎回来" in over.text and "尚未办结" in over.text
        assert (await there.say(ZHANG, "我回来了")).title == "您目前没有登记的请假，工作照常由您办理。"
        await there.sleep_until("2023-12-04", "10:02")
        assert "张伟已返岗" in there.last(LI).text
        await there.sleep_until("2023-12-18", "10:00")
        assert await about_boilers(there, ZHANG) == ["2023-12-18"]


async def test_nobody_to_stand_in_is_said_and_the_head_hears_instead(tmp_path: Path) -> None:
    async with town(tmp_path, of_urban_management(WANG, "王敏", "3")) as there:
        offered = await there.say(ZHANG, "请假到12日")
        assert [one.text for one in buttons(offered)] == ["王敏", "无人代办"]
        done = await there.press(ZHANG, "无人代办")
        assert "没有联络员接收提醒，已告知市城市管理局分管负责人、统筹" in done.text
        await there.sleep_until("2023-12-01", "10:02")
        assert "张伟（市城市管理局）12月1日至12月12日不在岗，无人代办" in there.last(HEAD).text
        await there.sleep_until("2023-12-04", "10:00")
        assert await about_boilers(there, HEAD) == ["2023-12-04"]
        assert "无人代办，以下事项转请您安排" in there.last(HEAD).text
        await there.say(HEAD, "1 已完成40%")
        assert (await there.milestone("1.1", URBAN)).percent == 40
        told = [m for m in there.pushed("coordinator") if "无人代办" in m.card.text]
        assert [there.day(m) for m in told] == ["2023-12-01"]  # once, not at each rung


async def test_a_name_that_fits_nobody_is_asked_about_and_not_left_out(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan()) as there:
        await there.go_live("2023-11-01")
        await there.sleep_until("2023-12-04", "10:00")
        asked = await there.say("u02-liaison", "我请假三天，找小王")
        assert "没有找到唯一的“小王”" in asked.title
        alone = await there.press("u02-liaison", "无人代办")
        assert "无人代办" in alone.title


async def test_days_and_colleague_are_asked_where_they_are_not_said(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        asked = await there.say(ZHANG, "请假")
        assert "从哪天到哪天" in asked.text
        who = await there.say(ZHANG, "下周三到周五")
        assert "12月6日至12月8日不在岗，由谁代办" in who.text
        done = await there.say(ZHANG, "小王")
        assert "已登记：您12月6日至12月8日不在岗，由王敏代办" in done.text
        await there.say(ZHANG, "/leave 结束")
        await there.say(ZHANG, "/leave")
        who = await there.press(ZHANG, "3个工作日")
        assert "12月1日至12月5日不在岗，由谁代办" in who.text
        assert "由李强代办" in (await there.press(ZHANG, "李强")).text


async def test_what_waits_for_the_slot_when_somebody_leaves_is_the_substitutes(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.sleep_until("2023-12-04", "00:30")  # the reminder is queued
        await there.say(ZHANG, "请假3天，由王敏代")
        await there.sleep_until("2023-12-04", "10:00")
        assert await about_boilers(there, WANG) == ["2023-12-04"]
        assert await about_boilers(there, ZHANG) == []


async def test_a_head_sets_it_for_the_units_liaison(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        done = await there.say(HEAD, "张伟请假到12日，由王敏代")
        assert "已登记：张伟12月1日至12月12日不在岗，由王敏代办" in done.text
        await there.sleep_until("2023-12-01", "10:02")
        assert "市城市管理局分管负责人已登记您12月1日至12月12日不在岗" in there.last(ZHANG).text
        await there.sleep_until("2023-12-04", "10:00")
        assert await about_boilers(there, WANG) == ["2023-12-04"]

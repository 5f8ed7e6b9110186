"""Another liaison in people.yaml: the open list is confirmed, the former one has a receipt, reminders follow."""

from pathlib import Path

from bot.actions import load
from bot.domain.person import Roster
from bot.planfile.demo import demo_people
from tests.builders import ZH, City, buttons, city, liaison, small_plan

URBAN = "市城市管理局"
OLD = "u02-liaison"


async def load_people(there: City, roster: Roster) -> None:
    accounts = {person.id: {"browser": person.id} for person in roster.people}
    await load.load_people(there.store, roster, accounts, there.now)


async def test_the_new_liaison_confirms_what_is_open_and_the_former_one_has_a_receipt(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2023-10-31") as there:
        await there.acknowledge()
        await there.go_live("2023-11-01")
        await there.sleep_until("2023-12-01", "10:00")
        others = tuple(p for p in demo_people(small_plan(), ZH).people if p.id != OLD)
        await load_people(there, Roster((*others, liaison("孙丽", URBAN))))
        await there.sleep_until("2023-12-01", "10:05")
        taken = there.pushed("孙丽")[-1].card
        assert "您接手市城市管理局联络员工作，在办2项，请确认接收" in taken.text
        assert "燃煤锅炉全部淘汰" in taken.text
        left = there.pushed(OLD)[-1].card
        assert "您原承办的市城市管理局联络员工作（在办2项）已交孙丽接办" in left.text
        assert buttons(left) == []
        assert "已确认接收" in (await there.press("孙丽", "确认接收")).text
        await there.sleep_until("2023-12-04", "10:00")
        assert await there.days_about("1.1", "孙丽") == ["2023-12-04"]
        assert await there.days_about("1.1", OLD) == []


async def test_who_has_no_chat_yet_confirms_on_first_contact_and_the_head_hears_until_then(
    tmp_path: Path,
) -> None:
    async with city(tmp_path, small_plan(), start="2023-10-31") as there:
        await there.acknowledge()
        await there.go_live("2023-11-01")
        await there.sleep_until("2023-12-01", "10:00")
        others = tuple(p for p in demo_people(small_plan(), ZH).people if p.id != OLD)
        roster = Roster((*others, liaison("sun", URBAN)))
        await load.load_people(there.store, roster, {}, there.now)
        await there.sleep_until("2023-12-04", "10:00")
        assert await there.days_about("1.1", "u02-head") == ["2023-12-04"]
        assert there.pushed("sun") == []
        await load_people(there, roster)
        await there.sleep_until("2023-12-04", "10:05")
        assert "请确认接收" in there.pushed("sun")[-1].card.text
        await there.sleep_until("2023-12-18", "10:00")
        assert await there.days_about("1.1", "sun") == ["2023-12-18"]


async def test_a_colleague_added_takes_over_from_nobody(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2023-10-31") as there:
        await there.go_live("2023-11-01")
        await there.sleep_until("2023-12-01", "10:00")
        await load_people(there, Roster((*demo_people(small_plan(), ZH).people, liaison("sun", URBAN))))
        await there.sleep_until("2023-12-01", "10:05")
        assert there.pushed("sun") == []

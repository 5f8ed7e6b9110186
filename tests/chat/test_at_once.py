"""Many speak at one time of one item, as after a night in which the bot was down: nobody's words are lost."""

import asyncio
from pathlib import Path

from bot.context.ports import Inbound
from bot.domain.assignment import Kind
from bot.domain.person import Roster
from bot.planfile.demo import demo_people
from bot.queries.history import events_of
from bot.storage.store import open_store
from tests.builders import PLAN, ZH, city, liaison, small_plan

LEAD = "市城市管理局"
COLLEAGUES = [f"colleague{n:02}" for n in range(15)]


async def test_colleagues_who_speak_of_one_item_at_one_time_are_all_heard(tmp_path: Path) -> None:
    people = (*demo_people(small_plan(), ZH).people, *(liaison(one, LEAD) for one in COLLEAGUES))
    async with city(tmp_path, small_plan(), Roster(people), start="2023-10-31") as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2023-12-18", "10:00")
        about = {one: town.phone(one)[-1].message_id for one in COLLEAGUES}
        await town.store.close()
        town.store = await open_store(town.url, PLAN)  # at FULL commits queue, and many decide at one time
        town.start()
        said = (
            Inbound("browser", one, one, f"正在推进，{one}的部分", message_id=on) for one, on in about.items()
        )
        await asyncio.gather(*(town.chat.receive(inbound, town.now) for inbound in said))
        a = await town.milestone("1.1", LEAD)
        events = [kept.event for kept in await events_of(town.store, str(a.id), town.calendar)]
        words = [event.words for event in events if event.kind is Kind.REPORTED]
        assert sorted(words) == [f"正在推进，{one}的部分" for one in COLLEAGUES]


async def test_four_hundred_updates_at_once_are_all_answered_and_each_person_in_order(tmp_path: Path) -> None:
    """38 people, ten or eleven messages each, none waiting for an answer: nobody reads an apology."""
    units = [LEAD, "市生态环境局", "市烟草公司", "东县", "西县"]
    crowd = [liaison(f"person{n:02}", units[n % len(units)]) for n in range(38)]
    people = Roster((*demo_people(small_plan(), ZH).people, *crowd))
    async with city(tmp_path, small_plan(), people, start="2023-10-31") as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2023-12-18", "10:00")
        item = await town.milestone("1.1", LEAD)
        updates = [
            Inbound("browser", f"{n:03}", crowd[n % 38].id, f"/report {item.milestone} 正在推进，第{n:03}次")
            for n in range(400)
        ]
        await asyncio.gather(*(town.chat.receive(inbound, town.now) for inbound in updates))
        kept = town.rows("SELECT update_id, person, error FROM inbox ORDER BY received_at, update_id")
        mine = [row for row in kept if row[1].startswith("person")]
        assert [error for _, _, error in mine if error] == []
        for one in crowd:
            order = [update for update, person, _ in mine if person == one.id]
            assert order == sorted(order) and len(order) in (10, 11)


async def test_eighty_updates_at_once_from_one_person_are_taken_in_order(tmp_path: Path) -> None:
    async with city(tmp_path, small_plan(), start="2023-10-31") as town:
        await town.go_live("2023-11-01")
        await town.sleep_until("2023-12-18", "10:00")
        texts = [f"/report 1.1 正在推进，第{n:02}次" for n in range(80)]
        updates = [Inbound("browser", f"n{n:02}", "u02-liaison", text) for n, text in enumerate(texts)]
        await asyncio.gather(*(town.chat.receive(inbound, town.now) for inbound in updates))
        a = await town.milestone("1.1", LEAD)
        words = [kept.event.words for kept in await events_of(town.store, str(a.id), town.calendar)]
        assert [one for one in words if one.startswith("正在推进")] == [
            f"正在推进，第{n:02}次" for n in range(80)
        ]

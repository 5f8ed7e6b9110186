"""Items in every state and relation that permissions distinguish, each reached as people reach it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from bot.cards.callback_data import unit_code
from bot.context.events import record
from bot.domain.allocation import PlannedAssignment
from bot.domain.assignment import Assignment, State
from bot.domain.person import Roster
from bot.domain.plan import UnitRole
from bot.engine.open_assignments import opening
from bot.planfile.demo import demo_people
from bot.planfile.yaml import load_plan
from tests.builders import SMALL, ZH, City, city, liaison
from tests.played import played

LEAD, BUREAU, COUNTY = "市城市管理局", "市生态环境局", "东县"
URBAN, EAST = "u02-liaison", "c01-liaison"
PLAN = SMALL.replace(
    "text: 燃煤锅炉全部淘汰, due: 2023-12-31, quote",
    "text: 燃煤锅炉全部淘汰, due: 2023-12-31, where: [东县], quote",
)
Situation = Callable[[City], Awaitable[Assignment]]


@asynccontextmanager
async def town(folder: Path, *, golive: str = "2023-11-01") -> AsyncIterator[City]:
    """A lead with two liaisons, a county of its task, the coordinator's bureau, and a body outside the city."""
    plan = load_plan(PLAN, "small.yaml", ZH)
    people = Roster((*demo_people(plan, ZH).people, liaison("second", LEAD)))
    async with city(folder, plan, people, start=golive) as founded:
        await founded.go_live(golive)
        yield founded


async def the_leads(town: City) -> Assignment:
    return await town.milestone("1.1", LEAD)


async def the_countys(town: City) -> Assignment:
    return await town.milestone("1.1", COUNTY)


async def _open(town: City) -> Assignment:
    await town.sleep_until("2023-12-18", "10:00")
    return await the_leads(town)


async def _handed_over(town: City) -> Assignment:
    a = await _open(town)
    await town.press_payload(URBAN, f"to:{a.id}:second")
    return await the_leads(town)


async def _waiting(town: City) -> Assignment:
    a = await _open(town)
    await town.press_payload(URBAN, f"on:{a.id}:{unit_code('市烟草公司')}")
    return await the_leads(town)


async def _submitted(town: City) -> Assignment:
    a = await _open(town)
    await town.press_payload(URBAN, f"sub:{a.id}")
    return await the_leads(town)


async def _submitted_by_a_county(town: City) -> Assignment:
    await _open(town)
    await town.press_payload(EAST, f"sub:{(await the_countys(town)).id}")
    return await the_countys(town)


async def _submitted_by_the_bureau(town: City) -> Assignment:
    await _open(town)
    a = await town.milestone("2.1", BUREAU)
    await town.press_payload("u01-liaison", f"sub:{a.id}")
    return await town.by_id(a.id)


async def _returned(town: City) -> Assignment:
    a = await _submitted(town)
    await town.press_payload("coordinator", f"rework:{a.id}:0")
    await town.say("coordinator", "缺少验收材料")
    return await the_leads(town)


async def _closed(town: City) -> Assignment:
    a = await _submitted(town)
    await town.press_payload("coordinator", f"pass:{a.id}:0")
    return await the_leads(town)


async def _excused(town: City) -> Assignment:
    a = await _declined(town)
    await town.press_payload("coordinator", f"decok:{a.id}")
    return await the_leads(town)


async def _declined(town: City) -> Assignment:
    a = await _open(town)
    await town.press_payload(URBAN, f"dec:{a.id}")
    await town.say(URBAN, "锅炉监管属市场监管部门职责")
    return await the_leads(town)


async def _taken_over(town: City) -> Assignment:
    a = await _declined(town)
    await town.press_payload("coordinator", f"take:{a.id}:{unit_code('市烟草公司')}")
    return await town.by_id(a.id)


async def _suspension_of_a_county(town: City) -> Assignment:
    await _open(town)
    await town.press_payload(EAST, f"susp:{(await the_countys(town)).id}")
    await town.say(EAST, "冬季无法施工，挂账到3月15日")
    return await the_countys(town)


async def _suspension_of_the_bureau(town: City) -> Assignment:
    await _open(town)
    a = await town.milestone("2.1", BUREAU)
    await town.press_payload("u01-liaison", f"susp:{a.id}")
    await town.say("u01-liaison", "冬季无法施工，挂账到3月15日")
    return await town.by_id(a.id)


async def _suspended(town: City) -> Assignment:
    a = await _open(town)
    await town.press_payload("coordinator", f"hold:{a.id}")
    await town.say("coordinator", "冬季无法施工，挂账到3月15日")
    return await the_leads(town)


async def _looked_at_again(town: City) -> Assignment:
    a = await _closed(town)
    await town.press_payload("coordinator", f"look:{a.id}")
    return await the_leads(town)


async def _extension_of_a_county(town: City) -> Assignment:
    await _open(town)
    await town.press_payload(EAST, f"ext:{(await the_countys(town)).id}")
    await town.say(EAST, "1月31日前，设备到货推迟")
    return await the_countys(town)


async def _extension_past_the_plans_end(town: City) -> Assignment:
    await _open(town)
    await town.press_payload(EAST, f"ext:{(await the_countys(town)).id}")
    await town.say(EAST, "2025年3月31日前，设备到货推迟")
    return await the_countys(town)


async def _extension_of_the_bureau(town: City) -> Assignment:
    await _open(town)
    a = await town.milestone("2.1", BUREAU)
    await town.press_payload("u01-liaison", f"ext:{a.id}")
    await town.say("u01-liaison", "2024年8月31日前，设备到货推迟")
    return await town.by_id(a.id)


async def _talk_proposed(town: City) -> Assignment:
    await town.sleep_until("2024-01-11", "10:00")
    return await the_leads(town)


async def _talk_proposed_about_the_bureau(town: City) -> Assignment:
    await town.sleep_until("2024-07-11", "10:00")
    return await town.milestone("2.1", BUREAU)


async def _talk_before_the_leader(town: City) -> Assignment:
    a = await _talk_proposed(town)
    await town.press_payload("coordinator", f"up:{a.id}")
    return await the_leads(town)


async def _talk_agreed(town: City) -> Assignment:
    a = await _talk_before_the_leader(town)
    assert a.endorsed_on
    await town.press_payload("leader", f"talkok:{a.id}:{a.endorsed_on:%Y%m%d}")
    return await the_leads(town)


async def _return_open(town: City) -> Assignment:
    await town.sleep_until("2024-01-04", "10:00")
    return await _local_work(town)


async def _return_filed(town: City) -> Assignment:
    a = await _return_open(town)
    await town.press_payload("c02-liaison", f"same:{a.id}")
    return await town.by_id(a.id)


async def _local_work(town: City) -> Assignment:
    rows = await town.assignments(task="1", unit="西县")
    return min((a for a in rows if a.recurring), key=lambda a: a.due)


async def _told(town: City) -> Assignment:
    """As if the boilers of 西县 had no milestone that names a county."""
    lead, context = await _open(town), await town.contexts.current()
    share = PlannedAssignment(
        "1", "1.1", "西县", UnitRole.LOCAL, lead.kind, lead.strength, "", lead.since, lead.until, lead.due, State.OPEN,
        lead.since, told_only=True,
    )  # fmt: skip
    number = 1 + max(a.id for a in await town.assignments())
    await town.store.commit(record(context, None, opening(share, number, town.now, town.today, None)).changes)
    await town.sleep_until("2023-12-18", "10:05")  # T-20 is told; the next step is on T-5
    return await town.by_id(number)


async def _past(town: City) -> Assignment:
    await town.sleep_until("2024-02-02", "10:00")
    return await the_leads(town)


SITUATIONS: Mapping[str, Situation] = {
    "open": _open,
    "handed_over": _handed_over,
    "waiting": _waiting,
    "submitted": _submitted,
    "submitted_by_a_county": _submitted_by_a_county,
    "submitted_by_the_bureau": _submitted_by_the_bureau,
    "returned": _returned,
    "closed": _closed,
    "excused": _excused,
    "declined": _declined,
    "taken_over": _taken_over,
    "suspension_of_a_county": _suspension_of_a_county,
    "suspension_of_the_bureau": _suspension_of_the_bureau,
    "suspended": _suspended,
    "looked_at_again": _looked_at_again,
    "extension_of_a_county": _extension_of_a_county,
    "extension_past_the_plans_end": _extension_past_the_plans_end,
    "extension_of_the_bureau": _extension_of_the_bureau,
    "talk_proposed": _talk_proposed,
    "talk_proposed_about_the_bureau": _talk_proposed_about_the_bureau,
    "talk_before_the_leader": _talk_before_the_leader,
    "talk_agreed": _talk_agreed,
    "return_open": _return_open,
    "return_filed": _return_filed,
    "told": _told,
    "past": _past,
}
GOLIVE = {"past": "2024-02-01"}


@asynccontextmanager
async def situated(folder: Path, situation: str) -> AsyncIterator[tuple[City, Assignment]]:
    """A town in which the item is in this situation."""
    opened = partial(town, golive=GOLIVE.get(situation, "2023-11-01"))
    async with played(folder, ("situation", situation), opened, SITUATIONS[situation]) as reached:
        yield reached

"""A town whose office has set minutes for tickets, and tickets in every state, each reached as people reach it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from bot.domain.tickets.ticket_rules import TicketRules
from bot.planfile.ticket_file import read_ticket_file
from bot.queries.all_tickets import TicketLife, all_tickets
from tests.builders import ZH, City, buttons
from tests.chat.permission_situations import EAST, town
from tests.house.source import ROOT
from tests.played import played

SOURCES, MEASURES = read_ticket_file(ROOT / "plan/tickets.yaml", None, ZH)
RULES = TicketRules(30, 120, 1440, sources=SOURCES, measures=MEASURES)
HOT_SPOT = "/ticket 东县 释之路与张骞大道交叉口 PM10 312微克/立方米 走航"


@asynccontextmanager
async def ticket_town(folder: Path, rules: TicketRules = RULES) -> AsyncIterator[City]:
    """On Friday 2024-01-12 at 16:40."""

    async def afternoon(there: City) -> None:
        there.contexts.use(tickets=rules)
        await there.sleep_until("2024-01-12", "16:40")

    async with played(folder, ("ticket town", rules), town, afternoon) as (there, _):
        there.contexts.use(tickets=rules)
        yield there


async def issued(there: City, words: str = HOT_SPOT) -> None:
    card = await there.say("coordinator", words)
    go = next(one for one in buttons(card) if one.payload.startswith("tkgo:"))
    await there.press_payload("coordinator", go.payload)
    await there.play.settle()


async def life_of(there: City, number: int = 1) -> TicketLife:
    return (await all_tickets(there.store, there.calendar)).lives[number]


async def _signed(there: City) -> None:
    await issued(there)
    await there.press_payload(EAST, "tksign:1")


async def _passed_down(there: City) -> None:
    await _signed(there)
    await there.say(EAST, "T1 转东岗镇 60分钟")


async def _in_review(there: City) -> None:
    await _signed(there)
    await there.say(EAST, "T1 已清扫，请复核")


async def _returned(there: City) -> None:
    await _in_review(there)
    await there.say("coordinator", "T1 退回整改：复测仍超标")


async def _closed(there: City) -> None:
    await _in_review(there)
    await there.press_payload("coordinator", "tkpass:1:1")


async def _rechecking(there: City) -> None:
    await _closed(there)
    await there.say("coordinator", "T1 回头看 1月20日")
    await there.sleep_until("2024-01-20", "10:00")


async def _withdrawn(there: City) -> None:
    await issued(there)
    await there.say("coordinator", "T1 撤回 地点写错")


async def _of_the_bureau(there: City) -> None:
    """The coordinator's own: another person reviews it."""
    await issued(there, HOT_SPOT.replace("东县", "市生态环境局"))
    await there.say("u01-liaison", "T1 已清扫，请复核")


async def _third(there: City) -> None:
    for _ in range(3):
        await issued(there)


async def _before_the_leader(there: City) -> None:
    await _third(there)
    await there.press_payload("coordinator", "tkup:3")


TICKETS: Mapping[str, tuple[int, Callable[[City], Awaitable[None]]]] = {
    "issued": (1, issued),
    "signed": (1, _signed),
    "passed_down": (1, _passed_down),
    "in_review": (1, _in_review),
    "returned": (1, _returned),
    "closed": (1, _closed),
    "rechecking": (1, _rechecking),
    "withdrawn": (1, _withdrawn),
    "of_the_bureau": (1, _of_the_bureau),
    "third": (3, _third),
    "before_the_leader": (3, _before_the_leader),
}
"""By name: the number of the ticket, and how it comes to be."""

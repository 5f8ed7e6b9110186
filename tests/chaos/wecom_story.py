"""A fortnight in a small town that has only WeCom's app, told once for every way in which the platform might behave.

What the platform's documents leave open are switches of the stand-in; the town must not notice how they stand.
"""

import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.simulate.play import SimulatedClock
from tests.builders import ZH
from tests.peers.botapi.faults import Reset
from tests.peers.wecom.phone import Person
from tests.peers.wecom.sender import Delivery
from tests.peers.wecom.server import WeCom, wecom
from tests.peers.wecom.switches import Switches
from tests.web.standin import picture
from tests.wecom.city import WeComCity, clock_at, wecom_city

LIAISON, OTHER = "u02-liaison", "u01-liaison"
SIGN, SIGNED = "签收", "已签收"
MARK = ZH.say("message.again")
WELL = ("delivered", "suppressed")
PACE = 0.05  # of the callbacks' patience

Deed = Callable[[], Awaitable[Sequence[Delivery]]]


@dataclass(frozen=True)
class Verdict:
    """What was lost, doubled or disliked; empty where all is well."""

    switches: str
    found: tuple[str, ...]
    messages: int
    callbacks: int

    @property
    def holds(self) -> bool:
        return not self.found and self.messages > 0 and self.callbacks > 0


async def told_with(switches: Switches, name: str) -> Verdict:
    clock = clock_at("2023-10-31")
    with tempfile.TemporaryDirectory(prefix="duban-chaos-") as folder:
        async with (
            wecom(lambda: clock.now, switches=switches, pace=PACE) as server,
            wecom_city(Path(folder), server, clock) as town,
        ):
            heard = await _fortnight(town, server, clock)
            return Verdict(name, tuple(wrong(town, server, heard)), len(_written(town)), len(heard))


async def _fortnight(town: WeComCity, server: WeCom, clock: SimulatedClock) -> list[Delivery]:
    """What people did, in order."""
    heard: list[Delivery] = []

    async def does(deed: Deed) -> None:
        deliveries = await deed()
        heard.extend(deliveries)

        async def these() -> Sequence[Delivery]:
            return deliveries

        await town.does(these)

    liaison, other = town.phone_of(LIAISON), town.phone_of(OTHER)
    await town.go_live("2023-11-01")
    await town.sleep_until("2023-11-01", "12:00")
    server.faults.add("message/send", Reset(after=True))
    await does(lambda: liaison.press(SIGN))
    await does(lambda: _at_once(other))
    await town.sleep_until("2023-11-01", "17:00")
    town.database.away = 2  # two tries get no answer
    await does(lambda: liaison.say("第1项，正在推进，进度80%"))
    await does(lambda: liaison.photo(picture()))
    server.faults.add("message/send", Reset(after=True), times=2)
    await town.sleep_until("2023-11-10", "12:00")
    await does(lambda: town.phone_of("coordinator").say("督办摘要"))
    await town.sleep_until("2023-11-13", "12:00")
    return heard


async def _at_once(person: Person) -> list[Delivery]:
    """A press and words within one second."""
    return [*await person.press(SIGN), *await person.say("我的任务")]


def wrong(town: WeComCity, server: WeCom, heard: Sequence[Delivery]) -> list[str]:
    """In words."""
    found = [f"{name} is {state}" for name, state in _written(town) if state != "accepted"]
    for person in server.persons:
        found += [
            f"twice for {person.userid}: {words}" for words in server.ledger.doubled(person.userid, MARK)
        ]
        found += [f"marked for {person.userid}" for one in person.heard() if MARK in one.words]
        found += [f"not final for {person.userid}: {one.words}" for one in person.heard() if one.pressed]
    for call in server.ledger.calls:
        found += [f"{became} for {user}" for user, became in call.became.items() if became not in WELL]
    kept = town.inbox()
    found += [f"{len(heard)} callbacks, {len(kept)} in the inbox"] if len(kept) != len(heard) else []
    found += [f"in the inbox: {error}" for _, error in kept if error]
    return found + server.complaints


def _written(town: WeComCity) -> list[tuple[str, ...]]:
    return town.rows("SELECT message_id, state FROM message WHERE state <> 'superseded'")

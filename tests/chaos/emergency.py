"""kill -9 in the middle of an emergency's start and of its signing, at every boundary between the steps of a worker.

The platform brings each update until it is acknowledged, as platforms do. In the end all have signed once, nobody is
named silent but the county that said nothing, and each order was shown once, or again with its mark.
"""

import asyncio
import json
import os
import signal
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

from bot.bootstrap.environment import shipped
from bot.chat.router import Chat
from bot.context.emergencies import emergency_life
from bot.context.plan_context import ContextCache
from bot.context.ports import Accepted, Fetch, Inbound, Outgoing
from bot.domain.calendar import MINUTE, SECOND, Instant
from bot.domain.emergency.emergency_rules import EmergencyClocks, EmergencyOffice
from bot.domain.message import MessageKind
from bot.domain.pace import Pace
from bot.engine.deliver import deliver
from bot.engine.worker import turn
from bot.planfile.demo import demo_people
from bot.planfile.emergency_file import read_emergency_rules
from bot.simulate.play import SimulatedClock
from bot.storage.store import PlanStore, open_store
from tests.builders import PLAN, ZH, calendar, city, ladders, seed_plan
from tests.chaos.births import PROCESSES
from tests.chaos.rows import Row
from tests.chaos.worker import BOUNDARIES, CLAIMED, DOWN, HEARD, SENT, TICKED, Doom

ORDER = "/emergency 橙 宛环委办〔2024〕2号 签发人张某"
START = calendar().at(date(2024, 1, 13), time(14))
DEATHS = (1, 3, 17)  # the how-manieth time that a life comes to its boundary


@dataclass
class PaperTrail:
    """The platform: what it showed stands in a file that outlives the process."""

    file: Path
    doom: Doom
    name: str = "browser"
    pace: Pace = field(default_factory=Pace)
    width: int = 8

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        self.doom.at(CLAIMED)
        line = [message.message_id, message.kind, message.person, bool(message.mark), message.card.text]
        with self.file.open("a", encoding="utf-8") as trail:
            trail.write(json.dumps(line) + "\n")
        self.doom.at(SENT)
        return Accepted((message.message_id,))


def _contexts(store: PlanStore) -> ContextCache:
    contexts = ContextCache(store, calendar(), ladders(), lambda _: seed_plan())
    rules = read_emergency_rules(shipped("emergency.yaml"), None, ZH)
    contexts.use(exempt=True, emergency=EmergencyOffice(rules, EmergencyClocks(30, (time(9),), 60)))
    return contexts


def _updates() -> list[Inbound]:
    """The order, and 签收 from every liaison but the last county's."""
    people = [one.id for one in demo_people(seed_plan(), ZH).people if one.id.endswith("liaison")]
    said = [("coordinator", ORDER), ("coordinator", "启动"), *((one, "签收") for one in people[:-1])]
    return [Inbound("browser", f"e{n}", who, words) for n, (who, words) in enumerate(said)]


async def _live(folder: Path, now: Instant, doom: Doom) -> None:
    store = await open_store(f"sqlite:///{folder / 'city.db'}", PLAN)
    contexts, clock = _contexts(store), SimulatedClock(now)
    chat, line = Chat(store, contexts), PaperTrail(folder / "shown.txt", doom)

    async def settled() -> None:
        more = True
        while more:
            clock.now += 1
            more = await turn(store, contexts, clock.now)
            doom.at(TICKED)
            more = await deliver(store, await contexts.current(), line, clock) or more

    for update in _updates():
        await chat.receive(update, clock.now)
        doom.at(HEARD)
        clock.now += SECOND // 10
        await settled()
    clock.now = START + 40 * MINUTE
    await settled()
    await store.close()


def born_in_emergency(folder: Path, now: Instant, doom: Doom) -> None:
    asyncio.run(_live(folder, now, doom))


async def _lived(folder: Path, now: Instant, doom: Doom) -> bool:
    """False where the life came to its end before its doom."""
    process = PROCESSES.Process(target=born_in_emergency, args=(folder, now, doom))
    process.start()
    await asyncio.to_thread(process.join)
    if process.exitcode not in (0, -signal.SIGKILL):
        raise ChildProcessError(f"a worker ended with {process.exitcode}")
    return process.exitcode != 0


async def emergency_rows(folder: Path, deaths: tuple[int, ...] = DEATHS) -> list[Row]:
    return [row for n, where in enumerate(BOUNDARIES) for row in await _trial(folder / f"{n}", where, deaths)]


async def _trial(folder: Path, where: str, deaths: tuple[int, ...]) -> list[Row]:
    os.mkdir(folder)
    async with city(folder, start="2024-01-08") as town:
        await town.go_live("2024-01-09")
        await town.sleep_until("2024-01-13", "14:00")
    now, died = START, 0
    for left in deaths:
        died += await _lived(folder, now, Doom(where, left))
        now += DOWN
    await _lived(folder, now, Doom())
    silent, events = await _stored(folder)
    lines = [json.loads(line) for line in (folder / "shown.txt").read_text(encoding="utf-8").splitlines()]
    orders = Counter(
        one[0] for one in lines if one[1] == MessageKind.EMERGENCY and not one[3] and ".signed." not in one[0]
    )
    named = {one[4] for one in lines if "未签收：" in one[4] and one[2] == "coordinator"}
    what = f"emergency, killed {where}"
    return [
        Row(f"{what}: deaths", died, len(deaths)),
        Row(f"{what}: signatures stored once", events, 28),
        Row(f"{what}: silent by name", int(silent == 1 and len(named) == 1), 1),
        Row(
            f"{what}: messages shown once but for marked ones",
            sum(n == 1 for n in orders.values()),
            len(orders),
        ),
    ]


async def _stored(folder: Path) -> tuple[int, int]:
    """(units that have not signed, signatures)"""
    store = await open_store(f"sqlite:///{folder / 'city.db'}", PLAN)
    try:
        context = await _contexts(store).current()
        assert context.emergency
        life = await emergency_life(store, context.emergency, context.calendar)
        return len(life.unsigned), len(life.signatures)
    finally:
        await store.close()

"""An emergency over Telegram: 300 people sign within five minutes while 300 orders and 300 ordinary messages go out."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import time
from pathlib import Path
from time import monotonic

from bot.actions import load
from bot.actions.emergency_order import WantedOrder, order
from bot.actions.golive import golive
from bot.bootstrap.environment import wall_clock
from bot.cards.card import Card
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.spec import NAME
from bot.context.emergencies import emergency_life
from bot.context.plan_context import ChatAccount
from bot.domain.emergency.alert_levels import AlertLevel
from bot.domain.emergency.emergency_rules import EmergencyClocks, EmergencyOffice, EmergencyRules
from bot.domain.message import MessageKind
from bot.domain.person import Person, Post, Role, Roster
from bot.domain.plan import Plan
from bot.engine.outbox import URGENCY, post
from bot.engine.worker import turn
from bot.planfile.yaml import load_plan as parse_plan
from bot.storage.store import open_store
from tests.bench.table import Line
from tests.bench.telegram_office import Office, contexts_of
from tests.bench.telegram_phones import FIRST, phones
from tests.builders import ZH, calendar
from tests.chaos.telegram_town import HEAD, TOWN
from tests.peers.botapi.flood import Limits

PEOPLE, WITHIN, A_SECOND = 300, 300.0, 30
SIGNED = "已签收"
LATEST = 2000  # ms until a signature is acknowledged
TASK = """
      - id: "1"
        number: 1
        title: 重污染天气应对
        text: 落实减排，开展效果评估和成因分析。
        line: 1
        roles: {lead: [县1]}
"""


def drill(people: int) -> tuple[Plan, Roster]:
    """So many counties, each with a liaison; the coordinator has no Telegram."""
    units = "".join(f"  - {{name: 县{n + 1}, kind: county}}\n" for n in range(people))
    year = calendar().day(wall_clock()).year
    text = HEAD.format(id=TOWN, year=year, after=year + 1, units=units) + TASK
    plan = parse_plan(text, "drill.yaml", ZH)
    liaisons = [
        Person(f"p{n}", f"联络员{n}", (Post(Role.LIAISON, f"县{n + 1}"),), "zh_CN") for n in range(people)
    ]
    return plan, Roster((Person("c", "统筹", (Post(Role.COORDINATOR, ""),), "zh_CN"), *liaisons))


@asynccontextmanager
async def office(file: Path, people: int) -> AsyncIterator["Drill"]:
    plan, roster = drill(people)
    now = wall_clock()
    store = await open_store(f"sqlite:///{file}", TOWN)
    try:
        accounts = {one.id: {NAME: str(FIRST + n)} for n, one in enumerate(roster.people[1:])}
        await load.load_plan(store, plan, "", now)
        await load.load_people(store, roster, accounts, now)
        await golive(store, contexts_of(store, plan), calendar().day(now), now)
        with phones(Limits(A_SECOND)) as everybody:
            await everybody.do("people", people)
            settings = TelegramSettings(token=everybody.token, base_url=everybody.base_url)
            yield Drill(store, plan, settings, everybody, {})
    finally:
        await store.close()


class Drill(Office):
    """Orders, and counts what was signed."""

    clocks = EmergencyOffice(EmergencyRules(task="1"), EmergencyClocks(30, (time(9),), 60))

    async def order(self) -> None:
        contexts = contexts_of(self.store, self.plan)
        contexts.use(emergency=self.clocks)
        now = wall_clock()
        context = await contexts.current(now)
        wanted = WantedOrder(AlertLevel.ORANGE, "演练〔2024〕1号", "张某")
        outcome = order(context, context.roster.by_id["c"], wanted, None, now)
        await self.store.commit(outcome.changes)
        await turn(self.store, contexts, wall_clock())

    async def queue_ordinary(self, count: int) -> None:
        now, kind = wall_clock(), MessageKind.DIGEST
        accounts = [ChatAccount(NAME, str(FIRST + n), f"p{n}", now) for n in range(count)]
        rows = (
            post(one, Card(f"通知 {n}", ("请阅。",)), kind, f"ordinary.{n}", now, urgency=URGENCY[kind])
            for n, one in enumerate(accounts)
        )
        await self.store.commit(list(rows))

    async def silent(self) -> int:
        context = await contexts_of(self.store, self.plan).current()
        assert context.emergency
        return len((await emergency_life(self.store, context.emergency, context.calendar)).unsigned)


async def emergency(folder: Path, people: int = PEOPLE, within: float = WITHIN) -> list[Line]:
    async with office(folder / "drill.db", people) as duban:
        await duban.order()
        dice = random.Random(1)
        numbers = list(range(FIRST, FIRST + people))
        moments = sorted((dice.uniform(0, within), number) for number in numbers)
        async with duban.working():
            on = {one.chat: one.number for one in await duban.arrived(people)}
            await duban.queue_ordinary(people)
            began, wrote = monotonic(), {}
            for at, number in moments:
                await asyncio.sleep(max(began + at - monotonic(), 0))
                (wrote[number],) = await duban.phones.do("write", [(number, "签收", on[number])])
            await duban.arrived(3 * people)
            shown = await duban.phones.shown()
        answers = {one.chat: one.at for one in shown if SIGNED in one.words}
        waits = [(answers[number] - wrote[number]) * 1e3 for number in numbers if number in answers]
        refused, silent = await duban.phones.do("refused"), await duban.silent()
    what = f"Emergency: {people} sign within {within:.0f} s while {people} messages go out"
    return [
        Line(f"{what}; the slowest acknowledged", "ms", most=LATEST, ours=[max(waits)]),
        Line("… not acknowledged", "", most=0, ours=[people - len(waits)]),
        Line("… named silent though they signed", "", most=0, ours=[silent]),
        Line("… refused with 429", "", most=0, ours=[refused]),
    ]

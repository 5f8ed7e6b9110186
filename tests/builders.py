"""City: a test fixture with a plan, its people and their phones, on a clock that the test moves."""

import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import date, time
from functools import cache
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.actions import load
from bot.actions.golive import golive
from bot.cards.card import Button, Card
from bot.chat.router import Chat
from bot.context.plan_context import ContextCache
from bot.context.ports import Accepted, Attachment, Draw, Fetch, Inbound, Outgoing, Rehearse
from bot.domain.assignment import Assignment
from bot.domain.calendar import Calendar, Instant
from bot.domain.errors import GiveUp
from bot.domain.ladder import Ladders
from bot.domain.message import MessageKind
from bot.domain.pace import Pace
from bot.domain.person import Person, Post, Role, Roster
from bot.domain.plan import Plan
from bot.exports import LedgerWriter, Papers, Templates
from bot.i18n import Language
from bot.planfile.calendar import read_calendar
from bot.planfile.demo import demo_people
from bot.planfile.files_of_lists import ListFiles
from bot.planfile.files_of_readings import ReadingFiles
from bot.planfile.ladder import read_ladders
from bot.planfile.yaml import load_plan as parse_plan
from bot.simulate.play import Play, SimulatedClock, SimulatedPhones
from bot.storage.store import PlanStore, open_store
from tests.databases import founded

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "plan" / "nanyang-2023-2025.yaml"
ZH = Language("zh_CN")
ZONE = ZoneInfo("Asia/Shanghai")
PLAN = "test"
PAPERS = Papers(Templates(ROOT / "plan" / "templates"))

SMALL = """
id: small
title: 小城空气质量行动方案
status: in_force
period: {start: 2023-01-01, end: 2024-12-31}
scope: 全市
source: small.txt
default_every: quarter
units:
  - {name: 市生态环境局, kind: department}
  - {name: 市城市管理局, kind: department}
  - {name: 市烟草公司, kind: external}
  - {name: 东县, kind: county, group: 一组}
  - {name: 西县, kind: county, group: 一组}
local: {units: all_counties, line: 1}
sections:
  - number: 1
    title: 治理
    tasks:
      - id: "1"
        number: 1
        title: 锅炉治理
        text: 淘汰燃煤锅炉。
        line: 2
        roles: {lead: [市城市管理局], support: [市生态环境局]}
        milestones:
          - {id: "1.1", text: 燃煤锅炉全部淘汰, due: 2023-12-31, quote: 2023年年底前, line: 2}
      - id: "2"
        number: 2
        title: 扬尘治理
        text: 工地扬尘达标。
        line: 3
        roles: {joint: [市生态环境局, 市城市管理局, 市烟草公司]}
        milestones:
          - {id: "2.1", text: 工地扬尘监控全部联网, due: 2024-06-30, where: [东县], quote: 2024年6月底前, line: 3}
      - id: "3"
        number: 3
        title: 日常巡查
        text: 常态巡查。
        line: 4
        roles: {lead: [市生态环境局]}
"""


@cache
def seed_plan() -> Plan:
    return parse_plan(SEED.read_text(encoding="utf-8"), str(SEED), ZH)


@cache
def small_plan() -> Plan:
    return parse_plan(SMALL, "small.yaml", ZH)


BUSY = """
id: busy
title: 忙单位方案
scope: 全市
source: 忙单位方案
status: in_force
period: {start: 2023-01-01, end: 2024-12-31}
default_every: quarter
units:
  - {name: 市生态环境局, kind: department}
  - {name: 市城市管理局, kind: department}
sections:
  - number: 1
    title: 治理
    tasks:
"""
BUSY_TASK = """
      - id: "{n}"
        number: {n}
        title: 第{n}号治理任务
        text: 完成治理。
        line: {n}
        roles: {{lead: [市城市管理局]}}
        milestones:
          - {{id: "{n}.1", text: 第{n}号治理全部完成, due: 2023-12-31, quote: 2023年年底前, line: {n}}}
"""


def busy_plan(items: int) -> Plan:
    """One unit leads `items` tasks, all due on one day."""
    text = BUSY + "".join(BUSY_TASK.format(n=n) for n in range(1, items + 1))
    return parse_plan(text, "busy.yaml", ZH)


@cache
def calendar() -> Calendar:
    return read_calendar(ROOT / "plan" / "calendar.yaml", ZONE, ZH)


@cache
def ladders() -> Ladders:
    return read_ladders(ROOT / "plan" / "ladder.yaml", ZH)


def instant(day: str, clock: str = "00:00") -> Instant:
    return calendar().at(date.fromisoformat(day), time.fromisoformat(clock))


def liaison(id_: str, *units: str, language: str = "zh_CN", tasks: tuple[str, ...] = ()) -> Person:
    return Person(id_, id_, tuple(Post(Role.LIAISON, unit, tasks) for unit in units), language)


@dataclass
class Line:
    """A channel that records what it delivers, and raises GiveUp for people who blocked the bot."""

    name: str = "browser"
    pace: Pace = field(default_factory=Pace)
    width: int = 100
    sent: list[Outgoing] = field(default_factory=list)
    blocked: set[str] = field(default_factory=set)

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        if message.person in self.blocked:
            raise GiveUp("blocked")
        self.sent.append(message)
        return Accepted()


@dataclass
class City:
    """Speaks in days: `await city.sleep_until("2023-12-29", "09:00")`."""

    plan: Plan
    url: str
    calendar: Calendar
    ladders: Ladders
    clock: SimulatedClock
    store: PlanStore
    exempt: bool = True
    draw: Draw | None = None
    rehearse: Rehearse | None = None
    line: Line = field(default_factory=Line)
    contexts: ContextCache = field(init=False)
    play: Play = field(init=False)
    chat: Chat = field(init=False)
    _updates: "count[int]" = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Starts a process with no state but the database."""
        self.contexts = ContextCache(self.store, self.calendar, self.ladders, self._read)
        self.contexts.use(exempt=self.exempt)
        self.chat = Chat(
            self.store, self.contexts, self.draw, self.rehearse, write_ledger=LedgerWriter(), papers=PAPERS,
            readings=ReadingFiles(self.calendar.zone), lists=ListFiles(),
        )  # fmt: skip
        phones = SimulatedPhones(_nobody_answers, self.clock, onward=self.line)
        self.play = Play(self.store, self.contexts, phones, self.chat.receive, self.calendar)

    def _read(self, document: str) -> Plan:
        """The first plan has no file text; revisions have one."""
        return parse_plan(document, "plan.yaml", ZH) if document else self.plan

    async def revise(self, document: str, people: Roster | None = None) -> Plan:
        """Loads a new version of the plan file as a start of the process does, and people if given."""
        plan = parse_plan(document, "plan.yaml", ZH)
        known = (await self.contexts.current()).published
        await load.load_plan(self.store, plan, document, self.now, known)
        people = people or demo_people(plan, ZH)
        accounts = {person.id: {"browser": person.id} for person in people.people}
        await load.load_people(self.store, people, accounts, self.now)
        return plan

    @property
    def now(self) -> Instant:
        return self.clock.now

    @property
    def today(self) -> date:
        return self.calendar.day(self.now)

    @property
    def sent(self) -> list[Outgoing]:
        return self.line.sent

    @property
    def blocked(self) -> set[str]:
        return self.line.blocked

    def instant(self, day: str, clock: str = "00:00") -> Instant:
        return self.calendar.at(date.fromisoformat(day), time.fromisoformat(clock))

    async def go_live(self, day: str) -> None:
        await golive(self.store, self.contexts, date.fromisoformat(day), self.now)

    async def sleep_until(self, day: str, clock: str = "23:00") -> None:
        await self.play.until(self.instant(day, clock))

    async def down_until(self, day: str, clock: str = "08:00") -> None:
        """The process is killed; at that time another one starts on the same database."""
        await self.store.close()
        self.clock.now = self.instant(day, clock)
        self.store = await open_store(self.url, PLAN, synchronous="OFF")
        self.start()

    def rows(self, query: str, *values: object) -> list[tuple[str, ...]]:
        """Rows of the database file, for data that no query of bot/ returns."""
        with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as db:
            return db.execute(query, values).fetchall()

    def phone(self, person: str) -> list[Outgoing]:
        """All messages that the person received."""
        return [message for message in self.sent if message.person == person]

    def pushed(self, person: str) -> list[Outgoing]:
        """Messages that are not answers."""
        return [message for message in self.phone(person) if message.kind != MessageKind.ANSWER]

    async def about(self, milestone: str, person: str) -> list[Outgoing]:
        """The messages that told the person of the milestone, whichever unit's share of it."""
        ids = {a.id for a in await self.assignments() if a.milestone == milestone}
        return [message for message in self.pushed(person) if ids & set(message.card.assignments)]

    async def days_about(self, milestone: str, person: str) -> list[str]:
        return [self.day(message) for message in await self.about(milestone, person)]

    def day(self, message: Outgoing) -> str:
        return self.calendar.day(message.created_at).isoformat()

    def last(self, person: str) -> Card:
        return self.phone(person)[-1].card

    async def assignments(self, task: str = "", unit: str = "") -> list[Assignment]:
        rows = await self.store.read(Assignment, "all_assignments")
        return [a for a in rows if task in ("", a.task) and unit in ("", a.unit)]

    async def by_id(self, id_: int) -> Assignment:
        return next(a for a in await self.assignments() if a.id == id_)

    def liaisons(self) -> list[str]:
        return [p.id for p in demo_people(self.plan, ZH).people if p.holds(Role.LIAISON)]

    async def acknowledge(self) -> None:
        """Every liaison acknowledges their part, so that nobody is asked again for that."""
        for person in self.liaisons():
            await self.say(person, "签收")

    async def milestone(self, milestone: str, unit: str) -> Assignment:
        return next(a for a in await self.assignments(unit=unit) if a.milestone == milestone)

    async def say(
        self, person: str, text: str = "", *, reply_to: str = "", files: tuple[Attachment, ...] = ()
    ) -> Card:
        """The person writes; what they see then."""
        return await self._receive(person, text=text, message_id=reply_to, attachments=files)

    async def press(self, person: str, button: str, on: Outgoing | None = None) -> Card:
        """Presses the button whose text contains `button`, on the last message that has one."""
        messages = [on] if on else list(reversed(self.phone(person)))
        for message in messages:
            for one in buttons(message.card):
                if button in one.text:
                    return await self.press_payload(person, one.payload, message.message_id)
        seen = [one.text for message in messages[:3] for one in buttons(message.card)]
        raise AssertionError(f"{person} sees no button {button}; the last are {seen}")

    async def press_payload(self, person: str, payload: str, message_id: str = "") -> Card:
        return await self._receive(person, button=payload, message_id=message_id)

    async def _receive(self, person: str, **inbound: object) -> Card:
        update = f"{next(self._updates)}"
        before = len(self.phone(person))
        await self.chat.receive(Inbound("browser", update, person, **inbound), self.now)  # type: ignore[arg-type]
        await self.play.settle()
        answers = [m for m in self.phone(person)[before:] if m.message_id.startswith(f"a.browser.{update}.")]
        return answers[0].card if answers else Card("")


async def no_file(sha256: str) -> None:
    """For a message without files."""


def _nobody_answers(message: Outgoing, now: Instant) -> Sequence[tuple[Instant, Inbound]]:
    """Simulated people do nothing by themselves in a test."""
    return ()


def buttons(card: Card) -> list[Button]:
    return [button for row in card.buttons for button in row]


@asynccontextmanager
async def city(
    folder: Path,
    plan: Plan | None = None,
    people: Roster | None = None,
    *,
    start: str = "2023-11-01",
    draw: Draw | None = None,
    rehearse: Rehearse | None = None,
    when: Calendar | None = None,
    exempt: bool = True,
    document: str = "",
) -> AsyncIterator[City]:
    """A city on a fresh SQLite file; every person is bound to the account named by their id."""
    plan = plan or seed_plan()
    people = people or demo_people(plan, ZH)
    when = when or calendar()
    now = when.at(date.fromisoformat(start))
    url = founded(folder / "city.db")
    store = await open_store(url, PLAN, synchronous="OFF")
    await load.load_plan(store, plan, document, now)
    await load.load_people(store, people, {p.id: {"browser": p.id} for p in people.people}, now)
    here = City(plan, url, when, ladders(), SimulatedClock(now), store, exempt, draw, rehearse)
    try:
        yield here
    finally:
        await here.store.close()

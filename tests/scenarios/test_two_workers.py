"""Two processes at work on one PostgreSQL, and one that dies while it sends."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, time, timedelta

import pytest

from bot.actions.golive import golive
from bot.actions.load import load_people, load_plan
from bot.chat.router import Chat
from bot.context.plan_context import ContextCache
from bot.context.ports import Accepted, Fetch, Inbound, Outgoing
from bot.domain.assignment import Assignment, Kind
from bot.domain.calendar import Instant
from bot.domain.pace import Pace
from bot.domain.person import Role
from bot.domain.plan import Plan
from bot.engine.deliver import deliver
from bot.engine.outbox import LEASE
from bot.engine.seal import broken_seal
from bot.engine.worker import turn
from bot.planfile.demo import demo_people
from bot.planfile.yaml import load_plan as parse_plan
from bot.queries.history import events_of
from bot.simulate.play import SimulatedClock
from bot.storage.store import PlanStore, open_store
from tests.builders import PLAN, SMALL, ZH, calendar, instant, ladders, small_plan
from tests.databases import database_url, postgres_server, postgres_url, sqlite_url

__all__ = ["database_url", "postgres_server", "postgres_url", "sqlite_url"]


@dataclass
class Slow:
    """A channel on which each sending lets everybody else go first; it may die in the middle of one."""

    sent: list[Outgoing]
    dying: bool = False
    name: str = "browser"
    pace: Pace = field(default_factory=Pace)
    width: int = 100

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        if self.dying:
            raise asyncio.CancelledError
        for _ in range(3):
            await asyncio.sleep(0)
        self.sent.append(message)
        return Accepted()


@dataclass
class Worker:
    store: PlanStore
    contexts: ContextCache
    clock: SimulatedClock
    channel: Slow
    chat: Chat = field(init=False)

    def __post_init__(self) -> None:
        self.chat = Chat(self.store, self.contexts)

    async def work(self) -> None:
        """All there is to do at this instant, as both loops of `run` do it."""
        more = True
        while more:
            more = await turn(self.store, self.contexts, self.clock.now)
            more = await deliver(self.store, await self.contexts.current(), self.channel, self.clock) or more


@asynccontextmanager
async def workers(
    url: str, sent: list[Outgoing], clock: SimulatedClock, n: int
) -> AsyncIterator[list[Worker]]:
    """Several on one database, live from 2023-11-01. On SQLite only the first holds the file."""
    plan = read("")
    people = demo_people(plan, ZH)
    found = []
    async with AsyncExitStack() as undo:
        for number in range(n):
            store = await open_store(url, PLAN, worker=number == 0 or url.startswith("postgres"))
            undo.push_async_callback(store.close)
            contexts = ContextCache(store, calendar(), ladders(), read)
            found.append(Worker(store, contexts, clock, Slow(sent)))
        await load_plan(found[0].store, plan, "", clock.now)
        accounts = {person.id: {"browser": person.id} for person in people.people}
        await load_people(found[0].store, people, accounts, clock.now)
        await golive(found[0].store, found[0].contexts, date(2023, 11, 1), clock.now)
        yield found


def read(document: str) -> Plan:
    """The first version is not written down; revisions are."""
    return parse_plan(document, "plan.yaml", ZH) if document else small_plan()


def clock_at(day: str) -> SimulatedClock:
    return SimulatedClock(instant(day))


async def test_two_workers_send_everything_once(postgres_url: str) -> None:
    sent: list[Outgoing] = []
    clock = clock_at("2023-10-31")
    async with workers(postgres_url, sent, clock, 2) as both:
        for offset in range(90):
            day = date(2023, 11, 1) + timedelta(days=offset)
            if offset % 9 and not date(2023, 12, 28) <= day <= date(2024, 1, 12):
                continue  # sometimes both were down
            for at in (time(0), time(8, 50), time(9, 1)):
                clock.now = calendar().at(day, at)
                await asyncio.gather(*(worker.work() for worker in both))
        assert set(Counter(message.message_id for message in sent).values()) == {1}
        assert set(Counter((m.person, calendar().day(m.created_at)) for m in sent).values()) == {1}
        store = both[0].store
        rows = await store.read(Assignment, "all_assignments")
        assert len({(a.task, a.milestone, a.unit, a.period) for a in rows}) == len(rows)
        for a in rows:
            events = [h.event for h in await events_of(store, str(a.id), calendar())]
            climbed = [one for e in events if e.kind is Kind.CLIMBED for one in _list(e.data["occurrences"])]
            assert len(climbed) == len(set(climbed))
        assert await broken_seal(store) is None


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


async def test_two_workers_publish_a_revision_once(postgres_url: str) -> None:
    """Its boilers are due a month later and its units keep their names; everybody concerned hears of it once."""
    sent: list[Outgoing] = []
    clock = clock_at("2023-10-31")
    text = SMALL.replace("due: 2023-12-31", "due: 2024-01-31").replace("市城市管理局", "市城管局")
    async with workers(postgres_url, sent, clock, 2) as both:
        for clock.now in (
            instant("2023-11-01"),
            instant("2023-11-01", "08:59"),
            instant("2023-12-04", "09:01"),
        ):
            await both[0].work()
        store, context = both[0].store, await both[0].contexts.current()
        await load_plan(store, read(text), text, clock.now, context.published)
        accounts = {person.id: {"browser": person.id} for person in context.roster.people}
        await load_people(store, demo_people(read(text), ZH), accounts, clock.now)
        await asyncio.gather(*(worker.work() for worker in both))
        for clock.now in (instant("2023-12-05", "08:59"), instant("2023-12-06", "08:59")):
            await asyncio.gather(*(worker.work() for worker in both))
        boilers = next(a for a in await store.read(Assignment, "all_assignments") if a.milestone == "1.1")
        kinds = [h.event.kind for h in await events_of(store, str(boilers.id), calendar())]
        assert (kinds.count(Kind.REDATED), kinds.count(Kind.RENAMED), boilers.unit) == (1, 1, "市城管局")
        told = Counter(message.person for message in sent if message.kind == "assign")
        assert told == {
            **dict.fromkeys((p.id for p in context.roster.holding(Role.LIAISON)), 1),
            "u02-liaison": 2,
        }
        assert await broken_seal(store) is None


async def test_an_update_that_both_have_fetched_is_one_report(postgres_url: str) -> None:
    sent: list[Outgoing] = []
    clock = clock_at("2023-10-31")
    async with workers(postgres_url, sent, clock, 2) as both:
        clock.now = instant("2023-12-04", "09:00")
        await both[0].work()
        boilers = next(
            a for a in await both[0].store.read(Assignment, "all_assignments") if a.milestone == "1.1"
        )
        said = Inbound("browser", "42", "u02-liaison", button=f"same:{boilers.id}")
        await asyncio.gather(*(worker.chat.receive(said, clock.now) for worker in both))
        await asyncio.gather(*(worker.work() for worker in both))
        kinds = [h.event.kind for h in await events_of(both[0].store, str(boilers.id), calendar())]
        assert kinds.count(Kind.REPORTED) == 1
        assert [m.message_id for m in sent].count("a.browser.42.0") == 1


async def test_two_liaisons_answer_one_item_at_once_and_both_reports_are_kept(postgres_url: str) -> None:
    """Neither overwrites the other: the second reads what the first has left."""
    sent: list[Outgoing] = []
    clock = clock_at("2023-10-31")
    async with workers(postgres_url, sent, clock, 2) as both:
        clock.now = instant("2023-12-04", "09:00")
        await both[0].work()
        boilers = next(
            a for a in await both[0].store.read(Assignment, "all_assignments") if a.milestone == "1.1"
        )
        people = ("u02-liaison", "u02-head")
        await asyncio.gather(
            *(
                worker.chat.receive(
                    Inbound("browser", f"{n}", person, button=f"same:{boilers.id}"), clock.now
                )
                for n, (worker, person) in enumerate(zip(both, people, strict=True))
            )
        )
        events = [h.event for h in await events_of(both[0].store, str(boilers.id), calendar())]
        assert {e.by for e in events if e.kind is Kind.REPORTED} == set(people)


@pytest.mark.parametrize("after", [LEASE // 2, LEASE + 1])
async def test_a_message_whose_sender_died_is_sent_by_another_when_its_lease_is_over(
    database_url: str, after: Instant
) -> None:
    sent: list[Outgoing] = []
    clock = clock_at("2023-10-31")
    async with workers(database_url, sent, clock, 2) as (dying, other):
        for clock.now in (instant("2023-11-01"), instant("2023-11-01", "08:59")):
            await turn(dying.store, dying.contexts, clock.now)
        dying.channel.dying = True
        with pytest.raises(asyncio.CancelledError):
            await deliver(dying.store, await dying.contexts.current(), dying.channel, clock)
        clock.now += after
        await other.work()
        everybody = {"u01-liaison", "u02-liaison", "u03-liaison", "c01-liaison", "c02-liaison", "coordinator"}
        heard = {message.person for message in sent}
        assert heard == everybody if after > LEASE else heard < everybody
        assert set(Counter(message.message_id for message in sent).values()) <= {1}

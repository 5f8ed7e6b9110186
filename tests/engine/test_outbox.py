"""The outbox on a real store: nothing lost, nothing told twice without saying so, nobody kept waiting by another."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.cards.card import Card
from bot.context.plan_context import ChatAccount
from bot.context.ports import Accepted, Change, Fetch, Outgoing
from bot.domain.calendar import DAY, MINUTE, SECOND
from bot.domain.errors import GiveUp, Moved, TryLater, Undelivered, Unknown, Unsendable
from bot.domain.message import MessageKind
from bot.domain.pace import Limit, Pace, PaceScope
from bot.engine.deliver import deliver
from bot.engine.outbox import LEASE, URGENCY, free_leases, post, take
from bot.engine.undelivered import BACKOFF, DOUBT
from bot.engine.worker import Wake, deliver_until_stopped
from tests.builders import City, city, small_plan

LI, WANG = "u02-liaison", "u01-liaison"


class Killed(BaseException):
    """The process is gone."""


Fate = Undelivered | Killed | Accepted


@dataclass
class Platform:
    """Takes everything, but for the fates that wait for an account; holds what it is told to hold."""

    name: str = "browser"
    pace: Pace = field(default_factory=Pace)
    width: int = 8
    fates: dict[str, list[Fate]] = field(default_factory=lambda: defaultdict(list))
    held: dict[str, asyncio.Event] = field(default_factory=dict)  # by account: what it takes to be answered
    asked: list[Outgoing] = field(default_factory=list)
    taken: list[Outgoing] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        self.asked.append(message)
        self.changed.set()
        if gate := self.held.get(message.external_id):
            await gate.wait()
        fates = self.fates[message.external_id]
        fate = fates.pop(0) if fates else Accepted((f"{len(self.asked)}",))
        if not isinstance(fate, Accepted):
            raise fate
        self.taken.append(message)
        self.changed.set()
        return fate

    @property
    def titles(self) -> list[str]:
        return [one.card.title for one in self.taken]

    async def until(self, *titles: str) -> None:
        """These have been taken, in whatever order."""
        async with asyncio.timeout(5):
            while not set(titles) <= set(self.titles):
                self.changed.clear()
                await self.changed.wait()


@dataclass
class Post:
    """An outbox and its platform."""

    town: City
    platform: Platform = field(default_factory=Platform)

    async def queue(
        self,
        title: str,
        to: str = LI,
        kind: MessageKind = MessageKind.ANSWER,
        replaces: str = "",
        **more: str,
    ) -> None:
        """The message's id is its title."""
        self.town.clock.now += 1
        account = ChatAccount("browser", more.get("external_id", to), to, 0)
        card, urgency = Card(title), URGENCY[kind]
        row = post(account, card, kind, title, self.town.now, urgency=urgency, replaces=replaces)
        await self.town.store.commit([row])

    async def deliver(self, after: int = 0) -> None:
        """Everything that may go, `after` so many milliseconds."""
        self.town.clock.now += after
        context = await self.town.contexts.current()
        while await deliver(self.town.store, context, self.platform, self.town.clock):
            pass

    async def state(self, message_id: str) -> str:
        found = await self.town.store.one(dict, "message_by_id", message_id=message_id)
        assert found
        return str(found["state"])


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    async with city(tmp_path, small_plan(), start="2023-10-31") as founded:
        yield founded


@pytest.fixture
def context(town: City) -> Post:
    return Post(town)


# ---- doubt


async def test_what_a_dead_process_had_taken_is_sent_again_with_a_mark(context: Post) -> None:
    await context.queue("一")
    context.platform.fates[LI] = [Killed()]
    with pytest.raises(Killed):
        await context.deliver()
    await context.deliver(after=LEASE - 1)
    assert context.platform.taken == []
    await context.deliver(after=1)
    assert [(one.attempts, bool(one.mark)) for one in context.platform.asked] == [(1, False), (2, True)]
    assert await context.state("一") == "accepted"


async def test_a_process_that_has_the_database_alone_waits_for_no_lease_of_its_predecessor(
    town: City, context: Post
) -> None:
    context.platform.fates[LI] = [Killed()]
    await context.queue("甲")
    with pytest.raises(Killed):
        await context.deliver()
    await context.queue("乙")
    await free_leases(town.store)
    await context.deliver()
    assert context.platform.titles == ["甲", "乙"]
    assert context.platform.taken[0].mark


async def test_silence_is_asked_once_more_with_a_mark_and_then_no_more(context: Post) -> None:
    await context.queue("一")
    context.platform.fates[LI] = [Unknown("timeout"), Unknown("timeout")]
    await context.deliver()
    await context.deliver(after=DOUBT - 1)
    assert len(context.platform.asked) == 1
    await context.deliver(after=1)
    assert [bool(one.mark) for one in context.platform.asked] == [False, True]
    await context.deliver(after=60 * MINUTE)
    assert len(context.platform.asked) == 2
    assert await context.state("一") == "unknown"


async def test_doubt_keeps_nothing_else_back_for_ever(context: Post) -> None:
    context.platform.fates[LI] = [Unknown("timeout"), Unknown("timeout")]
    await context.queue("一")
    await context.deliver()
    await context.queue("二")
    await context.deliver(after=DOUBT)
    await context.deliver(after=DOUBT)
    assert context.platform.titles == ["二"]


async def test_the_coordinator_hears_of_a_message_nobody_answered_for(town: City, context: Post) -> None:
    await town.go_live("2023-11-01")
    await context.queue("一")
    context.platform.fates[LI] = [Unknown("timeout"), Unknown("timeout")]
    await context.deliver()
    await context.deliver(after=DOUBT)
    await town.sleep_until("2023-11-01", "12:00")
    name = (await town.contexts.current()).roster.by_id[LI].name
    assert any(f"有1人联系不上：{name}" in m.card.text for m in town.pushed("coordinator"))


# ---- refusals


async def test_tries_are_ever_further_apart(context: Post) -> None:
    await context.queue("一")
    context.platform.fates[LI] = [TryLater("server") for _ in range(7)]
    await context.deliver()
    for n, pause in enumerate([*BACKOFF, BACKOFF[-1], BACKOFF[-1]], 1):
        await context.deliver(after=pause - 1)
        assert len(context.platform.asked) == n
        await context.deliver(after=1)
    assert context.platform.titles == ["一"]
    assert not any(one.mark for one in context.platform.asked)  # it was refused each time


async def test_the_platforms_own_pause_is_kept(context: Post) -> None:
    await context.queue("一")
    context.platform.fates[LI] = [TryLater("flood", 17)]
    await context.deliver()
    await context.deliver(after=17 * SECOND - 1)
    assert context.platform.taken == []
    await context.deliver(after=1)
    assert context.platform.titles == ["一"]


async def test_a_group_that_moved_takes_with_it_what_was_queued(town: City, context: Post) -> None:
    joined = {"channel": "browser", "external_id": "-5", "title": "群", "now": town.now}
    await town.store.commit([Change("join_group", joined)])
    for title in ("一", "二", "三"):
        await context.queue(title, to="", external_id="-5")
    context.platform.fates["-5"] = [Accepted(("1",)), Moved("-1005")]
    await context.deliver()
    assert [(one.card.title, one.external_id) for one in context.platform.taken] == [
        ("一", "-5"), ("二", "-1005"), ("三", "-1005"),
    ]  # fmt: skip
    known = [
        await town.store.one(int, "group_known", channel="browser", external_id=x) for x in ("-5", "-1005")
    ]
    assert known == [0, 1]


async def test_one_message_that_cannot_be_sent_fails_alone(town: City, context: Post) -> None:
    await context.queue("一")
    await context.queue("二")
    context.platform.fates[LI] = [Unsendable("message is too long")]
    await context.deliver()
    assert (await context.state("一"), await context.state("二")) == ("failed", "accepted")
    assert (await town.contexts.current()).account(LI)


async def test_an_account_that_is_given_up_is_set_aside_and_the_coordinator_told(
    town: City, context: Post
) -> None:
    await town.go_live("2023-11-01")
    await context.queue("一")
    context.platform.fates[LI] = [GiveUp("blocked")]
    await context.deliver()
    assert await context.state("一") == "failed"
    assert (await town.contexts.current()).account(LI) is None
    await town.sleep_until("2023-11-01", "12:00")
    card = await town.say("coordinator", "/inbox")
    assert "联系不上的人员" in card.text or any("联系不上" in b.text for row in card.buttons for b in row)


# ---- order


async def test_a_person_reads_the_most_urgent_first_and_then_in_order(context: Post) -> None:
    await context.queue("汇总", kind=MessageKind.DIGEST)
    await context.queue("任务", kind=MessageKind.ASSIGN)
    await context.queue("答一")
    await context.queue("答二")
    await context.deliver()
    assert context.platform.titles == ["答一", "答二", "任务", "汇总"]


async def test_first_messages_of_new_cases_go_before_anybodys_digest(context: Post) -> None:
    for n in range(5):
        await context.queue(f"汇总{n}", to=f"p{n}", kind=MessageKind.DIGEST)
    await context.queue("任务", to=WANG, kind=MessageKind.ASSIGN)
    taken = await take(context.town.store, context.platform, context.town.now, room=1)
    assert [one.message_id for one in taken.messages] == ["任务"]


async def test_a_message_that_has_begun_to_arrive_is_not_interrupted(context: Post) -> None:
    await context.queue("长", kind=MessageKind.DIGEST)
    context.platform.fates[LI] = [Accepted(("1",), more=True), TryLater("flood", 1), Accepted(("2",))]
    await context.deliver()
    await context.queue("答")
    await context.deliver(after=SECOND)
    assert context.platform.titles == ["长", "长", "答"]
    assert [one.parts for one in context.platform.taken] == [0, 1, 0]
    assert await context.town.store.read(str, "parts_of", message_id="长") == ["1", "2"]


async def test_one_at_a_time_to_each_and_at_the_pace_of_each(town: City) -> None:
    context = Post(town, Platform(pace=Pace([Limit(PaceScope.CHAT, 1, SECOND)])))
    for title in ("一", "二", "三"):
        await context.queue(title)
    await context.queue("王", to=WANG)
    await context.deliver()
    assert context.platform.titles == ["一", "王"]
    taken = await take(town.store, context.platform, town.now, room=8)
    assert (taken.messages, taken.again_at) == ((), town.now + SECOND)
    await context.deliver(after=SECOND)
    assert context.platform.titles == ["一", "王", "二"]


# ---- pages turned faster than they are shown


async def test_of_pages_turned_quickly_only_the_last_is_shown_in_the_first_ones_place(context: Post) -> None:
    await context.queue("第1页")
    await context.deliver()
    for n in (2, 3, 4):
        await context.queue(f"第{n}页", replaces=f"第{n - 1}页")
    await context.deliver()
    assert context.platform.titles == ["第1页", "第4页"]
    assert context.platform.taken[-1].place == ("1",)
    assert [await context.state(f"第{n}页") for n in (2, 3)] == ["superseded"] * 2


async def test_a_page_that_may_have_arrived_is_no_longer_passed_over(context: Post) -> None:
    await context.queue("第1页")
    context.platform.fates[LI] = [Unknown("timeout")]
    await context.deliver()
    await context.queue("第2页", replaces="第1页")
    await context.deliver(after=DOUBT)
    assert context.platform.titles == ["第1页", "第2页"]


# ---- many at once


async def test_a_slow_chat_keeps_nobody_elses_message_back(context: Post) -> None:
    wake, gate = Wake(), asyncio.Event()
    context.platform.held[LI] = gate
    for title, to in [("慢", LI), ("慢后", LI), ("快一", WANG), ("快二", WANG)]:
        await context.queue(title, to=to)
    working = asyncio.create_task(_deliver(context, wake))
    await context.platform.until("快一", "快二")
    assert context.platform.titles == ["快一", "快二"]
    gate.set()
    await context.platform.until("慢", "慢后")
    assert context.platform.titles[2:] == ["慢", "慢后"]
    wake.stop()
    await working


async def test_no_more_are_on_their_way_than_the_channel_is_wide(town: City) -> None:
    context, wake, gate = Post(town, Platform(width=2)), Wake(), asyncio.Event()
    for n in range(5):
        context.platform.held[f"p{n}"] = gate
        await context.queue(f"m{n}", to=f"p{n}")
    await context.queue("w", to=WANG)
    working = asyncio.create_task(_deliver(context, wake))
    async with asyncio.timeout(5):
        while len(context.platform.asked) < 2:
            context.platform.changed.clear()
            await context.platform.changed.wait()
    wake.all()
    taken = await take(town.store, context.platform, town.now, room=0)
    assert (taken.messages, len(context.platform.asked)) == ((), 2)
    gate.set()
    await context.platform.until("w", *(f"m{n}" for n in range(5)))
    wake.stop()
    await working


async def test_what_is_on_its_way_arrives_before_the_process_ends(context: Post) -> None:
    wake, gate = Wake(), asyncio.Event()
    context.platform.held[LI] = gate
    await context.queue("一")
    await context.queue("二")
    working = asyncio.create_task(_deliver(context, wake))
    async with asyncio.timeout(5):
        await context.platform.changed.wait()
    wake.stop()
    gate.set()
    await working
    assert (await context.state("一"), await context.state("二")) == ("accepted", "queued")


async def _deliver(context: Post, wake: Wake) -> None:
    town = context.town
    await deliver_until_stopped(town.store, town.contexts, context.platform, town.clock, wake)


async def test_a_clock_set_forward_sends_nothing_twice_that_is_on_its_way(context: Post) -> None:
    """Its lease has run out by that clock, and nobody has died. What comes after it waits as before."""
    wake = Wake()
    gate = context.platform.held[LI] = asyncio.Event()
    await context.queue("一", kind=MessageKind.DIGEST)
    working = asyncio.create_task(_deliver(context, wake))
    async with asyncio.timeout(5):
        await context.platform.changed.wait()
    context.town.clock.now += 3 * DAY
    await context.queue("二")
    await context.queue("三", to=WANG)
    wake.delivery()
    await context.platform.until("三")
    assert [one.card.title for one in context.platform.asked] == ["一", "三"]
    gate.set()
    await context.platform.until("一", "二")
    wake.stop()
    await working
    assert [one.card.title for one in context.platform.asked] == ["一", "三", "二"]

"""The part "wecom-line" of `make chaos`: whatever ends the bot's long connection while messages are on their way,
nothing that was accepted is lost, and nothing is shown twice without a mark.

A small town that has only the bot. In each round everybody writes and is answered, pushes go out, and the fault strikes
in the middle of both; then the line is left in peace until nothing waits any more.
"""

import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from bot.cards.card import Button, Card
from bot.channels.wecom.spec import BOT
from bot.context.plan_context import ChatAccount
from bot.domain.calendar import MINUTE, SECOND
from bot.domain.message import MessageKind
from bot.engine.outbox import post
from tests.builders import small_plan
from tests.chaos.rows import RESULTS
from tests.chaos.telegram_count import HEADS, MARK, Count, table
from tests.chaos.wecom_bot_story import stolen
from tests.peers.botapi.faults import Delay, Fault, Hang, Reset
from tests.peers.wecom.world import fold
from tests.results import renew
from tests.wecom.bot_city import QUICK, BotCity, bot_city
from tests.wecom.waiting import until

TITLE = "make chaos, over WeCom's long connection"
INTRO = """The bot's real wiring on a SQLite file, and the hub of tests/peers/wecom. "Updates" are callbacks that were
brought: what people write while nobody is subscribed is lost by WeCom itself.
"""
ROUNDS = 6
SOON = replace(QUICK, taken=0.4)  # seconds until a taken subscription is asked back
WRITERS = ("u01-liaison", "u02-liaison", "coordinator")

Strike = Callable[["Trial"], Awaitable[None]]


@dataclass
class Trial:
    town: BotCity
    ids: "count[int]" = field(default_factory=lambda: count(1))
    said: list[str] = field(default_factory=list)
    pushed: list[str] = field(default_factory=list)

    async def round(self, strike: Strike) -> None:
        """What people wrote has just been heard, and pushes are on their way, when the fault strikes. A minute after
        the last: the hub takes five subscriptions in one."""
        self.town.clock.now += MINUTE + SECOND
        await asyncio.gather(*map(self.write, WRITERS))
        await self.push()
        sending = asyncio.create_task(self.town.play.settle())
        await strike(self)
        await asyncio.wait([sending])
        await self.peace()

    async def write(self, person: str) -> None:
        words = f"第{next(self.ids)}次：扬尘治理在推进"
        self.said.append(words)
        await self.town.heard(lambda: self.town.phone_of(person).say(words, via="bot"))

    async def push(self) -> None:
        """A text and a card to everybody."""
        for person in WRITERS:
            for buttons in ((), ((Button("详情", "card:1"),),)):
                name = f"p{next(self.ids)}"
                account = ChatAccount(BOT, fold(self.town.userid(person)), person, 0)
                card = Card(f"通知{name}", (), buttons)
                row = post(account, card, MessageKind.NOTICE, name, self.town.now)
                await self.town.store.commit([row])
                self.pushed.append(f"通知{name}")

    async def peace(self) -> None:
        """Until nothing waits: retries and doubts have their time."""
        for _ in range(40):
            await self.town.connected()
            await self.town.dealt()
            await self.town.settled()
            if not self._open():
                return
            self.town.clock.now += 20 * SECOND
        raise AssertionError(f"still open: {self._open()}")

    def _open(self) -> list[tuple[str, ...]]:
        return self.town.rows(
            "SELECT message_id, state, error FROM message WHERE state IN ('queued', 'sending', 'unknown')"
            " AND timeouts < 2"
        )

    def counted(self, what: str) -> Count:
        town = self.town
        shown = Counter(
            one.words for person in WRITERS for one in town.phone_of(person).heard("bot") if not one.sender
        )
        plain = Counter({words.removeprefix(MARK): 0 for words in shown})
        for words, times in shown.items():
            plain[words.removeprefix(MARK)] += times
        marked = sum(shown[f"{MARK}{name}"] for name in self.pushed if plain[name] > 1)
        answers = town.rows("SELECT message_id FROM message WHERE message_id LIKE 'a.wecom_bot.%.0'")
        kept = town.rows("SELECT raw FROM inbox WHERE channel = 'wecom_bot'")
        heard = [words for words in self.said if any(words in raw for (raw,) in kept)]
        return Count(
            what,
            written=len(self.pushed),
            lost=sum(not plain[name] for name in self.pushed),
            given_up=len(town.rows("SELECT 1 FROM message WHERE state = 'failed'")),
            repeated=sum(plain[name] - 1 for name in self.pushed if plain[name] > 1),
            marked=marked,
            updates=len(self.said),
            unheard=len(self.said) - len(heard),
            answered_twice=len(answers) - len(set(answers)),
            doubled=sum(max(sum(words in raw for (raw,) in kept) - 1, 0) for words in self.said),
        )


def closed(code: int) -> Strike:
    async def strike(trial: Trial) -> None:
        await trial.town.server.hub.close(trial.town.bot, code)

    return strike


async def pings_swallowed(trial: Trial) -> None:
    town = trial.town
    town.server.hub.modes.swallow_pings = True
    pace = town.play.phones.pace
    await until(lambda: pace.free_at("", town.now) != town.now)
    town.server.hub.modes.swallow_pings = False


async def forgotten(trial: Trial) -> None:
    trial.town.server.hub.forget(trial.town.bot)
    pace = trial.town.play.phones.pace
    await until(lambda: pace.free_at("", trial.town.now) != trial.town.now)


async def taken(trial: Trial) -> None:
    await stolen(trial.town)


def lost_ack(fault: Fault) -> Strike:
    async def strike(trial: Trial) -> None:
        trial.town.server.faults.add("aibot_send_msg", fault, times=2)
        await trial.push()

    return strike


async def restarted(trial: Trial) -> None:
    """The process ends in the middle, and another begins on the same rows."""
    await trial.town.stop_listening()
    await trial.town.listen()


FAULTS: dict[str, Strike] = {
    "closed with 1000": closed(1000),
    "closed with 1011": closed(1011),
    "broken off without a close frame": closed(1006),
    "pings are not answered": pings_swallowed,
    "the subscription is forgotten": forgotten,
    "another program takes the subscription": taken,
    "an ack is lost, though carried out": lost_ack(Hang(after=True)),
    "broken off after it was carried out": lost_ack(Reset(after=True)),
    "broken off before it was carried out": lost_ack(Reset()),
    "an ack comes too late": lost_ack(Delay(6.0, after=True)),
    "another process takes over": restarted,
}


async def counted(faults: Iterable[str] = tuple(FAULTS), rounds: int = ROUNDS) -> AsyncIterator[Count]:
    for what in faults:
        with tempfile.TemporaryDirectory(prefix="duban-chaos-") as folder:
            async with bot_city(Path(folder), small_plan(), start="2023-11-02", patience=SOON) as town:
                town.clock.now += 10 * 60 * MINUTE + 7 * MINUTE
                trial = Trial(town)
                for _ in range(rounds):
                    await trial.round(FAULTS[what])
                yield trial.counted(what)


async def over_the_line(note: str) -> bool:
    """True where nothing was lost, and nothing doubled without a mark."""
    counts: list[Count] = []
    async for count_ in counted():
        print(count_.what, "ok" if fine(count_) else "BROKEN", file=sys.stderr)
        counts.append(count_)
    told = table(counts, HEADS)
    print(told)
    renew(RESULTS, TITLE, note, f"{INTRO}\n{told}")
    return all(map(fine, counts))


def fine(found: Count) -> bool:
    return found.holds and found.repeated == found.marked and not found.given_up

"""Telegram: 600 messages under its limits, beside python-telegram-bot's AIORateLimiter; what 200 people say taken in;
how long one waits for an answer, alone and while 600 digests are under way.
"""

import asyncio
import logging
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, process_time

from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ExtBot

from bot.channels.telegram.settings import TelegramSettings
from tests.bench.table import Line
from tests.bench.telegram_office import PEOPLE, Office, context
from tests.bench.telegram_phones import FIRST, Phones, Shown, phones
from tests.peers.botapi.flood import Limits

CHATS, A_SECOND = 600, 30
LATE = 1.15  # times as long as the limit itself would have it
REPORTS = 5  # of each person
APART = 0.06  # seconds between two who write
URGENT = 20  # people who ask something while digests are under way
FAST = TelegramSettings(per_second=1000, per_chat=0.0)  # where the pace is not what is measured
RETRIES = 20
RIVAL = "AIORateLimiter"
PATIENT = f"{RIVAL}, {RETRIES} retries"


@dataclass(frozen=True)
class Sent:
    seconds: float  # from the first message to the last
    cpu: float  # seconds of the sender's own
    refused: int
    arrived: int

    @property
    def share(self) -> float:
        """Of a core, in per cent."""
        return self.cpu / self.seconds * 100


async def telegram(folder: Path, chats: int = CHATS, people: int = PEOPLE) -> list[Line]:
    return [
        *await paced(folder / "paced.db", chats),
        *await heard(folder / "heard.db", people),
        *await interrupted(folder / "interrupted.db", chats),
    ]


# ---- sending


async def paced(file: Path, chats: int) -> list[Line]:
    ours, theirs, patient = await _ours(file, chats), await _rivals(chats), await _rivals(chats, RETRIES)
    what = f"Telegram: {chats} messages to {chats} chats, {A_SECOND} a second"
    return [
        Line(what, "s", RIVAL, ours=[ours.seconds], theirs=[theirs.seconds]),
        Line("… the same", "s", PATIENT, ours=[ours.seconds], theirs=[patient.seconds]),
        Line("… ÷ what the limit itself takes", "×", most=LATE, ours=[ours.seconds * A_SECOND / chats]),
        Line("… refused with 429", "", most=0, ours=[ours.refused]),
        Line(f"… refused with 429, {RIVAL}", "", ours=[theirs.refused]),
        Line(f"… refused with 429, {PATIENT}", "", ours=[patient.refused]),
        Line("… that never arrived", "", most=0, ours=[chats - ours.arrived]),
        Line(f"… that never arrived, {RIVAL}", "", ours=[chats - theirs.arrived]),
        Line(f"… that never arrived, {PATIENT}", "", ours=[chats - patient.arrived]),
        Line("… of a core meanwhile", "%", RIVAL, ours=[ours.share], theirs=[theirs.share]),
    ]


async def _ours(file: Path, chats: int) -> Sent:
    """As shipped: the settings, the pace, the outbox committed at FULL."""
    async with context(file, TelegramSettings(), Limits(A_SECOND), chats) as duban:
        async with duban.working(sends=False):
            await duban.phones.do("until_menus", chats)  # on the first day; every other day they are there
        await duban.queue(chats, "通知")
        began = process_time()
        async with duban.working():
            shown = await duban.arrived(chats)
            cpu = process_time() - began
        return await _sent(duban.phones, shown, cpu)


async def _rivals(chats: int, retries: int = 0) -> Sent:
    """As its documentation has it: send them all, the limiter sees to the rest. By default nothing is sent again."""
    logging.getLogger("telegram").setLevel(logging.CRITICAL)  # it tells of every refusal with a traceback
    with phones(Limits(A_SECOND)) as everybody:
        await everybody.do("people", chats)
        async with ExtBot(
            everybody.token, everybody.base_url, rate_limiter=AIORateLimiter(max_retries=retries)
        ) as bot:
            began = process_time()
            said = [bot.send_message(FIRST + n, f"通知 {n}\n请阅。") for n in range(chats)]
            failed = [one for one in await asyncio.gather(*said, return_exceptions=True) if _failed(one)]
            cpu = process_time() - began
        shown = await everybody.shown()
        assert len(shown) + len(failed) >= chats
        return await _sent(everybody, shown, cpu)


def _failed(outcome: object) -> bool:
    if isinstance(outcome, BaseException) and not isinstance(outcome, TelegramError):
        raise outcome
    return isinstance(outcome, TelegramError)


async def _sent(everybody: Phones, shown: Sequence[Shown], cpu: float) -> Sent:
    refused = await everybody.do("refused")
    return Sent(shown[-1].at - shown[0].at, cpu, refused, len({one.chat for one in shown}))


# ---- hearing


async def heard(file: Path, people: int) -> list[Line]:
    async with context(file, FAST, None, people) as duban:
        numbers = await _asked(duban, people)
        taken_in = await _taken_in(duban, numbers, REPORTS)
        waits = await _answered(duban, numbers)
    return [
        Line(f"Telegram: an update taken in, {people} people's reports", "ms", ours=[1e3 / taken_in]),
        Line("… a second", "updates", ours=[taken_in]),
        Line("Telegram: an answer on the phone, median", "ms", ours=[statistics.median(waits) * 1e3]),
        Line("… the 99th of 100", "ms", ours=[statistics.quantiles(waits, n=100)[98] * 1e3]),
    ]


async def _asked(duban: Office, people: int) -> dict[int, int]:
    """Chat → the number of the message that asks."""
    await duban.queue(people, "请反馈")
    async with duban.working():
        return {one.chat: one.number for one in await duban.arrived(people)}


async def _taken_in(duban: Office, numbers: dict[int, int], reports: int) -> float:
    """Updates a second, polled, each committed at FULL; nobody is answered meanwhile."""
    told = [(chat, f"正在推进第{n}项工作。", on) for n in range(reports) for chat, on in numbers.items()]
    await duban.phones.do("write", told)
    async with duban.working(sends=False):
        began = monotonic()
        await duban.phones.do("until_taken_in")
        seconds = monotonic() - began
    return len(told) / seconds


async def _answered(duban: Office, numbers: dict[int, int]) -> list[float]:
    """Seconds from a person's words to the answer, through the whole way, one after the other."""
    async with duban.working():
        await duban.arrived((1 + REPORTS) * len(numbers))  # the answers still owed
        return [await _waited(duban, chat, on) for chat, on in numbers.items()]


async def _waited(duban: Office, chat: int, on: int) -> float:
    since = await duban.phones.do("requests")
    (wrote,) = await duban.phones.do("write", [(chat, "正在组织验收。", on)])
    waited: float = await duban.phones.do("until_answered", chat, since) - wrote
    await asyncio.sleep(APART)
    return waited


async def interrupted(file: Path, chats: int) -> list[Line]:
    """While digests go out at the limit, somebody asks: the answer is not the last in the line."""
    async with context(file, TelegramSettings(), Limits(A_SECOND), chats) as duban:
        numbers = await _asked(duban, chats * URGENT // CHATS)
        await duban.queue(chats, "通知")
        async with duban.working():
            await duban.arrived(len(numbers) + A_SECOND)
            waits = [await _waited(duban, chat, on) for chat, on in numbers.items()]
            under_way = len(await duban.phones.shown()) < chats + 2 * len(numbers)
    assert under_way, "the digests were through before the last was answered"
    what = f"Telegram: an answer while {chats} digests are under way"
    return [
        Line(f"{what}, median", "ms", ours=[statistics.median(waits) * 1e3]),
        Line("… the longest", "ms", most=2000, ours=[max(waits) * 1e3]),
    ]

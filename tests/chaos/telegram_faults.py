"""Everything that a server or the network can do to us, a row each."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import httpx

from tests.chaos.telegram_count import MARK
from tests.chaos.telegram_trials import PATIENCE, Trials
from tests.peers.botapi import faults
from tests.peers.botapi.faults import Fault
from tests.peers.botapi.forms import Call
from tests.peers.botapi.server import BotApi

TIMES = 6  # that a fault strikes messages
POLLS = 3  # that it strikes the other methods: each pause after a failure is longer
FILES = 2  # that a file cannot be had: the third try is the last
REFUSED = 1.5  # seconds that nobody answers
WELL_BEFORE = 2.5  # seconds; less than one chat is told to wait
FORGED = 900_000_000  # numbers of updates that nobody sent

GoingOn = Callable[[Trials], AbstractAsyncContextManager[None]]


def struck(method: str, fault: Fault, times: int) -> GoingOn:
    """So many calls fail that way, no message more than once."""

    @asynccontextmanager
    async def going_on(trials: Trials) -> AsyncIterator[None]:
        rule = trials.town.server.faults.add(method, fault, times, when=_first_time())
        yield
        await trials.town.server.until(lambda: rule.left == 0, PATIENCE)

    return going_on


@asynccontextmanager
async def one_chat_silenced(trials: Trials) -> AsyncIterator[None]:
    """One chat is told to wait for 3 s; meanwhile the others get what waits for them."""
    server = trials.town.server
    rule = server.faults.add("sendMessage", faults.too_many(3), 1)
    yield
    await server.until(lambda: rule.left == 0, PATIENCE)
    before = _accepted(server)
    await server.until(lambda: _accepted(server) >= before + TIMES, WELL_BEFORE)


def _accepted(server: BotApi) -> int:
    return sum(one.status == 200 for one in server.calls("sendMessage"))


def _first_time() -> Callable[[Call], bool]:
    seen: set[str] = set()

    def fits(call: Call) -> bool:
        words = call.text("text")
        fresh = words not in seen and not words.removeprefix("<b>").startswith(MARK)
        seen.add(words)
        return fresh or call.method != "sendmessage"

    return fits


@asynccontextmanager
async def refused(trials: Trials) -> AsyncIterator[None]:
    server = trials.town.server
    seen = len(server.requests)
    await server.until(lambda: len(server.requests) > seen, PATIENCE)
    await trials.town.door.shut()
    yield
    await asyncio.sleep(REFUSED)
    await trials.town.door.open()


@asynccontextmanager
async def another_poller(trials: Trials) -> AsyncIterator[None]:
    """Somebody else asks with the same token, and leaves again; it confirms nothing."""
    server = trials.town.server
    before = len([one for one in server.calls("getUpdates") if one.status == 409])
    await server.until(lambda: server.polled, PATIENCE)
    yield
    async with httpx.AsyncClient() as other:
        while len([one for one in server.calls("getUpdates") if one.status == 409]) < before + POLLS:
            await other.post(f"{server.base_url}{server.token}/getUpdates", json={"timeout": 1})


@asynccontextmanager
async def nothing(_: Trials) -> AsyncIterator[None]:
    yield


@asynccontextmanager
async def brought_twice(trials: Trials) -> AsyncIterator[None]:
    yield
    for update in list(trials.town.server.state.updates.archive)[-TIMES:]:
        trials.town.server.repeat(update)


@asynccontextmanager
async def forged(trials: Trials) -> AsyncIterator[None]:
    """Updates with a wrong secret or none, saying what was said before under new numbers."""
    server = trials.town.server
    seen = len(server.calls("setWebhook"))
    await server.until(lambda: len(server.calls("setWebhook")) > seen, PATIENCE)
    yield
    archive = server.state.updates.archive
    async with httpx.AsyncClient() as stranger:
        for n, update in enumerate(list(archive.values())[-TIMES * 2 :]):
            forgery = update | {"update_id": FORGED + n}
            headers = {"X-Telegram-Bot-Api-Secret-Token": "guess"} if n % 2 else {}
            answer = await stranger.post(trials.settings.webhook, json=forgery, headers=headers)
            if answer.status_code != 401:
                raise AssertionError(f"a forged update was answered {answer.status_code}")


SENDING: dict[str, Fault] = {
    "429, retry after 1 s": faults.too_many(1),
    "429 without parameters": faults.FLOOD_WITHOUT_PARAMETERS,
    "403, blocked": faults.BLOCKED,
    "500": faults.SERVER_ERROR,
    "502, HTML": faults.BAD_GATEWAY,
    "200, HTML": faults.HTML,
    "reset before it was handled": faults.Reset(),
    "reset after it was handled": faults.Reset(after=True),
    "no answer, not handled": faults.Hang(),
    "no answer, though handled": faults.Hang(after=True),
}
ASKING: dict[tuple[str, str], Fault] = {
    ("getUpdates", "429, retry after 1 s"): faults.too_many(1),
    ("getUpdates", "500"): faults.SERVER_ERROR,
    ("getUpdates", "200, HTML"): faults.HTML,
    ("getUpdates", "reset after it was answered"): faults.Reset(after=True),
    ("getUpdates", "no answer"): faults.Hang(),
    ("getFile", "500"): faults.SERVER_ERROR,
    ("answerCallbackQuery", "500"): faults.SERVER_ERROR,
    ("answerCallbackQuery", "no answer, though handled"): faults.Hang(after=True),
}

POLLING: dict[str, GoingOn] = {
    "nothing wrong": nothing,
    **{f"sendMessage: {what}": struck("sendMessage", fault, TIMES) for what, fault in SENDING.items()},
    "sendMessage: 429, retry after 3 s, in one chat": one_chat_silenced,
    **{
        f"{method}: {what}": struck(method, fault, FILES if method == "getFile" else POLLS)
        for (method, what), fault in ASKING.items()
    },
    "connection refused for a while": refused,
    "409: another poller for a while": another_poller,
}
WEBHOOK: dict[str, GoingOn] = {
    "webhook: updates brought twice": brought_twice,
    "webhook: a wrong secret, or none": forged,
    "webhook: connection refused for a while": refused,
}

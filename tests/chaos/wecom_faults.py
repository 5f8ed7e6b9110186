"""Everything that WeCom or the network can do to the app, a row each."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from tests.chaos.wecom_trials import Trials
from tests.peers.botapi.faults import Fault, Hang, Page, Reset, Say
from tests.peers.wecom.calls import Call

TIMES = 4  # that a fault strikes messages, none of them twice

GoingOn = Callable[[Trials], AbstractAsyncContextManager[None]]


def struck(method: str, fault: Fault, times: int) -> GoingOn:
    @asynccontextmanager
    async def going_on(trials: Trials) -> AsyncIterator[None]:
        rule = trials.town.server.faults.add(method, fault, times, when=_first_time())
        if method == "gettoken":
            trials.town.server.revoke()
        yield
        if not rule.hits:
            raise AssertionError(f"{method} was never asked")

    return going_on


def _first_time() -> Callable[[Call], bool]:
    seen: set[str] = set()

    def fits(call: Call) -> bool:
        words = json.dumps(call.body, sort_keys=True)
        fresh = words not in seen
        seen.add(words)
        return fresh or call.verb == "GET"

    return fits


@asynccontextmanager
async def revoked(trials: Trials) -> AsyncIterator[None]:
    """In the middle of what is being sent."""
    trials.town.server.revoke()
    yield


@asynccontextmanager
async def twice_and_shuffled(trials: Trials) -> AsyncIterator[None]:
    trials.town.server.turn(duplicate=True, shuffle=True)
    yield


@asynccontextmanager
async def nothing(_: Trials) -> AsyncIterator[None]:
    yield


BUSY, FREQUENT, CROWDED = Say(-1, ""), Say(45009, ""), Say(45033, "")
SENDING: dict[str, Fault] = {
    "-1, busy": BUSY,
    "-1, though carried out": Say(-1, "", after=True),
    "45009, too often": FREQUENT,
    "45033, too many at once": CROWDED,
    "502, HTML": Page(),
    "502, HTML, though carried out": Page(after=True),
    "reset before it was carried out": Reset(),
    "reset after it was carried out": Reset(after=True),
    "no answer, not carried out": Hang(),
    "no answer, though carried out": Hang(after=True),
}
OTHERS: dict[tuple[str, str], Fault] = {
    ("gettoken", "-1, busy"): BUSY,
    ("message/update_template_card", "-1, busy"): BUSY,
    ("message/update_template_card", "reset after it was carried out"): Reset(after=True),
    ("message/update_template_card", "no answer, though carried out"): Hang(after=True),
    ("media/get", "-1, busy"): BUSY,
    ("media/get", "reset"): Reset(),
}
FAULTS: dict[str, GoingOn] = {
    "nothing wrong": nothing,
    "the token is revoked in the middle": revoked,
    **{f"message/send: {what}": struck("message/send", fault, TIMES) for what, fault in SENDING.items()},
    **{
        f"{method}: {what}": struck(method, fault, 1 if method == "gettoken" else 2)
        for (method, what), fault in OTHERS.items()
    },
    "callbacks brought twice and out of order": twice_and_shuffled,
}

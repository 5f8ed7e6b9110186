"""What other processes on the same database have done: their commits wake this one's loops and pages."""

import asyncio
import json
import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.channels.browser.hub import Hub
from bot.context.ports import Outgoing
from bot.domain.calendar import Instant
from bot.domain.errors import Unavailable
from bot.engine.outbox import card_from_json
from bot.engine.worker import Wake
from bot.storage.store import PlanStore

log = logging.getLogger(__name__)

LOOP = "signals"


@dataclass(frozen=True, slots=True)
class AcceptedMessage:
    """A message that stands in a chat now, as its row has it."""

    message_id: str
    person: str
    channel: str
    external_id: str
    kind: str
    card: str
    replaces: str
    attempts: int
    created_at: Instant


async def relay(store: PlanStore, hub: Hub, wake: Wake) -> None:
    """Passes signals of other processes on until `wake` is stopped. SQLite has one process and no signals."""
    heard: asyncio.Queue[str] = asyncio.Queue()
    loops = [
        asyncio.create_task(store.listen(heard.put_nowait)),
        asyncio.create_task(_answer(store, hub, wake, heard)),
    ]
    ending = asyncio.create_task(_stopped(wake))
    try:
        await asyncio.wait([*loops, ending], return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (*loops, ending):
            task.cancel()
        outcomes = await asyncio.gather(*loops, ending, return_exceptions=True)
    for error in outcomes:
        if isinstance(error, Exception):
            raise error


async def _answer(store: PlanStore, hub: Hub, wake: Wake, heard: "asyncio.Queue[str]") -> None:
    while True:
        signal: dict[str, Any] = json.loads(await heard.get())
        if signal["is"] == "queued":
            wake.delivery()
        elif signal["is"] in ("accepted", "pressed") and signal["plan"] == store.plan_id:
            with suppress(Unavailable):  # the page reads it with the next look at its history
                await _show(store, hub, signal["message"])


async def _show(store: PlanStore, hub: Hub, message_id: str) -> None:
    """To whoever looks at that chat through this process."""
    row = await store.one(AcceptedMessage, "message_shown", message_id=message_id, channel=hub.name)
    if row is not None:
        card = card_from_json(row.card)
        where = (row.message_id, row.person, row.channel, row.external_id)
        hub.show(Outgoing(*where, row.kind, card, row.replaces, row.attempts, row.created_at))


async def _stopped(wake: Wake) -> None:
    woken = wake.loop(LOOP)
    while not wake.stopped:
        woken.clear()
        await woken.wait()

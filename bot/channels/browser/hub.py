"""The browser channel: a hub between the delivery loops and whoever looks at a page.

The hub keeps nothing. What was said is in the store, so a reader who was away, or cut off for being slow,
asks the history and misses nothing.
"""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from bot.context.ports import Accepted, Fetch, Inbound, Outgoing
from bot.domain.calendar import Instant
from bot.domain.pace import Pace

Said = tuple[Instant, Inbound | Outgoing]  # when, by a person or by Duban
Lines = AsyncIterator[Said]

BACKLOG = 1000  # lines a reader may be behind before it is cut off


class _Subscriber:
    def __init__(self, external_ids: Collection[str] | None) -> None:
        self._external_ids = external_ids
        self._lines: asyncio.Queue[Said] = asyncio.Queue(BACKLOG)
        self._cut_off = False

    def offer(self, said: Said) -> None:
        if self._external_ids is not None and said[1].external_id not in self._external_ids:
            return
        try:
            self._lines.put_nowait(said)
        except asyncio.QueueFull:
            self._cut_off = True

    async def lines(self) -> Lines:
        while not (self._cut_off and self._lines.empty()):
            yield await self._lines.get()


class Hub:
    """The browser as a Channel."""

    name = "browser"
    pace = Pace()
    width = 100

    def __init__(self) -> None:
        self._readers: set[_Subscriber] = set()

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        """Always succeeds: the history is the delivery. Pages fetch pictures when they scroll into view."""
        self.show(message)
        return Accepted()

    def show(self, message: Outgoing) -> None:
        """To whoever looks at that chat; also what another process on the same database has delivered."""
        self._publish((message.created_at, message))

    def heard(self, at: Instant, inbound: Inbound) -> None:
        """A person wrote (in another window, or a simulated one): called once the update is committed."""
        self._publish((at, inbound))

    @asynccontextmanager
    async def subscribe(self, external_ids: Collection[str] | None = None) -> AsyncIterator[Lines]:
        """Yields the messages to and from these accounts from now on (None: all). Ends for a reader too slow."""
        reader = _Subscriber(external_ids)
        self._readers.add(reader)
        try:
            yield reader.lines()
        finally:
            self._readers.discard(reader)

    def _publish(self, said: Said) -> None:
        for reader in self._readers:
            reader.offer(said)

"""Leases as rows: bot.context.ports.Leases."""

from collections.abc import Callable

from bot.context.ports import Change, Store
from bot.domain.calendar import Instant
from bot.domain.errors import Stale

TTL = 9.0  # seconds: a survivor takes over well within 15 s of a kill


class LeaseTable:
    """The leases of one plan, as one process sees them.

    `holder` names the process and is unique among all that run. `clock` counts on SQLite, where one worker runs at a
    time; PostgreSQL uses the server's clock.
    """

    def __init__(self, store: Store, holder: str, clock: Callable[[], Instant], ttl: float = TTL) -> None:
        self.ttl = ttl
        self._store = store
        self._holder = holder
        self._clock = clock

    async def acquire(self, name: str) -> bool:
        return await self._done("acquire_lease", name)

    async def renew(self, name: str) -> bool:
        return await self._done("renew_lease", name)

    async def release(self, name: str) -> None:
        await self._store.commit([Change("release_lease", {"name": name, "holder": self._holder}, rows=None)])

    async def _done(self, statement: str, name: str) -> bool:
        values = {"name": name, "holder": self._holder, "now": self._clock(), "ttl": round(self.ttl * 1000)}
        try:
            await self._store.commit([Change(statement, values)])
        except Stale:
            return False
        return True

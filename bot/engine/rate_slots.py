"""The platform's limits where several processes send with one bot token: each slot of a limit is a row of the database.

A slot is taken in the commit that claims the message, before the request, and freed one window after the response, as
in bot.domain.pace, whose windows each process keeps beside it. A process that dies frees its slots by their time: they
run out when its claims do. The rows outlive the processes, so whoever starts finds what was sent before.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.context.ports import Change, Channel, Store
from bot.domain.calendar import Instant


@dataclass
class RateSlots:
    """Those of one channel, as one process sees them. `hold`: milliseconds that a request may take at most."""

    store: Store
    channel: Channel
    hold: int
    _opened: set[str] = field(default_factory=set)

    async def open(self, chats: Iterable[str]) -> None:
        """Makes the rows of budgets that this process has not used before."""
        budgets = {name: limit for chat in chats for name, limit in self.channel.pace.budgets(chat).items()}
        new = budgets.keys() - self._opened
        await self.store.commit(
            [
                Change("open_rate_slot", self._of(name) | {"n": n}, rows=None)
                for name in sorted(new)
                for n in range(budgets[name].most)
            ]
        )
        self._opened |= new

    def taken(self, chat: str, message_id: str, now: Instant) -> list[Change]:
        """One of each budget; the commit is Stale where a budget has none free."""
        return [
            Change(
                "take_rate_slot",
                self._of(name)
                | {
                    "message_id": message_id,
                    "now": now,
                    "hold": self.hold + limit.within,
                    "most": limit.most,
                },
            )
            for name, limit in self.channel.pace.budgets(chat).items()
        ]

    def answered(self, chat: str, message_id: str, now: Instant) -> list[Change]:
        return [
            Change(
                "answer_rate_slot",
                self._of(name) | {"message_id": message_id, "now": now, "within": limit.within},
                rows=None,
            )
            for name, limit in self.channel.pace.budgets(chat).items()
        ]

    async def wait(self, chat: str, now: Instant) -> int:
        """Milliseconds until each budget of the chat has a free slot; 0 or less: they have."""
        waits = (
            self.store.one(
                int, "rate_slot_wait", channel=self.channel.name, budget=name, most=limit.most, now=now
            )
            for name, limit in self.channel.pace.budgets(chat).items()
        )
        return max((wait or 0 for wait in await asyncio.gather(*waits)), default=0)

    def _of(self, budget: str) -> dict[str, object]:
        return {"channel": self.channel.name, "budget": budget}

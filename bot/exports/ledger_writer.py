"""Ledgers written in a thread: the library is loaded with the first one, and the loop runs on meanwhile."""

import asyncio

from bot.cards.formatter import Formatter
from bot.context.ports import LedgerFile, Progress, no_progress
from bot.domain.calendar import Instant
from bot.domain.ledger import Ledger


class LedgerWriter:
    """One at a time: two coordinators who ask at once do not slow each other down."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def __call__(
        self, ledger: Ledger, fmt: Formatter, written_at: Instant, progress: Progress = no_progress
    ) -> LedgerFile:
        loop = asyncio.get_running_loop()

        def told(done: int, total: int) -> None:
            loop.call_soon_threadsafe(progress, done, total)

        async with self._turn:
            return await asyncio.to_thread(_written, ledger, fmt, written_at, told)


def _written(ledger: Ledger, fmt: Formatter, written_at: Instant, told: Progress) -> LedgerFile:
    from bot.exports.ledger_xlsx import write_ledger

    return write_ledger(ledger, fmt, written_at, told)

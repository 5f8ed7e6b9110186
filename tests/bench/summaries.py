"""/summary's figures at 100,000, beside its own queries by hand."""

import sqlite3
from contextlib import closing
from pathlib import Path
from time import perf_counter

from bot.queries.summary import summarize
from tests.bench.crowd import Crowd
from tests.bench.spy import by_hand, spied
from tests.bench.table import Line


async def summaries(
    crowd: Crowd, folder: Path, repetitions: int, what: str, most: float | None
) -> list[Line]:
    line = Line(f"/summary: {what}", "ms", "its queries in sqlite3", most=most)
    spy, store = spied(await crowd.open(folder / "summary.db"), crowd.script.plan.id)
    context = await crowd.contexts(store).current()
    with closing(sqlite3.connect(folder / "summary.db")) as db:
        spy.taken()
        await summarize(store, context, crowd.now)
        asked = spy.taken()
        for _ in range(repetitions):
            began = perf_counter()
            await summarize(store, context, crowd.now)
            line.ours.append((perf_counter() - began) * 1e3)
            began = perf_counter()
            by_hand(db, asked)
            line.theirs.append((perf_counter() - began) * 1e3)
    await store.close()
    return [line]

"""Verify the register of papers: each row is the fold of its events, and the file of each issued paper is kept."""

from collections.abc import AsyncIterator

from bot.context.ports import Store
from bot.domain.calendar import Calendar
from bot.domain.errors import Refused
from bot.domain.paper_life import PREFIX, OfficePaper, PaperState, fold
from bot.queries.history import events_of


async def altered_papers(store: Store, calendar: Calendar) -> AsyncIterator[str]:
    """Streams of papers whose row is not what was recorded, or without which there is none."""
    rows = {paper.stream: paper for paper in await store.read(OfficePaper, "all_papers")}
    streams = set(await store.read(str, "paper_streams"))
    for stream in sorted(streams | rows.keys(), key=lambda one: (len(one), one)):
        if not await _folds_to(store, calendar, stream, rows.get(stream)):
            yield stream


async def missing_files(store: Store) -> list[str]:
    """sha256 of issued papers whose file is not kept."""
    kept = set(await store.read(str, "file_digests"))
    issued = (PaperState.ISSUED, PaperState.VOIDED)
    papers = await store.read(OfficePaper, "all_papers")
    return sorted({paper.file for paper in papers if paper.state in issued} - kept)


async def _folds_to(store: Store, calendar: Calendar, stream: str, row: OfficePaper | None) -> bool:
    events = [one.event for one in await events_of(store, stream, calendar)]
    if row is None or not events:
        return False
    try:
        return fold(int(stream.removeprefix(PREFIX)), events) == row
    except (Refused, KeyError, ValueError):  # a move that the table does not have, or data without a field
        return False

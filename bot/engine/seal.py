"""Seals: each minute's events are digested together with the seal before, so that history cannot be rewritten.

The digest covers everything but the words themselves, of which it covers their digest: words can be forgotten.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from bot.context.ports import Change, Store
from bot.domain.calendar import MINUTE, Instant
from bot.domain.errors import Stale

FIRST = "0" * 64
ON_ITS_WAY = (
    MINUTE  # an event is written a moment after the instant it bears: a reply just before the full minute
)


@dataclass(frozen=True, slots=True)
class Sealable:
    stream: str
    version: int
    at: Instant
    kind: str
    person_id: str
    data: Mapping[str, object]
    words_digest: str


@dataclass(frozen=True, slots=True)
class Seal:
    minute: int
    events: int
    digest: str
    previous: str


async def seal(store: Store, now: Instant) -> int:
    """Seals every minute that is over and of which nothing more can come; returns how many."""
    last = await store.one(Seal, "last_seal")
    first = (last.minute + 1) * MINUTE if last else 0
    before = (now - ON_ITS_WAY) // MINUTE * MINUTE
    if first >= before:
        return 0
    events = await store.read(Sealable, "events_to_seal", first=first, before=before)
    changes = [Change("add_seal", _values(s)) for s in seals(events, last.digest if last else FIRST)]
    try:
        await store.commit(changes)
    except Stale:  # another worker has sealed them
        return 0
    return len(changes)


def _values(one: Seal) -> dict[str, object]:
    return {"minute": one.minute, "events": one.events, "digest": one.digest, "previous": one.previous}


def seals(events: Iterable[Sealable], previous: str) -> Iterator[Seal]:
    """`events` in the order of (minute, stream, version)."""
    for minute, group in groupby(events, key=lambda event: event.at // MINUTE):
        digest = hashlib.sha256(previous.encode())
        count = 0
        for event in group:
            digest.update(_line(event))
            count += 1
        yield Seal(minute, count, digest.hexdigest(), previous)
        previous = digest.hexdigest()


def _line(event: Sealable) -> bytes:
    row = [event.stream, event.version, event.at, event.kind, event.person_id, event.data, event.words_digest]
    return json.dumps(row, ensure_ascii=False, sort_keys=True).encode()


async def broken_seal(store: Store) -> Seal | None:
    """The first seal that does not hold, None when all do."""
    kept = await store.read(Seal, "all_seals")
    if not kept:
        return None
    before = (kept[-1].minute + 1) * MINUTE
    events = await store.read(Sealable, "events_to_seal", first=0, before=before)
    made = list(seals(events, FIRST))
    for index, one in enumerate(kept):
        if index >= len(made) or made[index] != one:
            return one
    return kept[-1] if len(made) > len(kept) else None

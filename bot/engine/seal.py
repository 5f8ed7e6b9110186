"""Seals: what was stored since the last seal is digested together with it, so that history cannot be rewritten unseen.

Sealed are events, messages, acknowledgements and the states of the plan, in the sequence in which they were stored,
whatever instant they bear. Of words and cards only their digests are covered: they can be forgotten.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from bot.context.ports import Change, Store
from bot.domain.calendar import Instant
from bot.domain.errors import Stale

FIRST = "0" * 64
TRIES = 3  # at a seal while others go on storing


@dataclass(frozen=True, slots=True)
class Sealable:
    """An event as a seal covers it."""

    stream: str
    version: int
    at: Instant
    kind: str
    person_id: str
    data: Mapping[str, object]
    words_digest: str
    seal: int = 0  # which one covers it

    def line(self) -> bytes:
        row = [self.stream, self.version, self.at, self.kind, self.person_id, self.data, self.words_digest]
        return json.dumps(row, ensure_ascii=False, sort_keys=True).encode()


@dataclass(frozen=True, slots=True)
class SealableRecord:
    """A message, an acknowledgement or a state of the plan as a seal covers it."""

    what: str
    key: str
    at: Instant
    rest: str
    seal: int = 0

    def line(self) -> bytes:
        return json.dumps([self.what, self.key, self.at, self.rest], ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Seal:
    n: int
    sealed_at: Instant
    events: int  # rows of all kinds
    digest: str
    previous: str


COVER = {
    "acknowledgement": "cover_acknowledgements",
    "message": "cover_messages",
    "plan_state": "cover_plan_states",
}


async def seal(store: Store, now: Instant) -> int:
    """Seals all that no seal covers; returns how many rows. Another worker's rows stored meanwhile, or its seal, make
    it read again; after a few tries they wait for the next turn."""
    for _ in range(TRIES):
        # The last seal first: a seal made after this read takes the next number, and the commit below is Stale. Read
        # after the rows, it could be newer than they are, and rows of the same count would pass for those digested.
        last = await store.one(Seal, "last_seal")
        events = await store.read(Sealable, "unsealed_events")
        records = await store.read(SealableRecord, "unsealed_records")
        if not events and not records:
            return 0
        made = seal_of(events, records, last, now)
        try:
            await store.commit([Change("add_seal", asdict(made)), *_covering(made.n, events, records)])
        except Stale:
            continue
        return made.events
    return 0


def _covering(n: int, events: Sequence[Sealable], records: Sequence[SealableRecord]) -> list[Change]:
    """Marks exactly the rows that were digested: one that was stored in between makes the count another one."""
    changes = [_cover("cover_events", n, [event.at for event in events])]
    for what, statement in COVER.items():
        changes.append(_cover(statement, n, [record.at for record in records if record.what == what]))
    return [change for change in changes if change is not None]


def _cover(statement: str, n: int, instants: Sequence[Instant]) -> Change | None:
    if not instants:
        return None
    return Change(statement, {"n": n, "newest": max(instants)}, rows=len(instants))


def seal_of(
    events: Iterable[Sealable], records: Iterable[SealableRecord], last: Seal | None, now: Instant
) -> Seal:
    """Ordered here: databases sort text each in its own way."""
    previous = last.digest if last else FIRST
    digest = hashlib.sha256(previous.encode())
    count = 0
    ordered: tuple[Sealable | SealableRecord, ...] = (
        *sorted(events, key=lambda event: (event.stream, event.version)),
        *sorted(records, key=lambda record: (record.what, record.key, record.at, record.rest)),
    )
    for row in ordered:
        digest.update(row.line())
        count += 1
    return Seal(last.n + 1 if last else 1, now, count, digest.hexdigest(), previous)


async def broken_seal(store: Store) -> int | None:
    """The number of the first seal that does not hold, None when all do. A seal that rows name and that is not there
    does not hold either."""
    events: dict[int, list[Sealable]] = defaultdict(list)
    for event in await store.read(Sealable, "sealed_events"):
        events[event.seal].append(event)
    records: dict[int, list[SealableRecord]] = defaultdict(list)
    for record in await store.read(SealableRecord, "sealed_records"):
        records[record.seal].append(record)
    last: Seal | None = None
    for one in await store.read(Seal, "all_seals"):
        if seal_of(events.pop(one.n, ()), records.pop(one.n, ()), last, one.sealed_at) != one:
            return one.n
        last = one
    return min({*events, *records}, default=None)

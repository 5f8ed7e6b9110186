"""Verify: is the ledger what was stored? Seals over rows, words and cards against their digests, rows against the fold.

It finds what was changed, removed or put in by hand. Somebody who recomputes every digest from the first on leaves no
trace in the database itself: compare `head` with the one in an earlier backup or log.
"""

import hashlib
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.context.events import digest_of, document_digest
from bot.context.ports import Attachment, Store
from bot.domain.assignment import Assignment
from bot.domain.calendar import FOR_EVER, MINUTE, Calendar, Instant
from bot.domain.errors import Refused
from bot.domain.fold import fold
from bot.domain.light import Light, Reason
from bot.engine.outbox import Why, message_digest
from bot.engine.seal import Seal, Sealable, SealableRecord, broken_seal
from bot.engine.verify_papers import altered_papers, missing_files
from bot.queries.history import EventRow, event_of

UNSEALED_AT_MOST = 3 * MINUTE  # a running bot seals each minute
PAGE = 500


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Something that is not as it was stored: the sentence's key and what it names."""

    key: str
    args: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verification:
    seals: int
    head: str  # digest of the last seal
    waiting: int  # rows stored in the last minutes, which the next seal will cover
    forgotten: int  # words deleted on request
    discrepancies: tuple[Discrepancy, ...]


@dataclass(frozen=True, slots=True)
class WordsRow:
    stream: str
    version: int
    person_id: str
    body: str
    files: tuple[str, ...]
    notes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WordsExpected:
    stream: str
    version: int
    person_id: str
    words_digest: str


@dataclass(frozen=True, slots=True)
class ForgottenPerson:
    person_id: str
    at: Instant


@dataclass(frozen=True, slots=True)
class CardRow:
    message_id: str
    person: str
    kind: str
    card: str
    why: Why
    digest: str
    forgotten: bool


@dataclass(frozen=True, slots=True)
class PlanDocument:
    version: str
    document: str
    digest: str


@dataclass(frozen=True, slots=True)
class PlanState:
    version: str
    golive: str
    carried_out: str
    document_digest: str = ""
    at: Instant = 0


async def verify(store: Store, calendar: Calendar, now: Instant) -> Verification:
    """One plan's ledger. `calendar` tells the day of an instant, which the fold needs."""
    seals = await store.read(Seal, "all_seals")
    people = await store.read(ForgottenPerson, "forgotten_people")
    forgotten = {row.person_id for row in people}
    events = await store.read(Sealable, "unsealed_events")
    records = await store.read(SealableRecord, "unsealed_records")
    instants = [event.at for event in events] + [record.at for record in records]
    broken = await broken_seal(store)
    found = [] if broken is None else [Discrepancy("verify.seal", {"number": broken})]
    found += _unsealed(instants, now)
    missing, wrong = await _words(store, forgotten)
    found += wrong
    found += [one async for one in _files(store, forgotten)]
    found += await _rows(store, calendar)
    found += [Discrepancy("verify.row", {"stream": one}) async for one in altered_papers(store, calendar)]
    found += [Discrepancy("verify.file_missing", {"file": one[:12]}) for one in await missing_files(store)]
    found += [one async for one in _cards(store, bool(forgotten))]
    found += await _plan(store)
    head = seals[-1].digest if seals else ""
    return Verification(len(seals), head, len(instants), missing, tuple(found))


def _unsealed(instants: Sequence[Instant], now: Instant) -> Iterator[Discrepancy]:
    """A running bot seals within a minute, and once more when it stops; what stays unsealed can be changed unseen."""
    old = [at for at in instants if abs(now - at) > UNSEALED_AT_MOST]
    if old:
        yield Discrepancy("verify.unsealed", {"n": len(old)})


async def _words(store: Store, forgotten: set[str]) -> tuple[int, list[Discrepancy]]:
    """(How many are missing because somebody was forgotten, what is wrong)."""
    kept = {(row.stream, row.version): row for row in await store.read(WordsRow, "words_kept")}
    missing, found = 0, []
    for event in await store.read(WordsExpected, "words_expected"):
        words = kept.pop((event.stream, event.version), None)
        where = {"stream": event.stream, "version": event.version}
        if words is None and event.person_id in forgotten:
            missing += 1
        elif words is None:
            found.append(Discrepancy("verify.words_missing", where))
        elif digest_of(words.body, words.files, words.notes) != event.words_digest:
            found.append(Discrepancy("verify.words", where))
    found += [Discrepancy("verify.words_added", {"stream": s, "version": v}) for s, v in kept]
    return missing, found


async def _files(store: Store, forgotten: set[str]) -> AsyncIterator[Discrepancy]:
    """Each stored file is what its digest says, and each that words name is stored."""
    stored = set(await store.read(str, "file_digests"))
    for sha256 in sorted(stored):
        file = await store.one(Attachment, "attachment_whole", sha256=sha256)
        if file is None or hashlib.sha256(file.body).hexdigest() != sha256:
            yield Discrepancy("verify.file", {"file": sha256[:12]})
    named = {name: row.person_id for row in await store.read(WordsRow, "words_kept") for name in row.files}
    for sha256 in sorted(named.keys() - stored):
        if named[sha256] not in forgotten:
            yield Discrepancy("verify.file_missing", {"file": sha256[:12]})


async def _rows(store: Store, calendar: Calendar) -> list[Discrepancy]:
    """Each assignment is the fold of its events."""
    rows = {str(a.id): a for a in await store.read(Assignment, "all_assignments")}
    streams: dict[str, list[EventRow]] = defaultdict(list)
    for event in await store.read(EventRow, "events_until", at=FOR_EVER):
        streams[event.stream].append(event)
    different = [
        stream
        for stream in rows.keys() | streams.keys()
        if not _folds_to(rows.get(stream), streams.get(stream, []), calendar)
    ]
    return [Discrepancy("verify.row", {"stream": stream}) for stream in sorted(different, key=_by_number)]


def _folds_to(row: Assignment | None, events: Sequence[EventRow], calendar: Calendar) -> bool:
    if row is None or [event.version for event in events] != list(range(1, row.version + 1)):
        return False
    try:
        folded = fold(event_of(event, calendar) for event in events)
    except (
        Refused,
        KeyError,
        ValueError,
        TypeError,
    ):  # a move that the table does not have, or data without a field
        return False
    return _told(folded) == _told(row)


def _told(a: Assignment) -> Assignment:
    """Without what follows from the rules and the day; the hourly audit sets that right."""
    return replace(a, current=True, next_at=None, light=Light.WHITE, reason=Reason.UNASKED, light_until=None)


def _by_number(stream: str) -> tuple[int, str]:
    return len(stream), stream


async def _cards(store: Store, somebody_forgotten: bool) -> AsyncIterator[Discrepancy]:
    """Messages are what was written. Those marked as forgotten may differ where anybody was forgotten."""
    after = ""
    while page := await store.read(CardRow, "cards_kept", after=after, limit=PAGE):
        after = page[-1].message_id
        for row in page:
            excused = row.forgotten and somebody_forgotten
            if not excused and message_digest(row.person, row.kind, row.card, row.why) != row.digest:
                yield Discrepancy("verify.message", {"message": row.message_id})


async def _plan(store: Store) -> list[Discrepancy]:
    """The plan's row is its last recorded state, and its documents are those that were loaded."""
    found = []
    states = await store.read(PlanState, "plan_states")
    now = await store.one(PlanState, "plan_now")
    newest = [replace(s, at=0, document_digest="") for s in states if s.at == states[-1].at]
    if now is not None and now not in newest:
        found.append(Discrepancy("verify.plan_state", {"version": now.version}))
    loaded = {s.version: s.document_digest for s in states}
    for kept in await store.read(PlanDocument, "plan_documents"):
        altered = kept.digest and document_digest(kept.document) != kept.digest
        if altered or loaded.get(kept.version, kept.digest) not in ("", kept.digest):
            found.append(Discrepancy("verify.plan_document", {"version": kept.version}))
    if now is not None and now.version not in set(await store.read(str, "plan_documents")):
        found.append(Discrepancy("verify.plan_document", {"version": now.version}))
    return found

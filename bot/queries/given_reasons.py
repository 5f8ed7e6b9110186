"""The words of returns, refusals and chases, read where they are repeated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.context.ports import Store
from bot.domain.assignment import Kind
from bot.domain.calendar import Instant
from bot.domain.reason import GivenReason
from bot.queries.history import VersionedEvent

ByVersion = Mapping[int, GivenReason]


@dataclass(frozen=True, slots=True)
class ReasonRow:
    assignment: int
    version: int
    kind: str
    body: str


async def reasons_to_tell(store: Store, person: str, now: Instant) -> Mapping[int, ByVersion]:
    """By assignment, of those with a notice that is due to the person."""
    found: dict[int, dict[int, GivenReason]] = {}
    for row in await store.read(ReasonRow, "reasons_to_tell", person=person, now=now):
        found.setdefault(row.assignment, {})[row.version] = GivenReason(Kind(row.kind), row.body)
    return found


def reasons_among(events: Iterable[VersionedEvent]) -> ByVersion:
    return {h.version: GivenReason(h.event.kind, h.event.words) for h in events if h.event.words}

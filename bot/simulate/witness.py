"""A store wrapper that records the events committed during one step of a conversation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.context.ports import Change, Store
from bot.domain.assignment import Assignment

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """An event as it was appended, with its words and the item as it then stood (None: no item's event)."""

    stream: str
    kind: str
    person: str
    data: Mapping[str, object]
    words: str = ""
    files: tuple[str, ...] = ()  # sha256
    item: Assignment | None = None


@dataclass
class Witness:
    """Passes everything on; between `listen` and `heard` it notes the events that were committed."""

    store: Store
    file_names: dict[str, str] = field(default_factory=dict)  # sha256 → name, of all files stored
    _noted: list[Change] | None = None

    @property
    def plan_id(self) -> str:
        return self.store.plan_id

    async def read(self, shape: type[T], query: str, /, **values: Any) -> list[T]:
        return await self.store.read(shape, query, **values)

    async def one(self, shape: type[T], query: str, /, **values: Any) -> T | None:
        return await self.store.one(shape, query, **values)

    async def commit(self, changes: Sequence[Change]) -> None:
        await self.store.commit(changes)
        for change in changes:
            if change.statement == "store_attachment":
                self.file_names[change.values["sha256"]] = change.values["name"]
        if self._noted is not None:
            self._noted += changes

    def listen(self) -> None:
        self._noted = []

    async def heard(self) -> tuple[RecordedEvent, ...]:
        """The events since `listen`, in order."""
        noted, self._noted = self._noted or [], None
        words = {_key(change): change.values for change in noted if change.statement == "keep_words"}
        appended = [change for change in noted if change.statement == "append_event"]
        return tuple([await self._event(one.values, words.get(_key(one), {})) for one in appended])

    async def _event(self, row: Mapping[str, Any], words: Mapping[str, Any]) -> RecordedEvent:
        stream = str(row["stream"])
        item = None
        if stream.isdecimal():
            item = await self.store.one(Assignment, "assignment_by_id", id=int(stream))
        body, files = words.get("body", ""), tuple(words.get("files", ()))
        return RecordedEvent(stream, str(row["kind"]), str(row["person_id"]), row["data"], body, files, item)


def _key(change: Change) -> tuple[str, int]:
    return change.values["stream"], change.values["version"]

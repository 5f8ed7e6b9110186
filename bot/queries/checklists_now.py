"""The emission checklists in force: those imported last."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.context.ports import Store
from bot.domain.calendar import Instant
from bot.domain.emergency.checklists import Checklists, checklists_from


@dataclass(frozen=True, slots=True)
class ChecklistsRow:
    at: Instant
    person_id: str
    data: Mapping[str, object]


async def checklists_now(store: Store) -> Checklists | None:
    """None where none have been imported."""
    row = await store.one(ChecklistsRow, "checklist_events")
    return checklists_from(row.data) if row else None

"""Emission checklists (应急减排清单) are imported: a new version takes the place of the last, whole or not at all."""

from bot.actions.outcome import NO_OUTCOME, Outcome
from bot.context.events import append
from bot.context.ports import Store
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Calendar, Instant
from bot.domain.emergency.checklists import STREAM, Checklists
from bot.queries.checklists_now import checklists_now


async def import_checklists(store: Store, calendar: Calendar, found: Checklists, now: Instant) -> Outcome:
    """`found` was checked and has no error. The same again changes nothing."""
    if await checklists_now(store) == found:
        return NO_OUTCOME
    version = await store.one(int, "stream_length", stream=STREAM) or 0
    event = Event(Kind.CHECKLISTS_IMPORTED, now, calendar.day(now), data=found.data())
    return Outcome((), append(STREAM, version + 1, event))

"""Revise: what a new version of the plan means for what is already open. Reports and history stay."""

from bot.domain.allot import Share, shares
from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import Instant
from bot.services.office import Office
from bot.services.ports import Change, Store
from bot.services.record import record


async def revise(store: Store, office: Office, now: Instant) -> None:
    """Drops what the plan no longer asks and moves what has another date. What it asks anew is `assign`'s."""
    if office.golive is None:
        return
    today = office.calendar.day(now)
    asked = {share.key: share for share in shares(office.plan, office.golive, today, office.calendar)}
    changes: list[Change] = []
    for a in await store.read(Assignment, "unsettled_assignments"):
        event = _revision(a, asked.get((a.task, a.milestone, a.unit, a.period)), now, office)
        if event:
            changes += record(office, a, event).changes
    if changes:
        await store.commit(changes)


def _revision(a: Assignment, share: Share | None, now: Instant, office: Office) -> Event | None:
    """An extension granted against the old date still holds: only a plan date that itself moved moves the item."""
    today = office.calendar.day(now)
    if share is None:
        return Event(Kind.DROPPED, now, today)
    if not a.recurring and share.due != a.first_due:
        return Event(Kind.REDATED, now, today, data={"due": share.due.isoformat()})
    return None

"""Go-live: from that day on the plan speaks. Confirmed by the coordinator after a rehearsal."""

from datetime import date

from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.services.office import Office, Registry
from bot.services.ports import Change, Store


def may_go_live(office: Office, day: date, today: date) -> None:
    """Refused for a draft, for a day already gone, and once the plan is live."""
    if office.golive is not None and office.golive <= today:
        raise Refused("refused.already_live", golive=office.golive)
    if not office.speaks:
        raise Refused("refused.draft_rehearses_only")
    if day < today:
        raise Refused("refused.golive_in_the_past", today=today)


async def golive(store: Store, registry: Registry, day: date, now: Instant) -> None:
    """Sets the day. What is asked from then on is opened by the first tick on that day."""
    office = await registry.office()
    may_go_live(office, day, office.calendar.day(now))
    await store.commit([Change("set_golive", {"golive": day})])

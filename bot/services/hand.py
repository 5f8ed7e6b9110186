"""Passing an item on: to the unit one waits for, or to a colleague."""

from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.notice import NoticeKind
from bot.domain.person import Person
from bot.services.deeds import Deed
from bot.services.notices import asked_about, tell
from bot.services.office import Office
from bot.services.record import record


def wait_on(office: Office, person: Person, a: Assignment, unit: str, words: str, now: Instant) -> Deed:
    """待配合: the clock moves to that unit until it answers; summaries split the days by holder."""
    if unit not in office.plan.unit or unit == a.unit:
        raise Refused("refused.no_such_unit", unit=unit)
    if a.recurring:
        raise Refused("refused.return_does_not_wait")
    event = Event(Kind.WAITED, now, office.calendar.day(now), by=person.id, data={"unit": unit}, words=words)
    recorded = record(office, a, event)
    told = tell(
        office, asked_about(office, recorded.after), NoticeKind.WAITING, f"waiting {recorded.after.version}", now,
        about=recorded.after, data={"unit": a.unit},
    )  # fmt: skip
    return Deed((recorded.after,), (*recorded.changes, *told))


def resume(office: Office, person: Person, a: Assignment, now: Instant) -> Deed:
    """The unit that waited takes its item back."""
    recorded = record(office, a, Event(Kind.RESUMED, now, office.calendar.day(now), by=person.id))
    return Deed((recorded.after,), recorded.changes)


def hand_over(office: Office, person: Person, a: Assignment, colleague: Person, now: Instant) -> Deed:
    """转交: to a colleague of the unit who is bound; buttons in the former holder's chat stop working."""
    if colleague not in office.roster.colleagues(a.unit) or office.account(colleague.id) is None:
        raise Refused("refused.no_such_colleague", name=colleague.name)
    if colleague.id == a.assignee:
        raise Refused("refused.handed_over", name=colleague.name)
    event = Event(Kind.HANDED, now, office.calendar.day(now), by=person.id, data={"person": colleague.id})
    recorded = record(office, a, event)
    occurrence = f"handed {recorded.after.version}"
    told = tell(
        office,
        [colleague],
        NoticeKind.HANDED,
        occurrence,
        now,
        about=recorded.after,
        data={"by": person.name},
    )
    return Deed((recorded.after,), (*recorded.changes, *told))

"""The deadlines as .ics (RFC 5545): all-day events on the last workday, with the legal date in the text.

One event for a milestone's date with all of its units, and one for the returns of a period. An event keeps its UID when
its date moves; no words of people are in it. Subscribed calendars ignore alarms: the chat reminds.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from bot.cards.callback_data import unit_code
from bot.cards.formatter import Formatter
from bot.domain.assignment import State
from bot.domain.ledger import Ledger, LedgerRow

ONE_DAY = timedelta(days=1)
KEPT = timedelta(days=31)  # what is settled or dropped stays so long
FIVE_DAYS_BEFORE, THE_DAY_BEFORE = timedelta(days=-4, hours=-16), timedelta(hours=-16)  # at 8 in the morning
REFRESHED = timedelta(hours=12)
NAMED = 6  # units; more are counted


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is due on one day. `name` stays the same when the day moves."""

    name: str
    version: int  # grows with every event of what it is about
    due: date  # the legal one
    rows: tuple[LedgerRow, ...]

    @property
    def first(self) -> LedgerRow:
        return self.rows[0]

    @property
    def owed(self) -> bool:
        return any(row.a.running or row.a.state is State.SUBMITTED for row in self.rows)


def calendar_file(ledger: Ledger, fmt: Formatter) -> bytes:
    """Equal ledgers give equal bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Duban//deadlines//")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add(
        "x-wr-calname", fmt.say("calendar_file.name", plan=ledger.plan_title, part=_part(ledger, fmt))
    )
    calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESHED)
    for deadline in deadlines(ledger, fmt):
        calendar.add_component(_event(deadline, ledger, fmt))
    return bytes(calendar.to_ical())


def _part(ledger: Ledger, fmt: Formatter) -> str:
    return ledger.scope or fmt.say("ledger.whole")


def deadlines(ledger: Ledger, fmt: Formatter) -> list[Deadline]:
    """The next ones and those of the last month, by date."""
    since = ledger.today - KEPT
    rows = [row for row in ledger.rows if ledger.scope or not row.a.told_only]
    found = [*_of_milestones(rows), *_of_returns(rows)]
    shown = [one for one in found if one.owed or one.due >= since]
    return sorted(shown, key=lambda one: (one.due, one.name))


def _of_milestones(rows: Iterable[LedgerRow]) -> Iterator[Deadline]:
    """Units whose date was moved stand in an event of their own; an event is named by its first row."""
    shared: dict[str, list[LedgerRow]] = {}
    for row in rows:
        if not row.a.recurring:
            shared.setdefault(row.a.milestone, []).append(row)
    for mine in shared.values():
        version = sum(row.a.version for row in mine)
        for due in {row.a.due for row in mine}:
            same = tuple(row for row in mine if row.a.due == due)
            yield Deadline(str(min(row.a.id for row in same)), version, due, same)


def _of_returns(rows: Iterable[LedgerRow]) -> Iterator[Deadline]:
    shared: dict[tuple[str, date], list[LedgerRow]] = {}
    for row in rows:
        if row.a.recurring:
            shared.setdefault((row.a.period, row.a.due), []).append(row)
    for (period, due), mine in shared.items():
        units = {row.a.unit for row in mine}
        whose = f".{unit_code(next(iter(units)))}" if len(units) == 1 else ""
        yield Deadline(f"{period}{whose}.{due}", sum(row.a.version for row in mine), due, tuple(mine))


def _event(deadline: Deadline, ledger: Ledger, fmt: Formatter) -> Event:
    day = fmt.calendar.not_after(deadline.due)
    event = Event()
    event.add("uid", f"{deadline.name}@{fmt.plan.id}")
    event.add("dtstamp", datetime.fromtimestamp(ledger.at // 1000, UTC))
    event.add("sequence", deadline.version)
    event.add("dtstart", day)
    event.add("dtend", day + ONE_DAY)
    event.add("summary", _title(deadline, fmt))
    event.add("description", "\n".join(_lines(deadline, fmt)))
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED" if _stands(deadline) else "CANCELLED")
    if deadline.owed:
        for before in (FIVE_DAYS_BEFORE, THE_DAY_BEFORE):
            event.add_component(_alarm(before, _title(deadline, fmt)))
    return event


def _stands(deadline: Deadline) -> bool:
    """不涉及, and what the plan no longer has, is cancelled."""
    return any(row.a.state is not State.EXCUSED for row in deadline.rows)


def _alarm(before: timedelta, title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", before)
    alarm.add("description", title)
    return alarm


def _title(deadline: Deadline, fmt: Formatter) -> str:
    row = deadline.first
    if row.a.recurring:
        title = fmt.say("calendar_file.return", period=fmt.period(row.a.period))
    else:
        title = fmt.say("calendar_file.item", number=row.number, title=row.requirement or row.title)
    return title if deadline.owed else fmt.say("calendar_file.settled", title=title)


def _lines(deadline: Deadline, fmt: Formatter) -> Iterator[str]:
    row = deadline.first
    yield fmt.say("calendar_file.due", due=fmt.legal_date(deadline.due))
    yield fmt.say("calendar_file.units", units=_units(deadline.rows, fmt))
    if row.a.recurring:
        yield fmt.say("calendar_file.items", n=len(deadline.rows))
        return
    yield row.title
    if row.a.due != row.a.first_due:
        yield fmt.say("ledger.remark.first_due", day=fmt.language.date(row.a.first_due))
    if row.line is not None:
        key = "ledger.source" if row.quote else "ledger.source_line"
        yield fmt.say("calendar_file.source", source=fmt.say(key, line=row.line, quote=row.quote))


def _units(rows: Sequence[LedgerRow], fmt: Formatter) -> str:
    units = fmt.plan.in_order(row.a.unit for row in rows)
    if len(units) <= NAMED:
        return fmt.language.list(units)
    return fmt.say("late.units", unit=units[0], n=len(units))

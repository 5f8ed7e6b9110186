"""The clocks of an emergency: who has not signed when the minutes end, who has not reported in a window, and the days
of returns that it took. Each is told once: what was told is an event. Looking again changes nothing."""

from collections.abc import Iterator, Sequence

from bot.context.emergencies import emergency_life
from bot.context.events import append, record
from bot.context.plan_context import PlanContext
from bot.context.ports import Change, Store
from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.calendar import Instant
from bot.domain.emergency.emergency_course import stream_of
from bot.domain.emergency.responses import EmergencyLife
from bot.domain.emergency.standstill import moved_days
from bot.domain.emergency.windows import open_windows, windows
from bot.domain.notice import NoticeKind
from bot.domain.person import Person, Role
from bot.engine.notices import notice_to


async def turn_emergency_clocks(store: Store, context: PlanContext, now: Instant) -> bool:
    """True: there is more, go again at once. Raises Stale where another worker was doing the same."""
    running = context.emergency
    if running:
        life = await emergency_life(store, running, context.calendar)
        if changes := [*_clocks(context, life, now)]:
            await store.commit(changes)
            return True
    return await _defer_returns(store, context, now)


def next_emergency_instant(context: PlanContext, now: Instant) -> Instant | None:
    """When a clock runs out next, or what stands still goes on."""
    one, until = context.emergency, context.stands_until(now)
    if one is None:
        return until
    ahead = [window.at for window in open_windows(one, now, context.calendar)]
    return min((at for at in (one.sign_by, *ahead) if at > now), default=None)


def _clocks(context: PlanContext, life: EmergencyLife, now: Instant) -> Iterator[Change]:
    """The event of all that is to be told now, and its notices."""
    one = life.emergency
    signing = f"sign {one.round}"
    passed = [w.at for w in windows(one, now, context.calendar) if f"window {w.at}" not in one.told]
    due = [f"window {at}" for at in passed]
    if now >= one.sign_by and signing not in one.told:
        due.append(signing)
    if not due:
        return
    data = {"told": due, "task": one.task}
    event = Event(Kind.EMERGENCY_TOLD, now, context.calendar.day(now), data=data)
    yield from append(stream_of(one.id), one.version + 1, event)
    yield Change("revise_plan")
    if signing in due and life.unsigned:
        yield from _unsigned(context, life, now)
    if passed:  # after a downtime the last one is told
        yield from _window_passed(context, life, passed[-1], now)


def _unsigned(context: PlanContext, life: EmergencyLife, now: Instant) -> Iterator[Change]:
    """To the coordinator by name and telephone, and to the head of each silent unit."""
    one, units = life.emergency, life.unsigned
    about: dict[str, object] = {
        "emergency": one.id,
        "task": one.task,
        "level": one.level,
        "number": one.last.number,
        "minutes": one.clocks.sign_minutes,
        "round": one.round,
    }
    told = about | {
        "about": "silent",
        "signed": len(life.signatures),
        "of": len(one.units),
        "silent": list(units),
    }
    occurrence = f"{one.id} unsigned {one.round}"
    for person in context.roster.holding(Role.COORDINATOR):
        yield notice_to(context, person.id, NoticeKind.EMERGENCY, occurrence, now, data=told)
    for head, theirs in _heads(context, units).items():
        data = about | {"about": "silent_unit", "units": theirs}
        yield notice_to(context, head.id, NoticeKind.EMERGENCY, f"{occurrence} head", now, data=data)


def _heads(context: PlanContext, units: Sequence[str]) -> dict[Person, list[str]]:
    found: dict[Person, list[str]] = {}
    for unit in units:
        for head in context.roster.heads(unit):
            found.setdefault(head, []).append(unit)
    return found


def _window_passed(context: PlanContext, life: EmergencyLife, at: Instant, now: Instant) -> Iterator[Change]:
    """To the coordinator, one message a window."""
    one = life.emergency
    data = {
        "about": "window",
        "task": one.task,
        "emergency": one.id,
        "at": at,
        "reported": len(life.reported(at)),
        "of": len(one.units),
        "silent": list(life.silent_in(at)),
    }
    for person in context.roster.holding(Role.COORDINATOR):
        yield notice_to(context, person.id, NoticeKind.EMERGENCY, f"{one.id} window {at}", now, data=data)


async def _defer_returns(store: Store, context: PlanContext, now: Instant) -> bool:
    """Moves the days of returns that fell into the last emergency: while it runs day by day, once it is lifted to the
    first workday on which messages go out again."""
    last = context.emergencies[-1] if context.emergencies else None
    mark = f"deferred {last.id} {last.orders[-1].at}" if last and last.ended else ""
    if last is None or (mark and await store.one(int, "pulse_at", name=mark) is not None):
        return False
    moved = moved_days(last, now, context.calendar, context.slot)
    found = await store.read(Assignment, "returns_within", first=moved.first, before=moved.before)
    changes: list[Change] = []
    for a in found:
        due = a.due if a.recurring else a.asked_until
        if due and due in moved:
            data = {"due": moved.to.isoformat(), "emergency": last.id}
            event = Event(Kind.DEFERRED, now, context.calendar.day(now), data=data)
            changes += record(context, a, event).changes
    if mark:
        changes.append(Change("pulse", {"name": mark, "at": now}))
    if changes:
        await store.commit(changes)
    return False

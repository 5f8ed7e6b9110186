"""What the units do in an emergency: sign, report in a window, mark lines of their checklist done, take back."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.access import require_in_plan
from bot.actions.outcome import NO_OUTCOME, Outcome
from bot.actions.undo_on_item import require_not_undone
from bot.context.events import append
from bot.context.plan_context import PlanContext
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Instant
from bot.domain.emergency.checklists import ChecklistLine
from bot.domain.emergency.emergency_course import Emergency
from bot.domain.emergency.responses import EmergencyLife, unit_of, unit_stream
from bot.domain.emergency.windows import Window, open_windows
from bot.domain.errors import Refused
from bot.domain.permissions import OF_UNITS, Action, refusal_in_plan
from bot.domain.person import Person
from bot.queries.history import VersionedEvent


def units_signing(emergency: Emergency, person: Person) -> tuple[str, ...]:
    """The person's units among those that must sign."""
    return tuple(unit for unit in person.units(*OF_UNITS) if unit in emergency.units)


def _require_unit(emergency: Emergency, person: Person, action: Action) -> tuple[str, ...]:
    """Refused for whom none of their units is concerned."""
    units = units_signing(emergency, person)
    if not units:
        require_in_plan(person, action, "")  # of no unit that it concerns
    for unit in units:
        require_in_plan(person, action, unit)
    return units


@dataclass(frozen=True, slots=True)
class Signed:
    """`units`: signed by this; `before`: those that had signed."""

    units: tuple[str, ...]
    before: tuple[str, ...]
    outcome: Outcome


def sign(
    context: PlanContext, life: EmergencyLife, person: Person, now: Instant, round_: int | None = None
) -> Signed:
    """For every unit of theirs that has not signed. Refused on an earlier level's card, and after the lifting."""
    one = life.emergency
    units = _require_unit(one, person, Action.SIGN_EMERGENCY)
    if not one.running:
        raise Refused("refused.emergency_lifted")
    if round_ is not None and round_ != one.round:
        raise Refused("refused.emergency_raised")
    signing = tuple(unit for unit in units if life.response(unit).signed(one.round) is None)
    outcome = NO_OUTCOME
    for unit in signing:
        data = {"unit": unit, "round": one.round, "task": one.task}
        event = Event(Kind.EMERGENCY_SIGNED, now, context.calendar.day(now), by=person.id, data=data)
        outcome += _appended(one, life, unit, event)
    return Signed(signing, tuple(unit for unit in units if unit not in signing), outcome)


@dataclass(frozen=True, slots=True)
class Filed:
    """`again`: both open windows had a report, and this corrects the last."""

    unit: str
    window: Window
    again: bool
    outcome: Outcome


def report(
    context: PlanContext, life: EmergencyLife, person: Person, words: str, files: tuple[str, ...], now: Instant,
    window: Instant | None = None,
) -> tuple[Filed, ...]:  # fmt: skip
    """Filed for each of the person's units in the earliest window that is open and has none of theirs; else it corrects
    the report of the last. `window`: an edit of what was filed for it."""
    one = life.emergency
    units = _require_unit(one, person, Action.REPORT_EMERGENCY)
    if not words.strip() and not files:
        raise Refused("refused.emergency_says_nothing")
    return tuple(_filed(context, life, person, unit, words, files, now, window) for unit in units)


def _filed(
    context: PlanContext, life: EmergencyLife, person: Person, unit: str, words: str, files: tuple[str, ...],
    now: Instant, window: Instant | None,
) -> Filed:  # fmt: skip
    one, response = life.emergency, life.response(unit)
    windows = open_windows(one, now, context.calendar)
    if not windows:
        raise Refused("refused.emergency_lifted" if not one.running else "refused.no_window")
    missing = [each for each in windows if response.report(each.at) is None]
    chosen = (missing or windows[-1:])[0]
    if window is not None:
        chosen = Window(window, window, window)
    data = {"unit": unit, "window": chosen.at, "task": one.task}
    event = Event(
        Kind.EMERGENCY_REPORTED, now, context.calendar.day(now), by=person.id, data=data, words=words.strip(),
        files=files,
    )  # fmt: skip
    again = response.report(chosen.at) is not None
    return Filed(unit, chosen, again, _appended(one, life, unit, event))


def mark_done(
    context: PlanContext, life: EmergencyLife, person: Person, unit: str, lines: Sequence[ChecklistLine],
    words: str, now: Instant,
) -> Outcome:  # fmt: skip
    """Lines of the unit's own checklist. Refused for an exempt line, which nobody owes, and for one done already."""
    require_in_plan(person, Action.MARK_CHECKLIST, unit)
    one, done = life.emergency, life.response(unit).done
    if exempt := [line for line in lines if line.exempt]:
        raise Refused("refused.line_exempt", name=exempt[0].name, kind=exempt[0].exempt)
    if known := [line.name for line in lines if line.key in done]:
        raise Refused("refused.line_done", names=known)
    data = {"unit": unit, "lines": [line.key for line in lines], "task": one.task}
    event = Event(
        Kind.LINES_DONE, now, context.calendar.day(now), by=person.id, data=data, words=words.strip()
    )
    return _appended(one, life, unit, event)


def _appended(one: Emergency, life: EmergencyLife, unit: str, event: Event) -> Outcome:
    version = life.response(unit).version + 1
    return Outcome((), append(unit_stream(one.id, unit), version, event))


def take_back(
    context: PlanContext, person: Person, stream: str, done: Sequence[VersionedEvent],
    events: Sequence[VersionedEvent], now: Instant,
) -> Outcome:  # fmt: skip
    """The UNDONE event for what a unit did. An order is not undone: all have been told, and another follows."""
    require_in_plan(person, Action.UNDO)
    if not unit_of(stream):
        raise Refused("refused.emergency_order_stands")
    require_not_undone(done)
    versions = sorted(one.version for one in done)
    data = {"undoes": done[0].event.kind, "versions": versions, "unit": unit_of(stream)}
    event = Event(Kind.UNDONE, now, context.calendar.day(now), by=person.id, data=data)
    return Outcome((), append(stream, len(events) + 1, event))


def may_sign(person: Person, emergency: Emergency) -> bool:
    units = units_signing(emergency, person)
    return any(refusal_in_plan(Action.SIGN_EMERGENCY, person, unit) is None for unit in units)

"""Enter readings: those of a file, all or none. What is known already changes nothing."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.access import require_in_plan
from bot.actions.outcome import Outcome
from bot.context.air_numbers import keep_air
from bot.context.events import append
from bot.context.plan_context import PlanContext
from bot.context.plan_numbers import keep_readings, reread, withdrawn_readings
from bot.context.ports import Store
from bot.domain.air.air_oddities import disputed_findings
from bot.domain.air.air_reading import AirReading
from bot.domain.air.entered_air import contradicted, new_air
from bot.domain.air.versions import choose
from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Instant
from bot.domain.errors import Refused
from bot.domain.evidence import undone_versions
from bot.domain.handed_readings import HandedReadings, ReadingsKind
from bot.domain.indicators.entered import entered
from bot.domain.indicators.indicator_reading import IndicatorReading
from bot.domain.permissions import Action, refusal_in_plan
from bot.domain.person import Person
from bot.domain.plan import Finding, Level
from bot.queries.history import VersionedEvent, events_of

STREAM = "readings:plan"


@dataclass(frozen=True, slots=True)
class PlannedEntry:
    """What entering a file would do. `version`: of the event that would be appended."""

    handed: HandedReadings
    version: int
    findings: tuple[Finding, ...]
    indicators: tuple[IndicatorReading, ...] = ()
    air: tuple[AirReading, ...] = ()
    before: Instant | None = None  # when this very file was entered

    @property
    def sound(self) -> bool:
        return not any(one.level is Level.ERROR for one in self.findings)

    @property
    def new(self) -> int:
        """How many readings it would add."""
        return len(self.indicators) + len(self.air)


def require_may_enter(context: PlanContext, person: Person) -> None:
    """Refused for all but the unit that the plan names, and the coordinator."""
    unit = context.plan.readings
    if refused := refusal_in_plan(Action.ENTER_READINGS, person, unit):
        if not unit:
            raise Refused("refused.readings_of_coordinator")
        raise refused


async def planned_entry(
    store: Store, context: PlanContext, handed: HandedReadings, now: Instant
) -> PlannedEntry:
    """Looks, and changes nothing."""
    events = await events_of(store, STREAM, context.calendar)
    before = _entered_before(events, handed.sha256)
    if before:
        return PlannedEntry(handed, len(events) + 1, handed.bad, before=before)
    if handed.kind is ReadingsKind.AIR:
        known_air = context.air.readings if context.air else ()
        return await asyncio.to_thread(_planned_air, known_air, handed, len(events) + 1, now)
    known = [one for versions in context.numbers.readings.values() for one in versions]
    found = entered(context.plan, known, handed.indicators, now, context.numbers.rules)
    return PlannedEntry(handed, len(events) + 1, (*handed.bad, *found.findings), found.new)


def _planned_air(
    known: Sequence[AirReading], handed: HandedReadings, version: int, now: Instant
) -> PlannedEntry:
    new = new_air(known, handed.air, now)
    disputed = disputed_findings(choose(handed.air).disputed)
    return PlannedEntry(handed, version, (*handed.bad, *disputed, *contradicted(known, new)), air=new)


def _entered_before(events: Sequence[VersionedEvent], sha256: str) -> Instant | None:
    """When the file was entered last; None where it never was, or was taken back."""
    entries = {one.version: one.event for one in events if one.event.kind is Kind.READINGS_ENTERED}
    for one in events:
        if one.event.kind is Kind.UNDONE:
            for version in undone_versions(one.event):
                entries.pop(version, None)
    return next((event.at for event in reversed(entries.values()) if event.data.get("file") == sha256), None)


def enter_readings(context: PlanContext, by: str, entry: PlannedEntry, now: Instant) -> Outcome:
    """`by`: a person's id, "" for the command line. Refused where something is wrong in the file, or nothing is new."""
    if not entry.sound:
        raise Refused("refused.readings_wrong", n=sum(one.level is Level.ERROR for one in entry.findings))
    if not entry.new:
        raise Refused("refused.readings_known")
    handed = entry.handed
    data = {"file": handed.sha256, "name": handed.name, "readings": handed.kind, "rows": entry.new}
    event = Event(
        Kind.READINGS_ENTERED, now, context.calendar.day(now), by=by, data=data, files=(handed.sha256,)
    )
    keep = keep_air(STREAM, entry.version, entry.air, now) if entry.air else ()
    rows = (*keep, *(keep_readings(STREAM, entry.version, entry.indicators, now) if entry.indicators else ()))
    return Outcome((), (*append(STREAM, entry.version, event), *rows))


def take_back_readings(
    context: PlanContext,
    person: Person,
    done: Sequence[VersionedEvent],
    events: Sequence[VersionedEvent],
    now: Instant,
) -> Outcome:
    """The values that stood before stand again."""
    require_in_plan(person, Action.UNDO)
    versions = sorted(one.version for one in done)
    data = {"undoes": Kind.READINGS_ENTERED, "versions": versions}
    event = Event(Kind.UNDONE, now, context.calendar.day(now), by=person.id, data=data)
    tasks = [task for task, _ in context.numbers.readings]
    withdrawn = [change for version in versions for change in withdrawn_readings(STREAM, version, now)]
    return Outcome((), (*append(STREAM, len(events) + 1, event), *withdrawn, *reread(tasks, now)))

"""What one unit does in an emergency: signs, reports in a window, marks lines of its checklist done.

The fold of the events of a stream of its own, `emergency:E1/方城县`: units that sign at one moment do not wait for each
other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.assignment import Event, Kind
from bot.domain.calendar import Instant
from bot.domain.emergency.emergency_course import Emergency, stream_of
from bot.domain.evidence import undone_versions


@dataclass(frozen=True, slots=True)
class EmergencySignature:
    unit: str
    round: int
    at: Instant
    by: str


@dataclass(frozen=True, slots=True)
class WindowReport:
    """The words of `version` as they stand: a corrected report is a later version for the same window."""

    unit: str
    window: Instant
    at: Instant  # of the first report for it
    by: str
    words: str
    files: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True)
class UnitResponse:
    """`version`: number of the stream's events."""

    unit: str
    version: int = 0
    signatures: Mapping[int, EmergencySignature] | None = None
    reports: Mapping[Instant, WindowReport] | None = None
    done: frozenset[str] = frozenset()  # keys of lines of its checklist

    def signed(self, round_: int) -> EmergencySignature | None:
        return (self.signatures or {}).get(round_)

    def report(self, window: Instant) -> WindowReport | None:
        return (self.reports or {}).get(window)


def unit_stream(emergency_id: str, unit: str) -> str:
    return f"{stream_of(emergency_id)}/{unit}"


def unit_of(stream: str) -> str:
    """ "" for a stream that is no unit's."""
    return stream.partition("/")[2]


def fold_response(unit: str, events: Sequence[Event]) -> UnitResponse:
    """All events of the unit's stream, oldest first."""
    gone = {version for one in events if one.kind is Kind.UNDONE for version in undone_versions(one)}
    signatures: dict[int, EmergencySignature] = {}
    reports: dict[Instant, WindowReport] = {}
    done: set[str] = set()
    for version, event in enumerate(events, 1):
        if version in gone:
            continue
        if event.kind is Kind.EMERGENCY_SIGNED:
            round_ = int(str(event.data["round"]))
            signatures.setdefault(round_, EmergencySignature(unit, round_, event.at, event.by))
        elif event.kind is Kind.EMERGENCY_REPORTED:
            window = int(str(event.data["window"]))
            first = reports.get(window)
            reports[window] = WindowReport(
                unit, window, first.at if first else event.at, event.by, event.words, event.files, version
            )
        elif event.kind is Kind.LINES_DONE:
            lines = event.data["lines"]
            assert isinstance(lines, list | tuple)
            done |= set(map(str, lines))
    return UnitResponse(unit, len(events), signatures, reports, frozenset(done))


@dataclass(frozen=True)
class EmergencyLife:
    """An emergency with what its units have done."""

    emergency: Emergency
    responses: Mapping[str, UnitResponse]

    def response(self, unit: str) -> UnitResponse:
        return self.responses.get(unit) or UnitResponse(unit)

    @property
    def signatures(self) -> tuple[EmergencySignature, ...]:
        """Of the level now in force, in the order of the units."""
        found = (self.response(unit).signed(self.emergency.round) for unit in self.emergency.units)
        return tuple(filter(None, found))

    @property
    def unsigned(self) -> tuple[str, ...]:
        signed = {one.unit for one in self.signatures}
        return tuple(unit for unit in self.emergency.units if unit not in signed)

    def reported(self, window: Instant) -> tuple[WindowReport, ...]:
        return tuple(filter(None, (self.response(unit).report(window) for unit in self.emergency.units)))

    def silent_in(self, window: Instant) -> tuple[str, ...]:
        return tuple(unit for unit in self.emergency.units if self.response(unit).report(window) is None)


def lives_of(emergency: Emergency, streams: Iterable[tuple[str, Sequence[Event]]]) -> EmergencyLife:
    """`streams`: those of its units, with their events."""
    own = f"{stream_of(emergency.id)}/"
    mine = {unit_of(name): events for name, events in streams if name.startswith(own)}
    return EmergencyLife(emergency, {unit: fold_response(unit, events) for unit, events in mine.items()})

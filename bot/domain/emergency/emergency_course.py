"""An emergency's course: started, raised, lowered, lifted, each with the document's number and its signer.

It is the fold of the events of its stream, `emergency:E1`. What must be signed, and the clocks, are kept in the events,
so that settings changed later rewrite nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from enum import StrEnum
from typing import cast

from bot.domain.assignment import Event, Kind
from bot.domain.calendar import MINUTE, SECOND, Instant
from bot.domain.emergency.alert_levels import AlertLevel
from bot.domain.emergency.emergency_rules import EmergencyClocks

PREFIX = "emergency:"


class OrderKind(StrEnum):
    """What a document can do to an emergency."""

    START = "start"
    RAISE = "raise"
    LOWER = "lower"
    LIFT = "lift"


ORDERS: Mapping[Kind, OrderKind] = {
    Kind.EMERGENCY_STARTED: OrderKind.START,
    Kind.EMERGENCY_RAISED: OrderKind.RAISE,
    Kind.EMERGENCY_LOWERED: OrderKind.LOWER,
    Kind.EMERGENCY_LIFTED: OrderKind.LIFT,
}
SIGNED_ANEW = (OrderKind.START, OrderKind.RAISE)
"""After a lowering the signatures stand: whoever signed the higher level is bound by more already, and whoever has not
signed still owes it."""


@dataclass(frozen=True, slots=True)
class EmergencyOrder:
    """One entry of the history."""

    action: OrderKind
    at: Instant
    level: AlertLevel | None  # None once lifted
    number: str
    signer: str
    by: str
    emergency: str  # E1: whose entry it is, where one history has several


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is owed after the lifting (效果评估, 成因分析), and its date once the coordinator has said it."""

    name: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Emergency:
    """`units`: those that must sign. `asked_to_sign`: from when the present level's minutes run. `told`: what the
    coordinator has been told of, once each."""

    id: str
    level: AlertLevel | None
    orders: tuple[EmergencyOrder, ...]
    units: tuple[str, ...]
    clocks: EmergencyClocks
    task: str
    asked_to_sign: Instant
    follows: str = ""  # the emergency that was lifted before and that this one continues
    told: frozenset[str] = frozenset()
    follow_up: tuple[FollowUp, ...] = ()
    suspended: bool = False  # lifted for a while: a later start continues it
    version: int = 0  # number of the stream's events
    asked_version: int = 1  # of the event that asked all to sign
    before: tuple[EmergencyOrder, ...] = field(default=())  # history of those that it continues

    @property
    def running(self) -> bool:
        return self.level is not None

    @property
    def started(self) -> Instant:
        return self.orders[0].at

    @property
    def ended(self) -> Instant | None:
        return None if self.running else self.orders[-1].at

    @property
    def round(self) -> int:
        """How often all were asked to sign: a signature is of one round."""
        return sum(order.action in SIGNED_ANEW for order in self.orders)

    @property
    def sign_by(self) -> Instant:
        return self.asked_to_sign + (self.clocks.sign_minutes or 0) * MINUTE

    def minutes_left(self, now: Instant) -> int:
        """Until `sign_by`; begun minutes count, begun seconds do not."""
        return -(-((self.sign_by - now) // SECOND) // 60)

    def next_minute(self, now: Instant) -> Instant:
        """When `minutes_left` is another number."""
        return now + ((self.sign_by - now - SECOND + 1) % MINUTE or MINUTE)

    @property
    def half_time(self) -> Instant:
        """From when on whoever has not signed is written to on a second channel."""
        return self.asked_to_sign + (self.sign_by - self.asked_to_sign) // 2

    @property
    def history(self) -> tuple[EmergencyOrder, ...]:
        return (*self.before, *self.orders)

    @property
    def last(self) -> EmergencyOrder:
        return self.orders[-1]


def stream_of(emergency_id: str) -> str:
    return f"{PREFIX}{emergency_id}"


def emergency_of(stream: str) -> str:
    """E1 for its own stream and for those of its units; "" for any other stream."""
    return stream.removeprefix(PREFIX).partition("/")[0] if stream.startswith(PREFIX) else ""


def fold_emergency(emergency_id: str, events: Sequence[Event]) -> Emergency | None:
    """All events of its own stream, oldest first."""
    found: Emergency | None = None
    for version, event in enumerate(events, 1):
        if event.kind is Kind.EMERGENCY_STARTED:
            found = _started(emergency_id, event)
        elif found:
            found = _after(found, event)
        if found and ORDERS.get(event.kind) in SIGNED_ANEW:
            found = replace(found, asked_version=version)
    return found and replace(found, version=len(events))


def _started(emergency_id: str, event: Event) -> Emergency:
    data = event.data
    order = _order(emergency_id, event)
    return Emergency(
        id=emergency_id,
        level=order.level,
        orders=(order,),
        units=_texts(data["units"]),
        clocks=_clocks(cast(Mapping[str, object], data["clocks"])),
        task=str(data["task"]),
        asked_to_sign=event.at,
        follows=str(data.get("follows", "")),
    )


def _after(before: Emergency, event: Event) -> Emergency:
    data = event.data
    if event.kind in ORDERS:
        order = _order(before.id, event)
        after = replace(before, level=order.level, orders=(*before.orders, order))
        if order.action in SIGNED_ANEW:
            return replace(after, asked_to_sign=event.at)
        if order.action is OrderKind.LIFT:
            return replace(
                after,
                follow_up=tuple(map(FollowUp, _texts(data["follow_up"]))),
                suspended=bool(data.get("suspended")),
            )
        return after
    if event.kind is Kind.EMERGENCY_TOLD:
        return replace(before, told=before.told | set(_texts(data["told"])))
    if event.kind is Kind.FOLLOW_UP_DATED:
        dated = FollowUp(str(data["name"]), date.fromisoformat(str(data["due"])))
        return replace(
            before, follow_up=tuple(dated if one.name == dated.name else one for one in before.follow_up)
        )
    return before


def _order(emergency_id: str, event: Event) -> EmergencyOrder:
    data = event.data
    level = data.get("level")
    return EmergencyOrder(
        ORDERS[event.kind], event.at, AlertLevel(str(level)) if level else None, str(data["number"]),
        str(data["signer"]), event.by, emergency_id,
    )  # fmt: skip


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, cast(Iterable[object], value)))


def clocks_data(clocks: EmergencyClocks) -> dict[str, object]:
    """As an event carries them."""
    return {
        "sign_minutes": clocks.sign_minutes,
        "windows": [f"{one:%H:%M}" for one in clocks.windows],
        "lead_minutes": clocks.lead_minutes,
    }


def _clocks(data: Mapping[str, object]) -> EmergencyClocks:
    windows = tuple(sorted(map(time.fromisoformat, _texts(data["windows"]))))
    return EmergencyClocks(int(str(data["sign_minutes"])), windows, int(str(data["lead_minutes"])))


def linked(emergencies: Iterable[Emergency]) -> tuple[Emergency, ...]:
    """By id, each with the history of those that it continues."""
    found: dict[str, Emergency] = {}
    for one in sorted(emergencies, key=lambda one: int(one.id.removeprefix("E"))):
        earlier = found.get(one.follows)
        found[one.id] = replace(one, before=earlier.history) if earlier else one
    return tuple(found.values())


def running_of(emergencies: Sequence[Emergency]) -> Emergency | None:
    return next((one for one in reversed(emergencies) if one.running), None)

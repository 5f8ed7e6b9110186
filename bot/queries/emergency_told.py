"""What became of the messages of an order: by person, on the channel that was tried first and on a second one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.emergency.emergency_course import Emergency
from bot.domain.emergency.responses import EmergencyLife
from bot.domain.emergency.signing_told import SilentUnit, ToldState, best
from bot.domain.plan import UnitKind

SECOND = ".second"  # ends the id of the message on a second channel


@dataclass(frozen=True, slots=True)
class ToldPerson:
    """One person's notice of the order, and its messages. "" where there is none."""

    person: str
    notice_state: str
    data: Mapping[str, object]
    message_id: str
    message_state: str
    channel: str
    external_id: str
    card: str
    why: tuple[tuple[int, str, str], ...]
    second_state: str
    second_channel: str
    second_external_id: str

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(map(str, cast(Iterable[object], self.data["units"])))

    @property
    def state(self) -> ToldState:
        states = [
            _STATES.get(one, ToldState.ON_ITS_WAY) for one in (self.message_state, self.second_state) if one
        ]
        if states:
            return best(states)
        return ToldState.ON_ITS_WAY if self.notice_state == "waiting" else ToldState.FAILED


_STATES = {"accepted": ToldState.ACCEPTED, "failed": ToldState.FAILED, "superseded": ToldState.ACCEPTED}


async def told_to_sign(store: Store, one: Emergency, person: str = "") -> list[ToldPerson]:
    """Of the order that opened the present round of signatures; "": everybody."""
    occurrence = f"{one.id} order {one.asked_version}"
    return await store.read(
        ToldPerson, "told_in_emergency", occurrence=occurrence, second=SECOND, person=person
    )


def silent_for(
    context: PlanContext, life: EmergencyLife, told: Sequence[ToldPerson]
) -> tuple[SilentUnit, ...]:
    of_unit: dict[str, list[ToldPerson]] = {}
    for one in told:
        for unit in one.units:
            of_unit.setdefault(unit, []).append(one)
    return tuple(_silent(context, unit, of_unit.get(unit, ())) for unit in life.unsigned)


def _silent(context: PlanContext, unit: str, told: Sequence[ToldPerson]) -> SilentUnit:
    second = tuple(dict.fromkeys(one.second_channel for one in told if one.second_channel))
    several = any(second_account(context, one.person, one.channel) for one in told)
    alone = bool(told) and not second and not several
    known = context.plan.unit.get(unit)
    county = known is not None and known.kind is UnitKind.COUNTY
    return SilentUnit(unit, best([one.state for one in told]), second, alone, county=county)


def second_account(context: PlanContext, person: str, channel: str) -> tuple[str, str] | None:
    """(channel, account) of the person on another platform than this channel's."""
    first = context.platform(channel)
    others = (one for one in context.accounts_of(person) if context.platform(one.channel) != first)
    return next(((one.channel, one.external_id) for one in others), None)


def cards_to_settle(told: Sequence[ToldPerson], units: Sequence[str]) -> Mapping[str, ToldPerson]:
    """By message id: those that still ask a unit which has signed."""
    found: dict[str, ToldPerson] = {}
    for one in told:
        if set(one.units) & set(units):
            if one.message_id:
                found[one.message_id] = one
            if one.second_channel:
                found[f"{one.message_id}{SECOND}"] = one
    return found

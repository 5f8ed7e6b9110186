"""How far the order to sign has come for a unit that has not signed: a platform that accepted it has delivered nothing
yet that anybody can prove, so only a signature counts as received."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.calendar import Instant
from bot.domain.emergency.responses import EmergencyLife
from bot.domain.emergency.windows import Window


class ToldState(StrEnum):
    """The order of the members: the best of a unit's people is what is said of the unit."""

    ACCEPTED = "accepted"  # by the platform; not read, as far as anybody knows
    ON_ITS_WAY = "on_its_way"
    FAILED = "failed"  # refused by the platform, or nobody answered for it
    NOBODY = "nobody"  # of the unit can be written to


@dataclass(frozen=True, slots=True)
class SilentUnit:
    """`people`: whom to call, as the reader may see them. `second`: on which other platforms it went out
    again once half the minutes were over. `one_channel`: nobody of the unit has a second."""

    unit: str
    state: ToldState
    second: tuple[str, ...] = ()
    one_channel: bool = False
    people: Sequence[str] = ()
    county: bool = False


def best(states: Sequence[ToldState]) -> ToldState:
    order = list(ToldState)
    return min(states, key=order.index, default=ToldState.NOBODY)


@dataclass(frozen=True, slots=True)
class SigningBoard:
    """`window`: the one that has passed last. `orders`: its reader may lift it."""

    life: EmergencyLife
    silent: Sequence[SilentUnit]
    window: Window | None = None
    orders: bool = False

    def over(self, now: Instant) -> bool:
        """Nothing of it will change any more by itself."""
        return not self.life.emergency.running or not self.life.unsigned

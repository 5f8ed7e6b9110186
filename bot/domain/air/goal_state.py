"""How a goal stands, and its light."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from bot.domain.light import Light
from bot.domain.plan import Strength


class GoalState(StrEnum):
    MET = "met"
    MISSED = "missed"
    SECURED = "secured"  # whatever comes
    BROKEN = "broken"  # whatever comes
    OPEN = "open"
    UNKNOWN = "unknown"  # too few valid days
    DIFFERS = "differs"  # nobody has decided between two ways, and they disagree
    NO_DATA = "no_data"


LIGHTS: Mapping[GoalState, Light] = {  # an open goal's light depends on how far it is
    GoalState.MET: Light.GREEN,
    GoalState.SECURED: Light.GREEN,
    GoalState.MISSED: Light.RED,
    GoalState.BROKEN: Light.RED,
    GoalState.DIFFERS: Light.YELLOW,
    GoalState.UNKNOWN: Light.YELLOW,
    GoalState.NO_DATA: Light.GREY,
}


def common(states: Iterable[GoalState]) -> GoalState:
    """Of the ways that decide; where they disagree, nobody has decided."""
    found = set(states)
    return found.pop() if len(found) == 1 else GoalState.DIFFERS


def light_of(state: GoalState, while_open: Light, strength: Strength) -> Light:
    """力争 and 鼓励 are never red."""
    light = LIGHTS.get(state, while_open)
    return Light.YELLOW if light is Light.RED and strength is not Strength.MUST else light

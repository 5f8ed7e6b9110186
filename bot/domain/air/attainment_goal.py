"""A goal to attain Grade II in a year."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.air.goal_state import GoalState, common, light_of
from bot.domain.air.place_year import YearResult
from bot.domain.air.pollutant import Pollutant
from bot.domain.assessment import Assessment, Basis
from bot.domain.light import Light
from bot.domain.plan import Goal, Measure

ATTAINED: Mapping[bool | None, GoalState] = {
    True: GoalState.MET,
    False: GoalState.MISSED,
    None: GoalState.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class AttainmentGoal:
    """`met`, `failed`: in both ways of saying so, as far as the year goes."""

    scope: str
    measure: Measure
    year: int
    met: Mapping[Basis, bool | None]
    failed: Mapping[Basis, tuple[Pollutant, ...]]
    state: GoalState
    light: Light


def attainment_goal(goal: Goal, year: int, found: YearResult | None, rules: Assessment) -> AttainmentGoal:
    """`found`: None where the year has no reading."""
    met = {basis: found.attainment[basis].met if found else None for basis in Basis}
    decide = [met[basis] for basis in rules.attainment]
    state = _state(found, decide)
    return AttainmentGoal(
        scope=goal.scope,
        measure=Measure.ATTAINMENT,
        year=year,
        met=met,
        failed={basis: found.attainment[basis].failed if found else () for basis in Basis},
        state=state,
        light=light_of(state, Light.GREEN if all(decide) else Light.YELLOW, goal.strength),
    )


def _state(found: YearResult | None, decide: list[bool | None]) -> GoalState:
    if found is None:
        return GoalState.NO_DATA
    return common(ATTAINED[one] for one in decide) if found.complete else GoalState.OPEN

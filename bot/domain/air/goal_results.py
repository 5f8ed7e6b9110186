"""The plan's goals that readings of the air decide: how each stands, for every output alike."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.domain.air.air_reading import WHOLE_CITY
from bot.domain.air.attainment_goal import AttainmentGoal, attainment_goal
from bot.domain.air.goal_state import GoalState
from bot.domain.air.place_year import PlaceYear, YearResult
from bot.domain.air.share_goal import ShareGoal, share_goal, share_without_reading
from bot.domain.assessment import Assessment
from bot.domain.light import Light
from bot.domain.plan import Goal, Measure, Plan, UnitKind


@dataclass(frozen=True, slots=True)
class RankGoal:
    """A rank among cities elsewhere, of which there are no readings."""

    scope: str
    measure: Measure
    year: int | None
    state: GoalState = GoalState.NO_DATA
    light: Light = Light.GREY


GoalResult = AttainmentGoal | ShareGoal | RankGoal

YearOf = Callable[[str, int], tuple[PlaceYear, YearResult] | None]
"""Place and year → its readings and what they come to; None where there is no reading."""


def goal_results(plan: Plan, year_of: YearOf, rules: Assessment) -> tuple[GoalResult, ...]:
    """Those with a measure, in the plan's order. Only the year of `due` counts."""
    return tuple(found for goal in plan.goals for found in _result(plan, goal, year_of, rules))


def place_of(plan: Plan, goal: Goal) -> str:
    """The place whose readings decide: a county, else the city's own series."""
    unit = plan.unit.get(goal.scope)
    return goal.scope if unit and unit.kind is UnitKind.COUNTY else WHOLE_CITY


def _result(plan: Plan, goal: Goal, year_of: YearOf, rules: Assessment) -> Iterator[GoalResult]:
    year = goal.due.year if goal.due else None
    if goal.measure is Measure.RANK:
        yield RankGoal(goal.scope, goal.measure, year)
    elif goal.measure and year:  # all other measures have a date: the plan's check
        found = year_of(place_of(plan, goal), year)
        if goal.measure is Measure.ATTAINMENT:
            yield attainment_goal(goal, year, found[1] if found else None, rules)
        elif found is None:
            yield share_without_reading(goal, goal.measure, year)
        else:
            yield share_goal(goal, goal.measure, year, found[0], found[1].days, rules)

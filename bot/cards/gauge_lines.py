"""The plan's goals in words: how they stand, and how many days they still need or may lose."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from bot.cards.attainment_lines import pollutants
from bot.domain.air.attainment_goal import AttainmentGoal
from bot.domain.air.gauge import SHARE_DECIMALS, GaugeState, GaugeWay
from bot.domain.air.goal_results import GoalResult
from bot.domain.air.goal_state import GoalState
from bot.domain.air.pollutant import Pollutant
from bot.domain.air.share_goal import ShareGoal
from bot.domain.assessment import Assessment, Basis, Judge
from bot.domain.plan import Measure
from bot.domain.rounding import agreeing, rounded
from bot.i18n import Language

MEASURE_KEYS = {measure: f"goal.measure.{measure}" for measure in Measure}
SO_FAR_KEYS = {Measure.GOOD_DAYS: "goal.good.so_far", Measure.HEAVY_DAYS: "goal.heavy.so_far"}
NO_SHARE_KEYS = {Measure.GOOD_DAYS: "goal.good.no_share", Measure.HEAVY_DAYS: "goal.heavy.no_share"}
GOOD_KEYS = {state: f"goal.good.{state}" for state in GaugeState}
HEAVY_KEYS = {state: f"goal.heavy.{state}" for state in GaugeState}
WAY_KEYS = {way: f"goal.way.{way}" for way in Judge}
ATTAINMENT_KEYS: Mapping[GoalState, str] = {
    GoalState.MET: "goal.attainment.met",
    GoalState.MISSED: "goal.attainment.missed",
    GoalState.OPEN: "goal.attainment.open",
    GoalState.UNKNOWN: "goal.attainment.unknown",
}
BASIS_KEYS: Mapping[bool | None, str] = {
    True: "goal.basis.met",
    False: "goal.basis.missed",
    None: "goal.basis.unknown",
}
BASIS_NAME_KEYS = {basis: f"goal.basis.{basis}" for basis in Basis}


def goal_line(goal: GoalResult, rules: Assessment, language: Language) -> str:
    """Without the light."""
    measure = language.say(MEASURE_KEYS[goal.measure])
    key = "goal.head" if goal.year else "goal.head_undated"
    head = language.say(key, scope=goal.scope, measure=measure, year=goal.year)
    return (head + _standing(goal, rules, language)).rstrip()


def _standing(goal: GoalResult, rules: Assessment, language: Language) -> str:
    match goal:
        case AttainmentGoal() if goal.state is not GoalState.NO_DATA:
            return _attained(goal, rules.attainment, language)
        case ShareGoal() if goal.state is not GoalState.NO_DATA:
            return gauge_text(goal, rules.judge, language)
    return language.say("goal.no_data")


def gauge_text(goal: ShareGoal, judge: Sequence[Judge], language: Language) -> str:
    """截至6月30日130/181天（71.8%）。全年至少280天，今后184天还需150天，最多再损失34天。"""
    if goal.ways is None:
        return language.say("goal.unknown")
    said = _so_far(goal, judge, language)
    if goal.state is GoalState.DIFFERS:
        each = [
            language.say(WAY_KEYS[way], text=_way_text(goal, goal.ways[way], "", language)) for way in judge
        ]
        return said + "".join(each) + language.say("goal.way.undecided")
    way, other = goal.ways[judge[0]], goal.ways[judge[-1]]
    also = language.say("goal.way.also", total=other.total) if other.total != way.total else ""
    return said + _way_text(goal, way, also, language)


def _so_far(goal: ShareGoal, judge: Sequence[Judge], language: Language) -> str:
    args = {"days": goal.days, "valid": goal.valid, "day": goal.last_reading}
    if not (of := goal.valid if goal.rest else goal.whole):
        return language.say(NO_SHARE_KEYS[goal.measure], **args)
    share = shown_share(Fraction(100 * (goal.days or 0), of), goal.target, judge)
    return language.say(SO_FAR_KEYS[goal.measure], share=share, **args)


def shown_share(share: Fraction, target: Decimal, judge: Sequence[Judge]) -> Decimal:
    """As many decimals as it takes to stand where the verdict puts it; one where the rounded share is judged."""
    if judge[0] is Judge.ROUNDED:
        return rounded(share, SHARE_DECIMALS)
    return agreeing(share, target, SHARE_DECIMALS)


def _way_text(goal: ShareGoal, way: GaugeWay, also: str, language: Language) -> str:
    keys = GOOD_KEYS if goal.measure is Measure.GOOD_DAYS else HEAVY_KEYS
    args = {
        "total": max(way.total, 0),
        "rest": goal.rest,
        "need": way.need or 0,
        "left": way.left,
        "short": -way.left,
    }
    return language.say(keys[way.state], also=also, **args)


def _attained(goal: AttainmentGoal, decide: Sequence[Basis], language: Language) -> str:
    if goal.state is not GoalState.DIFFERS:
        failed = goal.failed[decide[-1]]
        return language.say(ATTAINMENT_KEYS[goal.state], failed=_failed(failed, language))
    each = [
        language.say(
            BASIS_KEYS[goal.met[basis]],
            basis=language.say(BASIS_NAME_KEYS[basis]),
            failed=_failed(goal.failed[basis], language),
        )
        for basis in decide
    ]
    return "".join(each) + language.say("air.undecided")


def _failed(items: Sequence[Pollutant], language: Language) -> str:
    return language.say("goal.failed", items=pollutants(items, language)) if items else ""

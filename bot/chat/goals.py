"""/goals: how the plan's goals stand, and how many days they still need or may lose."""

from bot.cards.card import Card
from bot.cards.gauge_lines import goal_line
from bot.chat.turn import Answer, Turn
from bot.domain.air.goal_results import GoalResult
from bot.domain.air.goal_state import GoalState
from bot.domain.air.share_goal import ShareGoal
from bot.domain.drawn import DayGauge, DrawnGoal, GoalBoard
from bot.domain.errors import Refused
from bot.domain.permissions import Action, refusal_in_plan
from bot.domain.plan import Measure


async def command(turn: Turn, _: str) -> Answer:
    """The whole plan's for whoever sees it; the city's and one's own county's for the others."""
    air = turn.context.air
    found = (await air.report(turn.context.plan, turn.today)).goals if air else ()
    seen = [one for one in found if _sees(turn, one)]
    if air is None or not seen:
        raise Refused("refused.no_goals")
    rules = air.rules.assessment
    words = [goal_line(one, rules, turn.fmt.language) for one in seen]
    rows = tuple(DrawnGoal(line, one.light, _gauge(one)) for line, one in zip(words, seen, strict=True))
    title = turn.say("goals.title", n=len(rows))
    lines = tuple(turn.say("goals.line", light=turn.fmt.light(row.light), words=row.words) for row in rows)
    if all(one.state is GoalState.NO_DATA for one in seen):  # nothing to draw
        return Answer(Card(title, lines))
    heard = turn.say("goals.words", title=title, lines=words)
    return Answer(Card(title, lines), picture=GoalBoard(title, turn.today, rows, heard))


def _sees(turn: Turn, one: GoalResult) -> bool:
    whole = refusal_in_plan(Action.SEE_WHOLE_PLAN, turn.person) is None
    return whole or one.scope in turn.person.units() or one.scope not in turn.context.plan.unit


def _gauge(one: GoalResult) -> DayGauge | None:
    if not isinstance(one, ShareGoal) or not one.ways or not one.whole:
        return None
    totals = tuple(max(way.total, 0) for way in one.ways.values())
    fewer = one.measure is Measure.HEAVY_DAYS
    return DayGauge(one.days or 0, one.rest or 0, one.whole, totals, fewer)

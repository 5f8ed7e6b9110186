"""/chart 5: the indicators of a task as a picture, and as words."""

from bot.cards.card import Card
from bot.cards.indicator_lines import indicator_line, indicator_text
from bot.chat.turn import Answer, Turn
from bot.domain.drawn import Chart, ChartPoint, Charts
from bot.domain.errors import Refused
from bot.domain.indicators.figures import IndicatorFigures
from bot.domain.indicators.indicator_reading import is_change, own_readings
from bot.domain.indicators.series import series
from bot.domain.permissions import Action, refusal_in_plan
from bot.domain.plan import Indicator, IndicatorKind, Task

DRAWN_AT_MOST = 4  # in one picture: more are asked for by name


async def command(turn: Turn, argument: str) -> Answer:
    """/chart 5, /chart 5 光伏, /chart 风电装机."""
    task, word = _named(turn, argument)
    found = [one for one in task.indicators if one.kind is not IndicatorKind.THRESHOLD and word in one.name]
    if not found:
        raise Refused("refused.no_such_indicator", word=word or argument)
    figures = [turn.context.numbers.of_indicator(task.id, one, turn.today) for one in found]
    lines = tuple(indicator_line(turn.fmt, one) for one in figures)
    title = turn.say("chart.title", number=task.mark, title=task.title)
    drawn = [chart for one in figures if (chart := _chart(turn, one))][:DRAWN_AT_MOST]
    if not drawn:
        return Answer(Card(title, (*lines, turn.say("chart.no_reading"))))
    return Answer(Card(title, lines), picture=Charts(title, turn.today, tuple(drawn)))


def _named(turn: Turn, argument: str) -> tuple[Task, str]:
    """The task, and what the indicator's name must have in it. Refused for what the person does not see."""
    word, _, rest = argument.strip().partition(" ")
    task = turn.context.plan.task_by_number(word) if word else None
    if task is None:
        rest = argument.strip()
        named = [
            one for one in turn.context.plan.works if rest and any(rest in i.name for i in one.indicators)
        ]
        if len(named) != 1:
            raise Refused("refused.chart_of_what")
        task = named[0]
    own = any(task.roles.of(unit) for unit in turn.person.units())
    if not own and (refused := refusal_in_plan(Action.SEE_WHOLE_PLAN, turn.person)):
        raise refused
    return task, rest.strip()


def _chart(turn: Turn, one: IndicatorFigures) -> Chart | None:
    """None without a reading."""
    readings = own_readings(turn.context.numbers.readings, one.task, one.indicator)
    points = series(one.indicator, readings, turn.today).points
    if not points:
        return None
    return Chart(
        title=one.indicator.name,
        unit=_unit(one.indicator),
        light=one.light,
        points=tuple(ChartPoint(point.day, point.level) for point in points),
        target=one.target,
        base=ChartPoint(one.base.day, one.base.level) if one.base else None,
        due=one.indicator.due,
        forecast=one.forecast,
        words=indicator_text(turn.fmt, one),
    )


def _unit(indicator: Indicator) -> str:
    """A change is drawn as the level that it leads to."""
    return "%" if is_change(indicator) else indicator.unit

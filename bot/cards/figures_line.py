"""One line on the plan's numbers: how its goals and indicators stand, by lights. Nothing before anything is read."""

from bot.cards.formatter import Formatter
from bot.domain.indicators.course import IndicatorReason
from bot.domain.summary import Lights, Summary


def figures_line(fmt: Formatter, s: Summary) -> list[str]:
    """目标：🔴1 🟢2；指标：🟡1 🟢3"""
    goals = Lights.of(one.light for one in s.goals if one.state.value != "no_data")
    read = Lights.of(one.light for one in s.indicators if one.reason is not IndicatorReason.NO_READING)
    said = [fmt.say("figures.goals", lights=fmt.lights(goals))] if goals.total else []
    said += [fmt.say("figures.indicators", lights=fmt.lights(read))] if read.total else []
    return [fmt.say("figures.line", said=fmt.say("figures.and").join(said))] if said else []

"""Goals and indicators of which something has been read, in sentences without lights: for papers and the ledger."""

from collections.abc import Iterator

from bot.cards.formatter import Formatter
from bot.cards.gauge_lines import goal_line
from bot.cards.indicator_lines import indicator_text
from bot.domain.air.goal_results import GoalResult
from bot.domain.air.goal_state import GoalState
from bot.domain.indicators.course import IndicatorReason
from bot.domain.indicators.figures import IndicatorFigures
from bot.domain.ledger import Ledger

INDICATORS_AT_MOST = 8  # in a bulletin, the worst of them; the ledger has all


def read_goals(fmt: Formatter, found: Ledger) -> Iterator[tuple[GoalResult, str]]:
    for one in found.goals if found.assessment else ():
        if one.state is not GoalState.NO_DATA and found.assessment:
            yield one, goal_line(one, found.assessment, fmt.language)


def read_indicators(fmt: Formatter, found: Ledger) -> Iterator[tuple[IndicatorFigures, str]]:
    for one in found.indicators:
        if one.reason is not IndicatorReason.NO_READING:
            yield one, indicator_text(fmt, one)


def measured_sentences(fmt: Formatter, found: Ledger) -> Iterator[str]:
    """Of a paper: a paragraph each; none before anything has been read."""
    for _, text in read_goals(fmt, found):
        yield fmt.say("paper.goal", text=text)
    read = list(read_indicators(fmt, found))
    worst = sorted(read, key=lambda pair: pair[0].light.weight)[:INDICATORS_AT_MOST]
    yield from (fmt.say("paper.sentence", text=pair[1]) for pair in read if pair in worst)
    if len(read) > len(worst):
        yield fmt.say("paper.more_indicators", n=len(read) - len(worst))

"""The one short question that an answer may leave open. It is asked, and never stands in the way."""

from bot.actions.report import ReportContent
from bot.cards.item import indicator
from bot.chat import risk_marks
from bot.chat.turn import Turn
from bot.domain.assignment import Assignment
from bot.domain.language.reading import Question, Reply
from bot.domain.plan import Indicator, IndicatorKind
from bot.domain.quantity import convert

REPLY_QUESTION_KEYS = {
    Question.SEVERAL_PERCENTS: "reply.question.several_percents",
    Question.PERCENT_OVER_100: "reply.question.percent_over_100",
    Question.CHANGE_OR_LEVEL: "reply.question.change_or_level",
    Question.RATIO_OVER_ONE: "reply.question.ratio_over_one",
    Question.COUNT_MISMATCH: "reply.question.count_mismatch",
    Question.SEVERAL_DATES: "reply.question.several_dates",
    Question.DATE_PAST: "reply.question.date_past",
    Question.VAGUE_DATE: "reply.question.vague_date",
    Question.ONE_STEP_DONE: "reply.question.one_step_done",
    Question.DONE_OR_NOT: "reply.question.done_or_not",
}


def first(turn: Turn, a: Assignment, reply: Reply, content: ReportContent) -> str:
    """ "" where nothing is open."""
    if reply.questions:
        return turn.say(REPLY_QUESTION_KEYS[reply.questions[0]])
    if asked := risk_marks.question(turn, content):
        return asked
    wanted = target(turn, a)
    if wanted and not content.no_change and content.answers is None and not _measures(content, wanted.unit):
        return turn.say("question.number", target=indicator(turn.fmt, wanted))
    return ""


def target(turn: Turn, a: Assignment) -> Indicator | None:
    """The number the item is measured by, where the plan sets exactly one."""
    task = turn.context.plan.task.get(a.task)
    milestone = turn.context.plan.milestone(a.task, a.milestone) if task else None
    if task is None or milestone is None:
        return None
    found = [
        one
        for one in task.indicators
        if one.kind is IndicatorKind.TARGET and one.due == (None if a.recurring else milestone.due)
    ]
    return found[0] if len(found) == 1 else None


def _measures(content: ReportContent, unit: str) -> bool:
    if unit == "%" and content.percent is not None:
        return True
    return any(convert(one.value, one.unit, unit) is not None for one in content.values)

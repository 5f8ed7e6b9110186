"""What has to be asked back, instead of guessing."""

from enum import StrEnum


class Question(StrEnum):
    """Each value is the key of the sentence that asks."""

    SEVERAL_PERCENTS = "reply.question.several_percents"
    PERCENT_OVER_100 = "reply.question.percent_over_100"
    CHANGE_OR_LEVEL = "reply.question.change_or_level"  # 提高5%: by, or to?
    RATIO_OVER_ONE = "reply.question.ratio_over_one"
    COUNT_MISMATCH = "reply.question.count_mismatch"  # 完成3台, 剩1台, 共5台
    SEVERAL_DATES = "reply.question.several_dates"
    DATE_PAST = "reply.question.date_past"
    VAGUE_DATE = "reply.question.vague_date"
    ONE_STEP_DONE = "reply.question.one_step_done"  # 招标已完成: the step, or all of it?
    DONE_OR_NOT = "reply.question.done_or_not"  # 已完成, 进度80%


Ask = tuple[Question, ...]

"""What has to be asked back, instead of guessing."""

from enum import StrEnum


class Question(StrEnum):
    """Sentences in the catalogue: reply.question.<value>."""

    SEVERAL_PERCENTS = "several_percents"
    PERCENT_OVER_100 = "percent_over_100"
    CHANGE_OR_LEVEL = "change_or_level"  # 提高5%: by, or to?
    RATIO_OVER_ONE = "ratio_over_one"
    COUNT_MISMATCH = "count_mismatch"  # 完成3台, 剩1台, 共5台
    SEVERAL_DATES = "several_dates"
    DATE_PAST = "date_past"
    VAGUE_DATE = "vague_date"
    ONE_STEP_DONE = "one_step_done"  # 招标已完成: the step, or all of it?
    DONE_OR_NOT = "done_or_not"  # 已完成, 进度80%


Ask = tuple[Question, ...]

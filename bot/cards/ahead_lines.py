"""One sentence on the work due in the next two weeks: tasks and units, never rows."""

from bot.cards.formatter import Formatter
from bot.cards.return_lines import side_by_side
from bot.domain.summary import Summary, Upcoming


def sentence(fmt: Formatter, s: Summary) -> str:
    """到期任务3项（第8、13、16项）；27家单位报送2023年第四季度进展（1月8日前）"""
    tasks = list(dict.fromkeys(one.task for one in s.upcoming if not one.returned))
    parts = []
    if tasks:
        known = [task.id for task in fmt.plan.works if task.id in tasks]
        numbers = [fmt.number(task) for task in (*known, *(task for task in tasks if task not in known))]
        parts.append(fmt.say("ahead.tasks", n=len(numbers), numbers=numbers))
    parts += [returns(fmt, one) for one in s.upcoming if one.returned]
    return side_by_side(fmt, parts)


def returns(fmt: Formatter, one: Upcoming) -> str:
    return fmt.say("ahead.period", n=one.units, period=fmt.period(one.period), due=fmt.day(one.due))

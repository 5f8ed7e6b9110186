"""Sentences about tasks that are late: over all that is late, the longest first, ties named together."""

from collections.abc import Sequence
from itertools import takewhile

from bot.cards.formatter import Formatter, clipped
from bot.domain.summary import LateTask, Summary

NAMED = 3  # tasks in one sentence


def line(fmt: Formatter, one: LateTask) -> str:
    """· 第8项 烟叶烤房电代煤…（市农业农村局等4家），逾期15天"""
    return fmt.say(
        "late.line",
        number=one.number,
        title=clipped(one.title, 16),
        units=_whose(fmt, one),
        late=fmt.say("left.late", n=one.days_late),
    )


def sentence(fmt: Formatter, s: Summary) -> str:
    """逾期任务2项：第8项（市农业农村局等4家）、第13项（市生态环境局），均逾期15天"""
    longest = list(takewhile(lambda one: one.days_late == s.overdue[0].days_late, s.overdue))
    names = named(fmt, longest)
    key = "late.days_each" if len(longest) > 1 else "late.days"
    days = fmt.say(key, n=longest[0].days_late)
    if len(longest) == len(s.overdue):
        return fmt.say("late.all_alike", n=s.late_tasks, names=names, days=days)
    return fmt.say("late.longest", n=s.late_tasks, units=s.late_units, names=names, days=days)


def named(fmt: Formatter, tasks: Sequence[LateTask]) -> str:
    each = [fmt.say("late.task", number=one.number, units=_whose(fmt, one)) for one in tasks[:NAMED]]
    if len(tasks) <= NAMED:
        return fmt.language.list(each)
    return fmt.say("late.tasks_more", tasks=each, n=len(tasks))


def _whose(fmt: Formatter, one: LateTask) -> str:
    """市农业农村局等4家"""
    if len(one.units) == 1:
        return one.units[0]
    return fmt.say("late.units", unit=one.named, n=len(one.units))


def count(fmt: Formatter, tasks: int, units: int) -> str:
    """逾期任务2项，涉及2家单位"""
    return fmt.say("late.count", n=tasks, units=units)

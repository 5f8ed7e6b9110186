"""Words whose item is known: read, and measured by the item's own scale."""

from dataclasses import replace
from datetime import date

from bot.domain.language.attached import hidden
from bot.domain.language.conversation import OwnItem, Subject
from bot.domain.language.doubts import Question
from bot.domain.language.measured import Measured, Scale, measure, scale_of
from bot.domain.language.placement import Part
from bot.domain.language.reading import read


def is_doubtful(part: Part) -> bool:
    """Whether it would be wrong to record the part as it was read."""
    if part.measured.doubt is not None or Question.RATIO_OVER_ONE in part.reply.questions:
        return True
    return any(one.of is not None and one.value > one.of for one in part.measured.values)


def on_item(item: OwnItem, words: str, subject: Subject, today: date) -> Part:
    """Words whose item is known."""
    reply = read(words, today=today)
    own = scale(item, subject, today)
    return Part(item, item.task, words.strip(), reply, measure(reply, own, today, hidden(words)[0]))


def scale(item: OwnItem, subject: Subject, today: date) -> Scale:
    task = subject.plan.task.get(item.task)
    if task is None:
        return Scale()
    own = scale_of(
        task.indicators,
        due=item.due,
        until=item.until,
        recurring=item.recurring,
        local=item.local,
        today=today,
    )
    return own if item.local else replace(own, last=subject.levels.get(task.id, own.last))


def noted(task: str, words: str, subject: Subject, today: date) -> Part:
    """A supporting unit's words on a task."""
    reply = read(words, today=today)
    measured = measure(reply, Scale(), today, hidden(words)[0])
    return Part(None, task, words.strip(), reply, Measured(measured.values, measured.percent))

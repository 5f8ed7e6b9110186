"""The rulings on a task, as lines of its summary, of an item's history and of /why."""

from bot.cards import rulings as cards
from bot.chat.turn import Turn
from bot.domain.assignment import Assignment
from bot.domain.calendar import Instant
from bot.domain.plan import Task
from bot.domain.ruling import bears_on, in_force


def lines_of(turn: Turn, task: Task, a: Assignment | None = None) -> list[str]:
    """The rulings in force on a task; on one item those that bear on it."""
    found = in_force(turn.context.as_written, turn.context.rulings)
    return [
        cards.line(turn.fmt, one, turn.name(one.by))
        for one in found
        if one.what.task == task.id and (a is None or bears_on(one.what, a))
    ]


def history_of_task(turn: Turn, task: Task) -> list[tuple[Instant, str]]:
    """All rulings on a task, those replaced since among them."""
    return [
        (one.at, cards.history_line(turn.fmt, one, turn.context.calendar.local(one.at), turn.name(one.by)))
        for one in turn.context.rulings
        if one.what.task == task.id
    ]


def history_of(turn: Turn, a: Assignment) -> list[tuple[Instant, str]]:
    """Rulings as lines of an item's history."""
    task = turn.context.plan.task.get(a.task)
    return [
        (one.at, cards.history_line(turn.fmt, one, turn.context.calendar.local(one.at), turn.name(one.by)))
        for one in turn.context.rulings
        if task and one.what.task == task.id and bears_on(one.what, a)
    ]

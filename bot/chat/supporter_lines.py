"""配合 on an item's card: who supports its task, what they said, and whether the reader may ask them."""

from collections.abc import Sequence

from bot.cards import event_lines
from bot.cards.formatter import clipped
from bot.chat.turn import Turn
from bot.domain.assignment import Assignment
from bot.domain.person import Role
from bot.domain.plan import UnitRole
from bot.queries.support_notes import SupportNote


def supporters(turn: Turn, a: Assignment, notes: Sequence[SupportNote]) -> list[str]:
    """配合单位 of the task, on the card of its lead's item."""
    task = turn.context.plan.task.get(a.task)
    if task is None or a.role is UnitRole.LOCAL:
        return []
    said = {note.unit for note in notes}
    return [
        turn.say("item.supporter_said", unit=unit) if unit in said else unit for unit in task.roles.support
    ]


def may_ask(turn: Turn, a: Assignment) -> bool:
    """Whether the card asks the supporting units: for those who lead the task, on an item of theirs."""
    task = turn.context.plan.task.get(a.task)
    led = a.unit in turn.person.units(Role.LIAISON, Role.HEAD) and a.role in (UnitRole.LEAD, UnitRole.JOINT)
    return led and task is not None and bool(task.roles.support)


def notes_of(turn: Turn, notes: Sequence[SupportNote]) -> list[str]:
    """配合情况 of a task, oldest first."""
    return [
        turn.say(
            "item.support_line",
            unit=note.unit,
            day=turn.fmt.day(note.event.day),
            words=clipped(note.event.words.replace("\n", " "), event_lines.QUOTED_AT_MOST),
        )
        for note in notes
    ]

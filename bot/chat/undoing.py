"""/undo: takes back what the person did last."""

from dataclasses import replace

from bot.actions.undo import undo
from bot.cards import confirmation
from bot.chat.turn import Answer, Turn
from bot.domain.ruling import task_of


async def take_back_last(turn: Turn) -> Answer:
    """/undo"""
    outcome = await undo(turn.store, turn.context, turn.person, turn.now)
    if not outcome.after:
        streams = {str(one.values.get("stream", "")) for one in outcome.changes}
        key = "undo.ruling" if any(map(task_of, streams)) else "undo.support"
        return Answer(
            confirmation.done(turn.fmt, turn.say(key), None, turn.say("undo.kept")), outcome.changes
        )
    first = turn.item(outcome.after[0])
    items = tuple(a.id for a in outcome.after)
    if len(outcome.after) == 1:
        title = turn.say("undo.one", name=turn.fmt.name(first))
    else:
        title = turn.say("undo.several", name=turn.fmt.name(first), n=len(outcome.after))
    card = confirmation.done(turn.fmt, title, first if len(items) == 1 else None, turn.say("undo.kept"))
    return Answer(replace(card, assignments=items), outcome.changes)

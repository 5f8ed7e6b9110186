"""/summary 8: each unit's share of a task, one by one."""

from bot.actions.access import find_seen
from bot.cards import shares as cards
from bot.cards.callback_data import Verb, payload_for
from bot.cards.formatter import clipped
from bot.cards.lists import entry, page
from bot.chat.summary_lists import seen, task_scope
from bot.chat.turn import Answer, Turn
from bot.chat.wizard import unit_named
from bot.domain.errors import Refused
from bot.domain.share import Share
from bot.queries.shares import shares


async def of_task(turn: Turn, task_id: str) -> tuple[Share, ...]:
    """Those that the person may see."""
    scope = seen(turn, task_scope(turn, task_id))
    return await shares(turn.store, turn.context, task_id, scope, turn.today)


async def listed(turn: Turn, task_id: str, number: int) -> Answer:
    return Answer(cards.card(turn.fmt, task_id, await of_task(turn, task_id), number), in_place=True)


async def of_unit(turn: Turn, task_id: str, code: str, number: int) -> Answer:
    """The items that a unit has in a task."""
    unit = unit_named(turn, code)
    share = next((one for one in await of_task(turn, task_id) if one.unit == unit), None)
    if share is None:
        raise Refused("refused.not_visible")
    rows = [await find_seen(turn.store, turn.context, turn.person, id_) for id_ in share.items]
    entries = [entry(turn.fmt, turn.item(a), unit=False) for a in rows]
    task = turn.context.plan.task[task_id]
    title = turn.say("share.of_unit", unit=unit, number=task.mark, title=clipped(task.title), n=len(rows))
    back = ((turn.fmt.button("button.shares", Verb.SHARES, task_id, 0),),)
    card = page(
        turn.fmt, title, entries, number, lambda n: payload_for(Verb.SHARE, task_id, code, n), last=back
    )
    return Answer(card, in_place=True)

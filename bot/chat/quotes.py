"""A quoted line of one of our messages: it names the items of that line, not all of the message's."""

from dataclasses import replace

from bot.chat.turn import SentMessage
from bot.context.plan_context import PlanContext
from bot.context.ports import Store
from bot.domain.assignment import Assignment
from bot.engine.outbox import card_to_json
from bot.queries.items import title

SHORTEST = 2  # characters of a quote that can name something


async def narrowed(store: Store, context: PlanContext, on: SentMessage, quote: str) -> SentMessage:
    """The message as if it were about the quoted items only; as it is where the quote names none of them."""
    card = on.read()
    words = _plain(quote)
    if len(card.assignments) < 2 or len(words) < SHORTEST:
        return on
    quoted = [_plain(line) for line in card.lines if words in _plain(line) or _plain(line) in words]
    found = []
    for id_ in card.assignments:
        a = await store.one(Assignment, "assignment_by_id", id=id_)
        if a and any(_names(context, a, line) for line in filter(None, quoted)):
            found.append(id_)
    return replace(on, card=card_to_json(replace(card, assignments=tuple(found)))) if found else on


def _names(context: PlanContext, a: Assignment, line: str) -> bool:
    """A line tells an item by its milestone's words or its task's title, either of which may be cut short."""
    task = context.plan.task.get(a.task)
    names = [title(context, a.task, a.milestone), task.title if task else ""]
    return any(name in line or _begins(name, line) for name in map(_plain, names) if name)


def _begins(name: str, line: str) -> bool:
    """Long names are clipped to their beginning and an ellipsis."""
    at = line.find("…")
    return at >= 0 and len(name) > 8 and name[:8] in line


def _plain(text: str) -> str:
    return "".join(text.split())

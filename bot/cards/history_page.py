"""What happened to an item or in a task: lines of ten a page, the newest first."""

from collections.abc import Callable, Sequence

from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import Button, Card
from bot.cards.formatter import Formatter
from bot.domain.plan import Task
from bot.domain.summary import Item

LINES = 10  # a page


def of_item(fmt: Formatter, item: Item, lines: Sequence[str], page: int) -> Card:
    """`lines` oldest first."""
    title = fmt.say("history.title", name=fmt.name(item))
    last = fmt.button("button.card", Verb.CARD, item.id)
    return _card(
        fmt, title, lines, page, lambda n: payload_for(Verb.HISTORY, item.id, n), (last,), (item.id,)
    )


def of_task(fmt: Formatter, task: Task, lines: Sequence[str], page: int) -> Card:
    title = fmt.say("history.title", name=fmt.say("item.name", number=task.mark, title=task.title))
    return _card(fmt, title, lines, page, lambda n: payload_for(Verb.TASK_HISTORY, task.id, n), (), ())


def _card(
    fmt: Formatter, title: str, lines: Sequence[str], page: int, payload: Callable[[int], str],
    last: tuple[Button, ...], items: tuple[int, ...],
) -> Card:  # fmt: skip
    newest = list(reversed(lines))
    pages = max((len(newest) + LINES - 1) // LINES, 1)
    page = min(page, pages - 1)
    shown = tuple(newest[page * LINES : (page + 1) * LINES]) or (fmt.say("history.none"),)
    turns: list[Button] = []
    if page:
        turns.append(Button(fmt.say("button.newer"), payload(page - 1)))
    if page + 1 < pages:
        turns.append(Button(fmt.say("button.older"), payload(page + 1)))
        title = fmt.say("list.page", title=title, page=page + 1, pages=pages)
    row = (*turns, *last)
    return Card(title, shown, (row,) if row else (), assignments=items)

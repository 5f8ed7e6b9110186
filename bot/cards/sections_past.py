"""Digest block of the milestones that were past at go-live."""

from collections.abc import Sequence

from bot.cards import acts
from bot.cards.acts import LISTED_AT_MOST, more
from bot.cards.callback_data import Verb
from bot.cards.card import Button, ButtonStyle
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import Formatter
from bot.cards.sections_owed import ItemNumbers, ids, number_of, numbered
from bot.domain.message import NoticeView
from bot.domain.summary import Item


def past(fmt: Formatter, views: Sequence[NoticeView], numbers: ItemNumbers) -> ScreenBlock:
    """Milestones that were past at go-live: asks for the completion date or a new date."""
    items = [view.item for view in views if view.item]
    title = fmt.say("past.title", n=len(items))
    full = [numbered(fmt, number_of(numbers, item), _past(fmt, item)) for item in items]
    counted = fmt.say("past.title_dates", n=len(items), dates=acts.dates(fmt, items))
    cut = [
        (title if len(full) <= most else counted, *full[:most], *more(fmt, len(full) - most))
        for most in (LISTED_AT_MOST, acts.FEWER)
    ]
    buttons = (
        [past_buttons(fmt, item, number_of(numbers, item)) for item in items] if numbers is not None else []
    )
    return ScreenBlock((*cut, (counted,)), tuple(buttons), ids(items))


def _past(fmt: Formatter, item: Item) -> str:
    return fmt.say("past.item", name=fmt.name(item, clip=60), unit=item.unit, due=fmt.day(item.due))


def past_buttons(fmt: Formatter, item: Item, n: int = 0) -> tuple[Button, ...]:
    if n:
        return (
            fmt.button("button.was_done_n", Verb.SUBMIT, item.id, n=n),
            fmt.button("button.new_date_n", Verb.EXTEND, item.id, n=n),
            fmt.button("button.card_n", Verb.CARD, item.id, n=n),
        )
    return (
        fmt.button("button.was_done", Verb.SUBMIT, item.id, style=ButtonStyle.PRIMARY),
        fmt.button("button.new_date", Verb.EXTEND, item.id),
        fmt.button("button.card", Verb.CARD, item.id),
    )

"""Digest block of risks: what reports told of being in difficulty, for whoever looks after the work."""

from collections.abc import Sequence

from bot.cards.acts import LISTED_AT_MOST, more
from bot.cards.callback_data import Verb
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import Formatter, clipped
from bot.cards.risk_lines import reasons
from bot.cards.sections_owed import ItemNumbers, ids, number_of, numbered
from bot.domain.message import NoticeView

QUOTED_AT_MOST = 50  # characters of a report's words


def risks(fmt: Formatter, views: Sequence[NoticeView], numbers: ItemNumbers) -> ScreenBlock:
    """One line an item: ⚠ with the reason in words, and the unit's own words."""
    found = {view.item.id: view for view in views if view.item}
    title = fmt.say("risk.title", n=len(found))
    items = [view.item for view in found.values() if view.item]
    lines = [
        numbered(fmt, number_of(numbers, view.item), _line(fmt, view)) for view in found.values() if view.item
    ]
    shapes = [(title, *lines[:most], *more(fmt, len(lines) - most)) for most in (LISTED_AT_MOST, 3)]
    return ScreenBlock((*shapes, (title,)), ((fmt.button("button.risks", Verb.RISKS, 0),),), ids(items))


def _line(fmt: Formatter, view: NoticeView) -> str:
    assert view.item
    why = reasons(fmt.language, view.item.risks, fmt.today)
    words = clipped(view.reason.replace("\n", " "), QUOTED_AT_MOST)
    key = "risk.line_words" if words else "risk.line"
    return fmt.say(key, name=fmt.name(view.item), unit=view.item.unit, why=why, words=words)

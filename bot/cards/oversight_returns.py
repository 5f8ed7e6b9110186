"""Returns that were not filed, for heads, coordinator and leader. A late return is no undone task: it has sentences of
its own."""

from collections.abc import Sequence
from datetime import date

from bot.cards import return_lines
from bot.cards.acts import more
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import Formatter
from bot.cards.oversight import item_buttons
from bot.cards.sections_owed import ItemNumbers, ids, number_of
from bot.domain.message import NoticeView
from bot.domain.person import Role
from bot.domain.summary import Item

LINES = 6  # periods and units; more are counted


def unfiled_returns(
    fmt: Formatter, role: Role, views: Sequence[NoticeView], numbers: ItemNumbers
) -> ScreenBlock:
    """A head reads one sentence a unit and period, the others one a period."""
    items = [view.item for view in views if view.item]
    groups: dict[tuple[str, date, str], list[Item]] = {}
    for item in items:
        whose = item.unit if role is Role.HEAD else ""
        groups.setdefault((item.period, item.due, whose), []).append(item)
    lines = [_sentence(fmt, role, period, mine) for (period, _, _), mine in groups.items()]
    cut = [(*lines[:most], *more(fmt, len(lines) - most)) for most in (LINES, 2, 1)]
    buttons = [item_buttons(fmt, role, item, number_of(numbers, item)) for item in items]
    return ScreenBlock(tuple(cut), () if numbers is None else tuple(buttons), ids(items))


def _sentence(fmt: Formatter, role: Role, period: str, items: Sequence[Item]) -> str:
    units = fmt.plan.in_order(item.unit for item in items)
    return fmt.say(
        "oversight.returns_head" if role is Role.HEAD else "oversight.returns",
        period=fmt.period(period),
        units=return_lines.units(fmt, units),
        n=len(units),
        items=len(items),
        due=fmt.day(items[0].due),
        late=fmt.say("returns.days_late", n=max(item.days_late for item in items)),
    )

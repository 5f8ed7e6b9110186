"""Late items for heads, coordinator and leader: counts by unit and the five worst items."""

from collections import defaultdict
from collections.abc import Sequence

from bot.cards.callback_data import Verb
from bot.cards.card import Button
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import Formatter
from bot.cards.sections_owed import LISTED_AT_MOST, ItemNumbers, ids, more, number_of, numbered
from bot.domain.message import NoticeView
from bot.domain.person import Role
from bot.domain.summary import Item

WORST = 5
TITLE_KEYS = {
    Role.HEAD: "oversight.head",
    Role.COORDINATOR: "oversight.coordinator",
    Role.LEADER: "oversight.leader",
}


def oversight(fmt: Formatter, role: Role, views: Sequence[NoticeView], numbers: ItemNumbers) -> ScreenBlock:
    items = sorted((view.item for view in views if view.item), key=_worst_first)
    units = by_unit(items)
    title = fmt.say(TITLE_KEYS[role], units=len(units), n=len(items))
    many = len(items) > WORST or len(units) > 1
    counts = unit_lines(fmt, units) if many else []
    named = role is not Role.HEAD or len(units) > 1
    worst = [numbered(fmt, number_of(numbers, item), fmt.line(item, unit=named)) for item in items[:WORST]]
    head = [fmt.say("oversight.worst")] if many else []
    return ScreenBlock(
        (
            (title, *counts[:LISTED_AT_MOST], *_more_units(fmt, len(counts) - LISTED_AT_MOST), *head, *worst),
            (title, *counts[:WORST], *_more_units(fmt, len(counts) - WORST), *head, *worst),
            (title, *worst, *more(fmt, len(items) - WORST)),
            (title, *worst[:2], *more(fmt, len(items) - 2)),
            (title,),
        ),
        buttons=()
        if numbers is None
        else tuple(item_buttons(fmt, role, item, number_of(numbers, item)) for item in items),
        items=ids(items),
    )


def item_buttons(fmt: Formatter, role: Role, item: Item, n: int) -> tuple[Button, ...]:
    """Buttons for one item: the card, and for the coordinator a chase."""
    card = (
        fmt.button("button.card_n", Verb.CARD, item.id, n=n)
        if n
        else fmt.button("button.card", Verb.CARD, item.id)
    )
    if role is not Role.COORDINATOR:
        return (card,)
    if n:
        return (fmt.button("button.chase_n", Verb.CHASE, item.id, n=n), card)
    return (fmt.button("button.chase", Verb.CHASE, item.id), card)


def _worst_first(item: Item) -> tuple[int, int]:
    return -item.days_late, item.id


def by_unit(items: Sequence[Item]) -> dict[str, list[Item]]:
    """Items by unit, the unit with most items first."""
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[item.unit].append(item)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))


def unit_lines(fmt: Formatter, units: dict[str, list[Item]]) -> list[str]:
    return [
        fmt.say("oversight.unit", unit=unit, n=len(items), days=fmt.say("left.late", n=items[0].days_late))
        if items[0].days_late
        else fmt.say("oversight.unit_due", unit=unit, n=len(items))
        for unit, items in units.items()
    ]


def _more_units(fmt: Formatter, n: int) -> list[str]:
    return [fmt.say("list.more_units", n=n)] if n > 0 else []

"""What is late, for those above: counts by unit, and the five worst."""

from collections import defaultdict
from collections.abc import Sequence

from bot.cards.card import Button
from bot.cards.fit import Block
from bot.cards.owed import TEN, Marks, ids, mark, marked, more
from bot.cards.pen import Pen
from bot.cards.press import Verb
from bot.domain.message import Heard
from bot.domain.person import Role
from bot.domain.summary import Item

WORST = 5
TITLE_KEYS = {
    Role.HEAD: "oversight.head",
    Role.COORDINATOR: "oversight.coordinator",
    Role.LEADER: "oversight.leader",
}


def oversight(pen: Pen, role: Role, heard: Sequence[Heard], marks: Marks) -> Block:
    items = sorted((h.item for h in heard if h.item), key=_worst_first)
    units = by_unit(items)
    title = pen.say(TITLE_KEYS[role], units=len(units), n=len(items))
    many = len(items) > WORST or len(units) > 1
    counts = unit_lines(pen, units) if many else []
    named = role is not Role.HEAD or len(units) > 1
    worst = [marked(pen, mark(marks, item), pen.line(item, unit=named)) for item in items[:WORST]]
    head = [pen.say("oversight.worst")] if many else []
    return Block(
        (
            (title, *counts[:TEN], *_more_units(pen, len(counts) - TEN), *head, *worst),
            (title, *counts[:WORST], *_more_units(pen, len(counts) - WORST), *head, *worst),
            (title, *worst, *more(pen, len(items) - WORST)),
            (title, *worst[:2], *more(pen, len(items) - 2)),
            (title,),
        ),
        buttons=() if marks is None else tuple(answers(pen, role, item, mark(marks, item)) for item in items),
        items=ids(items),
    )


def answers(pen: Pen, role: Role, item: Item, n: int) -> tuple[Button, ...]:
    """What those above may do at once about one item."""
    card = (
        pen.button("button.card_n", Verb.CARD, item.id, n=n)
        if n
        else pen.button("button.card", Verb.CARD, item.id)
    )
    if role is not Role.COORDINATOR:
        return (card,)
    if n:
        return (pen.button("button.chase_n", Verb.CHASE, item.id, n=n), card)
    return (pen.button("button.chase", Verb.CHASE, item.id), card)


def _worst_first(item: Item) -> tuple[int, int]:
    return -item.days_late, item.id


def by_unit(items: Sequence[Item]) -> dict[str, list[Item]]:
    """Most items first."""
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[item.unit].append(item)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))


def unit_lines(pen: Pen, units: dict[str, list[Item]]) -> list[str]:
    return [
        pen.say("oversight.unit", unit=unit, n=len(items), days=pen.say("left.late", n=items[0].days_late))
        if items[0].days_late
        else pen.say("oversight.unit_due", unit=unit, n=len(items))
        for unit, items in units.items()
    ]


def _more_units(pen: Pen, n: int) -> list[str]:
    return [pen.say("list.more_units", n=n)] if n > 0 else []

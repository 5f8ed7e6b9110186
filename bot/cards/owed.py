"""What a liaison is asked for: dated items, returns, and milestones that had passed before go-live."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.cards.card import Button, Style
from bot.cards.fit import Block
from bot.cards.pen import ROLE_KEYS, Pen, rows
from bot.cards.press import Verb, unit_code
from bot.domain.ladder import Rung
from bot.domain.message import Heard
from bot.domain.notice import NoticeKind
from bot.domain.summary import Item

FEW = 3  # items that carry their buttons in the message itself
TEN = 10  # lines of a list

# The number of each item where the message has few of them, 0 for the only one. None: there are many, and they
# have no buttons of their own but are gone through one by one.
Marks = Mapping[int, int] | None

ASKING_KEYS = {
    Rung.REMIND: "asking.remind",
    Rung.CHASE: "asking.chase",
    Rung.SUPERVISE: "asking.supervise",
    Rung.PROPOSE_TALK: "asking.supervise",
}
NEWS_OF_ITEM_KEYS = {
    NoticeKind.CHASE: "asking.by_hand",
    NoticeKind.HANDED: "asking.handed",
    NoticeKind.WAITING: "asking.waiting",
}


def dated(pen: Pen, heard: Sequence[Heard], marks: Marks) -> Block:
    """Results the person owes: in full where they are few, else ten lines, else counts."""
    found = [(h, h.item) for h in heard if h.item]
    items = [item for _, item in found]
    title = pen.say("owed.dated", n=len(items))
    shapes = [(title, *listed(pen, items, most)) for most in (TEN, 5)] + [(_count_line(pen, title, items),)]
    if marks is None:
        return Block(tuple(shapes), items=ids(items))
    full = [line for h, item in found for line in _in_full(pen, h, item, mark(marks, item))]
    head = (title,) if len(items) > 1 else ()
    buttons = [row for item in items for row in answers(pen, item, mark(marks, item))]
    return Block(((*head, *full), *shapes), tuple(buttons), ids(items))


def _in_full(pen: Pen, h: Heard, item: Item, n: int) -> list[str]:
    head = pen.say("owed.head", light=pen.light(item.light), name=pen.name(item, clip=60))
    role = pen.say("owed.role", unit=item.unit, role=pen.say(ROLE_KEYS[item.role]), due=pen.due(item))
    return [marked(pen, n, head), role, _asking(pen, h, item)]


def marked(pen: Pen, n: int, line: str) -> str:
    """1. …, a number in the place of a bullet."""
    if not n:
        return line
    return pen.say("owed.numbered", n=n, name=line.removeprefix(pen.say("list.bullet")).lstrip())


def _asking(pen: Pen, h: Heard, item: Item) -> str:
    if h.kind in NEWS_OF_ITEM_KEYS:
        return pen.say(
            NEWS_OF_ITEM_KEYS[h.kind],
            left=pen.left(item), by=str(h.data.get("by", "")), unit=str(h.data.get("unit", "")),
        )  # fmt: skip
    return pen.say(ASKING_KEYS[h.rung or Rung.REMIND], left=pen.standing(item))


def _count_line(pen: Pen, title: str, items: Sequence[Item]) -> str:
    late = sum(1 for item in items if item.days_late)
    return pen.say("owed.count", title=title, n=late) if late else title


def listed(pen: Pen, items: Sequence[Item], most: int) -> list[str]:
    """At most `most` lines, by unit where there are several; then how many more there are."""
    units = list(dict.fromkeys(item.unit for item in items))
    shown = sorted(items, key=lambda item: units.index(item.unit))[:most]
    lines: list[str] = []
    for unit in units:
        mine = [item for item in shown if item.unit == unit]
        if mine and len(units) > 1:
            lines.append(pen.say("owed.unit", unit=unit))
        lines += [pen.line(item) for item in mine]
    return lines + more(pen, len(items) - len(shown))


def more(pen: Pen, n: int) -> list[str]:
    return [pen.say("list.more", n=n)] if n > 0 else []


def answers(pen: Pen, item: Item, n: int = 0) -> list[tuple[Button, ...]]:
    """What may be answered to an item at once. `n` is its number where the message has several."""
    if n:
        row = [
            pen.button("button.report_n", Verb.REPORT, item.id, style=Style.PRIMARY, n=n),
            pen.button("button.same_n", Verb.SAME, item.id, n=n),
        ]
        if not item.period:  # a return is filed by being answered
            row.append(pen.button("button.submit_n", Verb.SUBMIT, item.id, n=n))
        return [(*row, pen.button("button.card_n", Verb.CARD, item.id, n=n))]
    row = [
        pen.button("button.report", Verb.REPORT, item.id, style=Style.PRIMARY),
        pen.button("button.same", Verb.SAME, item.id),
    ]
    if not item.period:
        row.append(pen.button("button.submit", Verb.SUBMIT, item.id))
    return [*rows((*row, pen.button("button.card", Verb.CARD, item.id)), 2)]


def returns(pen: Pen, heard: Iterable[Heard]) -> list[Block]:
    """期报: a block a unit and day; of more than three units one block for all."""
    groups: dict[tuple[str, date], list[Item]] = defaultdict(list)
    for h in heard:
        if h.item:
            groups[h.item.unit, h.item.due].append(h.item)
    blocks = [_return(pen, unit, due, items) for (unit, due), items in groups.items()]
    return blocks if len(blocks) <= FEW else [_together(pen, blocks)]


def _return(pen: Pen, unit: str, due: date, items: Sequence[Item]) -> Block:
    head = pen.say(
        "return.head",
        periods=pen.periods(item.period for item in items),
        unit=unit,
        n=len(items),
        due=pen.weekday(due),
    )
    late = max(item.days_late for item in items)
    line = pen.say("return.late", head=head, n=late) if late else head
    listing = [pen.say("return.item", name=pen.name(item)) for item in items[:TEN]] + more(
        pen, len(items) - TEN
    )
    how = pen.say("return.how") if len(items) > 1 else pen.say("return.how_one")
    buttons = _of_one(pen, items[0]) if len(items) == 1 else _of_several(pen, unit, due)
    return Block(((line, *listing, how), (line, how), (line,)), (buttons,), ids(items))


def _of_one(pen: Pen, item: Item) -> tuple[Button, ...]:
    return (
        pen.button("button.report", Verb.REPORT, item.id, style=Style.PRIMARY),
        pen.button("button.same", Verb.SAME, item.id),
        pen.button("button.return", Verb.RETURN, unit_code(item.unit), item.due, 0),
    )


def _of_several(pen: Pen, unit: str, due: date) -> tuple[Button, ...]:
    return (
        pen.button("button.fill", Verb.FILL, unit_code(unit), due, 0, style=Style.PRIMARY),
        pen.button("button.all_same", Verb.REST_SAME, unit_code(unit), due),
    )


def _together(pen: Pen, blocks: Sequence[Block]) -> Block:
    lines = tuple(block.shapes[-1][0] for block in blocks)
    count = pen.say("return.units", n=len(blocks))
    cut = [(count, *lines[:most], *more(pen, len(lines) - most)) for most in (TEN, 5, 1)]
    items = tuple(item for block in blocks for item in block.items)
    return Block((lines, *cut, (count,)), tuple(row for block in blocks for row in block.buttons), items)


def past(pen: Pen, heard: Sequence[Heard], marks: Marks) -> Block:
    """Milestones whose date had passed before go-live: done on …, or a new date?"""
    items = [h.item for h in heard if h.item]
    title = pen.say("past.title", n=len(items))
    full = [marked(pen, mark(marks, item), _past(pen, item)) for item in items]
    shapes = [(title, *full[:most], *more(pen, len(full) - most)) for most in (TEN, 5)] + [(title,)]
    buttons = [past_answers(pen, item, mark(marks, item)) for item in items] if marks is not None else []
    return Block(tuple(shapes), tuple(buttons), ids(items))


def _past(pen: Pen, item: Item) -> str:
    return pen.say("past.item", name=pen.name(item, clip=60), unit=item.unit, due=pen.day(item.due))


def mark(marks: Marks, item: Item) -> int:
    return marks.get(item.id, 0) if marks else 0


def past_answers(pen: Pen, item: Item, n: int = 0) -> tuple[Button, ...]:
    if n:
        return (
            pen.button("button.was_done_n", Verb.SUBMIT, item.id, n=n),
            pen.button("button.new_date_n", Verb.EXTEND, item.id, n=n),
            pen.button("button.card_n", Verb.CARD, item.id, n=n),
        )
    return (
        pen.button("button.was_done", Verb.SUBMIT, item.id, style=Style.PRIMARY),
        pen.button("button.new_date", Verb.EXTEND, item.id),
        pen.button("button.card", Verb.CARD, item.id),
    )


def ids(items: Iterable[Item]) -> tuple[int, ...]:
    return tuple(item.id for item in items)

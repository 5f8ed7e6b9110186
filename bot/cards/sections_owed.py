"""What a liaison is asked for: dated items, returns, and milestones that had passed before go-live."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.cards.callback_data import Verb, unit_code
from bot.cards.card import Button, Style
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import ROLE_KEYS, Formatter, rows
from bot.domain.ladder import Rung
from bot.domain.message import NoticeView
from bot.domain.notice import NoticeKind
from bot.domain.summary import Item

WITH_BUTTONS_AT_MOST = 3  # items that carry their buttons in the message itself
LISTED_AT_MOST = 10  # lines of a list

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


def dated(fmt: Formatter, heard: Sequence[NoticeView], marks: Marks) -> ScreenBlock:
    """Results the person owes: in full where they are few, else ten lines, else counts."""
    found = [(h, h.item) for h in heard if h.item]
    items = [item for _, item in found]
    title = fmt.say("owed.dated", n=len(items))
    shapes = [(title, *listed(fmt, items, most)) for most in (LISTED_AT_MOST, 5)] + [
        (_count_line(fmt, title, items),)
    ]
    if marks is None:
        return ScreenBlock(tuple(shapes), items=ids(items))
    full = [line for h, item in found for line in _in_full(fmt, h, item, mark(marks, item))]
    head = (title,) if len(items) > 1 else ()
    buttons = [row for item in items for row in answers(fmt, item, mark(marks, item))]
    return ScreenBlock(((*head, *full), *shapes), tuple(buttons), ids(items))


def _in_full(fmt: Formatter, h: NoticeView, item: Item, n: int) -> list[str]:
    head = fmt.say("owed.head", light=fmt.light(item.light), name=fmt.name(item, clip=60))
    role = fmt.say("owed.role", unit=item.unit, role=fmt.say(ROLE_KEYS[item.role]), due=fmt.due(item))
    return [marked(fmt, n, head), role, _asking(fmt, h, item)]


def marked(fmt: Formatter, n: int, line: str) -> str:
    """1. …, a number in the place of a bullet."""
    if not n:
        return line
    return fmt.say("owed.numbered", n=n, name=line.removeprefix(fmt.say("list.bullet")).lstrip())


def _asking(fmt: Formatter, h: NoticeView, item: Item) -> str:
    if h.kind in NEWS_OF_ITEM_KEYS:
        return fmt.say(
            NEWS_OF_ITEM_KEYS[h.kind],
            left=fmt.left(item), by=str(h.data.get("by", "")), unit=str(h.data.get("unit", "")),
        )  # fmt: skip
    return fmt.say(ASKING_KEYS[h.rung or Rung.REMIND], left=fmt.standing(item))


def _count_line(fmt: Formatter, title: str, items: Sequence[Item]) -> str:
    late = sum(1 for item in items if item.days_late)
    return fmt.say("owed.count", title=title, n=late) if late else title


def listed(fmt: Formatter, items: Sequence[Item], most: int) -> list[str]:
    """At most `most` lines, by unit where there are several; then how many more there are."""
    units = list(dict.fromkeys(item.unit for item in items))
    shown = sorted(items, key=lambda item: units.index(item.unit))[:most]
    lines: list[str] = []
    for unit in units:
        mine = [item for item in shown if item.unit == unit]
        if mine and len(units) > 1:
            lines.append(fmt.say("owed.unit", unit=unit))
        lines += [fmt.line(item) for item in mine]
    return lines + more(fmt, len(items) - len(shown))


def more(fmt: Formatter, n: int) -> list[str]:
    return [fmt.say("list.more", n=n)] if n > 0 else []


def answers(fmt: Formatter, item: Item, n: int = 0) -> list[tuple[Button, ...]]:
    """What may be answered to an item at once. `n` is its number where the message has several."""
    if n:
        row = [
            fmt.button("button.report_n", Verb.REPORT, item.id, style=Style.PRIMARY, n=n),
            fmt.button("button.same_n", Verb.SAME, item.id, n=n),
        ]
        if not item.period:  # a return is filed by being answered
            row.append(fmt.button("button.submit_n", Verb.SUBMIT, item.id, n=n))
        return [(*row, fmt.button("button.card_n", Verb.CARD, item.id, n=n))]
    row = [
        fmt.button("button.report", Verb.REPORT, item.id, style=Style.PRIMARY),
        fmt.button("button.same", Verb.SAME, item.id),
    ]
    if not item.period:
        row.append(fmt.button("button.submit", Verb.SUBMIT, item.id))
    return [*rows((*row, fmt.button("button.card", Verb.CARD, item.id)), 2)]


def returns(fmt: Formatter, heard: Iterable[NoticeView]) -> list[ScreenBlock]:
    """期报: a block a unit and day; of more than three units one block for all."""
    groups: dict[tuple[str, date], list[Item]] = defaultdict(list)
    for h in heard:
        if h.item:
            groups[h.item.unit, h.item.due].append(h.item)
    blocks = [_return(fmt, unit, due, items) for (unit, due), items in groups.items()]
    return blocks if len(blocks) <= WITH_BUTTONS_AT_MOST else [_together(fmt, blocks)]


def _return(fmt: Formatter, unit: str, due: date, items: Sequence[Item]) -> ScreenBlock:
    head = fmt.say(
        "return.head",
        periods=fmt.periods(item.period for item in items),
        unit=unit,
        n=len(items),
        due=fmt.weekday(due),
    )
    late = max(item.days_late for item in items)
    line = fmt.say("return.late", head=head, n=late) if late else head
    listing = [fmt.say("return.item", name=fmt.name(item)) for item in items[:LISTED_AT_MOST]] + more(
        fmt, len(items) - LISTED_AT_MOST
    )
    how = fmt.say("return.how") if len(items) > 1 else fmt.say("return.how_one")
    buttons = _of_one(fmt, items[0]) if len(items) == 1 else _of_several(fmt, unit, due)
    return ScreenBlock(((line, *listing, how), (line, how), (line,)), (buttons,), ids(items))


def _of_one(fmt: Formatter, item: Item) -> tuple[Button, ...]:
    return (
        fmt.button("button.report", Verb.REPORT, item.id, style=Style.PRIMARY),
        fmt.button("button.same", Verb.SAME, item.id),
        fmt.button("button.return", Verb.RETURN, unit_code(item.unit), item.due, 0),
    )


def _of_several(fmt: Formatter, unit: str, due: date) -> tuple[Button, ...]:
    return (
        fmt.button("button.fill", Verb.FILL, unit_code(unit), due, 0, style=Style.PRIMARY),
        fmt.button("button.all_same", Verb.REST_SAME, unit_code(unit), due),
    )


def _together(fmt: Formatter, blocks: Sequence[ScreenBlock]) -> ScreenBlock:
    lines = tuple(block.shapes[-1][0] for block in blocks)
    count = fmt.say("return.units", n=len(blocks))
    cut = [(count, *lines[:most], *more(fmt, len(lines) - most)) for most in (LISTED_AT_MOST, 5, 1)]
    items = tuple(item for block in blocks for item in block.items)
    return ScreenBlock(
        (lines, *cut, (count,)), tuple(row for block in blocks for row in block.buttons), items
    )


def past(fmt: Formatter, heard: Sequence[NoticeView], marks: Marks) -> ScreenBlock:
    """Milestones whose date had passed before go-live: done on …, or a new date?"""
    items = [h.item for h in heard if h.item]
    title = fmt.say("past.title", n=len(items))
    full = [marked(fmt, mark(marks, item), _past(fmt, item)) for item in items]
    shapes = [(title, *full[:most], *more(fmt, len(full) - most)) for most in (LISTED_AT_MOST, 5)] + [
        (title,)
    ]
    buttons = [past_answers(fmt, item, mark(marks, item)) for item in items] if marks is not None else []
    return ScreenBlock(tuple(shapes), tuple(buttons), ids(items))


def _past(fmt: Formatter, item: Item) -> str:
    return fmt.say("past.item", name=fmt.name(item, clip=60), unit=item.unit, due=fmt.day(item.due))


def mark(marks: Marks, item: Item) -> int:
    return marks.get(item.id, 0) if marks else 0


def past_answers(fmt: Formatter, item: Item, n: int = 0) -> tuple[Button, ...]:
    if n:
        return (
            fmt.button("button.was_done_n", Verb.SUBMIT, item.id, n=n),
            fmt.button("button.new_date_n", Verb.EXTEND, item.id, n=n),
            fmt.button("button.card_n", Verb.CARD, item.id, n=n),
        )
    return (
        fmt.button("button.was_done", Verb.SUBMIT, item.id, style=Style.PRIMARY),
        fmt.button("button.new_date", Verb.EXTEND, item.id),
        fmt.button("button.card", Verb.CARD, item.id),
    )


def ids(items: Iterable[Item]) -> tuple[int, ...]:
    return tuple(item.id for item in items)

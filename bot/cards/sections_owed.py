"""Digest blocks for the liaison: dated items and returns."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.cards import acts, work_lists
from bot.cards.acts import LISTED_AT_MOST, Act, ActKind, more
from bot.cards.answer_buttons import report_buttons
from bot.cards.callback_data import Verb, unit_code
from bot.cards.card import Button, ButtonStyle
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import ROLE_KEYS, Formatter
from bot.cards.reasons import given_reasons
from bot.domain.ladder import Rung
from bot.domain.message import HeadsCopied, NoticeView
from bot.domain.notice import NoticeKind
from bot.domain.summary import Item

WITH_BUTTONS_AT_MOST = 3  # items with their own buttons in the message

# Item id → its number in the message; 0 for a single item. None: more than WITH_BUTTONS_AT_MOST items, which have
# no buttons of their own and are shown one at a time by the walk button.
ItemNumbers = Mapping[int, int] | None

ASKING_KEYS = {
    Rung.REMIND: "asking.remind",
    Rung.CHASE: "asking.chase",
    Rung.SUPERVISE: "asking.supervise",
    Rung.PROPOSE_TALK: "asking.supervise",
}
TOLD_KEYS = ASKING_KEYS | {Rung.REMIND: "asking.told", Rung.CHASE: "asking.told_chase"}
COPIED_KEYS = {
    HeadsCopied.NONE: "copied.office",
    HeadsCopied.REACHED: "copied.head",
    HeadsCopied.UNREACHED: "copied.head_unreached",
}
NOTICE_KEYS = {
    NoticeKind.CHASE: "asking.by_hand",
    NoticeKind.HANDED: "asking.handed",
    NoticeKind.TAKEN_OVER: "asking.taken_over",
    NoticeKind.WAITING: "asking.waiting",
}
RETURN_KEYS = {  # a return past its day, by the act
    Rung.REMIND: "return.late",
    Rung.CHASE: "return.late_chase",
    Rung.SUPERVISE: "return.late_supervise",
    Rung.PROPOSE_TALK: "return.late_supervise",
}
ACTS_OF_RUNGS = {
    Rung.REMIND: ActKind.REMIND,
    Rung.CHASE: ActKind.CHASE,
    Rung.SUPERVISE: ActKind.SUPERVISE,
    Rung.PROPOSE_TALK: ActKind.SUPERVISE,
}
ACTS_OF_NOTICES = {
    NoticeKind.CHASE: ActKind.BY_HAND,
    NoticeKind.HANDED: ActKind.HANDED,
    NoticeKind.TAKEN_OVER: ActKind.TAKEN_OVER,
    NoticeKind.WAITING: ActKind.WAITING,
}


def dated(fmt: Formatter, views: Sequence[NoticeView], numbers: ItemNumbers) -> ScreenBlock:
    """Dated items of the person: in full when few, else grouped by act and date."""
    found = _once(views)
    groups = acts.grouped(fmt, ((_act(view), item) for view, item in found))
    items = [item for group in groups for item in group.items]
    if numbers is None:
        return ScreenBlock(acts.shapes(fmt, groups, lambda item: acts.item_line(fmt, item)), items=ids(items))
    shapes = acts.shapes(fmt, groups, lambda item: _long_line(fmt, item, number_of(numbers, item)))
    if len(found) == 1:
        shapes = (tuple(_in_full(fmt, *found[0], number_of(numbers, items[0]))), *shapes)
    buttons = [row for item in items for row in report_buttons(fmt, item, number_of(numbers, item))]
    return ScreenBlock(shapes, tuple(buttons), ids(items))


def _long_line(fmt: Formatter, item: Item, n: int) -> str:
    """1. 🔴第8项 …（按职责分工），已报进度60%"""
    line = fmt.say("owed.item", item=acts.item_line(fmt, item, clip=60), role=fmt.say(ROLE_KEYS[item.role]))
    return numbered(fmt, n, line)


def _once(views: Sequence[NoticeView]) -> list[tuple[NoticeView, Item]]:
    """Each item with its gravest act: it may be reminded of and waited for on one day."""
    gravest: dict[int, NoticeView] = {}
    for view in views:
        if view.item:
            heard = gravest.get(view.item.id, view)
            gravest[view.item.id] = min(heard, view, key=lambda one: acts.gravity(_act(one)))
    return [(view, view.item) for view in gravest.values() if view.item]


def _act(view: NoticeView) -> Act:
    if view.kind in ACTS_OF_NOTICES:
        by, unit = str(view.data.get("by", "")), str(view.data.get("unit", ""))
        return Act(ACTS_OF_NOTICES[view.kind], by, unit)
    return Act(ACTS_OF_RUNGS[view.rung or Rung.REMIND])


def _in_full(fmt: Formatter, view: NoticeView, item: Item, n: int) -> list[str]:
    head = fmt.say("owed.head", light=fmt.light(item.light), name=fmt.name(item, clip=60))
    role = fmt.say(
        "owed.role",
        unit=item.unit,
        role=fmt.say(ROLE_KEYS[item.role]),
        due=fmt.due(item, plain=bool(item.days_late)),
    )
    decided = [fmt.say("item.decided", decision=fmt.decision(item))] if item.decision else []
    papers = [fmt.say("asking.papers", names=list(item.papers))] if item.papers else []
    lists = [work_lists.line_of_list(fmt, one) for one in item.lists if one.open]
    asked = [*lists, _request_line(fmt, view, item), *papers]
    return [numbered(fmt, n, head), role, *given_reasons(fmt, item), *decided, *asked]


def numbered(fmt: Formatter, n: int, line: str) -> str:
    """Replaces the bullet by the number: 1. …"""
    if not n:
        return line
    return fmt.say("owed.numbered", n=n, name=line.removeprefix(fmt.say("list.bullet")).lstrip())


def _request_line(fmt: Formatter, view: NoticeView, item: Item) -> str:
    if view.kind in NOTICE_KEYS:
        said = fmt.say(
            NOTICE_KEYS[view.kind],
            left=fmt.time_left(item), by=str(view.data.get("by", "")), unit=str(view.data.get("unit", "")),
        )  # fmt: skip
        waited = view.kind is NoticeKind.WAITING and view.reason
        return fmt.say("asking.because", asked=said, words=view.reason) if waited else said
    keys = TOLD_KEYS if item.told_only else ASKING_KEYS
    return fmt.say(
        keys[view.rung or Rung.REMIND],
        left=fmt.status_text(item), answer=acts.answer_by(fmt), copied=fmt.say(COPIED_KEYS[view.heads]),
    )  # fmt: skip


FIGURES_AT_MOST = 4  # lines on numbers atop a return


def returns(fmt: Formatter, views: Iterable[NoticeView]) -> list[ScreenBlock]:
    """Returns (季度、月度进展): one block per unit and due day; more than three blocks become one."""
    groups: dict[tuple[str, date], list[tuple[Item, Rung]]] = defaultdict(list)
    figures: dict[tuple[str, date], list[str]] = defaultdict(list)
    for view in views:
        if view.item:
            figures[view.item.unit, view.item.due] += view.figures
            groups[view.item.unit, view.item.due].append((view.item, view.rung or Rung.REMIND))
    blocks = [
        _return(
            fmt,
            unit,
            due,
            [item for item, _ in found],
            max((rung for _, rung in found), key=_height),
            tuple(dict.fromkeys(figures[unit, due])),
        )
        for (unit, due), found in groups.items()
    ]
    return blocks if len(blocks) <= WITH_BUTTONS_AT_MOST else [_merged(fmt, blocks)]


def _height(rung: Rung) -> int:
    return rung.height


def _return(
    fmt: Formatter, unit: str, due: date, items: Sequence[Item], rung: Rung, figures: tuple[str, ...]
) -> ScreenBlock:
    """`figures`: what the unit's numbers come to, read before it answers."""
    late = max(item.days_late for item in items)
    today = "return.today" if due == fmt.today else "return.head"
    text = fmt.say(
        RETURN_KEYS[rung] if late else today,
        periods=fmt.periods(item.period for item in items), unit=unit, n=len(items),
        due=fmt.day(due) if late or due == fmt.today else fmt.weekday(due), days=late, answer=acts.answer_by(fmt),
    )  # fmt: skip
    listing = [_in_return(fmt, item) for item in items[:LISTED_AT_MOST]]
    if len(items) > LISTED_AT_MOST:
        listing.append(fmt.say("return.more", n=len(items) - LISTED_AT_MOST))
    how = fmt.say("return.how") if len(items) > 1 else fmt.say("return.how_one")
    buttons = _buttons_of_one(fmt, items[0]) if len(items) == 1 else _buttons_of_several(fmt, unit, due)
    opened, ended = fmt.say("act.opened", text=text), fmt.say("act.ended", text=text)
    top = figures[:FIGURES_AT_MOST]
    shapes = ((opened, *top, *listing, how), (opened, *top[:1], *listing[:3], how), (ended, how), (ended,))
    return ScreenBlock(shapes, (buttons,), ids(items))


def _in_return(fmt: Formatter, item: Item) -> str:
    line = fmt.say("return.item", name=fmt.name(item, clip=60))
    return acts.with_reasons(fmt, line, item)


def _buttons_of_one(fmt: Formatter, item: Item) -> tuple[Button, ...]:
    return (
        fmt.button("button.report", Verb.REPORT, item.id, style=ButtonStyle.PRIMARY),
        fmt.button("button.same", Verb.SAME, item.id),
        fmt.button("button.return", Verb.RETURN, unit_code(item.unit), item.due, 0),
    )


def _buttons_of_several(fmt: Formatter, unit: str, due: date) -> tuple[Button, ...]:
    return (
        fmt.button("button.fill", Verb.FILL, unit_code(unit), due, 0, style=ButtonStyle.PRIMARY),
        fmt.button("button.all_same", Verb.REST_SAME, unit_code(unit), due),
    )


def _merged(fmt: Formatter, blocks: Sequence[ScreenBlock]) -> ScreenBlock:
    lines = tuple(block.shapes[-1][0] for block in blocks)
    count = fmt.say("return.units", n=len(blocks))
    cut = [(count, *lines[:most], *more(fmt, len(lines) - most)) for most in (LISTED_AT_MOST, 5, 1)]
    items = tuple(item for block in blocks for item in block.items)
    return ScreenBlock(
        (lines, *cut, (count,)), tuple(row for block in blocks for row in block.buttons), items
    )


def number_of(numbers: ItemNumbers, item: Item) -> int:
    return numbers.get(item.id, 0) if numbers else 0


def ids(items: Iterable[Item]) -> tuple[int, ...]:
    return tuple(item.id for item in items)

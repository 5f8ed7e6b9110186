"""Lists (清单) as cards: all that a reader sees, and one with its items, open ones first."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.callback_data import Verb, payload_for
from bot.cards.card import Card
from bot.cards.formatter import Formatter
from bot.cards.lists import PAGE_SIZE, ListEntry, page, page_buttons, page_count
from bot.domain.lists.life import TotalChange
from bot.domain.lists.standing import (
    ItemStanding,
    ListedReason,
    ListedState,
    ListFigures,
    item_standing,
    standing,
)
from bot.domain.lists.work_list import ListedItem, WorkList
from bot.domain.summary import Item

LIST_REASON_KEYS = {reason: f"worklist.reason.{reason}" for reason in ListedReason}
ITEM_KEYS = {
    ListedReason.DONE: "worklist.item.done",
    ListedReason.DONE_LATE: "worklist.item.done_late",
    ListedReason.OVERDUE: "worklist.item.overdue",
    ListedReason.ON_PACE: "worklist.item.open",
    ListedReason.EXCUSED: "worklist.item.excused",
}
ORDER = (ListedState.OPEN, ListedState.DONE, ListedState.EXCUSED)
NAMED_AT_MOST = 5  # open items named in a line


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list as its reader sees it; `totals` is how the number of items that count came to change."""

    part: WorkList
    totals: tuple[TotalChange, ...] = ()


def overview(fmt: Formatter, lists: Sequence[ShownList]) -> Card:
    entries = [
        ListEntry(
            title_line(fmt, standing(one.part, fmt.today).figures),
            payload_for(Verb.WORK_LIST, one.part.id, 0),
            below=(figures_line(fmt, standing(one.part, fmt.today).figures),),
        )
        for one in lists
    ]
    title = fmt.say("worklist.title", n=len(entries))
    return page(fmt, title, entries, 0, lambda n: payload_for(Verb.LISTS), size=len(entries) or 1)


def title_line(fmt: Formatter, figures: ListFigures) -> str:
    return fmt.say(
        "worklist.name", light=fmt.light(figures.light), milestone=figures.milestone, title=figures.title
    )


def figures_line(fmt: Formatter, figures: ListFigures) -> str:
    """完成3/11，未完成8，其中逾期1；不纳入1。"""
    key = "worklist.figures_excused" if figures.excused else "worklist.figures"
    line = fmt.say(
        key,
        done=figures.done,
        counted=figures.counted,
        open=figures.open,
        overdue=figures.overdue,
        excused=figures.excused,
    )
    return fmt.say("worklist.figures_overdue", line=line, n=figures.overdue) if figures.overdue else line


def one_list(fmt: Formatter, shown: ShownList, number: int, answers: bool) -> Card:
    """`answers`: the reader may close items, and is told how."""
    figures = standing(shown.part, fmt.today).figures
    lines = item_lines(fmt, shown.part)  # not numbered: 第3家 is said of the list's own numbers
    pages = page_count(len(lines), PAGE_SIZE)
    start = min(number, pages - 1) * PAGE_SIZE
    title = title_line(fmt, figures)
    if pages > 1:
        title = fmt.say("list.page", title=title, page=start // PAGE_SIZE + 1, pages=pages)
    turning = page_buttons(
        fmt, start // PAGE_SIZE, pages, lambda n: payload_for(Verb.WORK_LIST, shown.part.id, n)
    )
    due = [fmt.say("worklist.due", due=fmt.day(shown.part.due))] if shown.part.due else []
    above = [*due, figures_line(fmt, figures), ""]
    below = [fmt.say("worklist.how", milestone=figures.milestone)] if answers and figures.open else []
    totals = [total_line(fmt, one) for one in shown.totals]
    buttons = (*turning, (fmt.button("button.lists", Verb.LISTS),))
    return Card(title, (*above, *lines[start : start + PAGE_SIZE], *totals, *below), buttons)


def item_lines(fmt: Formatter, part: WorkList) -> list[str]:
    """Open ones first, the longest overdue on top."""
    rows = [(one, item_standing(one, part.due_of(one), fmt.today)) for one in part.items]
    rows.sort(key=lambda row: (ORDER.index(row[1].state), -row[1].days_late))
    return [item_line(fmt, item, stands) for item, stands in rows]


def item_line(fmt: Formatter, item: ListedItem, stands: ItemStanding) -> str:
    key = "worklist.item.no_date" if stands.state is ListedState.OPEN and not stands.due else ""
    what = fmt.say(
        key or ITEM_KEYS[stands.reason],
        due=fmt.day(stands.due) if stands.due else "",
        day=fmt.day(item.done) if item.done else "",
        n=stands.days_late,
        reason=item.excused or "",
    )
    if item.percent is not None and stands.state is ListedState.OPEN:
        what = fmt.say("worklist.item.percent", what=what, percent=f"{item.percent:f}")
    name = fmt.say("worklist.item.place", name=item.name, place=item.place) if item.place else item.name
    return fmt.say("worklist.item", light=fmt.light(stands.light), id=item.id, name=name, what=what)


def total_line(fmt: Formatter, change: TotalChange) -> str:
    """8月3日起总数12→11：水泥三厂（2024年3月关停）"""
    why = [fmt.say("worklist.excused", name=one.name, reason=one.excused or "") for one in change.excused]
    why += [change.reason] if change.reason and not change.excused else []
    key = "worklist.total" if why else "worklist.total_bare"
    return fmt.say(key, day=fmt.day(change.day), before=change.before, after=change.after, why=why)


def lines_of(fmt: Formatter, item: Item) -> list[str]:
    """What an item's card, a reminder and a review say of its lists: how many are open, not one line each."""
    lines = [line_of_list(fmt, one) for one in item.lists]
    if item.open_listed:
        lines.append(open_line(fmt, item.open_listed))
    return lines


def line_of_list(fmt: Formatter, figures: ListFigures) -> str:
    return fmt.say("worklist.of_item", title=figures.title, figures=figures_line(fmt, figures))


def open_line(fmt: Formatter, names: Sequence[str]) -> str:
    key = "worklist.open_more" if len(names) > NAMED_AT_MOST else "worklist.open"
    return fmt.say(key, names=list(names[:NAMED_AT_MOST]), n=len(names))


def with_open_items(fmt: Formatter, line: str, item: Item) -> str:
    """A reminder counts what is open, whatever the number of lists: 🔴第13项 …，清单还有9项未完成."""
    n = sum(one.open for one in item.lists)
    return fmt.say("act.lists", line=line, n=n) if n else line

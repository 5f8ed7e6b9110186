"""Items grouped by act and date: 现予督办2项（12月31日到期，逾期4天）. Both are in the text for any number of items."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.cards.formatter import TITLE_LENGTH, Formatter
from bot.cards.reasons import given_reasons
from bot.cards.work_lists import with_open_items
from bot.domain.assignment import State
from bot.domain.summary import Item

LISTED_AT_MOST = 10  # lines of a list
FEWER = 5  # lines of a list on a full screen
ANSWER_WITHIN = 2  # workdays to answer a chase: the shipped ladder supervises on the day that follows them

ItemLine = Callable[[Item], str]


class ActKind(StrEnum):
    """Acts of a message, the gravest first."""

    SUPERVISE = "supervise"
    CHASE = "chase"
    BY_HAND = "by_hand"
    WAITING = "waiting"
    HANDED = "handed"
    TAKEN_OVER = "taken_over"
    REMIND = "remind"
    HEAD_SUPERVISE = "head_supervise"
    HEAD_CHASE = "head_chase"
    HEAD_REMIND = "head_remind"
    ABOVE_SUPERVISE = "above_supervise"
    ABOVE_CHASE = "above_chase"
    ABOVE_REMIND = "above_remind"


COUNT_KEYS = {kind: f"act.{kind}" for kind in ActKind}
LIST_KEYS = COUNT_KEYS | {  # where the sentence differs when the items follow it
    ActKind.CHASE: "act.chase.these",
    ActKind.HEAD_CHASE: "act.head_chase.these",
}
_GRAVITY = {kind: place for place, kind in enumerate(ActKind)}


@dataclass(frozen=True, slots=True)
class Act:
    kind: ActKind
    by: str = ""  # the colleague who handed the items over
    unit: str = ""  # the unit that waits for them


@dataclass(frozen=True, slots=True)
class ActGroup:
    """Items with one act and one date. `when` is the date as a phrase, with the days late or left."""

    act: Act
    when: str
    items: tuple[Item, ...]


def gravity(act: Act) -> int:
    """The gravest first."""
    return _GRAVITY[act.kind]


def grouped(fmt: Formatter, found: Iterable[tuple[Act, Item]]) -> list[ActGroup]:
    """The gravest act first, then by date; within a group units stand in the roster's order."""
    groups: dict[tuple[Act, str], list[Item]] = {}
    for act, item in found:
        groups.setdefault((act, when(fmt, item)), []).append(item)
    ordered = sorted(groups.items(), key=lambda pair: (gravity(pair[0][0]), pair[1][0].due))
    return [
        ActGroup(act, text, tuple(sorted(items, key=lambda item: fmt.place(item.unit))))
        for (act, text), items in ordered
    ]


def when(fmt: Formatter, item: Item) -> str:
    """12月31日到期，逾期4天; 期限12月31日（周日），最后工作日12月29日，还有5个工作日."""
    if item.days_late and item.state is not State.REWORK and item.due == item.first_due:
        due = fmt.say("act.was_due", due=fmt.day(item.due))
    else:
        due = fmt.due(item, plain=bool(item.days_late))
    left = fmt.time_left(item)
    far = left == fmt.say("left.until", due=fmt.day(item.due))  # repeats the date
    return due if far else fmt.say("act.when", due=due, left=left)


def dates(fmt: Formatter, items: Iterable[Item]) -> str:
    """12月31日到期; 12月31日到期3项、1月15日到期2项 when there are several dates."""
    days = Counter(item.due for item in items)
    if len(days) == 1:
        return fmt.say("act.was_due", due=fmt.day(next(iter(days))))
    return fmt.language.list(fmt.say("act.due_count", due=fmt.day(due), n=days[due]) for due in sorted(days))


def sentence(fmt: Formatter, act: Act, n: int, phrase: str, keys: dict[ActKind, str] = COUNT_KEYS) -> str:
    """现予督办2项（12月31日到期，逾期4天），请尽快办结"""
    return fmt.say(keys[act.kind], n=n, when=phrase, answer=answer_by(fmt), by=act.by, unit=act.unit)


def answer_by(fmt: Formatter) -> str:
    """1月4日: the day by which a chase is to be answered."""
    return fmt.day(fmt.calendar.after(fmt.today, ANSWER_WITHIN))


def shapes(
    fmt: Formatter, groups: Sequence[ActGroup], line: ItemLine, most: int = LISTED_AT_MOST, *, units: bool = False
) -> tuple[tuple[str, ...], ...]:  # fmt: skip
    """Versions from long to short: with items, a sentence a group, one line with all acts and dates.

    `units`: a single unit is named too.
    """
    units = units or len({item.unit for group in groups for item in group.items}) > 1
    return (
        tuple(_listed(fmt, groups, line, most, units)),
        tuple(_listed(fmt, groups, line, min(most, FEWER), units)),
        tuple(_ended(fmt, _count(fmt, group)) for group in groups),
        (in_one_line(fmt, groups),),
    )


def _count(fmt: Formatter, group: ActGroup) -> str:
    return sentence(fmt, group.act, len(group.items), group.when)


def _ended(fmt: Formatter, text: str) -> str:
    return fmt.say("act.ended", text=text)


def _listed(fmt: Formatter, groups: Sequence[ActGroup], line: ItemLine, most: int, units: bool) -> list[str]:
    """A sentence for each group and at most `most` items in all, with their units when `units`."""
    lines: list[str] = []
    left = most
    for group in groups:
        shown = group.items[:left]
        left -= len(shown)
        if not shown:
            lines.append(_ended(fmt, _count(fmt, group)))
            continue
        text = sentence(fmt, group.act, len(group.items), group.when, LIST_KEYS)
        lines += [fmt.say("act.opened", text=text), *_by_unit(fmt, shown, line, units)]
    total = sum(len(group.items) for group in groups)
    return lines + more(fmt, total - (most - left))


def _by_unit(fmt: Formatter, items: Sequence[Item], line: ItemLine, units: bool) -> list[str]:
    lines: list[str] = []
    unit = ""
    for item in items:
        if units and item.unit != unit:
            unit = item.unit
            lines.append(fmt.say("owed.unit", unit=unit))
        lines.append(line(item))
    return lines


def in_one_line(fmt: Formatter, groups: Sequence[ActGroup]) -> str:
    """One sentence an act, with a count for each of its dates."""
    by_act: dict[Act, list[Item]] = {}
    for group in groups:
        by_act.setdefault(group.act, []).extend(group.items)
    sentences = (sentence(fmt, act, len(items), dates(fmt, items)) for act, items in by_act.items())
    return _ended(fmt, fmt.say("act.separator").join(sentences))


def item_line(fmt: Formatter, item: Item, clip: int = TITLE_LENGTH) -> str:
    """🔴第8项 …，已报60%: what the group's sentence does not say already."""
    key = "act.item" if item.percent is None or item.period else "act.item_percent"
    line = fmt.say(key, light=fmt.light(item.light), name=fmt.name(item, clip), percent=item.percent or 0)
    line = fmt.say("act.decided", line=line, decision=fmt.decision(item)) if item.decision else line
    return with_reasons(fmt, with_open_items(fmt, line, item), item)


def with_reasons(fmt: Formatter, line: str, item: Item) -> str:
    """The reasons stand behind each item that has some, however many are listed."""
    if item.reasons:
        line = fmt.say("act.reasons", line=line, reasons=given_reasons(fmt, item))
    return fmt.say("act.papers", line=line, names=list(item.papers)) if item.papers else line


def more(fmt: Formatter, n: int) -> list[str]:
    return [fmt.say("list.more", n=n)] if n > 0 else []

"""Late items for heads, coordinator and leader: counts by unit, act and date, and the five worst items."""

from collections import Counter
from collections.abc import Sequence

from bot.cards import acts, late_lines
from bot.cards.acts import Act, ActGroup, ActKind, more
from bot.cards.callback_data import Verb
from bot.cards.card import Button
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import Formatter
from bot.cards.sections_owed import ItemNumbers, ids, number_of, numbered
from bot.domain.ladder import Rung
from bot.domain.message import NoticeView
from bot.domain.person import Role
from bot.domain.summary import Item, LateTask

WORST = 5
ACTS = {
    Role.HEAD: {Rung.CHASE: ActKind.HEAD_CHASE, Rung.SUPERVISE: ActKind.HEAD_SUPERVISE},
    Role.COORDINATOR: {Rung.CHASE: ActKind.ABOVE_CHASE, Rung.SUPERVISE: ActKind.ABOVE_SUPERVISE},
    Role.LEADER: {Rung.CHASE: ActKind.ABOVE_CHASE, Rung.SUPERVISE: ActKind.ABOVE_SUPERVISE},
}
REMINDED = {
    Role.HEAD: ActKind.HEAD_REMIND, Role.COORDINATOR: ActKind.ABOVE_REMIND, Role.LEADER: ActKind.ABOVE_REMIND,
}  # fmt: skip


def oversight(
    fmt: Formatter,
    role: Role,
    views: Sequence[NoticeView],
    numbers: ItemNumbers,
    late: Sequence[LateTask] = (),
) -> ScreenBlock:
    """Few items under their act and date; more as counts by unit, then what is longest overdue of all that is `late`,
    whether or not it is mentioned today."""
    found = [(_act(role, view), view.item) for view in views if view.item]
    groups = acts.grouped(fmt, found)
    units = {item.unit for _, item in found}
    named = role is not Role.HEAD or len(units) > 1

    def line(item: Item) -> str:
        return numbered(fmt, number_of(numbers, item), acts.item_line(fmt, item))

    if len(found) <= WORST or not named:
        shapes = acts.shapes(fmt, groups, line, WORST, units=named)
        items = [item for group in groups for item in group.items]
    else:
        items = sorted((item for _, item in found), key=_worst_first)
        shapes = _counted(fmt, groups, items, late)
    buttons = [item_buttons(fmt, role, item, number_of(numbers, item)) for item in items]
    return ScreenBlock(shapes, () if numbers is None else tuple(buttons), ids(items))


def _act(role: Role, view: NoticeView) -> Act:
    rung = view.rung or Rung.REMIND
    return Act(ACTS[role].get(Rung.SUPERVISE if rung is Rung.PROPOSE_TALK else rung, REMINDED[role]))


def _counted(
    fmt: Formatter, groups: Sequence[ActGroup], items: Sequence[Item], late: Sequence[LateTask]
) -> tuple[tuple[str, ...], ...]:
    """Counts by unit for each act and date, then the tasks that are longest overdue."""
    counts = [_by_unit(fmt, group) for group in groups]
    if late:
        head = fmt.say("oversight.longest")
        worst = [late_lines.line(fmt, one) for one in late[:WORST]]
        rest, fewer = more_tasks(fmt, len(late) - WORST), more_tasks(fmt, len(late) - 2)
    else:
        same = len({item.days_late for item in items}) == 1
        head = fmt.say("oversight.some" if same else "oversight.worst")
        worst = [fmt.line(item, unit=True) for item in items[:WORST]]
        rest, fewer = more(fmt, len(items) - WORST), more(fmt, len(items) - 2)
    total = fmt.say("act.ended", text=fmt.say("oversight.units", n=len({item.unit for item in items})))
    return (
        (*counts, head, *worst, *rest),
        (*counts, head, *worst[:2], *fewer),
        tuple(counts),
        (fmt.say("oversight.total", text=acts.in_one_line(fmt, groups), units=total),),
    )


def more_tasks(fmt: Formatter, n: int) -> list[str]:
    return [fmt.say("summary.more_tasks", n=n)] if n > 0 else []


def _by_unit(fmt: Formatter, group: ActGroup) -> str:
    """列入督办3项（12月31日到期，逾期4天）：市财政局2项、市商务局1项。"""
    counts = Counter(item.unit for item in group.items)  # in the roster's order, as the group's items
    units = [fmt.say("oversight.unit", unit=unit, n=n) for unit, n in counts.items()]
    text = acts.sentence(fmt, group.act, len(group.items), group.when)
    return fmt.say("oversight.group", text=text, units=units)


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

"""Where a list stands on a day: its figures, its light, and those of each item. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum

from bot.domain.light import Light
from bot.domain.lists.work_list import ListedItem, WorkList

TENTH = Decimal("0.1")
NEARLY_ALL = Decimal("99.9")  # shown while one is open, however many are done


class ListedState(StrEnum):
    DONE = "done"
    OPEN = "open"
    EXCUSED = "excused"  # does not count


class ListedReason(StrEnum):
    """Why an item, or a list, has its light."""

    DONE = "done"
    DONE_LATE = "done_late"
    OVERDUE = "overdue"
    ITEM_OVERDUE = "item_overdue"  # of a list: its day is not over, that of an open item is
    ON_PACE = "on_pace"
    EXCUSED = "excused"


_ITEM_LIGHTS = {
    ListedReason.DONE: Light.GREEN,
    ListedReason.DONE_LATE: Light.GREEN,
    ListedReason.OVERDUE: Light.RED,
    ListedReason.ON_PACE: Light.GREEN,
    ListedReason.EXCUSED: Light.GREY,
}
_LIST_LIGHTS = {
    ListedReason.DONE: Light.GREEN,
    ListedReason.OVERDUE: Light.RED,
    ListedReason.ITEM_OVERDUE: Light.YELLOW,
    ListedReason.ON_PACE: Light.GREEN,
}


@dataclass(frozen=True, slots=True)
class ItemStanding:
    """`days_late` in calendar days: of a done item how late it was done, of an open one how late it is."""

    id: str
    due: date | None
    state: ListedState
    light: Light
    reason: ListedReason
    days_late: int


@dataclass(frozen=True, slots=True)
class ListFigures:
    """The keys of `lists` in `duban summary --json`. `percent` is done / (total - excused) with one decimal, never the
    mean of the items' percents, and None where nothing counts."""

    list: str
    title: str
    task: str
    milestone: str
    due: date | None
    as_of: date
    total: int
    excused: int
    counted: int
    done: int
    late_done: int
    open: int
    overdue: int
    percent: Decimal | None
    may_submit: bool
    light: Light
    reason: ListedReason


@dataclass(frozen=True, slots=True)
class ListStanding:
    figures: ListFigures
    items: tuple[ItemStanding, ...]


def standing(worklist: WorkList, as_of: date) -> ListStanding:
    """An item that is done later than `as_of` is still open on that day."""
    items = tuple(item_standing(one, worklist.due_of(one), as_of) for one in worklist.items)
    return ListStanding(_figures(worklist, items, as_of), items)


def item_standing(item: ListedItem, due: date | None, as_of: date) -> ItemStanding:
    if item.excused is not None:
        return _stands(item, due, ListedState.EXCUSED, ListedReason.EXCUSED, 0)
    if item.done and item.done <= as_of:
        late = _days_after(due, item.done)
        reason = ListedReason.DONE_LATE if late else ListedReason.DONE
        return _stands(item, due, ListedState.DONE, reason, late)
    late = _days_after(due, as_of)
    return _stands(item, due, ListedState.OPEN, ListedReason.OVERDUE if late else ListedReason.ON_PACE, late)


def _stands(
    item: ListedItem, due: date | None, state: ListedState, reason: ListedReason, late: int
) -> ItemStanding:
    return ItemStanding(item.id, due, state, _ITEM_LIGHTS[reason], reason, late)


def _days_after(due: date | None, day: date) -> int:
    return max((day - due).days, 0) if due else 0


def _figures(worklist: WorkList, items: Sequence[ItemStanding], as_of: date) -> ListFigures:
    done = [one for one in items if one.state is ListedState.DONE]
    still = [one for one in items if one.state is ListedState.OPEN]
    excused = len(items) - len(done) - len(still)
    reason = _reason(worklist.due, still, as_of)
    return ListFigures(
        list=worklist.id,
        title=worklist.title,
        task=worklist.task,
        milestone=worklist.milestone,
        due=worklist.due,
        as_of=as_of,
        total=len(items),
        excused=excused,
        counted=len(items) - excused,
        done=len(done),
        late_done=sum(one.reason is ListedReason.DONE_LATE for one in done),
        open=len(still),
        overdue=sum(one.reason is ListedReason.OVERDUE for one in still),
        percent=share(len(done), len(items) - excused),
        may_submit=not still,
        light=_LIST_LIGHTS[reason],
        reason=reason,
    )


def _reason(due: date | None, still: Sequence[ItemStanding], as_of: date) -> ListedReason:
    if not still:
        return ListedReason.DONE
    if due and as_of > due:
        return ListedReason.OVERDUE
    late = any(one.reason is ListedReason.OVERDUE for one in still)
    return ListedReason.ITEM_OVERDUE if late else ListedReason.ON_PACE


def share(done: int, counted: int) -> Decimal | None:
    """Per cent, one decimal, half to even (GB/T 8170); never 100.0 while one is open."""
    if not counted:
        return None
    exact = (Decimal(100) * done / counted).quantize(TENTH, ROUND_HALF_EVEN)
    return exact if done == counted else min(exact, NEARLY_ALL)

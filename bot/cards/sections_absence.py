"""Cards about an absence: for who is away, who stands in, and who hears that nobody does."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from bot.cards.callback_data import Verb
from bot.cards.card import Button, ButtonStyle, Card
from bot.cards.fit_screen import ScreenBlock
from bot.cards.formatter import Formatter, clipped, rows
from bot.domain.message import NoticeView

EVENT_KEYS = {  # what has happened → the sentence that says it
    "asked": "absence.asked",
    "begins": "absence.begins",
    "refused": "absence.refused",
    "replaced": "absence.replaced",
    "nobody": "absence.nobody",
    "set": "absence.set",
    "back": "absence.back",
    "handed_back": "absence.handed_back",
}
NOBODY = "-"  # in a payload: nobody stands in

Facts = Mapping[str, object]


def absence(fmt: Formatter, view: NoticeView) -> ScreenBlock:
    data = view.data
    event = str(data["event"])
    line = fmt.say(EVENT_KEYS[event], **said(fmt, data))
    lines = [line, *_more(fmt, event, data)]
    return ScreenBlock((tuple(lines), (line,)), _buttons(fmt, event, data))


def said(fmt: Formatter, data: Facts) -> dict[str, object]:
    """The arguments that all sentences about an absence take."""
    starts, ends = (date.fromisoformat(str(data[name])) for name in ("starts", "ends"))
    return {
        "name": data["name"],
        "days": span(fmt, starts, ends),
        "substitute": data.get("substitute", ""),
        "units": data.get("units", []),
        "heads": data.get("heads", []),
        "by": data.get("by", []),
    }


def span(fmt: Formatter, starts: date, ends: date) -> str:
    """11月6日至8日 as 11月6日至11月8日; one day alone."""
    if starts == ends:
        return fmt.day(starts)
    return fmt.say("absence.days", starts=fmt.day(starts), ends=fmt.day(ends))


def _more(fmt: Formatter, event: str, data: Facts) -> list[str]:
    if event in ("asked", "begins"):
        return [fmt.say("absence.open", n=data["open"]), *listed(fmt, data), fmt.say("absence.asked_how")]
    if event in ("back", "handed_back"):
        return receipt_lines(fmt, data)
    if event == "refused":
        return [fmt.say("absence.refused_how")]
    return []


def receipt_lines(fmt: Formatter, data: Facts) -> list[str]:
    """What came in, and what is open."""
    came = [fmt.say("absence.came", n=data["came"], by=data["by"])] if data["came"] else []
    return [*came, fmt.say("absence.still_open", n=data["open"]), *listed(fmt, data)]


def listed(fmt: Formatter, data: Facts) -> list[str]:
    found = cast(Sequence[tuple[str, str, int | None]], data.get("listed", ()))
    lines = [_item(fmt, *one) for one in found]
    left = cast(int, data["open"]) - len(lines)
    return [*lines, *([fmt.say("absence.more", n=left)] if left > 0 and lines else [])]


def _item(fmt: Formatter, task: str, milestone: str, percent: int | None) -> str:
    found = fmt.plan.milestone(task, milestone) if task in fmt.plan.task else None
    title = (
        found.text if found and found.text else fmt.plan.task[task].title if task in fmt.plan.task else task
    )
    name = fmt.say("item.name", number=fmt.number(task), title=clipped(title))
    if percent is None:
        return fmt.say("absence.item", name=name)
    return fmt.say("absence.item_percent", name=name, percent=percent)


def _buttons(fmt: Formatter, event: str, data: Facts) -> tuple[tuple[Button, ...], ...]:
    tasks = fmt.button("button.tasks", Verb.TASKS, 0)
    if event in ("asked", "begins"):
        no = fmt.button("button.stand_down", Verb.STAND_DOWN, str(data["absent"]), cast(int, data["number"]))
        return ((tasks, no),)
    if event == "refused":
        return ((fmt.button("button.leave_other", Verb.LEAVE_BY, cast(int, data["number"]), "choose"),),)
    return ((tasks,),) if event in ("back", "handed_back") else ()


def days_asked(fmt: Formatter) -> Card:
    """From when to when? The usual answers are one tap."""
    row = [fmt.button("button.leave_days", Verb.LEAVE_DAYS, n, n=n) for n in (1, 3, 5)]
    cancel = fmt.button("button.cancel", Verb.FORGET)
    return Card(fmt.say("leave.which_days"), (fmt.say("leave.example"),), (tuple(row), (cancel,)))


def stand_in_asked(
    fmt: Formatter, days: str, colleagues: Sequence[tuple[str, str]], number: int, unclear: str = ""
) -> Card:
    """Who stands in? `colleagues`: (id, name). `unclear`: the name written, where it fits nobody or several."""
    title = fmt.say("leave.who_unclear" if unclear else "leave.who", days=days, name=unclear)
    buttons = [
        fmt.button("button.colleague", Verb.LEAVE_BY, number, id_, name=name) for id_, name in colleagues
    ]
    nobody = fmt.button("button.leave_nobody", Verb.LEAVE_BY, number, NOBODY)
    return Card(title, (), (*rows(buttons, 2), (nobody,)))


def registered(fmt: Formatter, data: Facts, lines: Sequence[str], *, own: bool, others: bool) -> Card:
    """The absence stands. `own`: it is the reader's. `others`: there are colleagues to choose from."""
    about = said(fmt, data)
    if own:
        title = fmt.say("leave.done_by" if about["substitute"] else "leave.done_alone", **about)
    else:
        title = fmt.say("leave.done_for_by" if about["substitute"] else "leave.done_for_alone", **about)
    end = fmt.button("button.leave_end", Verb.LEAVE_END)
    other = fmt.button("button.leave_other", Verb.LEAVE_BY, cast(int, data["number"]), "choose")
    row = (end, other) if others else (end,)
    return Card(title, tuple(lines), (row,) if own else ())


def over(fmt: Formatter, data: Facts) -> Card:
    """Ended early: the receipt."""
    tasks = fmt.button("button.tasks", Verb.TASKS, 0, style=ButtonStyle.PRIMARY)
    return Card(fmt.say("leave.over"), tuple(receipt_lines(fmt, data)), ((tasks,),))

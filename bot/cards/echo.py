"""What was understood of an answer, shown to its author before anybody else acts on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.cards.card import Button, Card, Style
from bot.cards.pen import Pen, clipped
from bot.cards.press import Verb
from bot.domain.assignment import State
from bot.domain.summary import Item

ECHOED = 200  # characters of somebody's own words


@dataclass(frozen=True, slots=True)
class Understood:
    """What a report was read to say."""

    percent: int | None = None
    quantities: tuple[tuple[Decimal, str], ...] = ()
    counted: tuple[Decimal, Decimal | None, Decimal | None, str] | None = None  # done, left, total, unit
    next_date: date | None = None
    blocker: str = ""
    no_change: bool = False
    words: str = ""
    files: int = 0
    question: str = ""  # the one thing to ask back, as a sentence


def recorded(
    pen: Pen, item: Item, told: Understood, *, submit: bool, late: bool, then: Sequence[Button] = ()
) -> Card:
    """`submit`: they may submit it now; `late`: a return filed after its day; `then`: where a walk goes on."""
    lines = understood(pen, told)
    if told.question:
        lines.append(pen.say("echo.question", question=told.question))
    first = [pen.button("button.submit", Verb.SUBMIT, item.id, style=Style.PRIMARY)] if submit else []
    row = (*first, pen.button("button.undo", Verb.UNDO), pen.button("button.card", Verb.CARD, item.id))
    return Card(
        _title(pen, item, late), tuple(lines), (row, tuple(then)) if then else (row,), assignments=(item.id,),
        deadlines=pen.deadlines("\n".join(lines), [item.due]),
    )  # fmt: skip


def _title(pen: Pen, item: Item, late: bool) -> str:
    if item.period and item.state is State.CLOSED:
        key = "echo.filed_late" if late else "echo.filed"
        return pen.say(key, name=pen.name(item), period=pen.period(item.period))
    if item.state is State.SUBMITTED:
        return pen.say("echo.added", name=pen.name(item))
    return pen.say("echo.recorded", name=pen.name(item))


def understood(pen: Pen, told: Understood) -> list[str]:
    lines = []
    if told.no_change:
        lines.append(pen.say("echo.no_change"))
    if told.percent is not None:
        lines.append(pen.say("echo.percent", percent=told.percent))
    if told.counted:
        lines.append(_counted(pen, *told.counted))
    amounts = [pen.language.quantity(value, unit) for value, unit in told.quantities]
    if amounts and not told.counted:
        lines.append(pen.say("echo.quantities", amounts=amounts))
    if told.next_date:
        lines.append(pen.say("echo.next_date", day=pen.weekday(told.next_date)))
    if told.blocker:
        lines.append(pen.say("echo.blocker", words=clipped(told.blocker, ECHOED)))
    if told.words and not lines:
        lines.append(pen.say("echo.words", words=clipped(told.words, ECHOED)))
    if told.files:
        lines.append(pen.say("echo.files", n=told.files))
    return lines


def _counted(pen: Pen, done: Decimal, left: Decimal | None, total: Decimal | None, unit: str) -> str:
    amount = pen.language.quantity
    if left is None or total is None:
        return pen.say("echo.done", done=amount(done, unit))
    return pen.say("echo.count", done=amount(done, unit), left=amount(left, unit), total=amount(total, unit))


def submitted(pen: Pen, item: Item, reviewers: Sequence[str], above: Sequence[str] = ()) -> Card:
    lines = (*above, pen.say("echo.reviewers", names=list(reviewers)), pen.say("echo.more_evidence"))
    row = (pen.button("button.undo", Verb.UNDO), pen.button("button.card", Verb.CARD, item.id))
    return Card(pen.say("echo.submitted", name=pen.name(item)), lines, (row,), assignments=(item.id,))


def filed_together(pen: Pen, unit: str, left: int, items: Sequence[int], *, late: bool) -> Card:
    """其余无变化, all at once; 补报 where it is late."""
    key = "echo.filed_together_late" if late else "echo.filed_together"
    title = pen.say(key, unit=unit, n=len(items))
    lines = (pen.say("echo.still_owed", n=left),) if left else (pen.say("echo.all_filed"),)
    return Card(title, lines, ((pen.button("button.undo", Verb.UNDO),),), assignments=tuple(items))


def done(pen: Pen, key_line: str, item: Item | None = None, *lines: str, undo: bool = False) -> Card:
    """A deed's plain answer."""
    row = [pen.button("button.undo", Verb.UNDO)] if undo else []
    if item:
        row.append(pen.button("button.card", Verb.CARD, item.id))
    return Card(key_line, lines, (tuple(row),) if row else (), assignments=(item.id,) if item else ())

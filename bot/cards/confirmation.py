"""Confirmation of a report: shows its author what was read from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from bot.cards.callback_data import Verb
from bot.cards.card import Button, ButtonStyle, Card
from bot.cards.formatter import Formatter, clipped
from bot.domain.assignment import State
from bot.domain.language.measured import Value
from bot.domain.measurements import Measurement
from bot.domain.summary import Item

QUOTED_AT_MOST = 200  # characters of a report's text


@dataclass(frozen=True, slots=True)
class ReportReading:
    """The content read from a report."""

    percent: Decimal | int | None = None
    values: tuple[Measurement, ...] = ()
    readings: tuple[Value, ...] = ()  # the values with their targets and what is missing
    left: tuple[Decimal, str] | None = None  # 还剩12座
    next_date: date | None = None
    solved_by: date | None = None  # when what is in the way will be out of it
    blocker: str = ""
    next_step: str = ""
    no_change: bool = False
    words: str = ""
    files: int = 0
    question: str = ""  # one question back to the author, as a sentence


def recorded(
    fmt: Formatter,
    item: Item,
    reading: ReportReading,
    *,
    submit: bool,
    late: bool,
    then: Sequence[Button] = (),
) -> Card:
    """`submit`: offer the submit button; `late`: the return was filed after its due day; `then`: buttons that
    continue a walk through several items."""
    lines = reading_lines(fmt, reading)
    if reading.question:
        lines.append(fmt.say("echo.question", question=reading.question))
    first = [fmt.button("button.submit", Verb.SUBMIT, item.id, style=ButtonStyle.PRIMARY)] if submit else []
    row = (*first, fmt.button("button.undo", Verb.UNDO), fmt.button("button.card", Verb.CARD, item.id))
    return Card(
        _title(fmt, item, late), tuple(lines), (row, tuple(then)) if then else (row,), assignments=(item.id,),
        deadlines=fmt.deadlines("\n".join(lines), [item.due]),
    )  # fmt: skip


def _title(fmt: Formatter, item: Item, late: bool) -> str:
    if item.period and item.state is State.CLOSED:
        key = "echo.filed_late" if late else "echo.filed"
        return fmt.say(key, name=fmt.name(item), period=fmt.period(item.period))
    if item.state is State.CLOSED and item.told_only:
        return fmt.say("echo.told_done", name=fmt.name(item))
    if item.state is State.SUBMITTED:
        return fmt.say("echo.added", name=fmt.name(item))
    return fmt.say("echo.recorded", name=fmt.name(item))


def reading_lines(fmt: Formatter, reading: ReportReading) -> list[str]:
    lines = []
    if reading.no_change:
        lines.append(fmt.say("echo.no_change"))
    if reading.percent is not None:
        lines.append(
            fmt.say(
                "echo.percent",
                percent=f"{reading.percent:f}" if isinstance(reading.percent, Decimal) else reading.percent,
            )
        )
    if reading.readings:
        amounts = fmt.language.list(value_text(fmt, value) for value in reading.readings)
        bare = not any(value.name or value.of is not None for value in reading.readings)
        lines.append(fmt.say("echo.quantities", amounts=amounts) if bare else amounts)
    if reading.left and not any(value.of is not None for value in reading.readings):
        lines.append(fmt.say("echo.left", left=fmt.language.quantity(*reading.left)))
    if reading.next_date:
        lines.append(fmt.say("echo.next_date", day=fmt.weekday(reading.next_date)))
    if reading.solved_by:
        lines.append(fmt.say("echo.solved_by", day=fmt.weekday(reading.solved_by)))
    if reading.blocker:
        lines.append(fmt.say("echo.blocker", words=clipped(reading.blocker, QUOTED_AT_MOST)))
    if reading.next_step and reading.next_step != reading.blocker:
        lines.append(fmt.say("echo.next_step", words=clipped(reading.next_step, QUOTED_AT_MOST)))
    if reading.words and not lines:
        lines.append(fmt.say("echo.words", words=clipped(reading.words, QUOTED_AT_MOST)))
    if reading.files:
        lines.append(fmt.say("echo.files", n=reading.files))
    return lines


def value_text(fmt: Formatter, value: Value) -> str:
    """风电装机235万千瓦（目标260万千瓦，差25）; 3200座，共3560座，还剩360座（89.9%）."""
    amount = fmt.language.quantity
    if value.of is None:
        return _beside_target(fmt, value, f"{value.name}{amount(value.value, value.unit)}")
    left = max(value.of - value.value, Decimal(0))
    text = fmt.say(
        "echo.part", done=amount(value.value, value.unit), total=amount(value.of, value.unit),
        left=amount(left, value.unit), share=percent_text(value.share or Decimal(0)),
    )  # fmt: skip
    return _beside_target(fmt, value, f"{value.name}{text}")


def percent_text(share: Decimal) -> str:
    """One place; two, cut, where one would round up to a whole number: 19.96 is no 20."""
    rounded = share.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    if rounded > share and rounded == rounded.to_integral_value():
        rounded = share.quantize(Decimal("0.01"), rounding=ROUND_DOWN)
    return f"{rounded.normalize():f}%"


def _beside_target(fmt: Formatter, value: Value, text: str) -> str:
    if value.aim is None:
        return text
    aim = fmt.language.quantity(value.aim, value.aim_unit)
    short = (
        fmt.language.quantity(value.short.quantize(Decimal("0.01")).normalize(), "") if value.short else ""
    )
    if value.verdict == "met":
        return fmt.say("echo.met", text=text, aim=aim)
    if value.verdict == "missed":
        key = "echo.missed_above" if value.op.startswith("<") else "echo.missed"
        return fmt.say(key, text=text, aim=aim, short=short)
    return fmt.say("echo.aim_short", text=text, aim=aim, short=short) if short else text


def submitted(fmt: Formatter, item: Item, reviewers: Sequence[str], above: Sequence[str] = ()) -> Card:
    lines = (*above, fmt.say("echo.reviewers", names=list(reviewers)), fmt.say("echo.more_evidence"))
    row = (fmt.button("button.undo", Verb.UNDO), fmt.button("button.card", Verb.CARD, item.id))
    return Card(fmt.say("echo.submitted", name=fmt.name(item)), lines, (row,), assignments=(item.id,))


def filed_together(fmt: Formatter, unit: str, left: int, items: Sequence[int], *, late: bool) -> Card:
    """Confirms 其余无变化 for all remaining items of a return; 补报 when late."""
    key = "echo.filed_together_late" if late else "echo.filed_together"
    title = fmt.say(key, unit=unit, n=len(items))
    lines = (fmt.say("echo.still_owed", n=left),) if left else (fmt.say("echo.all_filed"),)
    return Card(title, lines, ((fmt.button("button.undo", Verb.UNDO),),), assignments=tuple(items))


def done(fmt: Formatter, key_line: str, item: Item | None = None, *lines: str, undo: bool = False) -> Card:
    """A one-line confirmation of an action."""
    row = [fmt.button("button.undo", Verb.UNDO)] if undo else []
    if item:
        row.append(fmt.button("button.card", Verb.CARD, item.id))
    return Card(key_line, lines, (tuple(row),) if row else (), assignments=(item.id,) if item else ())

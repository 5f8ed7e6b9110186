"""What a report tells of being in difficulty, weighed against what was reported before.

The rules are those of bot/domain/risk.py.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.actions.report import ReportContent
from bot.chat.turn import Turn
from bot.domain.assignment import Assignment, Event, Kind
from bot.domain.language.plain import plain
from bot.domain.language.reading import Reply
from bot.domain.language.setbacks import (
    explains_a_number,
    fall_told,
    in_the_way,
    lists_what_is_left,
    says_it_will_be_kept,
    says_it_will_be_missed,
)
from bot.domain.measurements import measurement_from_json
from bot.domain.risk import Facts, Mark, Risk, RiskItem, marks_after, read_marks, written
from bot.queries.history import events_of

REPORTS = (Kind.REPORTED, Kind.FILED, Kind.SUBMITTED)

RISK_QUESTION_KEYS = {
    Risk.BLOCKED: "risk.question.blocked",
    Risk.MISSED: "risk.question.missed",
    Risk.FELL: "risk.question.fell",
    Risk.ALMOST: "risk.question.almost",
    Risk.REPEATED: "risk.question.repeated",
}


async def weigh(
    turn: Turn, a: Assignment, content: ReportContent, reply: Reply, *, answers: Risk | None = None, asks: bool = True
) -> ReportContent:  # fmt: skip
    """The content with the marks that stand after it. `answers`: the risk whose question it answers. `asks`: whether
    its author is asked about one; not where something else is asked already."""
    row = await turn.store.one(
        Assignment, "last_reported_of_work", task=a.task, milestone=a.milestone, unit=a.unit
    )
    before = await _reported_before(turn, row) if row else None
    standing = read_marks(a.risks if row is None or a.reported_at is not None else row.risks)
    weighed = marks_after(
        _facts(content, reply), before, standing, _item(turn, a), answers=answers, asked=await _asked_about(turn, a)
    )  # fmt: skip
    if not weighed.marks and not standing and answers is None:
        return content
    asked = weighed.asked.risk if weighed.asked and asks else None
    return replace(
        content, risks=written(weighed.marks), arisen=written(weighed.new), asked=asked, answers=answers
    )


def as_answer(content: ReportContent, answers: Risk | None) -> ReportContent:
    """What the words say where they answer the question about a risk. 何时解决？ names no day of completion, and
    没错，上次多报了20座 explains a number and gives none."""
    if answers is Risk.BLOCKED:
        return replace(content, next_date=None, solved_by=content.next_date)
    if answers is Risk.FELL and explains_a_number(plain(content.words)):
        return replace(content, values=(), percent=None)
    return content


def question(turn: Turn, content: ReportContent) -> str:
    """The sentence that asks about the risk; "" where none is asked about."""
    mark = next((one for one in read_marks(content.risks or "") if one.risk is content.asked), None)
    if mark is None:
        return ""
    if mark.risk is Risk.FELL and mark.unit == "%" and content.percent is not None:
        now = Decimal(str(content.percent))
        was = turn.fmt.language.percent(now + Decimal(mark.by))
        return turn.say("risk.question.fell_percent", was=was, now=turn.fmt.language.percent(now))
    if (fell := _fell(content, mark)) is not None:
        numbers = [turn.fmt.language.quantity(value, mark.unit) for value in fell]
        return turn.say("risk.question.fell_to", was=numbers[0], now=numbers[1])
    return turn.say(RISK_QUESTION_KEYS[mark.risk], by=_amount(turn, mark))


def _fell(content: ReportContent, mark: Mark) -> tuple[Decimal, Decimal] | None:
    """The number before and now; None where the words have several of that unit."""
    now = [value.value for value in content.values if value.unit == mark.unit]
    return (
        (now[0] + Decimal(mark.by), now[0]) if mark.risk is Risk.FELL and mark.by and len(now) == 1 else None
    )


def _amount(turn: Turn, mark: Mark) -> str:
    return (
        turn.fmt.language.quantity(Decimal(mark.by), mark.unit) if mark.by and mark.unit != "%" else mark.by
    )


async def carried(turn: Turn, rows: Iterable[Assignment]) -> Mapping[int, str]:
    """无变化 for items of a new period: the marks that the same work had in the period before, by item."""
    found = {}
    risky = {(a.task, a.milestone, a.unit): a for a in await turn.store.read(Assignment, "risky_assignments")}
    for a in rows:
        before = risky.get((a.task, a.milestone, a.unit))
        if before is not None and before.id != a.id and not a.risks:
            found[a.id] = before.risks
    return found


def _facts(content: ReportContent, reply: Reply) -> Facts:
    text = plain(content.words)
    fall = fall_told(text)
    return Facts(
        words=content.words,
        percent=None if content.percent is None else Decimal(content.percent),
        values=content.values,
        no_change=content.no_change,
        done=content.done,
        promised=content.next_date,
        solved=content.solved_by,
        blocker=in_the_way(text),
        missed=says_it_will_be_missed(text),
        kept=says_it_will_be_kept(text),
        almost=reply.almost,
        listed=lists_what_is_left(text) or reply.left is not None or reply.count is not None,
        fall=(fall.before, fall.now, fall.unit) if fall else None,
        files=len(content.files),
    )


def _item(turn: Turn, a: Assignment) -> RiskItem:
    task = turn.context.plan.task.get(a.task)
    down = [
        one for one in (task.indicators if task else ()) if one.direction == "decrease" or one.op[:1] == "<"
    ]
    return RiskItem(a.due, a.recurring, frozenset(one.name for one in down))


async def _reported_before(turn: Turn, row: Assignment) -> Facts | None:
    """The words of the last report, and the last figures that were given: an answer in between gives none."""
    events = [h.event for h in await events_of(turn.store, str(row.id), turn.context.calendar)]
    reports = [facts_of(event) for event in standing_reports(events)]
    if not reports:
        return None
    percents = [one.percent for one in reports if one.percent is not None]
    figures = [one.values for one in reports if one.values]
    return replace(
        reports[-1], percent=percents[-1] if percents else None, values=figures[-1] if figures else ()
    )


def standing_reports(events: Sequence[Event]) -> list[Event]:
    """The reports among the events of an item, without those taken back."""
    found: list[Event] = []
    for event in events:
        if event.kind in REPORTS:
            found.append(event)
        elif event.kind is Kind.UNDONE and event.data.get("undoes") in REPORTS and found:
            found.pop()
    return found


def facts_of(event: Event) -> Facts:
    """Of an earlier report: what a later one is compared with."""
    percent, values = event.data.get("percent"), event.data.get("values", ())
    return Facts(
        words=event.words,
        percent=None if percent is None else Decimal(str(percent)),
        values=tuple(map(measurement_from_json, values)),  # type: ignore[call-overload]  # written by ReportContent
        no_change=bool(event.data.get("no_change")),
    )


async def _asked_about(turn: Turn, a: Assignment) -> set[Risk]:
    events = await events_of(turn.store, str(a.id), turn.context.calendar)
    return {Risk(str(h.event.data["asked_about"])) for h in events if h.event.data.get("asked_about")}

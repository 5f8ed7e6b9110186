"""The numbers of one item, each with the day it is due at, and the questions about those of which it is unsure."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.plan import IndicatorKind
from bot.planfile.importer.date_spans import Span
from bot.planfile.importer.dates import terms
from bot.planfile.importer.document import Paragraph
from bot.planfile.importer.fields import Fields, around, indicator
from bot.planfile.importer.ids import PlanPosition
from bot.planfile.importer.item import OutlineItem
from bot.planfile.importer.milestones import Point, Reader
from bot.planfile.importer.normalize import folded
from bot.planfile.importer.numbers import NumberMention, amounts, with_term
from bot.planfile.importer.open_questions import Doubts

_PROBLEM = re.compile(  # 问题描述：, 存在问题3：
    "(?:[0-9一二三四五六七八九十]{1,3}[、.])?(?:存在|反馈|主要|具体|突出)?的?(?:问题|隐患|短板|不足)"
    "(?:描述|表现|情况)?[0-9一二三四五六七八九十]{0,3}："
)
_TO_REACH = (IndicatorKind.TARGET, IndicatorKind.COUNT)


@dataclass(frozen=True, slots=True)
class TaskNumbers:
    """`count` is told how many numbers a passage holds."""

    reader: Reader
    doubts: Doubts
    count: Callable[[int], None]

    def rows(self, item: OutlineItem, place: PlanPosition, points: Sequence[Point]) -> Iterator[Fields]:
        whole = self.reader.time(item).due
        terms_apart = len({point.due for point in points if point.due and point.passage < 0}) > 1
        for passage in item.passages:
            spans = self.reader.spans(passage.text)
            found = amounts(passage.text)
            self.count(len(found))
            if not whole:
                self._ask_when(found, spans, passage, place, terms_apart)
            is_problem = item.tells_problem or bool(_PROBLEM.match(folded(passage.text)))
            for amount in found:
                span = _governing(spans, amount)
                if amount.kind is None or amount.guessed or is_problem:
                    self.doubts.ask(
                        "unclear_number",
                        around(passage.text, amount.start, amount.end),
                        passage.line,
                        place.id,
                    )
                if amount.kind is not None and not is_problem:
                    yield indicator(
                        _under(amount, span),
                        passage.text,
                        passage.line,
                        _due(amount, span, whole),
                        item.title,
                    )

    def _ask_when(
        self,
        found: Sequence[NumberMention],
        spans: Sequence[Span],
        passage: Paragraph,
        place: PlanPosition,
        terms_apart: bool,
    ) -> None:
        """Numbers under no term. `terms_apart`: the column of times names several."""
        free = [
            one for one in found if one.kind in _TO_REACH and not any(s.dates(one.end - 1) for s in spans)
        ]
        is_asked = any(not term.is_known for term in terms(passage.text, self.reader.only_year))
        if (open_ := free if terms_apart else _of_one_thing(free, found)) and not is_asked:
            phrase = around(passage.text, open_[0].start, open_[-1].end)
            self.doubts.ask("no_day", phrase, passage.line, place.id)
            return
        for one in free:
            before = [
                s.term for s in spans if s.term.end <= one.start and passage.text[s.term.start] in "到至"
            ]
            if before and one.kind is IndicatorKind.TARGET:
                quote = passage.text[before[-1].start : before[-1].end]
                self.doubts.ask("ambiguous_scope", quote, passage.line, place.id)


def _governing(spans: Sequence[Span], amount: NumberMention) -> Span | None:
    """The span whose term the number is due at; None where several share it."""
    found = [span for span in spans if span.dates(amount.end - 1)]
    return found[0] if len(found) == 1 else None


def _of_one_thing(free: Sequence[NumberMention], found: Sequence[NumberMention]) -> list[NumberMention]:
    """处理能力分别达到10万吨和15万吨 of two works, 2026—2028年分别达到25%、28%、30%: one thing is to reach two numbers,
    so each has a term of its own, and it is not read which."""
    values: dict[tuple[object, ...], set[Decimal]] = {}
    for one in found:
        if one.kind in _TO_REACH:
            values.setdefault(_what(one), set()).add(one.value)
    return [one for one in free if len(values[_what(one)]) > 1]


def _what(amount: NumberMention) -> tuple[object, ...]:
    return amount.name, amount.unit, amount.op, amount.direction, amount.strength, amount.kind


def _under(amount: NumberMention, span: Span | None) -> NumberMention:
    return with_term(amount, span.term.strength) if span else amount


def _due(amount: NumberMention, span: Span | None, whole: date | None) -> date | None:
    if amount.kind is IndicatorKind.THRESHOLD:
        return None
    return span.term.due if span else whole

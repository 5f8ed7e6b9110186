"""The dated results and the recurring duties of a task, each with its phrase and line."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.domain.plan import Every, Strength
from bot.planfile.importer.dates import Span, spans
from bot.planfile.importer.document import Paragraph
from bot.planfile.importer.item import OutlineItem
from bot.planfile.importer.normalize import MASK, PAUSES, folded, masked

DUTIES: tuple[tuple[re.Pattern[str], Every, bool], ...] = (  # the last: shorter than we ask about
    (re.compile("每个?月|按月|逐月|月(?:抽查|调度|通报|监测|检查|巡查|报告|排名)"), Every.MONTH, False),
    (re.compile("每个?季度?|按季度?|逐季度?|季度(?:调度|通报|报告|评估)"), Every.QUARTER, False),
    (re.compile("每半年|半年(?:调度|通报|报告|评估|一次)"), Every.HALF_YEAR, False),
    (re.compile("每年(?!均)|每年度|按年度|每一年"), Every.YEAR, False),
    (re.compile("每(?:周|日|天|旬)|按周|按日|周(?:调度|通报)|日(?:调度|通报)"), Every.MONTH, True),
)
_STOPS = "，。；"
_WORKS = re.compile(
    "(?:^|[，、。；（）]|底前|推进|完成|建设|加快|实施|推动|启动|□)(?P<name>(?!含|等|现有|其他|各|全市|所有|部分|国有)"
    "[^，、。；（）□]{2,20}?(?:有限责任公司|有限公司|分公司|发电厂|电厂|水泥厂|钢厂|开发区|产业园区|工业园区|产业园|工业园|物流园))"
    "|(?P<road>[0-9]{3}(?:国道|省道)[^，。；、（）]{0,14}?段)"
)
_COUNTY = re.compile(
    "(?:^|[、，。；：）]|底前)(?P<name>(?!各|全|本|该|等|试点|示范|贫困|重点|所有|有关|相关|主产)[\u4e00-\u9fff]{2,3}县)"
)


@dataclass(frozen=True, slots=True)
class Point:
    """A milestone as the document has it: with `due` a result, with `every` a duty."""

    text: str
    quote: str
    line: int
    due: date | None = None
    inferred: bool = False
    every: Every | None = None
    strength: Strength = Strength.MUST
    where: tuple[str, ...] = ()
    works: tuple[str, ...] = ()  # named, and of no known county
    unclear: bool = False
    short: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """`counties`: those the document names. `earliest`: a day before it is history, no term."""

    counties: tuple[str, ...]
    only_year: int | None
    earliest: date | None

    def points(self, item: OutlineItem) -> list[Point]:
        found = [point for passage in item.passages for point in self._of(passage)]
        if item.time and not any(point.due for point in found):
            found = [*self._of_time(item), *found]
        return found

    def spans(self, text: str) -> list[Span]:
        return [
            span
            for span in spans(text, self.only_year)
            if not (self.earliest and span.term.due and span.term.due < self.earliest)
        ]

    def _of(self, passage: Paragraph) -> Iterator[Point]:
        text = passage.text
        dated = [(span.term.start, self._result(passage, span)) for span in self.spans(text)]
        yield from (point for _, point in sorted([*dated, *_duties(passage)], key=lambda pair: pair[0]))

    def _result(self, passage: Paragraph, span: Span) -> Point:
        term = span.term
        words = passage.text[span.start : span.end]
        return Point(
            text=words.strip(PAUSES),
            quote=passage.text[term.start : term.end],
            line=passage.line,
            due=term.due,
            inferred=term.inferred,
            strength=term.strength,
            where=tuple(county for county in self.counties if county in words),
            works=tuple(self._works(passage.text, span)),
            unclear=span.unclear,
        )

    def _works(self, text: str, span: Span) -> Iterable[str]:
        """Named works in the stretch of a term, the term itself made unreadable."""
        term = span.term
        twin = (
            masked(folded(text[: term.start]))
            + MASK * (term.end - term.start)
            + masked(folded(text[term.end :]))
        )
        words, twin = text[span.start : span.end], twin[span.start : span.end]
        names = (
            words[one.start(kind) : one.end(kind)] for one in _WORKS.finditer(twin) if (kind := _kind(one))
        )
        return dict.fromkeys(name for name in names if not any(county in name for county in self.counties))

    def _of_time(self, item: OutlineItem) -> Iterator[Point]:
        """A column 完成时限 holds the term alone: it is the whole task's."""
        column = Paragraph(item.line, item.time)
        for point in self._of(column):
            yield Point(
                item.title, item.time, item.line, point.due, point.inferred, point.every, point.strength
            )


def _kind(found: re.Match[str]) -> str:
    return "name" if found["name"] else "road"


def _duties(passage: Paragraph) -> Iterator[tuple[int, Point]]:
    twin = masked(folded(passage.text))
    seen: set[tuple[int, Every]] = set()
    for pattern, every, short in DUTIES:
        for found in pattern.finditer(twin):
            start = max(twin.rfind(mark, 0, found.start()) for mark in _STOPS) + 1
            end = min((at for mark in _STOPS if (at := twin.find(mark, found.end())) >= 0), default=len(twin))
            words = passage.text[start:end].strip()
            if (start, every) not in seen:
                seen.add((start, every))
                yield found.start(), Point(words, words, passage.line, every=every, short=short)


def counties_in(paragraphs: Iterable[Paragraph]) -> list[str]:
    """Names of counties that begin a phrase: 桐柏县先进制造业开发区, 内乡县北岗矿区."""
    found = (match["name"] for p in paragraphs for match in _COUNTY.finditer(folded(p.text)))
    return list(dict.fromkeys(found))

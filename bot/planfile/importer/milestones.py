"""The dated results and the recurring duties of a task, each with its phrase and line."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.plan import Every, Strength
from bot.planfile.importer.brackets import split
from bot.planfile.importer.date_spans import Slice, Span, spans
from bot.planfile.importer.dates import Term, terms
from bot.planfile.importer.document import Paragraph
from bot.planfile.importer.item import OutlineItem
from bot.planfile.importer.normalize import MASK, PAUSES, folded, masked
from bot.planfile.importer.time_alone import LoneTime, TimeDoubt, read_time
from bot.planfile.importer.written_dates import written_dates

DUTIES: tuple[tuple[re.Pattern[str], Every, bool], ...] = (  # the last: shorter than we ask about
    (
        re.compile("每个?月|按月|逐月|次月|(?<![双隔半])月(?:抽查|调度|通报|监测|检查|巡查|报告|排名)"),
        Every.MONTH,
        False,
    ),
    (re.compile("每个?季度?|按季度?|逐季度?|季度(?:调度|通报|报告|评估)"), Every.QUARTER, False),
    (re.compile("每半年|半年(?:调度|通报|报告|评估|一次)"), Every.HALF_YEAR, False),
    (re.compile("每年(?!均)|每年度|按年度|每一年"), Every.YEAR, False),
    (
        re.compile(
            "每(?:周|日|天|旬|个?半个?月)|按周|按日|周(?:调度|通报)|日(?:调度|通报)|半月(?:一|抽查|调度|通报|检查|巡查)"
        ),
        Every.MONTH,
        True,
    ),
)
# 每人每年只享受一次: what somebody may have, and no work.
_NO_DUTY = re.compile(
    "享受|补助|补贴|奖补|奖励|资助|给予|报销|罚款|加收|滞纳金|补偿|津贴|工资|(?:最多|至多|不超过|只能?|仅|限)[^，。；]{0,6}(?:次|项|个|家|名|种)"
)
_A_MONTH = "(?:1[0-2]|[1-9])月份?(?:(?:底|末|初|[上中下]旬)(?:之?前)?)?"
_MONTHS_OF_A_YEAR = re.compile(
    f"每年(?:的|[^，。；（）]{{0,20}}（)?({_A_MONTH}(?:(?:、|和|及|与){_A_MONTH})+)"
)
_STOPS = "，。；"
_BEFORE_WORKS = (
    "推进|完成|建设|加快|实施|推动|启动|督促|督导|指导|支持|协调|组织|确保|关停|关闭|搬迁|淘汰|新建|改造|整治"
)
_WORKS = re.compile(
    f"(?:^|[，、。；（）]|底前|{_BEFORE_WORKS}|□)"
    f"(?P<name>(?!含|等|现有|其他|各|全市|所有|部分|国有|{_BEFORE_WORKS})"
    "[^，、。；（）□]{2,20}?(?:有限责任公司|有限公司|分公司|发电厂|电厂|水泥厂|钢厂|开发区|产业园区|工业园区|产业园|工业园|物流园))"
    "|(?P<road>[0-9]{3}(?:国道|省道)[^，。；、（）]{0,14}?段)"
)
_COUNTY = re.compile(
    "(?:^|[、，。；：）至]|底前|完成|建设|推进|公司)(?P<name>(?!完成|推进|推动|建设|新建|启动|开展|实现|制定|组织|加快|加强|涉及|跨|各|全|本|该|等|试点|示范|贫困|重点|所有|有关|相关|主产)[\u4e00-\u9fff]{1,2}[^内个跨的，。；、]县)"
)


ACTION = re.compile(  # begins a piece of work of its own
    "研究制定|制定|编制|建设|推进|推动|推广|实施|开展|加快|加强|强化|大力|持续|稳步|稳妥|积极|深入|全面|严格|建立|完善|取消"
)
_OBLIGES = re.compile("应当?|必须|禁止|严禁|不得|须")


@dataclass(frozen=True, slots=True)
class Point:
    """A milestone as the document has it: with `due` a result, with `every` a duty. `passage`, `start`, `end`: where
    it stands among the item's passages; -1 where a column says it. `general`: the task as a whole."""

    text: str
    quote: str
    line: int
    due: date | None = None
    inferred: bool = False
    every: Every | None = None
    months: tuple[int, ...] = ()  # in which it is asked: 每年6月、12月
    strength: Strength = Strength.MUST
    where: tuple[str, ...] = ()
    works: tuple[str, ...] = ()  # named, and of no known county
    unclear: bool = False
    short: bool = False
    every_inferred: bool = False
    general: bool = False
    passage: int = -1
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Reader:
    """`counties`: those the document names. `earliest`: a day before it is history, no term."""

    counties: tuple[str, ...]
    only_year: int | None
    earliest: date | None

    def points(self, item: OutlineItem) -> list[Point]:
        found = [
            replace(point, passage=at)
            for at, passage in enumerate(item.passages)
            for point in self._of(passage)
        ]
        said = {point.due for point in found if point.due}
        column = (point for point in self._of_time(item) if point.due not in said)
        return [*(point for point in column if point.due or not said), *found]

    def spans(self, text: str) -> list[Span]:
        return [span for span in spans(text, self.only_year) if not self.is_past(span.term)]

    def is_past(self, term: Term) -> bool:
        return bool(self.earliest and term.due and term.due < self.earliest)

    def _of(self, passage: Paragraph) -> Iterator[Point]:
        text = passage.text
        dated = [(span.term.start, self._result(passage, span)) for span in self.spans(text)]
        yield from (point for _, point in sorted([*dated, *_duties(passage)], key=lambda pair: pair[0]))

    def _result(self, passage: Paragraph, span: Span) -> Point:
        term, text = span.term, passage.text
        slices = _reach(folded(text), span)
        reach = slices[0] if span.is_whole() else span.clause
        words = "".join(text[start:end] for start, end in slices)
        return Point(
            text=words.strip(PAUSES + "、"),
            quote=text[term.start : term.end],
            line=passage.line,
            due=term.due,
            inferred=term.inferred,
            strength=term.strength,
            where=tuple(county for county in self.counties if county in words),
            works=tuple(name for start, end in slices for name in self._works(text, term, start, end)),
            unclear=span.unclear,
            start=0 if span.in_bracket else reach[0],
            end=0 if span.in_bracket else reach[1],
        )

    def _works(self, text: str, term: Term, start: int, end: int) -> Iterable[str]:
        """Named works in the stretch of a term, the term itself made unreadable."""
        twin = (
            masked(folded(text[: term.start]))
            + MASK * (term.end - term.start)
            + masked(folded(text[term.end :]))
        )
        return self._named(text[start:end], twin[start:end])

    def works(self, text: str) -> Iterable[str]:
        """Named works of no known county."""
        return self._named(text, masked(folded(text)))

    def _named(self, words: str, twin: str) -> Iterable[str]:
        names = (
            words[one.start(kind) : one.end(kind)] for one in _WORKS.finditer(twin) if (kind := _kind(one))
        )
        return dict.fromkeys(name for name in names if not any(county in name for county in self.counties))

    def time(self, item: OutlineItem) -> LoneTime:
        """What a column 完成时限 says."""
        return read_time(item.time, (self.only_year, self.only_year) if self.only_year else None)

    def is_read(self, time: str) -> bool:
        """6月底前完成选址，11月底前全部建成: each of its times is a term of its own."""
        found = terms(time, self.only_year)
        return bool(found) and all(term.is_known for term in found) and len(found) == len(written_dates(time))

    def _of_time(self, item: OutlineItem) -> Iterator[Point]:
        """A column 完成时限 holds the term alone: it is the whole task's."""
        time = self.time(item)
        if time.due or time.every:
            hedged = next((term.strength for term in terms(item.time, self.only_year)), Strength.MUST)
            yield Point(
                *(item.title, item.time, item.line, time.due, time.inferred, time.every),
                strength=hedged,
                short=time.short,
            )
        elif time.doubt in (TimeDoubt.SEVERAL, TimeDoubt.NOT_READ):
            for point in self._of(Paragraph(item.line, item.time)):
                yield replace(point, text=item.title if point.text == point.quote else point.text, passage=-1)


def _reach(twin: str, span: Span) -> tuple[Slice, ...]:
    """Without a piece of work before the term (加快…改造，2023年年底前…), and what is encouraged up to what is
    obliged."""
    if not span.is_whole():
        return span.slices
    start, end, term = span.start, span.end, span.term
    pause = twin.rfind("，", start, term.start)
    if pause > 0 and ACTION.match(twin[start:pause]):
        start = pause + 1
    if term.strength is Strength.ENCOURAGE:
        for a, b, _ in split(twin[term.end : end], "，；"):
            if a and _OBLIGES.search(twin[term.end + a : term.end + b]):
                return ((start, term.end + a - 1),)
    return ((start, end),)


def _kind(found: re.Match[str]) -> str:
    return "name" if found["name"] else "road"


def _duties(passage: Paragraph) -> Iterator[tuple[int, Point]]:
    twin = masked(folded(passage.text))
    seen: set[tuple[int, Every, bool]] = set()
    for pattern, every, short in DUTIES:
        for found in pattern.finditer(twin):
            start = max(twin.rfind(mark, 0, found.start()) for mark in _STOPS) + 1
            end = min((at for mark in _STOPS if (at := twin.find(mark, found.end())) >= 0), default=len(twin))
            words = passage.text[start:end].strip()
            if (start, every, short) not in seen and not _NO_DUTY.search(twin, start, end):
                seen.add((start, every, short))
                point = Point(words, words, passage.line, every=every, short=short, start=start, end=end)
                yield found.start(), _in_its_months(point, twin[start:end])


def _in_its_months(point: Point, twin: str) -> Point:
    """每年6月、12月 is asked in these months."""
    if point.every is Every.YEAR and (found := _MONTHS_OF_A_YEAR.search(twin)):
        return replace(point, every=Every.MONTH, months=tuple(map(int, re.findall("[0-9]+", found[1]))))
    return point


def duties_in(text: str) -> Iterator[str]:
    """The phrases of a paragraph that say how often something is done."""
    return (point.text for _, point in _duties(Paragraph(0, text)))


def counties_in(paragraphs: Iterable[Paragraph]) -> list[str]:
    """Names of counties that begin a phrase: 桐柏县先进制造业开发区, 内乡县北岗矿区."""
    found = (match["name"] for p in paragraphs for match in _COUNTY.finditer(folded(p.text)))
    return list(dict.fromkeys(found))

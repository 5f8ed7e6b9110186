"""Dates as plans write them, and the day that each one means: 2026年5月底前, 三季度末, 6月至9月, 2026-09-30,
“十五五”末, 汛期前. Whether a date is a term is decided in dates.py."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from bot.domain.language.dates import months
from bot.planfile.importer.numerals import read_numeral

Match = re.Match[str]


class DateShape(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR_END = "year_end"  # 年底, 2026年内
    YEAR = "year"
    FIVE_YEARS = "five_years"  # “十五五”末
    NO_DAY = "no_day"  # 年中, 2026年初, 春节前, “十五五”期间: a time is meant, and no day follows


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """`year`: the one written. `shifted`: another year is meant than the plan's (明年, 次年). `before`: 前 stands
    behind it. `from_`: where a range begins, whose end this is; -1 without one."""

    start: int
    end: int
    shape: DateShape
    year: int | None = None
    shifted: bool = False
    number: int = 0  # of the month, quarter or half-year
    day: int = 0
    part: str = ""  # 底, 上旬
    before: bool = False
    from_: int = -1

    @property
    def begin(self) -> int:
        """With the beginning of its range."""
        return self.start if self.from_ < 0 else self.from_

    @property
    def limits(self) -> bool:
        """The words say that it is an end."""
        return self.before or self.part in ENDS or self.shape in (DateShape.YEAR_END, DateShape.NO_DAY)

    @property
    def told(self) -> bool:
        """The document says which day: all but the year."""
        if self.before and self.shape is DateShape.YEAR:
            return False
        return self.shape in (DateShape.DAY, DateShape.YEAR_END) or self.part in ENDS

    @property
    def is_inferred(self) -> bool:
        """The document says less than the day."""
        return self.year is None or not self.told

    def _is_between(self) -> bool:
        """三季度前: before it begins, or before it ends?"""
        return self.before and not self.part and self.shape in (DateShape.QUARTER, DateShape.HALF)

    def on(self, year: int | None) -> date | None:
        """The day it means, in its own year or the one given; None where none follows. A year is never guessed."""
        meant = self.year if self.year is not None else None if self.shifted else year
        if meant is None or self.shape is DateShape.NO_DAY or self._is_between():
            return None
        try:
            return _day(self, meant)
        except ValueError:  # 2月30日: a day was meant, and there is none
            return None


ENDS = ("底", "末")
_FIVE_YEARS = {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
_LAST_OF_PART = {"上旬": 10, "初": 10, "上中旬": 20, "中旬": 20, "中": 20}
_OF_CHINESE = "一二三四五六七八九"
_MONTH = f"(?:1[0-2]|0?[1-9]|十[一二]?|[{_OF_CHINESE}])"
_DAY = f"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[{_OF_CHINESE}]?|[{_OF_CHINESE}])"
_PART = "(?P<part>底|末|上中旬|中下旬|上旬|中旬|下旬|初|中(?!旬|央))?"
_BEFORE = "(?P<before>(?:之|以)?前(?!后|期|景|提|沿|列|往|端|述|置|一|三))?"
_SHORT = "(?<![0-9.])2[0-9](?=年(?:年?[底末]|(?:1[0-2]|[1-9])月|[上下]半年|[一二三四]季度))"  # 24年5月底
_NAMED = f"(?P<y>20[0-9]{{2}}|{_SHORT})年(?:度)?"
_OTHER = "(?P<other>今年|本年度?|当年|(?P<shift>明年|次年|翌年|下一?年|后年|去年|上年))"
_YEAR = f"(?:{_NAMED}|{_OTHER})?"
_NO_COUNT = f"(?<![0-9.第每几数两个{_OF_CHINESE}十])"
_EVENT = (
    "(?:汛期|主汛期|入汛|汛|春节|元旦|国庆节?|中秋节?|五一|七一|十一|入冬|冬季|雨季|台风季|春耕|秋收|秋播|开学|暑期|寒假|高考|两会"
    "|采暖季|供暖季|取暖季|采暖期|供暖期|取暖期|供暖|采暖|封冻|施工期结束|换届)"
)
# Each with the shape it gives; at one place the first that fits wins.
_PATTERNS: tuple[tuple[DateShape, str], ...] = (
    (
        DateShape.DAY,
        rf"(?<![0-9.])(?P<y>20[0-9]{{2}})(?P<mark>[-./])(?P<m>{_MONTH})[-./](?P<d>{_DAY})日?(?![0-9.%]){_BEFORE}",
    ),
    (
        DateShape.DAY,
        f"{_YEAR}{_NO_COUNT}(?P<m>{_MONTH})月(?P<d>{_DAY})(?:[日号]|(?=(?:之|以)?前)){_BEFORE}",
    ),
    (
        DateShape.MONTH,
        rf"(?<![0-9.])(?P<y>20[0-9]{{2}})[-./](?P<m>{_MONTH})(?:月?(?P<part>底|末){_BEFORE}|月?(?P<limit>(?:之|以)?前))",
    ),
    (
        DateShape.MONTH,
        rf"(?<![0-9.])(?P<y>20[0-9]{{2}})[./](?P<m>{_MONTH})(?=[-—~至到，。；]|开展|完成|启动|建成|开工|组织|$)",
    ),
    (DateShape.MONTH, f"{_NAMED}(?P<m>{_MONTH})月份?{_PART}{_BEFORE}"),
    (DateShape.MONTH, f"{_OTHER}(?P<m>{_MONTH})月份?{_PART}{_BEFORE}"),
    (DateShape.MONTH, f"{_NO_COUNT}(?P<m>1[0-2]|0?[1-9])月份?{_PART}{_BEFORE}"),
    (
        DateShape.MONTH,
        f"{_NO_COUNT}(?P<m>十[一二]?|[{_OF_CHINESE}])月(?=份|底|末|上旬|中旬|下旬|初|前)份?{_PART}{_BEFORE}",
    ),
    (DateShape.HALF, f"{_YEAR}(?P<h>[上下])半年(?P<part>底|末)?{_BEFORE}"),
    (DateShape.QUARTER, f"{_YEAR}[第前]?(?P<q>[一二三四1-4])个?季度(?P<part>底|末)?{_BEFORE}"),
    (
        DateShape.NO_DAY,
        f"(?:(?P<y>20[0-9]{{2}})年?|今|本|当|明|次)?年(?:初|中)(?!央|国|小|心|型|级|考|等|医|华|部|间|学|共|期){_BEFORE}",
    ),
    (
        DateShape.YEAR_END,
        f"(?:(?P<y>20[0-9]{{2}}|{_SHORT})年?|(?P<other>今|本|当|(?P<shift>明|次))年?"
        f"|(?<![0-9{_OF_CHINESE}十两几数半多]))年(?:底|末|终(?!考|总|绩)|内){_BEFORE}",
    ),
    (DateShape.YEAR_END, f"(?P<y>20[0-9]{{2}})(?:底|末){_BEFORE}"),
    (
        DateShape.FIVE_YEARS,
        f'[“"]?(?P<five>十[三四五六]五)[”"]?(?:规划|时期|期)?(?:末期?|期末|收官(?:之年)?|结束){_BEFORE}',
    ),
    (DateShape.NO_DAY, '[“"]?十[三四五六]五[”"]?(?:规划)?(?:期间|时期|期内)'),
    (
        DateShape.NO_DAY,
        f'(?:{_NAMED}|今年|本年|当年|明年|次年)?[“"]?{_EVENT}[”"]?(?:来临|到来|开始|结束)?(?:之|以)?前(?!准备)',
    ),
    (DateShape.QUARTER, f"(?<![A-Za-z0-9]){_YEAR}Q(?P<q>[1-4])(?![0-9A-Za-z])(?P<part>底|末)?{_BEFORE}"),
    (DateShape.NO_DAY, "[\u4e00-\u9fff](?<![环季调细章情小关枝])节(?:之|以)?前"),
    (
        DateShape.NO_DAY,  # 本月底前, 下周五前: told from a day that the document may not know
        f"(?:本|下)个?月(?:{_DAY}[日号]|底|末|内|[上中下]旬)?(?:之|以)?前?(?<=[日号底末内旬前])"
        f"|(?<![0-9每逐当次各按本下个{_OF_CHINESE}十])月[底末](?:之|以)?前?"
        "|(?:本|下)周(?:内|末|[一二三四五六日])(?:之|以)?前?",
    ),
    (DateShape.NO_DAY, f"{_NAMED}(?!年|底|末)[\u4e00-\u9fff]{{1,4}}前(?=，|。|；|完成|建成|$)"),
    (DateShape.YEAR, f"(?P<y>20[0-9]{{2}})年度?{_BEFORE}"),
    (DateShape.YEAR, r"(?<![0-9.])(?P<y>20[0-9]{2})(?=(?:、20[0-9]{2})*(?:、|和|及)20[0-9]{2}年)"),
)
_ANY = re.compile("|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern) for _, pattern in _PATTERNS))
_SHAPES = tuple((shape, re.compile(pattern)) for shape, pattern in _PATTERNS)
# 2026年6月至, 6—, 6月1日到: what stands before the end of a range.
_RANGE = re.compile(
    rf"(?P<open>自|从)?(?:(?P<y>20[0-9]{{2}})(?:年|[-./]))?(?<![0-9])(?P<m>{_MONTH})(?:月份?|[-./]|(?=[-—~至到]))"
    rf"(?:(?P<d>{_DAY})[日号]?)?(?:底|末|上旬|中旬|下旬|初|中)?起?(?:[-—~至到]|——)$"
)
_DAY_RANGE = re.compile(f"{_YEAR}{_NO_COUNT}{_MONTH}月{_DAY}[日号]?(?:[-—~至到]|——)$")
_YEAR_RANGE = re.compile("(?<![0-9])(?P<y>20[0-9]{2})年?(?:[-—~至到]|——)$")
_TO_DAY = re.compile(f"(?:[-—~至到]|——)(?P<d>{_DAY})[日号]{_BEFORE}")
_LONGEST_RANGE = 20  # characters of its beginning


@lru_cache(maxsize=1024)  # asked for by terms, numbers and their names
def written_dates(twin: str) -> tuple[WrittenDate, ...]:
    """Left to right, in a folded text."""
    return tuple(_found(twin))


def _found(twin: str) -> Iterator[WrittenDate]:
    at, waiting = 0, None
    while found := _ANY.search(twin, at):
        written = _with_range(twin, _written(found))
        at = written.end
        if waiting and written.begin >= waiting.end:  # else it was the beginning of this range
            yield waiting
        waiting = written
    if waiting:
        yield waiting


def _written(found: Match) -> WrittenDate:
    for shape, pattern in _SHAPES:
        one = pattern.match(found.string, found.start())
        if one and one.end() == found.end():
            return _of(shape, one)
    raise AssertionError(found[0])  # pragma: no cover - the union is made of these patterns


def _of(shape: DateShape, one: Match) -> WrittenDate:
    said = one.groupdict()
    year = int(f"20{said['y'][-2:]}") if said.get("y") else _FIVE_YEARS.get(said.get("five") or "")
    number = said.get("m") or said.get("q") or {"上": "1", "下": "2"}.get(said.get("h") or "", "")
    return WrittenDate(
        one.start(),
        one.end(),
        shape,
        year,
        bool(said.get("shift")),
        read_numeral(number) or 0 if number else 0,
        read_numeral(said["d"]) or 0 if said.get("d") else 0,
        said.get("part") or "",
        bool(said.get("before") or said.get("limit")),
    )


def _with_range(twin: str, written: WrittenDate) -> WrittenDate:
    """6月至9月 and 6月1日—30日 are one date, their end, in the year of their beginning."""
    if (to := _TO_DAY.match(twin, written.end)) and written.shape is DateShape.DAY and not written.before:
        day = read_numeral(to["d"]) or 0
        return replace(written, end=to.end(), day=day, before=bool(to["before"]), from_=written.start)
    window = max(0, written.start - _LONGEST_RANGE)
    before = twin[window : written.start]
    pattern = _YEAR_RANGE if written.shape is DateShape.YEAR else _RANGE
    if written.shape not in (DateShape.DAY, DateShape.MONTH, DateShape.YEAR):
        return written
    if not (begins := pattern.search(before)):
        return written
    year, shifted = written.year, written.shifted
    if year is None and begins["y"]:
        year, shifted = int(begins["y"]) + int(shifted), False  # 2026年11月至次年3月
    return replace(written, from_=window + begins.start(), year=year, shifted=shifted)


def _day(written: WrittenDate, year: int) -> date:
    """Raises ValueError for a day that there is not."""
    match written.shape:
        case DateShape.DAY:
            return date(year, written.number, written.day)
        case DateShape.MONTH:
            return _in_month(written, *months(year, written.number))
        case DateShape.QUARTER:
            return months(year, 3 * written.number - 2, 3)[1]
        case DateShape.HALF:
            return months(year, 6 * written.number - 5, 6)[1]
        case DateShape.YEAR if written.before:  # 2025年前 ends before 2025 begins
            return date(year - 1, 12, 31)
        case _:
            return date(year, 12, 31)


def _in_month(written: WrittenDate, first: date, last: date) -> date:
    """9月前 ends before September begins."""
    if written.before and not written.part:
        return first - timedelta(1)
    return first.replace(day=_LAST_OF_PART.get(written.part, last.day))

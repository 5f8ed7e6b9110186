"""Days and spans of days as people write them: 12月20日前, 下周五, 月底, 3.15前, by 20 Dec, 2023年四季度.

A day without a year is the nearest one. A term ends on its last calendar day (月底 is the 31st, 下周 ends
on Sunday): the calendar finds the workday. What names no day (12月前, 10个工作日内) is found, and said to be
vague.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.lazy_pattern import lazy_pattern
from bot.domain.quantity import number

Match = re.Match[str]
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Mention:
    """A day or term in a text. `by`: it is a limit (前, 内, by). `firm`: it names a day or an end by itself;
    本月, 今天 or 12月 alone may as well say what period a figure is about."""

    span: Span | None  # None: vague
    start: int
    end: int
    by: bool = False
    firm: bool = False

    @property
    def day(self) -> date | None:
        return self.span[1] if self.span else None


class Vague(Exception):
    """A time is meant, but no day follows from the words."""


# ---- the pieces

_DAY = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?:20[0-9]{2}|二[〇零一二三四五六七八九]{3})\s*年|今年|本年度?|明年|去年|后年)"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_REL = {
    "上上": -2,
    "上": -1,
    "last": -1,
    "previous": -1,
    "本": 0,
    "这": 0,
    "这个": 0,
    "当": 0,
    "this": 0,
    "the": 0,
}
_REL |= {"": 0, "下": 1, "next": 1, "下下": 2}
_NEAR_DAYS = {"前天": -2, "昨天": -1, "昨日": -1, "yesterday": -1, "今天": 0, "今日": 0, "today": 0}
_NEAR_DAYS |= {"明天": 1, "明日": 1, "tomorrow": 1, "后天": 2, "大后天": 3}
_YEARS = {"今年": 0, "本年": 0, "本年度": 0, "明年": 1, "去年": -1, "后年": 2}
_LIMIT = lazy_pattern(r"\s*(?:(?:之|以)?前|(?:之|以)?内)")
_LIMIT_BEFORE = lazy_pattern(
    r"(?:\b(?:by|before|until|till|due)(?: the)?|最迟|最晚|不迟于|不晚于)\s*$", re.IGNORECASE
)
_AS_OF = lazy_pattern(r"(?:截至|截止到?|\bas of)\s*$", re.IGNORECASE)


def whole(text: str) -> int:
    value = number(text)
    if value is None or value != int(value):
        raise ValueError(text)
    return int(value)


def _year(text: str | None, today: date) -> int | None:
    if not text:
        return None
    named = text.strip().removesuffix("年").strip()
    return today.year + _YEARS[text] if text in _YEARS else whole(named)


def _nearest(spans: Iterator[Span], today: date) -> Span:
    return min(spans, key=lambda span: abs((span[1] - today).days))


def in_year(year: int | None, today: date, make: Callable[[int], Span]) -> Span:
    """In the year given; else in the year that brings it nearest to today."""
    if year is not None:
        return make(year)

    def candidates() -> Iterator[Span]:
        for candidate in (today.year, today.year - 1, today.year + 1):
            try:
                yield make(candidate)
            except ValueError:  # 29 February
                continue

    return _nearest(candidates(), today)


def _one(day: date) -> Span:
    return day, day


def months(year: int, first: int, count: int = 1) -> Span:
    """`count` months from the first on; months beyond the year roll over."""
    years, index = divmod(first - 1, 12)
    start = date(year + years, index + 1, 1)
    years, index = divmod(first + count - 2, 12)
    return start, date(year + years, index + 1, monthrange(year + years, index + 1)[1])


# ---- rules: a pattern, and what span it means; the first that fits a place wins


def _full(m: Match, today: date) -> Span:
    return _one(date(whole(m["y"]), whole(m["m"]), whole(m["d"])))


def _month_day(m: Match, today: date) -> Span:
    return in_year(_year(m["y"], today), today, lambda y: _one(date(y, whole(m["m"]), whole(m["d"]))))


def _parted(span: Span, part: str | None) -> Span:
    if part in ("上旬", "中旬"):
        tenths = 0 if part == "上旬" else 10
        return span[0] + timedelta(tenths), span[0] + timedelta(tenths + 9)
    if part == "初":
        raise Vague
    return (span[0] + timedelta(20), span[1]) if part == "下旬" else span


def _month(m: Match, today: date) -> Span:
    if not m["part"] and _before(m):
        raise Vague  # 12月前: before it begins or before it ends?
    return _parted(
        in_year(_year(m["y"], today), today, lambda y: months(y, date(y, whole(m["m"]), 1).month)), m["part"]
    )


def _before(m: Match) -> bool:
    return re.match(r"(?:之|以)?前", m.string[m.end() : m.end() + 2]) is not None


def _this_month(m: Match, today: date) -> Span:
    return _parted(months(today.year, today.month + _REL[m["rel"] or ""]), m["part"])


def _this_month_day(m: Match, today: date) -> Span:
    start, _ = months(today.year, today.month + _REL[m["rel"]])
    return _one(start.replace(day=whole(m["d"])))


def _quarter(m: Match, today: date) -> Span:
    if not m["part"] and _before(m):
        raise Vague
    first = 3 * whole(m["q"]) - 2
    return in_year(_year(m["y"], today), today, lambda y: months(y, first, 3))


def _this_quarter(m: Match, today: date) -> Span:
    return months(today.year, (today.month - 1) // 3 * 3 + 1 + 3 * _REL[m["rel"] or ""], 3)


def _half(m: Match, today: date) -> Span:
    first = 1 if m["h"] == "上" else 7
    return in_year(_year(m["y"], today), today, lambda y: months(y, first, 6))


def _whole_year(m: Match, today: date) -> Span:
    if _before(m) and not m["part"]:
        raise Vague
    year = _year(m["y"], today)
    return months(today.year if year is None else year, 1, 12)


def _weekday(m: Match, today: date) -> Span:
    index = "一二三四五六日天末".find(m["wd"])
    index = {7: 6, 8: 6}.get(index, index) if index >= 0 else whole(m["wd"]) - 1
    return _one(_day_of_week(m["rel"], index, today))


def _day_of_week(rel: str | None, index: int, today: date) -> date:
    if not rel:
        return today + timedelta((index - today.weekday()) % 7)  # 周五: the coming one, today included
    return _week_of(today, _REL[rel])[0] + timedelta(index)


def _weekday_en(m: Match, today: date) -> Span:
    rel = (m["rel"] or "").lower()
    return _one(_day_of_week("" if rel == "the" else rel, _WEEKDAYS.index(m["wd"].lower()), today))


def _week(m: Match, today: date) -> Span:
    return _week_of(today, _REL[m["rel"]])


def _week_of(today: date, shift: int) -> Span:
    monday = today + timedelta(7 * shift - today.weekday())
    return monday, monday + timedelta(6)


def _near_day(m: Match, today: date) -> Span:
    return _one(today + timedelta(_NEAR_DAYS[m[0].lower()]))


def _in_days(m: Match, today: date) -> Span:
    if m["unit"].endswith(("工作日", "小时")):
        raise Vague
    if m["unit"] == "个月":
        first, last = months(today.year, today.month + whole(m["n"]))
        return _one(min(last, first + timedelta(today.day - 1)))
    return _one(today + timedelta(whole(m["n"]) * (1 if m["unit"] in "天日" else 7)))


def _day_only(m: Match, today: date) -> Span:
    def make(shift: int) -> Span:
        return _one(months(today.year, today.month + shift)[0].replace(day=whole(m["d"])))

    def candidates() -> Iterator[Span]:
        for shift in (0, 1, -1, 2):
            try:
                yield make(shift)
            except ValueError:  # no 31st in that month
                continue

    if not _before(m):
        return _nearest(candidates(), today)
    return min(span for span in candidates() if span[0] >= today)  # 28号前 is promised, so still to come


def _english(m: Match, today: date) -> Span:
    month, year = _MONTHS.index(m["month"].lower()[:3]) + 1, m["y"]
    return in_year(int(year) if year else None, today, lambda y: _one(date(y, month, int(m["d"]))))


def _end_of_month_en(m: Match, today: date) -> Span:
    month, year = _MONTHS.index(m["month"].lower()[:3]) + 1, m["y"]
    return in_year(int(year) if year else None, today, lambda y: months(y, month))


def _end_of_en(m: Match, today: date) -> Span:
    shift = _REL[(m["rel"] or "").lower()]
    match m["what"].lower():
        case "week":
            return _week_of(today, shift)
        case "month":
            return months(today.year, today.month + shift)
        case "quarter":
            return months(today.year, (today.month - 1) // 3 * 3 + 1 + 3 * shift, 3)
        case _:
            return months(today.year + shift, 1, 12)


FIRM, LOOSE = True, False
_PART = "(?P<part>底|末|上旬|中旬|下旬|初)"
_REL_ZH = "(?P<rel>上上|下下|上|下|本|这个?|当)"
_WEEK = "(?:周|星期|礼拜)"
_NO_COUNT = "(?<![每一二三四五六七八九十两0-9])"  # 一周五次 is no Friday
_ISO_DAY = r"(?P<m>0?[1-9]|1[0-2])[./-](?P<d>[12][0-9]|3[01]|0?[1-9])(?![0-9.%/])"
_YEAR_EN = r"(?:,?\s*(?P<y>20[0-9]{2}))?"
_REL_EN = r"(?P<rel>this|next|last|the|previous)\s+"

Rule = Callable[[Match, date], Span]

# No pattern may open with an unbounded repetition, also not behind an optional part: a search tries each position, so
# a long run of spaces would cost its length squared. The tests check the table for it.
TABLE: tuple[tuple[str, Rule, bool], ...] = (
    # days
    (
        r"(?<![0-9])(?P<y>20[0-9]{2})\s*[./-]\s*(?P<m>[0-9]{1,2})\s*[./-]\s*(?P<d>[0-9]{1,2})日?(?![0-9])",
        _full,
        FIRM,
    ),
    (r"(?<![0-9])(?P<y>20[0-9]{2})(?P<m>0[1-9]|1[0-2])(?P<d>[0-3][0-9])(?![0-9.万吨台])", _full, FIRM),
    (
        rf"(?<![0-9])(?:(?P<y>{_YEAR})\s*)?(?P<m>{_DAY})\s*月\s*(?P<d>{_DAY})"
        r"(?:[日号](?!锅炉|机组|线|窑)|(?=\s*(?:$|[，,。；;、）)]|(?:之|以)?前|左右|完成|至|到|-)))",
        _month_day,
        FIRM,
    ),
    (rf"{_REL_ZH}个?月(?P<d>{_DAY})(?:[日号]|(?=(?:之|以)?前))", _this_month_day, FIRM),
    (
        rf"(?<![0-9月.一二三四五六七八九十])(?P<d>{_DAY})[日号](?=(?:之|以)?前|左右|完成|[弄做办]完|搞定)",
        _day_only,
        FIRM,
    ),
    (rf"(?<![0-9./-])(?P<y>){_ISO_DAY}(?:[日号]|(?=(?:之|以)?前))", _month_day, FIRM),
    (rf"(?:(?<=by\ )|(?<=before\ )|(?<=until\ ))(?P<y>){_ISO_DAY}", _month_day, FIRM),
    (
        rf"{_NO_COUNT}(?P<rel>上上|下下|上|下|本|这)?个?{_WEEK}(?P<wd>[一二三四五六日天末1-6])(?![次天期])",
        _weekday,
        FIRM,
    ),
    ("大后天|前天|昨天|昨日|明天|明日|后天", _near_day, FIRM),
    ("今天|今日", _near_day, LOOSE),
    (
        "(?<![0-9.])(?P<n>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})"
        "(?P<unit>个?工作日|天|日|个?小时|周|个?星期|个月)(?:之|以)?(?:内|后)",
        _in_days,
        FIRM,
    ),
    # ends of terms, and terms
    (rf"(?<![0-9])(?:(?P<y>{_YEAR})\s*)?(?P<m>{_DAY})\s*月份?{_PART}", _month, FIRM),
    (rf"(?P<y>{_YEAR})?第?(?P<q>[一二三四1-4])季度(?P<part>末|底)", _quarter, FIRM),
    (rf"(?P<y>{_YEAR})?第?(?P<q>[一二三四1-4])季度(?P<part>)", _quarter, LOOSE),
    ("(?P<rel>本|这|下|上)?一?个?季度?(?:末|底)", _this_quarter, FIRM),
    ("(?P<rel>本|这|下|上)一?个?季度", _this_quarter, LOOSE),
    (rf"(?P<y>{_YEAR})?(?P<h>上|下)半年[末底]", _half, FIRM),
    (rf"(?P<y>{_YEAR})?(?P<h>上|下)半年", _half, LOOSE),
    (rf"(?:(?P<y>{_YEAR})年?|(?<![0-9])年)(?P<part>底|末)", _whole_year, FIRM),
    (rf"{_REL_ZH}?个?月{_PART}", _this_month, FIRM),
    ("(?<![0-9个])(?P<rel>)月(?P<part>)(?=内)", _this_month, FIRM),
    (rf"{_REL_ZH}个?月(?P<part>)", _this_month, LOOSE),
    (rf"(?<![0-9])(?:(?P<y>{_YEAR})\s*)?(?P<m>{_DAY})\s*月份?(?P<part>)", _month, LOOSE),
    (rf"{_NO_COUNT}(?P<rel>上上|下下|上|下|本|这)个?{_WEEK}", _week, LOOSE),
    (rf"(?P<y>{_YEAR})(?P<part>)", _whole_year, LOOSE),
    ("(?<![0-9一二三四五六七八九十两半])(?P<y>)年(?P<part>)(?=内)", _whole_year, FIRM),
    # English
    (rf"\bend\s+of\s+{_MONTH}{_YEAR_EN}", _end_of_month_en, FIRM),
    (rf"\bend\s+of\s+(?:{_REL_EN})?(?P<what>week|month|quarter|year)\b", _end_of_en, FIRM),
    (rf"\b(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}{_YEAR_EN}", _english, FIRM),
    (rf"\b{_MONTH}\s+(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9%]){_YEAR_EN}", _english, FIRM),
    (rf"\b(?:{_REL_EN})?(?P<wd>{'|'.join(_WEEKDAYS)})\b", _weekday_en, FIRM),
    (rf"\b{_REL_EN}(?P<what>week|month|quarter|year)\b", _end_of_en, LOOSE),
    (r"\b(?:tomorrow|yesterday)\b", _near_day, FIRM),
    (r"\btoday\b", _near_day, LOOSE),
)
RULES = tuple((re.compile(pattern, re.IGNORECASE), rule, firm) for pattern, rule, firm in TABLE)

MASK = "□"


def mentions(text: str, today: date) -> tuple[Mention, ...]:
    """Every day or term, left to right."""
    found: list[Mention] = []
    for pattern, rule, firm in RULES:
        here = [m for match in pattern.finditer(text) if (m := _mention(match, rule, firm, today))]
        text = mask(text, here)
        found += here
    return tuple(sorted(found, key=lambda mention: mention.start))


def _mention(match: Match, rule: Callable[[Match, date], Span], firm: bool, today: date) -> Mention | None:
    text, start, end = match.string, match.start(), match.end()
    by = bool(
        match[0].endswith("内")
        or _LIMIT.match(text, end)
        or _LIMIT_BEFORE.search(text[max(0, start - 12) : start])
    )
    mention = Mention(None, start, end, by, firm=firm or by)
    try:
        span = rule(match, today)
    except Vague:
        return mention
    except (ValueError, OverflowError):  # 2月30日前: a day was meant, and there is none
        return mention if mention.firm else None
    if _AS_OF.search(text[max(0, start - 6) : start]):
        return replace(mention, span=span, by=False, firm=False)
    return replace(
        mention, span=span, firm=mention.firm or span[0] > today
    )  # nothing has happened in 下周 yet


def mask(text: str, stretches: Iterable[Mention]) -> str:
    """The text with some of it made unreadable: no later rule takes its numbers for something else."""
    pieces: list[str] = []
    at = 0
    for stretch in stretches:
        pieces += text[at : stretch.start], MASK * (stretch.end - stretch.start)
        at = stretch.end
    return "".join((*pieces, text[at:]))

"""Terms: the days by which something is to be done, as plans write them, with their strength.

Only what limits is a term. 较2022年下降, （2019年本）, 自2019年起 and 2019年1月1日至2020年12月31日 name years and
set no term.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from bot.domain.plan import Strength
from bot.planfile.importer.normalize import folded, masked
from bot.planfile.importer.numerals import read_numeral

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Term:
    """`inferred`: the importer chose the day, the document says less (2025年, 上半年). `guessed_year`: it says no
    year."""

    start: int
    end: int
    due: date | None  # None: a limit without a day (5年内, 5月底前 in a plan of several years)
    inferred: bool
    strength: Strength

    @property
    def is_known(self) -> bool:
        return self.due is not None


_BEFORE = "(?P<by>(?:之|以)?前)?"
_YEAR = "(?P<y>20[0-9]{2})年"
_AFTER_YEAR = (
    "(?!度|版|本|以来|起|间|至|到|[-—~]|同期|基期|实施|印发|出台|召开|以后|后|修订|修正|水平|基数|的)"
)
_PART = "(?P<part>底|末|中旬|上旬|下旬|初|中)?"

_HALF = {"上": 6, "下": 12}
_TENTH = {"上旬": 10, "初": 10, "中旬": 20, "中": 20}


def _year_end(m: Match, year: int) -> tuple[date, bool]:
    return date(year, 12, 31), False


def _day(m: Match, year: int) -> tuple[date, bool]:
    return date(year, int(m["m"]), int(m["d"])), False


def _month(m: Match, year: int) -> tuple[date, bool]:
    """9月底前 is the 30th; for 9月 alone and 9月上旬 the importer chooses the day; 9月前 ends before September
    begins."""
    month, part = int(m["m"]), m["part"]
    if part in _TENTH:
        return date(year, month, _TENTH[part]), True
    if not part and m["by"]:
        return date(year, month, 1) - timedelta(1), True
    return date(year, month, monthrange(year, month)[1]), part not in ("底", "末")


def _half(m: Match, year: int) -> tuple[date, bool]:
    month = _HALF[m["h"]]
    return date(year, month, monthrange(year, month)[1]), not (m["by"] or m["part"])


def _quarter(m: Match, year: int) -> tuple[date, bool]:
    month = 3 * (read_numeral(m["q"]) or 1)
    return date(year, month, monthrange(year, month)[1]), not (m["by"] or m["part"])


def _year(m: Match, year: int) -> tuple[date, bool]:
    return (date(year - 1, 12, 31), True) if m["by"] else (date(year, 12, 31), True)


_M = "(?P<m>1[0-2]|0?[1-9])月"
WITH_YEAR: tuple[tuple[re.Pattern[str], Callable[[Match, int], tuple[date, bool]]], ...] = (
    (re.compile(f"(?:{_YEAR})?{_M}(?P<d>3[01]|[12][0-9]|0?[1-9])[日号]{_BEFORE}"), _day),
    (re.compile(f"(?:{_YEAR})?{_M}份?{_PART}{_BEFORE}"), _month),
    (re.compile(f"(?:{_YEAR})?(?P<h>[上下])半年{_PART}{_BEFORE}"), _half),
    (re.compile(f"(?:{_YEAR})?第?(?P<q>[一二三四1-4])季度{_PART}{_BEFORE}"), _quarter),
    (re.compile(f"(?:(?P<y>20[0-9]{{2}})年?|今|本|当)?年(?:底|末){_BEFORE}"), _year_end),
    (re.compile(f"{_YEAR}(?P<by>(?:之|以)?前)"), _year),
    (re.compile(f"{_YEAR}{_AFTER_YEAR}(?P<by>)"), _year),
)
_NAMED_GROUP = re.compile(r"\(\?P<[a-z]+>")
_ANY = re.compile("|".join(f"(?:{_NAMED_GROUP.sub('(?:', rule.pattern)})" for rule, _ in WITH_YEAR))
_WITHIN = re.compile(
    r"(?<![每第至到])(?:[0-9]{1,3}|[一二三四五六七八九十两]{1,3})(?:年|个月|个工作日|日|天)(?:之|以)?内(?=，|。|；|完成|办结|将|报|提出|制定|建成|实现)"
)

# What stands right before a year that is no term: compared with, since, as of.
_NO_TERM_BEFORE = re.compile(
    "(?:较|比|与|同|自|从|在?(?:于|以)|截至|截止到?|按照?|根据|对照|相比于?|不低于|高于|低于|超过|每|逐|【|[0-9])$"
)
_NO_TERM_AFTER = re.compile("(?:之?起|以来|开始|期间|—|至20|到20|至[0-9]{1,2}月|-)")
_PUBLISHED = re.compile("(?:（|，)?(?:施行|印发|修订|公布)")
_RANGE_BEFORE = re.compile("[年月日](?:至|到|—|-)$")
_SEASON = re.compile("(?!底|末)[\u4e00-\u9fff]{1,4}前")  # 2025年汛期前: a limit, and no day
_BOUNDARY = re.compile("(?:^|[，。；：、（）“”\\s])$")
_LEAD_IN = re.compile(
    "(?:到|至|力争到?|争取到?|确保到?|努力到?|在|于|计划|预计|截止|最迟|最晚|原则上|拟|其中|并|须|应|前|底|段|道|司|厂)$"
)
_STRIVE = re.compile("(?:力争|争取|力求|努力)(?:到|在|于)?$")
_STRIVE_AFTER = re.compile("^(?:，)?(?:力争|争取|力求)")
_ENCOURAGE = re.compile("^(?:，)?鼓励|鼓励$")
LOOK_BACK = 8  # characters before a term in which its hedge stands
RECURRING = re.compile(
    "(?:每|逐)(?:个)?(?:年度?|季度?|月|半年|周|天|日)$|(?:每年|每季度?|每季度最后一个月的?|每月|次年|下一?年)$"
)


@lru_cache(maxsize=256)  # asked for by milestones, numbers and questions of the same passage
def terms(text: str, only_year: int | None) -> tuple[Term, ...]:
    """`only_year`: the year of a plan for one year, which is meant where none is written.

    Left to right. A month without a year, after a term with one in the same sentence, is of that year.
    """
    twin = masked(folded(text))
    return (*_terms(twin, only_year), *_limits_without_day(twin))


def _terms(twin: str, only_year: int | None) -> Iterator[Term]:
    year, sentence_end = only_year, 0
    for found in _ANY.finditer(twin):
        if found.start() >= sentence_end:
            year, sentence_end = only_year, _sentence_end(twin, found.start())
        term = _term(twin, found, year)
        if term:
            if term.due and re.match("20[0-9]{2}", found[0]):
                year = int(found[0][:4])
            yield term


def _sentence_end(twin: str, start: int) -> int:
    end = twin.find("。", start)
    return len(twin) if end < 0 else end


def _term(twin: str, found: Match, year: int | None) -> Term | None:
    before, after = (
        twin[max(0, found.start() - LOOK_BACK) : found.start()],
        twin[found.end() : found.end() + LOOK_BACK],
    )
    limits = found[0].endswith(("前", "底", "末")) or after.startswith("止")
    if not _is_term(before, after, limits):
        return None
    due, inferred = _due(found[0], year)
    if due and not limits and _SEASON.match(after):
        due, limits = None, True
    if due is None and not limits:
        return None
    start = found.start() - _lead_in_length(before)
    return Term(start, found.end(), due, inferred, _strength(before, after))


def _is_term(before: str, after: str, limits: bool) -> bool:
    if RECURRING.search(before) or _NO_TERM_AFTER.match(after) or _RANGE_BEFORE.search(before):
        return False
    if _NO_TERM_BEFORE.search(before) and not re.search("(?:在|于)$", before):
        return False
    if not limits and _PUBLISHED.match(after):
        return False
    return limits or bool(_BOUNDARY.search(before) or _LEAD_IN.search(before))


def _due(words: str, year: int | None) -> tuple[date | None, bool]:
    for rule, make in WITH_YEAR:
        if found := rule.fullmatch(words):
            named = found.groupdict().get("y")
            if not named and year is None:
                return None, False
            try:
                due, inferred = make(found, int(named) if named else year or 0)
            except ValueError:  # 2月30日: a day was meant, and there is none
                return None, False
            return due, inferred or not named
    return None, False


def _lead_in_length(before: str) -> int:
    """力争2025年 and 到2025年 are quoted whole."""
    found = re.search("(?:力争|争取|力求|努力|确保)?(?:到|至)?$", before)
    return len(found[0]) if found else 0


def _strength(before: str, after: str) -> Strength:
    if _STRIVE.search(before) or _STRIVE_AFTER.match(after):
        return Strength.STRIVE
    return Strength.ENCOURAGE if _ENCOURAGE.search(after) or _ENCOURAGE.search(before) else Strength.MUST


def _limits_without_day(twin: str) -> Iterator[Term]:
    for found in _WITHIN.finditer(twin):
        yield Term(found.start(), found.end(), None, False, Strength.MUST)


@dataclass(frozen=True, slots=True)
class Span:
    """A term with the stretch of its sentence it governs: to the next term or the end; what precedes the first
    term of a sentence belongs to it."""

    term: Term
    start: int
    end: int
    unclear: bool  # goes on past a ；


def spans(text: str, only_year: int | None) -> list[Span]:
    twin = folded(text)
    found = sorted((t for t in terms(text, only_year) if t.due), key=lambda term: term.start)
    result = []
    for at, term in enumerate(found):
        end = _sentence_end(twin, term.end)
        following = found[at + 1].start if at + 1 < len(found) and found[at + 1].start < end else end
        begin = twin.rfind("。", 0, term.start) + 1
        is_first = at == 0 or found[at - 1].end <= begin
        stop = twin.find("；", term.end, following)
        unclear = 0 <= stop < following - 1 and following == end
        result.append(Span(term, begin if is_first else term.start, following, unclear))
    return result

"""Terms: the days by which something is to be done, as plans write them, with their strength.

Only what limits is a term. 较2022年下降, （2019年本）, 自2019年起 and 2019年1月1日至2020年12月31日 name years and
set no term.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from bot.domain.language.dates import mentions
from bot.domain.plan import Strength
from bot.planfile.importer.normalize import folded, masked

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


_BEFORE = "(?:(?:之|以)?前)?"
_YEAR = "20[0-9]{2}年"
_AFTER_YEAR = (
    "(?!度|版|本|以来|起|间|至|到|[-—~]|同期|基期|实施|印发|出台|召开|以后|后|修订|修正|水平|基数|的)"
)
_PART = "(?:底|末|中旬|上旬|下旬|初|中)?"
_M = "(?:1[0-2]|0?[1-9])月"
TERMS = (
    f"(?:{_YEAR})?{_M}(?:3[01]|[12][0-9]|0?[1-9])[日号]{_BEFORE}",
    f"(?:{_YEAR})?{_M}份?{_PART}{_BEFORE}",
    f"(?:{_YEAR})?[上下]半年{_PART}{_BEFORE}",
    f"(?:{_YEAR})?第?[一二三四1-4]季度{_PART}{_BEFORE}",
    f"(?:20[0-9]{{2}}年?|今|本|当)?年(?:底|末){_BEFORE}",
    f"{_YEAR}(?:之|以)?前",
    f"{_YEAR}{_AFTER_YEAR}",
)
_ANY = re.compile("|".join(TERMS))
_LIMIT = re.compile("(?:之|以)?前$")
_BEGINS = re.compile("(?:月份?|[0-9]年)$")  # 9月前 and 2025年前 end before they begin
_EARLY, _MIDDLE = re.compile("(?<=月)初|(?<=月份)初"), re.compile("(?<=月)中$|(?<=月份)中$")
_TOLD = re.compile("(?:[日号底末]|(?:半年|季度).+)(?:(?:之|以)?前)?$")  # the document says which day, or 前
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
    """The day, by the grammar that replies are read with, and whether the importer chose it. A year is never
    guessed."""
    named = re.match("20[0-9]{2}", words)
    if not named and year is None:
        return None, False
    told = words if named else f"{year}年{words.lstrip('今本当').removeprefix('年')}"
    term = _LIMIT.sub("", told)
    plain = _EARLY.sub("上旬", _MIDDLE.sub("中旬", term))
    span = mentions(plain, date(int(told[:4]), 1, 1))[0].span
    if span is None:  # 2月30日: a day was meant, and there is none
        return None, False
    ends = term == told or not _BEGINS.search(term)
    return span[1] if ends else span[0] - timedelta(1), not (named and _TOLD.search(told))


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

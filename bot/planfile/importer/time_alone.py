"""A time that stands alone, as a cell of a table or behind 完成时限：, read whole: 2026.9, 9月底, 每季度, 印发后2个月,
长期坚持."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.plan import Every
from bot.planfile.importer.normalize import folded, tidied
from bot.planfile.importer.numerals import read_numeral
from bot.planfile.importer.written_dates import WrittenDate, written_dates


class TimeKind(StrEnum):
    DATE = "date"
    RHYTHM = "rhythm"
    AFTER_EVENT = "after_event"  # 印发后2个月
    NO_END = "no_end"  # 长期坚持
    EMPTY = "empty"
    ASKED = "asked"


class TimeDoubt(StrEnum):
    """Why no day follows."""

    NO_YEAR = "no_year"  # 9月底, in a plan of several years
    NO_DAY = "no_day"  # 年中, 汛期前, 2月30日
    SEVERAL = "several"  # more than one time
    NOT_READ = "not_read"


@dataclass(frozen=True, slots=True)
class LoneTime:
    """`inferred`: the text says less than the day (2026年, 9月底 in a plan for 2026). `short`: recurs more often than
    we ask. `event`, `count`, `unit`: of a duration after an event."""

    kind: TimeKind
    due: date | None = None
    inferred: bool = False
    every: Every | None = None
    short: bool = False
    event: str = ""
    count: int = 0
    unit: str = ""
    doubt: TimeDoubt | None = None


RHYTHMS: tuple[tuple[re.Pattern[str], Every, bool], ...] = (  # the last: shorter than we ask about
    (re.compile("(?:每个?|逐|按)(?:周|日|天|旬|星期)|(?:每|一)(?:周|日|天)一"), Every.MONTH, True),
    (re.compile("(?:每个?|逐|按)月|一月一|^月度"), Every.MONTH, False),
    (re.compile("(?:每个?|逐|按)季|一季一|^季度|每三个月"), Every.QUARTER, False),
    (re.compile("每半年|^半年|按半年|每六个月"), Every.HALF_YEAR, False),
    (re.compile("(?:每一?|逐|按)年|^年度|一年一"), Every.YEAR, False),
)
_NO_END = re.compile(
    "^(?:长期|常年|常态化?|经常性?|全年|全过程|贯穿|持续|始终|不间断|日常|随时|实时|适时)[\u4e00-\u9fff、，]*$"
    "|(?:长期|持续|常态化?|全年)(?:坚持|推进|实施|开展|落实|执行|整治|任务|工作|进行)?$"
)
_EVENT = re.compile(
    "^(?P<event>[^0-9，。；]{0,20}?)(?:之日|之)?(?:后|起|以后)(?:的)?(?P<n>[0-9]{1,3}|[一二三四五六七八九十两]{1,3})"
    "(?P<unit>年|个月|个?工作日|日|天|周)(?:之|以)?内?(?:完成|前)?$"
)
_DURATION = re.compile(
    "^(?P<event>)(?P<n>[0-9]{1,3}|[一二三四五六七八九十两]{1,3})(?P<unit>年|个月|个?工作日|日|天|周)(?:之|以)?内?(?:完成)?$"
)
_MONTH_ALONE = re.compile(r"(?P<y>20[0-9]{2})[-./](?P<m>1[0-2]|0?[1-9])(?:月|$)")
_COMPACT = re.compile("(?P<y>20[0-9]{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])?$")
_DAY_ALONE = re.compile(r"(?P<m>1[0-2]|0?[1-9])\.(?P<d>0[1-9]|[12][0-9]|3[01])前?")
_YEAR_ALONE = re.compile("^20[0-9]{2}$")
_WITHIN_THE_YEAR = re.compile("(?:本年度?|当年|全年|年)(?:内|度内|底前)?(?:完成)?")
_CLOCK = re.compile("(?<=[0-9]) ?[T ]?0{1,2}:00(?::00)?$")  # a spreadsheet's midnight
# What may stand around a date and adds nothing to it.
_AROUND = re.compile(
    "完成(?:任务|时限)?|前|止|底|末|内|并|力争|争取|确保|于|在|到|至|计划|预计|拟|办结|上报|报送|验收|建成|实施|启动|基本|全部|全面"
    "|（[^（）]*）|[，。；、：（） ]"
)


def read_time(text: str, years: tuple[int, int] | None) -> LoneTime:
    """`years`: those of the plan, None where it names none. A month without a year is of the plan's only year; in a
    plan of several it is asked."""
    twin = _as_dates(folded(tidied(_CLOCK.sub("", text.strip()))))
    if not twin.strip("，。；、-—/无 "):
        return LoneTime(TimeKind.EMPTY)
    found = [*written_dates(twin)]
    rhythm = next((row for row in RHYTHMS if row[0].search(twin)), None)
    if found and (rhythm or _NO_END.search(twin)) and any(one.year for one in found):
        return LoneTime(TimeKind.ASKED, doubt=TimeDoubt.SEVERAL)
    if rhythm:
        return LoneTime(TimeKind.RHYTHM, every=rhythm[1], short=rhythm[2])
    if found:
        return _date(twin, found, years)
    if _WITHIN_THE_YEAR.fullmatch(twin) and years and years[0] == years[1]:
        return LoneTime(
            TimeKind.DATE, due=date(years[0], 12, 31), inferred=True
        )  # 全年, in a plan for one year
    if _NO_END.search(twin):
        return LoneTime(TimeKind.NO_END)
    if after := _EVENT.search(twin) or _DURATION.search(twin):
        count = read_numeral(after["n"].replace("两", "二")) or 0
        return LoneTime(TimeKind.AFTER_EVENT, event=after["event"], count=count, unit=after["unit"])
    return LoneTime(TimeKind.ASKED, doubt=TimeDoubt.NOT_READ)


def _as_dates(twin: str) -> str:
    """2026.9, 202609, 20260930, 9.30 and 2026 are dates where nothing else stands; 9.3 may be a spreadsheet's 9.30."""
    if found := _DAY_ALONE.fullmatch(twin):
        return f"{int(found['m'])}月{int(found['d'])}日前"
    if found := _COMPACT.fullmatch(twin):
        day = f"{int(found['d'])}日" if found["d"] else ""
        return f"{found['y']}年{int(found['m'])}月{day}"
    if _YEAR_ALONE.match(twin):
        return f"{twin}年"
    return _MONTH_ALONE.sub(lambda month: f"{month['y']}年{int(month['m'])}月", twin)


def _date(twin: str, found: list[WrittenDate], years: tuple[int, int] | None) -> LoneTime:
    if len(found) > 1:
        return LoneTime(TimeKind.ASKED, doubt=TimeDoubt.SEVERAL)
    (one,) = found
    if _AROUND.sub("", twin[: one.begin] + twin[one.end :]):
        return LoneTime(TimeKind.ASKED, doubt=TimeDoubt.NOT_READ)
    only_year = years[0] if years and years[0] == years[1] else None
    due = one.on(only_year)
    if due is None:
        lacks_year = one.year is None and one.on(2024) is not None
        return LoneTime(TimeKind.ASKED, doubt=TimeDoubt.NO_YEAR if lacks_year else TimeDoubt.NO_DAY)
    return LoneTime(TimeKind.DATE, due=due, inferred=one.is_inferred)

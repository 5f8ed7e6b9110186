"""Terms: the days by which something is to be done, as plans write them, with their strength.

Only what limits is a term. 较2022年下降, （2019年本）, 自2019年起 and 有效期为2019年1月1日至2020年12月31日 name years
and set no term. A date that may be one, and from which no day follows, is a term without a day: it is asked about.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from bot.domain.plan import Strength
from bot.planfile.importer.normalize import folded, masked
from bot.planfile.importer.written_dates import DateShape, WrittenDate, written_dates


@dataclass(frozen=True, slots=True)
class Term:
    """`inferred`: the importer chose the day, the document says less (2025年, 上半年), or no year."""

    start: int
    end: int
    due: date | None  # None: a limit without a day (5年内, 5月底前 in a plan of several years)
    inferred: bool
    strength: Strength

    @property
    def is_known(self) -> bool:
        return self.due is not None


class _Use(StrEnum):
    """What a date is for."""

    TERM = "term"
    NONE = "none"
    UNCLEAR = "unclear"


_COUNT_ABOVE_ONE = "(?:[2-9]|[1-9][0-9]|[两二三四五六七八九十])"
# Rhythms that a plan's file does not know.
_ODD_RHYTHM = re.compile(
    f"(?<!期)每{_COUNT_ABOVE_ONE}(?:年|个?月|个?季度|周)|[隔双](?:年|月)(?!级|湾|楼|湖|峰|塔|桥|庆|城)"
)
LOOK_BACK = 8  # characters before a term in which its hedge stands
# Limits counted from an event: 5年内, 印发后2个月, 收到之日起30个工作日内.
_COUNT = "(?:[0-9]{1,3}|[一二三四五六七八九十两半]{1,3})"
_WITHIN = re.compile(
    f"(?<![每第至到近前0-9.]){_COUNT}(?:年|个半?月|个?季度|个?工作日|日|天|周|个?星期)(?:之|以)?内"
    f"|(?:后|之日起|之后|起)(?:的)?{_COUNT}(?:年|个半?月|个?工作日|日|天|周)(?!以上|一|[1-9])"
)
_NO_LIMIT_BEFORE = re.compile(
    "(?:压缩|缩短|控制|压减|降低|减少)(?:[至到在为])?$|(?:连续|过去|最近|任期|保质期|质保期|有效期)$"
)

# What stands right before a year that is no term: compared with, since, as of.
_NO_TERM_BEFORE = re.compile(
    "(?:较|比|与|同|自|从|以|按照?|根据|对照|相比于?|不低于|高于|低于|超过|每|逐|【|[0-9]|已于?|曾于?|业已|印发于)$"
)
_NO_TERM_AFTER = re.compile("(?:之?起|以来|开始|期间|间(?!，)|—|至20|到20|至[0-9]{1,2}月|-)(?!前)")
_YEAR_OF_SOMETHING = re.compile(
    "版|本(?!年)|以来|起|间|至|到|[-—~]|同期|基期|实施|印发|出台|召开|以后|后|修订|修正|水平|基数|的"
)
_PUBLISHED = re.compile("(?:（|，)?(?:施行|印发|修订|公布)(?!前)")
_RANGE_BEFORE = re.compile("[年月日](?:至|到|—|-)$")
_VALIDITY_BEFORE = re.compile(
    "(?:有效期|执行期|施行期|试行期|试点期|实施期|实施期限|政策期|优惠期)[^，。；]{0,6}$|(?:自|从)$"
)
_VALID_UNTIL = re.compile(
    "(?:有效期限?|执行期限?|期限|有效|延续|延长|顺延|暂定|保留|施行|执行)(?:为|至|到|延至|延长至)+$"
)
_IN_FORCE_FROM = re.compile("起(?:正式)?(?:施行|实施|执行|试行|生效)|有效期")
_VALIDITY_AFTER = re.compile(
    "(?:期间)?(?:有效|执行|施行|试行|失效|废止|免征|减免|享受|减按)|止?[^，。；]{0,4}有效"
)
_WEEK_OF = re.compile("第[一二三四五1-5]个?(?:周|星期)")  # 6月第一周
_NAMES_A_SEASON = re.compile("(?:、[0-9至到—-]+月)*为(?!集中|攻坚|第)")  # 1至5月、10至12月为防火期
_AS_OF = re.compile("(?:截至|截止到?)$")
_HISTORY = re.compile("已|现有|共有|累计|存量|现状|情况|统计|底数")
_BOUNDARY = re.compile("(?:^|[，。；：、（）“”\\s])$")
_LEAD_IN = re.compile(
    "(?:到|至|力争到?|争取到?|确保到?|努力到?|在|于|计划|预计|截止|最迟|最晚|原则上|拟|其中|并|须|应|前|底|段|道|司|厂|和|及|与|不迟于|不晚于|务必|必须)$"
)
_DONE_AFTER = re.compile(
    "(?:，)?(?:前|止|全面|全部|基本|正式|实现|完成|完工|建成|投用|投产|投运|竣工|开工|启动|通车|达到|达产|出台|印发|办结|报送|上报|验收|交付|开通|开园|开业|投入|实施完|到位|见效|销号|清零"
    "|达[0-9]|(?:稳定)?保持|不(?:低于|少于|高于|超过)|控制在|(?:提高|提升|增加|增长|下降|降低|降|增)[到至])"
)
_IN_A_LIST = re.compile("(?:、|和|及|与)20[0-9]{2}(?:年|、|和|及)")  # 覆盖率2026年、2027年分别达到80%、100%
_EACH_YEAR = re.compile("，?(?:期间)?，?(?:每|逐)年")  # 2026—2028年，每年新建3座
_STRIVE = re.compile("(?:力争|争取|力求|努力)(?:到|在|于)?$")
_STRIVE_FOR = re.compile(
    "(?:力争|争取|力求)(?:用|在|通过|经过|以)[^，。；]{1,12}，(?:到|至|于)?$"
)  # 力争用3年时间，到2028年底
_STRIVE_AFTER = re.compile("^(?:，)?(?:力争|争取|力求)")
_ENCOURAGE = re.compile("^(?:，)?鼓励|鼓励$")
RECURRING = re.compile(
    "(?:每|逐)(?:个)?(?:一?年度?|季度?|月|半年|周|天|日)(?:的|于|在)*$|每季度最后一个月的?$"
)
_RECURRENCE = re.compile("(?:每|逐)(?:个)?(?:一?年度?|季度?|月|半年)|按(?:年|季|月)")


@lru_cache(maxsize=256)  # asked for by milestones, numbers and questions of the same passage
def terms(text: str, only_year: int | None) -> tuple[Term, ...]:
    """`only_year`: the year of a plan for one year, which is meant where none is written.

    Left to right. A month without a year, after a term with one in the same sentence, is of that year.
    """
    twin = masked(folded(text))
    dated = [*_terms(twin, only_year)]
    apart = (
        term for term in _limits_without_day(twin) if not any(t.start <= term.start < t.end for t in dated)
    )
    return tuple(sorted((*dated, *apart), key=lambda term: term.start))


def _terms(twin: str, only_year: int | None) -> Iterator[Term]:
    year, sentence_end = only_year, 0
    for written in written_dates(twin):
        if written.begin >= sentence_end:
            year, sentence_end = only_year, _sentence_end(twin, written.begin)
        use = _use(twin, written)
        if use is _Use.NONE:
            continue
        due = None if use is _Use.UNCLEAR else written.on(year)
        if due and written.year:
            year = written.year
        yield _term(twin, written, due)


def _sentence_end(twin: str, start: int) -> int:
    end = twin.find("。", start)
    return len(twin) if end < 0 else end


def _term(twin: str, written: WrittenDate, due: date | None) -> Term:
    before = _before(twin, written)
    start = written.begin - _lead_in_length(before)
    strength = _strength(before, _after(twin, written))
    if strength is Strength.MUST and _STRIVE_FOR.search(
        twin[max(0, written.begin - 2 * LOOK_BACK - 8) : written.begin]
    ):
        strength = Strength.STRIVE
    return Term(start, written.end, due, written.is_inferred, strength)


def _before(twin: str, written: WrittenDate) -> str:
    return twin[max(0, written.begin - LOOK_BACK) : written.begin]


def _after(twin: str, written: WrittenDate) -> str:
    return twin[written.end : written.end + LOOK_BACK]


def _use(twin: str, written: WrittenDate) -> _Use:
    before, after = _before(twin, written), _after(twin, written)
    limits = written.limits or after.startswith("止")
    if RECURRING.search(before) or (written.year is None and _recurs(twin, written)):
        return _Use.NONE
    if _AS_OF.search(before):
        return _as_of(twin, written)
    if _VALID_UNTIL.search(before) or (
        after.startswith("止") and _IN_FORCE_FROM.search(twin[max(0, written.begin - 30) : written.begin])
    ):
        return _Use.NONE
    if written.from_ >= 0 and (_VALIDITY_BEFORE.search(before) or _VALIDITY_AFTER.match(after)):
        return _Use.NONE
    if _NO_TERM_AFTER.match(after) or _RANGE_BEFORE.search(before) or _NO_TERM_BEFORE.search(before):
        return _Use.NONE
    if _WEEK_OF.match(after):
        return _Use.UNCLEAR
    if written.from_ >= 0 and _NAMES_A_SEASON.match(after):
        return _Use.UNCLEAR
    if not limits and _PUBLISHED.match(after):
        return _Use.NONE
    if limits:
        return _Use.TERM
    return _use_of_a_time(before, after, written)


def _use_of_a_time(before: str, after: str, written: WrittenDate) -> _Use:
    """2025年, 2026年6月, 上半年: a term at the beginning of a phrase or before what is to be reached then."""
    stands = _BOUNDARY.search(before) or _LEAD_IN.search(before)
    is_year = written.shape is DateShape.YEAR
    if is_year and written.from_ >= 0 and _EACH_YEAR.match(after):
        return _Use.NONE
    if is_year and written.from_ < 0 and _YEAR_OF_SOMETHING.match(after):
        return _Use.NONE
    if stands or _DONE_AFTER.match(after) or _IN_A_LIST.match(after):
        return _Use.TERM
    return _Use.NONE if is_year else _Use.UNCLEAR


def _recurs(twin: str, written: WrittenDate) -> bool:
    """每年6月底、12月底前: no year of its own, in a phrase that says how often."""
    start = max(twin.rfind(mark, 0, written.begin) for mark in "，。；") + 1
    return bool(_RECURRENCE.search(twin, start, written.begin))


def _as_of(twin: str, written: WrittenDate) -> _Use:
    """截至2025年底，已建成10座 tells how things were; 截至2026年6月底前完成 is a term; else it is asked."""
    stop = min((at for mark in "。；" if (at := twin.find(mark, written.end)) >= 0), default=len(twin))
    if _HISTORY.search(twin, written.end, stop):
        return _Use.NONE
    return _Use.TERM if written.before else _Use.UNCLEAR


def _lead_in_length(before: str) -> int:
    """力争2025年 and 到2025年 are quoted whole."""
    found = re.search("(?:力争|争取|力求|努力|确保)?(?:到|(?<!截)(?<!截止)至)?$", before)
    return len(found[0]) if found else 0


def _strength(before: str, after: str) -> Strength:
    if _STRIVE.search(before) or _STRIVE_AFTER.match(after):
        return Strength.STRIVE
    return Strength.ENCOURAGE if _ENCOURAGE.search(after) or _ENCOURAGE.search(before) else Strength.MUST


def _limits_without_day(twin: str) -> Iterator[Term]:
    for found in _WITHIN.finditer(twin):
        if not _NO_LIMIT_BEFORE.search(twin[max(0, found.start() - LOOK_BACK) : found.start()]):
            yield Term(found.start(), found.end(), None, False, Strength.MUST)
    for found in _ODD_RHYTHM.finditer(twin):
        yield Term(found.start(), found.end(), None, False, Strength.MUST)

"""Absences in words: 请假3天由李强代, 下周一到周三出差, 请假到12日, 3天后回来, 我回来了. Days still to be counted in workdays
are left to the caller, who has the calendar."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.language.dates import Mention, mentions, whole
from bot.domain.lazy_pattern import lazy_pattern

READ_AT_MOST = 120  # characters

_AWAY = lazy_pattern(
    r"(?:请|休)(?:了|个|几天|[0-9一二两三四五六七八九十]{1,3}天)?(?:年|病|产|陪产|事|婚|丧|探亲|公)?假|(?:年|病|产|陪产|事|婚|丧|探亲|公)假|出差|外出(?:学习|培训|开会|公干)|(?:去|参加|脱产)(?:学习|培训|党校)|住院"
    r"|不在(?:单位|岗|办公室|局里|县里)|调走了?|离职|调离|调岗|\bon leave\b|\baway (?:until|till|from)\b",
    re.IGNORECASE,
)
_BACK = lazy_pattern(
    r"(?:我)?(?:已经?|提前)?(?:回来|回岗|返岗|回单位|到岗|上班|销假|休完假?|出差回来)了?|(?:请假|休假|出差|外出)?(?:已)?(?:结束|取消)了?(?:请假|休假|出差)?|不(?:请假|出差|休假)了|i am back|back|end",
    re.IGNORECASE,
)
_COMES_BACK = lazy_pattern(r"\s*(?:就)?(?:回来|回单位|返岗|到岗|上班|回岗|返回|回)")
_LATER = lazy_pattern(
    r"(?P<n>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})\s?(?:天|日)(?:之|以)?后\s?(?:就)?(?:回|返|上班|到岗)"
)
_LASTS = lazy_pattern(
    r"(?P<n>[0-9]{1,3}|[一二两三四五六七八九十]{1,3}|半)\s?个?(?P<unit>工作日|天|周|星期|礼拜|月(?!\s?[0-9])|days?|weeks?)(?!后|之后|以后|前|内)",
    re.IGNORECASE,
)
_NOBODY = lazy_pattern(
    r"(?:无|没|没有|不用|不需|无需|不必)(?:人|要)?(?:代|替|顶|接)|^(?:没有?人|无人?|没有|不用|nobody)$",
    re.IGNORECASE,
)
_WHO = lazy_pattern(
    r"(?:由|让|请(?!\w{0,3}假)|叫|托|委托|交给|交由|转给|转交给?|移交给?|(?:有事)?找|联系|代理人?[:：@]?|代办人?[:：]?|@|by )\s?(?P<a>[^，,。；;、\s\d]{1,6}?)(?:同志)?(?=代|替|顶|接|负责|处理|办|跟|帮|暂|来|[，,。；;！!\s]|$)"
    r"|(?P<b>[^，,。；;、\s\d]{1,4}?)(?:同志)?(?:来)?(?:代办?|替我?|顶班?|接手)(?:我|一下)?(?=[，,。；;！!\s]|$)",
    re.IGNORECASE,
)
_RANGE = lazy_pattern(r"^\s?(?:至|到|—+|-|–|~|～|、|和|to)\s?$", re.IGNORECASE)
_UNTIL = lazy_pattern(r"(?:到|至|截至|until|till)\s?$", re.IGNORECASE)
_FROM = lazy_pattern(r"^\s?(?:起|开始|以后|之后)")

_JOIN = r"\s?(?:至|到|—+|-|–|~|～|、|和)\s?"
_WEEKDAY = "一二三四五六日天"
_SAME_WEEK = lazy_pattern(
    rf"(?P<which>下下?|本|这)周(?P<first>[{_WEEKDAY}])(?P<join>{_JOIN})周?(?P<last>[{_WEEKDAY}])(?![{_WEEKDAY}])"
)
_POINTED = lazy_pattern(r"(?<![\d.])(?P<m>1[0-2]|[1-9])[./](?P<d>3[01]|[12][0-9]|0?[1-9])(?![\d.%天])")
_SHARED_SIGN = lazy_pattern(
    rf"(?<![\d月])(?P<first>[0-9]{{1,2}})(?P<join>{_JOIN})(?P<last>[0-9]{{1,2}})(?P<sign>[日号])"
)
_BARE_DAY = lazy_pattern(r"(?<![\d月])(?P<d>3[01]|[12][0-9]|[1-9])[日号]")
_MONTH_BEFORE = lazy_pattern(r"(?:(?P<y>20[0-9]{2})年)?(?P<m>1[0-2]|[1-9])月")


@dataclass(frozen=True, slots=True)
class LeaveWords:
    """`starts` and `ends` None where not said; `workdays`: how many from `starts` on. `who`: the substitute as written."""

    starts: date | None = None
    ends: date | None = None
    workdays: int = 0
    who: str = ""
    nobody: bool = False
    over: bool = False  # 我回来了


def is_leave(text: str) -> bool:
    """Whether somebody says that they are, or will be, away."""
    return len(text) <= READ_AT_MOST and bool(_AWAY.search(text) or _LATER.search(text))


def is_back(text: str) -> bool:
    """我回来了, 休假结束: all that the text says."""
    return bool(_BACK.fullmatch(text.strip().rstrip("。.！!")))


_NAMES_ABSENCE = lazy_pattern(r"回|返|岗|假|出差|外出|i am back", re.IGNORECASE)


def says_back(text: str) -> bool:
    """我回来了; not 取消 or 结束 alone, which may end anything."""
    return is_back(text) and bool(_NAMES_ABSENCE.search(text))


def leave_words(text: str, today: date) -> LeaveWords:
    """What is said of days and of the substitute."""
    text = text.strip()
    if is_back(text):
        return LeaveWords(over=True)
    starts, ends, workdays = _days(_written_out(text, today), today)
    nobody = bool(_NOBODY.search(text))
    who = None if nobody else _WHO.search(text)
    return LeaveWords(starts, ends, workdays, (who["a"] or who["b"]) if who else "", nobody)


def _days(text: str, today: date) -> tuple[date | None, date | None, int]:
    if later := _LATER.search(text):
        return None, today + timedelta(whole(later["n"].replace("两", "二")) - 1), 0
    found = [one for one in mentions(text, today) if one.span]
    back = next((one for one in found if _COMES_BACK.match(text[one.end :])), None)
    if back:
        return None, _ahead(_span(back), today)[0] - timedelta(1), 0
    if len(found) > 1 and _RANGE.match(text[found[0].end : found[1].start]):
        first, last = _ahead(_span(found[0]), today), _ahead(_span(found[1]), today)
        return first[0], last[1] if last[1] >= first[0] else last[1] + timedelta(7), 0
    if found and _UNTIL.search(text[: found[0].start]):
        return None, _ahead(_span(found[0]), today)[1], 0
    starts = _ahead(_span(found[0]), today) if found else None
    if (lasts := _LASTS.search(text)) and lasts["n"] != "半":
        return _lasting(starts[0] if starts else None, lasts, today)
    if starts is None:
        return None, None, 1 if lasts else 0
    return starts[0], None if _FROM.match(text[found[0].end :]) else starts[1], 0


def _lasting(starts: date | None, lasts: re.Match[str], today: date) -> tuple[date | None, date | None, int]:
    n, unit = whole(lasts["n"].replace("两", "二")), lasts["unit"].lower()
    if unit.startswith(("周", "星期", "礼拜", "week")):
        return starts, (starts or today) + timedelta(7 * n - 1), 0
    if unit == "月":
        return starts, (starts or today) + timedelta(30 * n - 1), 0
    return starts, None, n


def _span(mention: Mention) -> tuple[date, date]:
    assert mention.span is not None
    return mention.span


def _ahead(span: tuple[date, date], today: date) -> tuple[date, date]:
    """A weekday that has passed is the next week's."""
    if span[1] < today and (today - span[1]).days < 7:
        return span[0] + timedelta(7), span[1] + timedelta(7)
    return max(span[0], today) if span[1] >= today else span[0], span[1]


def _written_out(text: str, today: date) -> str:
    """11.6 as 11月6日, 6-8日 as 6日-8日, 8日 with its month, 下周一到周三 with both weeks named."""
    text = text.replace("星期", "周").replace("礼拜", "周")
    text = _SAME_WEEK.sub(lambda m: f"{m['which']}周{m['first']}{m['join']}{m['which']}周{m['last']}", text)
    text = _POINTED.sub(lambda m: f"{int(m['m'])}月{int(m['d'])}日", text)
    text = _SHARED_SIGN.sub(lambda m: f"{m['first']}{m['sign']}{m['join']}{m['last']}{m['sign']}", text)

    def with_month(m: re.Match[str]) -> str:
        named = list(_MONTH_BEFORE.finditer(text[: m.start()]))
        year = int(named[-1]["y"]) if named and named[-1]["y"] else today.year
        month = int(named[-1]["m"]) if named else today.month + (int(m["d"]) < today.day)
        return f"{year + month // 13}年{(month - 1) % 12 + 1}月{m['d']}日"

    return _BARE_DAY.sub(with_month, text)


def may_be_called(name: str, written: str) -> bool:
    """Whether a person is meant by a part of the name, or by the surname with a title: 小王, 王科长, 老李."""
    short = written.strip().strip("小老阿").removesuffix("同志")
    return bool(short) and (short in name or name.startswith(short[0]))

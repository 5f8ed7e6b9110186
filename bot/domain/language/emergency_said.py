"""Words that order an emergency: 启动橙色预警 宛环委办〔2024〕1号 张某签发, 升级为红色, 解除; and those that ask about it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.emergency.alert_levels import AlertLevel
from bot.domain.language.plain import letters
from bot.domain.lazy_pattern import lazy_pattern


class Wanted(StrEnum):
    LEVEL = "level"  # start, raise or lower: by what runs now
    LIFT = "lift"
    SUSPEND = "suspend"  # a lifting that a later start continues
    LOOK = "look"  # how it stands


@dataclass(frozen=True, slots=True)
class OrderSaid:
    """`whole`: nothing else was said. `unknown`: a level that there is not (蓝色). `when`: the time that was written
    for it. "" where it was not said."""

    wanted: Wanted
    level: AlertLevel | None = None
    number: str = ""
    signer: str = ""
    unknown: str = ""
    whole: bool = True
    when: str = ""


_LEVELS: tuple[tuple[AlertLevel, str], ...] = (
    (AlertLevel.RED, r"红色?|(?:Ⅰ|(?<![IVⅠ])I(?![IVⅠ])|一|1)级|\bred\b"),
    (AlertLevel.ORANGE, r"橙色?|(?:Ⅱ|(?<![IVⅠ])II(?![IVⅠ])|二|2)级|\borange\b"),
    (AlertLevel.YELLOW, r"黄色?|(?:Ⅲ|(?<![IVⅠ])III|三|3)级|\byellow\b"),
)
_LEVEL = {level: lazy_pattern(pattern, re.IGNORECASE) for level, pattern in _LEVELS}
_UNKNOWN = lazy_pattern(r"蓝色?|(?:Ⅳ|IV|四|4)级|\bblue\b", re.IGNORECASE)
_YEAR = r"(?P<open>[〔\[(（【〈<{「『﹝［])?\s?(?P<year>20[0-9]{2})\s?(?:年|[〕\])）】〉>}」』﹞］])?\s?[-—]?"
_NUMBER = lazy_pattern(
    rf"(?:(?:文件?号|文号|依据|根据|按照?|发文)\s?[:：]?\s?)?(?P<office>[\u4e00-\u9fff]{{1,20}}?)?\s?{_YEAR}\s?第?\s?(?P<n>[0-9]{{1,5}})\s?号"
)
_NAMED_NUMBER = lazy_pattern(r"(?:文件?号|文号|发文字号)\s?[:：]?\s?(?P<number>[^\s,，;；。、]{2,40})")
_BEFORE_OFFICE = re.compile(
    r"^.*(?:预警|响应|应急|解除|启动|升级为?|降级为?|调整为?|终止|红色?|橙色?|黄色?|级|文件?号|文号|依据|根据|签发)"
)
_NAMED_SIGNER = lazy_pattern(
    r"(?:签发人|签发领导|签批人|签发)\s?(?:是|为|[:：])?\s?(?P<name>[\u4e00-\u9fffA-Za-z·]{2,20})"
)
_SIGNED_BY = lazy_pattern(
    r"(?:由|经)?\s?(?P<name>[\u4e00-\u9fff·]{2,12}?)(?:同志)?(?:同意|批准)?(?:签发|签批)(?!人|领导|[:：])"
)
_SIGNED_BY_EN = lazy_pattern(r"(?:signed|issued) by\s(?P<name>[\w .·]{2,40})", re.IGNORECASE)
_LIFT = lazy_pattern(r"解除|终止|结束|撤销预警|\blift(?:ed)?\b|\bend\b", re.IGNORECASE)
_SUSPEND = lazy_pattern(r"中止|暂停|\bsuspend\b", re.IGNORECASE)
_START = lazy_pattern(
    r"启动|发布|升级|提高|提升|上调|调升|升[至到为]|降级|降低|下调|调降|降[至到为]|调整|改为|恢复|重启|\bstart\b|\braise\b|\blower\b",
    re.IGNORECASE,
)
_SUBJECT = lazy_pattern(r"预警|应急响应|应急|重污染|响应|\balert\b|\bemergency\b", re.IGNORECASE)
_FILLER = lazy_pattern(
    r"请|立即|马上|现在|现|自?即日起|全市|我市|南阳市|将|把|对|的|为|至|到|从|由|自|于|在|重新|再次|并|起|了|吧|一下|天气|气|预警|应急响应|应急|响应"
    r"|重污染|级别|等级|色|由|经|按|以|文|件|号|签发人|签发|启动|发布|升级|提高|提升|上调|调升|升|降级|降低|下调|调降|降|调整|改|恢复|重启"
    r"|解除|终止|结束|撤销|中止|暂停|start|raise|lower|lift|suspend|end|alert|emergency|to|the|an|by",
    re.IGNORECASE,
)
_N = "[0-9零〇一二两三四五六七八九十]"
_WHEN = lazy_pattern(
    rf"(?:(?:20[0-9]{{2}}年)?{_N}{{1,3}}月{_N}{{1,3}}[日号]|(?:本|这|下)?(?:周|星期|礼拜)[一二三四五六日天末]|[今明后]天?[日早晚]?(?=\W|{_N}|[上下中凌早晚零夜的起开前]|启|解)"
    rf"|(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜间|午夜)|{_N}{{1,3}}(?:[点时](?:整|半|钟|{_N}{{1,3}}分?)?|[:：][0-9]{{2}})|\s)+(?:起|开始|前|以前|之前|后)?"
)
TODAY = ("今天", "今日")  # is when the button is pressed anyhow
_ASKS = lazy_pattern(r"[?？吗呢]|什么|怎么|如何|多少|是否|何时|哪|要不要|能不能|可以|应该|建议|已")
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z· .]{2,30}")
_BARE_NAME = re.compile(r"(?:[\u4e00-\u9fff]{0,6}(?:长|书记|主任))?[\u4e00-\u9fff·]{2,4}")
_COURSE = lazy_pattern(
    r"(?<!挂账)(?:解除|终止|结束|启动|升级|降级|取消|撤销|延长|延到|延期|持续|还在|级别|几级)"
)
_ABOUT_IT = lazy_pattern(
    r"(?:[红橙黄蓝]色?|重污染(?:天气)?|应急)?(?:预警|应急响应|(?<!应急)响应)(?!预案|机制|体系|演练|平台|系统)|重污染(?=解除|结束|什么时候)"
)
_QUESTION = lazy_pattern(
    r"[?？吗呢]|没有?[。.]?$|什么时候|啥时候|几时|何时|多久|几号|哪天|几级|什么级别|是不是|是否|有没有|还在|延长|延到|延期"
)


def asks_its_course(text: str, *, running: bool) -> bool:
    """响应解除了吗, 预警什么时候结束, 预警延长到周一; while one runs also 延长到周一, 什么时候解除. An emergency has no end
    before it is lifted, so nothing can be extended."""
    if len(text) > 40 or not _COURSE.search(text) or not _QUESTION.search(text):
        return False
    if _ABOUT_IT.search(text):
        return not any(map(str.isdigit, _WHEN.sub("", text)))
    rest = letters(_FILLER.sub("", _QUESTION.sub("", _COURSE.sub("", _WHEN.sub("", text)))))
    return running and not rest and "延期" not in text  # 延期 by itself is asked for an item


def order_in_command(argument: str) -> OrderSaid:
    """Behind /emergency: nothing else can be meant."""
    return _read(argument, loosely=True, office=True)


def order_said(text: str, *, office: bool = False, running: bool = False) -> OrderSaid | None:
    """In free words: None where they order nothing. An office says what to do, and with what: 启动 … 预警. `office`: of
    whoever may order, and is shown a draft: a number stands for the subject, a name behind it for its signer, and while
    an emergency is `running` 解除 can mean no other. Then words that are not `whole` are given back too."""
    if _ASKS.search(text) or len(text) > 120:
        return None
    if not (_START.search(text) or _LIFT.search(text) or _SUSPEND.search(text)):
        return None
    found = _read(text, loosely=False, office=office)
    if found.wanted is Wanted.LOOK or (
        found.wanted is Wanted.LEVEL and not found.level and not found.unknown
    ):
        return None
    complete = found.whole or bool(found.number and found.signer)
    if _SUBJECT.search(text):
        return found if complete or (office and found.level) else None
    return found if office and complete and (found.number or found.level or running) else None


def _read(text: str, *, loosely: bool, office: bool) -> OrderSaid:
    number, rest = number_in(text, loosely)
    signer, rest = signer_in(rest)
    level, rest = _level_in(rest)
    unknown = _UNKNOWN.search(rest) if level is None else None
    if unknown:
        rest = _without(rest, unknown)
    wanted = Wanted.LEVEL if level or unknown else Wanted.LOOK
    if level is None and not unknown:
        if _SUSPEND.search(rest):
            wanted = Wanted.SUSPEND
        elif _LIFT.search(rest):
            wanted = Wanted.LIFT
        elif _START.search(rest) or number or signer:
            wanted = Wanted.LEVEL
    elif _LIFT.search(rest) and not _START.search(rest):  # 解除橙色预警
        wanted, level, unknown = Wanted.LIFT, None, None
    elif _SUSPEND.search(rest) and not _START.search(rest):
        wanted, level, unknown = Wanted.SUSPEND, None, None
    when = ""
    if office:
        when, rest = _when_in(rest)
        if number and not signer:
            signer, rest = _bare_signer(rest)
    left = letters(_FILLER.sub("", rest))
    return OrderSaid(wanted, level, number, signer, unknown[0] if unknown else "", not left, when)


def _when_in(text: str) -> tuple[str, str]:
    """周六零点 of 周六零点启动橙色预警, the text without it; "" where no time was written."""
    for match in _WHEN.finditer(text):
        if when := match[0].strip():
            return "" if letters(when) in TODAY else when, _without(text, match)
    return "", text


def _bare_signer(text: str) -> tuple[str, str]:
    """The only words besides the order, if they have the form of a name: 解除，宛环委办〔2024〕3号，张某."""
    parts = [one for one in re.split(r"[\s,，;；。、:：]+", text) if letters(_FILLER.sub("", one))]
    if len(parts) != 1 or not _BARE_NAME.fullmatch(parts[0]):
        return "", text
    return parts[0], text.replace(parts[0], " ", 1)


def _level_in(text: str) -> tuple[AlertLevel | None, str]:
    """The last that is named: 由黄色升级为橙色."""
    found = [(match.start(), level, match) for level, one in _LEVEL.items() for match in one.finditer(text)]
    if not found:
        return None, text
    last = max(found, key=lambda one: one[0])
    rest = text
    for _, _, match in sorted(found, key=lambda one: -one[0]):
        rest = _without(rest, match)
    return last[1], rest


def number_in(text: str, loosely: bool = False) -> tuple[str, str]:
    """(the document's number with its usual brackets, the text without it); "" where there is none."""
    for match in _NUMBER.finditer(text):
        office = match["office"] or ""
        office = _BEFORE_OFFICE.sub("", office)
        if not office:
            continue
        written = f"{office}〔{match['year']}〕{int(match['n'])}号"
        start = text.index(office, match.start("office"))
        return written, f"{text[:start]} {text[match.end() :]}"
    if loosely and (named := _NAMED_NUMBER.search(text)):
        return named["number"], _without(text, named)
    return "", text


def signer_in(text: str) -> tuple[str, str]:
    for pattern in (_SIGNED_BY_EN, _NAMED_SIGNER, _SIGNED_BY):
        if match := pattern.search(text):
            return match["name"].strip(), _without(text, match)
    return "", text


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def number_answered(text: str) -> str:
    """The answer to “which number?”; "" where it is none."""
    found, _ = number_in(text, True)
    bare = text.strip()
    return found or (bare if "号" in bare and any(map(str.isdigit, bare)) and len(bare) <= 40 else "")


def signer_answered(text: str) -> str:
    """The answer to “who signed?”; "" where it is no name."""
    found, _ = signer_in(text)
    bare = text.strip(" 。.，,")
    return found or (bare if _NAME.fullmatch(bare) else "")

"""Words that order an emergency: 启动橙色预警 宛环委办〔2024〕1号 张某签发, 升级为红色, 解除; and those of its units."""

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
    """`whole`: nothing else was said. `unknown`: a level that there is not (蓝色). "" where it was not said."""

    wanted: Wanted
    level: AlertLevel | None = None
    number: str = ""
    signer: str = ""
    unknown: str = ""
    whole: bool = True


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
    r"请|立即|马上|现在|现|自?即日起|全市|我市|南阳市|将|把|对|的|为|至|到|从|重新|再次|并|起|了|吧|一下|天气|气|预警|应急响应|应急|响应"
    r"|重污染|级别|等级|色|由|经|按|以|文|件|号|签发人|签发|启动|发布|升级|提高|提升|上调|调升|升|降级|降低|下调|调降|降|调整|改|恢复|重启"
    r"|解除|终止|结束|撤销|中止|暂停|start|raise|lower|lift|suspend|end|alert|emergency|to|the|an|by",
    re.IGNORECASE,
)
_ASKS = lazy_pattern(r"[?？吗呢]|什么|怎么|如何|多少|是否|何时|哪|要不要|能不能|可以|应该|建议|已")
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z· .]{2,30}")


def order_in_command(argument: str) -> OrderSaid:
    """Behind /emergency: nothing else can be meant."""
    return _read(argument, LOOSELY)


def order_said(text: str) -> OrderSaid | None:
    """In free words: None where they order nothing. An office says what to do, and with what: 启动 … 预警."""
    if _ASKS.search(text) or not _SUBJECT.search(text) or len(text) > 120:
        return None
    if not (_START.search(text) or _LIFT.search(text) or _SUSPEND.search(text)):
        return None
    found = _read(text, STRICTLY)
    names_something = found.wanted is not Wanted.LOOK and (
        found.level or found.wanted is not Wanted.LEVEL or found.unknown
    )
    if not names_something or not (found.whole or (found.number and found.signer)):
        return None
    return found


LOOSELY, STRICTLY = True, False


def _read(text: str, loosely: bool) -> OrderSaid:
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
    left = letters(_FILLER.sub("", rest))
    return OrderSaid(wanted, level, number, signer, unknown[0] if unknown else "", not left)


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


# ---- words of the units

_RECEIVED = frozenset(
    letters(word)
    for word in [
        "收到",
        "已收到",
        "收到了",
        "签收",
        "已签收",
        "我已签收",
        "签收了",
        "确认签收",
        "确认收到",
        "已经签收",
        "已收悉",
        "收悉",
        "知悉",
        "已知悉",
        "收到签收",
        "收到已签收",
        "应急签收",
        "签收应急",
        "应急已签收",
        "应急收到",
        "签收预警",
        "预警签收",
        "received",
        "signed",
    ]
)
_REPORT = lazy_pattern(
    r"^(?:\[?应急(?:响应)?(?:情况|进展|日?报告?|报送)?\]?|emergency\b)(?P<mark>\s|[:：,，、。;；])?\s*(?P<words>.*)$",
    re.DOTALL | re.IGNORECASE,
)
_OTHER_SUBJECT = re.compile(
    r"^(?:预案|管理|演练|减排清单|清单|物资|能力|中心|处置|救援|预警|值守|队伍|办|体系|机制|监测|指挥)"
)


def is_received(text: str) -> bool:
    """收到, 已签收: alone, with thanks at most."""
    said = letters(text).removeprefix("好的").removesuffix("谢谢").removesuffix("了")
    return said in _RECEIVED or letters(text) in _RECEIVED


def report_in(text: str) -> str | None:
    """应急 32家企业已停限产 → 32家企业已停限产; None where the words begin otherwise, or with another subject: 应急预案已修订."""
    match = _REPORT.match(text.strip())
    if match is None or (not match["mark"] and _OTHER_SUBJECT.match(match["words"])):
        return None
    return match["words"].strip()


_DEED = re.compile(
    r"(?:已经?|均已|都已)?(?:停产|限产|停工|停运|停用|落实|完成|执行|到位|错峰|关停)(?:到位|完毕|了)?"
)


def says_done(words: str) -> bool:
    """已停产, 已落实: what is said of a line of a checklist."""
    return _DEED.search(words) is not None


def besides_deeds(said: str) -> str:
    """What is left of letters when what was done is taken away."""
    return _DEED.sub("", said)


_CANCEL = frozenset(("取消", "算了", "cancel"))
_MARKS = " ，,。；;"


def is_cancelled(words: str) -> bool:
    return letters(words) in _CANCEL


def is_slash(words: str) -> bool:
    return words.startswith(("/", "／"))


def without_marks(words: str) -> str:
    return words.strip(_MARKS)


def separated(words: str) -> list[str]:
    """180,180、160 → its parts."""
    return [word for word in re.split(r"[\s,，、;；]+", words) if word]

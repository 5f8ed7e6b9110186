"""What units say in an emergency: 收到, 应急 32家企业已停产, 2号窑已停产."""

import re

from bot.domain.language.plain import letters
from bot.domain.lazy_pattern import lazy_pattern

_RECEIVED = re.compile(
    r"(?:好的?|应急|预警|响应|通知|文件|我们?|单位|已经|已|都|现|确认)*"
    r"(?:签收|收到|收悉|知悉|received|signed)(?:已?签收|收到|通知|预警|应急|响应|文件|了|谢谢)*"
)
_COURTESY = re.compile(r"(?:好的?|好嘞|嗯+|是|明白|ok|领导好|您好|你好)")
_CLAUSES = re.compile(r"[\s,，、。．.;；:：!！~～]+")
_OTHER_ITEM = re.compile(r"第\s?[0-9]+(?:\.[0-9]+)?\s?项|(?<![A-Za-z])[Tt]\s?[0-9]")
_REPORT = lazy_pattern(
    r"^(?:\[?应急(?:响应)?(?:情况|进展|日?报告?|报送)?\]?|emergency\b)(?P<mark>\s|[:：,，、。;；])?\s*(?P<words>.*)$",
    re.DOTALL | re.IGNORECASE,
)
_OTHER_SUBJECT = re.compile(
    r"^(?:预案|管理|演练|减排清单|清单|物资|能力|中心|处置|救援|预警|值守|队伍|办|体系|机制|监测|指挥)"
)


def is_received(text: str) -> bool:
    """收到, 已签收, 好的，已收到，马上落实: whatever follows, it was received. 第3项 and T1 are about something else."""
    return not _OTHER_ITEM.search(text) and _received_first(text) is not None


def besides_received(text: str) -> str:
    """已停产10家 of 收到，已停产10家: what was done, which signing does not record; "" for thanks and promises."""
    rest = "，".join(_received_first(text) or ())
    return rest if "已" in rest or any(map(str.isdigit, rest)) else ""


def _received_first(text: str) -> list[str] | None:
    """What follows the words that say it was received; None where the text does not begin with them."""
    clauses = [one for one in _CLAUSES.split(text) if letters(one)]
    while len(clauses) > 1 and _COURTESY.fullmatch(letters(clauses[0])):
        clauses = clauses[1:]
    return clauses[1:] if clauses and _RECEIVED.fullmatch(letters(clauses[0])) else None


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


_STANDSTILL = re.compile(r"停(?:产|工|运|用|业|限产|了|掉|下)|限(?:产|行)|错峰|降负荷|关停")
_ASKS = re.compile(r"[?？吗]|什么|怎么|如何|多少|是否|哪|要不要|能不能|可不可以")


def says_standstill(words: str) -> bool:
    """今天已停产10家, 停了10家，还有2家没停: what an emergency demands, of no named item."""
    return bool(_STANDSTILL.search(words)) and not _ASKS.search(words) and not _OTHER_ITEM.search(words)


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

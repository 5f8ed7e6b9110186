"""Words that begin with the number of a ticket (T1, Ｔ１, “T1：”), and what they ask to be done with it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.language.plain import plain
from bot.domain.lazy_pattern import lazy_pattern
from bot.domain.quantity import NUMBER, number

NUMBERED = lazy_pattern(r"^[#＃\[【(（]?\s?[Tt]\s?-?(?P<number>[0-9]{1,6})(?![0-9A-Za-z.%])[\]】)）]?[\s:：,，、.。;；\-—]*(?P<rest>.*)$", re.DOTALL)  # fmt: skip


class TicketDeed(StrEnum):
    SHOW = "show"
    SIGN = "sign"
    SAY = "say"
    SUBMIT = "submit"  # with what is said, if anything
    PASS = "pass"
    UNFOUNDED = "unfounded"
    RETURN = "return"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    CORRECT = "correct"
    PASS_DOWN = "pass_down"
    TOWNSHIP_DONE = "township_done"
    RECHECK = "recheck"
    KEEP_CLOSED = "keep_closed"
    HISTORY = "history"
    DISSATISFIED = (
        "dissatisfied"  # who complained is not content: a return or a reopening, by where the ticket stands
    )
    EXTEND = "extend"  # which there is not


@dataclass(frozen=True, slots=True)
class TicketWords:
    """`words`: what is left once the deed is read: a reason, a township, what was said. `said`: all but the number."""

    number: int
    deed: TicketDeed
    words: str = ""
    said: str = ""


_THIS_ONE = lazy_pattern(
    r"^(?:把|将|请)?(?:[这该此本那](?:一)?[件单张])(?:交办单|单子|的)?(?:请|给)?[\s,，:：]*"
)
_END = r"[\s。.！!~]*$"
_DEEDS: tuple[tuple[TicketDeed, str], ...] = (
    (TicketDeed.SIGN, rf"^(?:确认|已|现)?(?:签收|接收|收到)(?:了|交办单|单子)?{_END}"),
    (TicketDeed.HISTORY, rf"^(?:办理)?(?:记录|经过|历史|过程|为什么|为何|why|history){_END}"),
    (TicketDeed.KEEP_CLOSED, rf"^(?:维持销号|回头看(?:已)?通过|维持|无反弹){_END}"),
    (TicketDeed.RECHECK, r"^回头看[\s:：,，]*(?P<words>.*)$"),
    (TicketDeed.UNFOUNDED, rf"^(?:复核|核查|经查|经核查|线索)?(?:不属实|不实)(?:，?(?:销号|通过|办结))?{_END}"),
    (TicketDeed.PASS, rf"^(?:复核|同意|予以|属实，?)?(?:通过|销号|同意销号|属实)(?:了)?{_END}"),
    (TicketDeed.RETURN, r"^(?:复核)?(?:退回整改|退回重办|退回[去来]?|不通过|未通过|驳回|打回[去来]?)[\s:：,，]*(?:原因|理由)?[\s:：,，是]*(?P<words>.*)$"),
    (TicketDeed.DISSATISFIED, r"^(?:经?回访[\s,，:：]*)?(?:群众|市民|居民|住户|举报人|投诉人|来电人|信访人|对方)(?:[^,，。;；]{0,6})(?P<words>(?:还是|仍然?|很|表示)*(?:不满意|不认可|不接受|又投诉|再次投诉|还在投诉|又举报|再次举报).*)$"),
    (TicketDeed.EXTEND, r"^(?:我[们县区局]?)?(?:想|要|需要?|申请|请求|请|要求|能否|能不能|可否)*(?:再)?(?:延期|延长|宽限|顺延|推迟|延后|展期)(?P<words>(?:办理|整改|反馈|时限|期限|一下)*(?:[到至]|[0-9一二两三四五六七八九十半几]{1,3}个?(?:天|日|小时|周|工作日)|[\s,，。！!]|$).*)$"),
    (TicketDeed.REOPEN, r"^(?:重新整改|重新打开|重开|恢复办理|反弹)[\s:：,，]*(?P<words>.*)$"),
    (TicketDeed.WITHDRAW, r"^(?:撤回|作废|收回|取消交办|撤销交办|下错了?|交办错了?)[\s:：,，]*(?P<words>.*)$"),
    (TicketDeed.CORRECT, r"^(?:更正|修改|勘误|改正|改为|改成)[\s:：,，为成]*(?P<words>.+)$"),
    (TicketDeed.PASS_DOWN, r"^(?:转(?:办|交|给|至|到|由)?(?:乡镇|街道)?|下转|派给|交由)[\s:：,，]*(?P<words>(?:\S*?[乡镇场区]|\S*?街道|\S*?办事处|\S*?管委会)(?![长委])[^。]*)$"),
    (TicketDeed.PASS_DOWN, rf"^(?:转乡镇|转办乡镇|转街道|转办|下转)(?P<words>){_END}"),
    (TicketDeed.TOWNSHIP_DONE, rf"^(?P<words>\S{{1,12}}?(?:乡|镇|街道|办事处|管委会|场|区))(?:已|已经)?(?:反馈|办结|完成|回复|整改完成)(?:了)?{_END}"),
)  # fmt: skip
_PATTERNS = tuple((deed, lazy_pattern(pattern, re.DOTALL | re.IGNORECASE)) for deed, pattern in _DEEDS)
_SUBMITS = lazy_pattern(
    r"(?P<words>.*?)[\s,，。;；、]*(?:现|特|请予?|申请|提请)*(?:提交复核|提请复核|申请复核|请复核|请予复核|报请复核|申请销号|请予销号|请销号)(?:了)?[\s。.！!]*$",
    re.DOTALL,
)
_LAST = lazy_pattern(r"^(?P<deed>[^\s0-9A-Za-z]{2,6})[\s:：]*(?:交办单)?[Tt]\s?(?P<number>[0-9]{1,6})(?![0-9A-Za-z.%])[\s:：,，、]*(?P<rest>.*)$", re.DOTALL)  # fmt: skip
FIRST_DEEDS = frozenset(
    [
        "签收",
        "提交复核",
        "通过",
        "不属实",
        "退回",
        "退回整改",
        "撤回",
        "作废",
        "更正",
        "修改",
        "转乡镇",
        "重新整改",
        "回头看",
        "维持销号",
        "记录",
        "查看",
        "查询",
    ]
)
_MINUTES = lazy_pattern(rf"(?P<number>{NUMBER})\s?(?P<unit>分钟|分|min|个?半?小时|h|天|日)", re.IGNORECASE)
_HALF = lazy_pattern(r"半(?:个)?小时")
IN_MINUTES = {"分": 1, "m": 1, "小": 60, "个": 60, "h": 60, "天": 1440, "日": 1440}
_TOWNSHIP = lazy_pattern(r"^(?P<name>\S{1,20}?(?:乡|镇|街道办事处|街道|办事处|管委会|场|区))(?![长委])")


def ticket_words(text: str) -> TicketWords | None:
    """None where no ticket's number begins the words."""
    said = plain(text)
    if match := NUMBERED.match(said):
        return deed_in(match["rest"], int(match["number"]))
    match = _LAST.match(said)
    if match and match["deed"] in FIRST_DEEDS:
        deed = "" if match["deed"] in ("查看", "查询") else match["deed"]
        return deed_in(f"{deed} {match['rest']}".strip(), int(match["number"]))
    return None


def stands_apart(text: str) -> bool:
    """Whether the number is followed by a blank or a mark, or by nothing."""
    return re.match(r"[#\[【(（]?\s?[Tt]\s?-?[0-9]+(?:[\])）】\s:：,，、.。;；-]|$)", plain(text)) is not None


def deed_in(said: str, number: int = 0) -> TicketWords:
    """What words about a ticket ask for; words that ask for nothing are said about it."""
    said = _THIS_ONE.sub("", plain(said).strip())
    if not said:
        return TicketWords(number, TicketDeed.SHOW)
    for deed, pattern in _PATTERNS:
        if match := pattern.match(said):
            return TicketWords(number, deed, (match.groupdict().get("words") or "").strip(), said)
    if match := _SUBMITS.match(said):
        return TicketWords(number, TicketDeed.SUBMIT, match["words"].strip(), said)
    return TicketWords(number, TicketDeed.SAY, said, said)


_PICTURE = lazy_pattern(
    r"(?:附|见|上传|发送?)(?:上|了|后|有)?(?:现场|整改)?(?:照片|图片|附件|图)|(?:照片|图片)(?:如下|附后|已发|已附|见)"
)


def says_this_one(said: str) -> bool:
    """这件退回去"""
    return _THIS_ONE.match(plain(said).strip()) is not None


def says_picture(said: str) -> bool:
    """已办结，附照片"""
    return _PICTURE.search(said) is not None


def township_in(said: str) -> str:
    """券桥镇 of 券桥镇 60分钟"""
    match = _TOWNSHIP.match(plain(said).strip())
    return match["name"] if match else ""


def minutes_in(said: str, *, alone: bool = False) -> int | None:
    """60 of 60分钟, of 1小时, of 一个小时; None where no span is said. `alone`: a number by itself is one of minutes."""
    text = plain(said).strip()
    if alone and (bare := number(text)) is not None and bare == int(bare):
        return int(bare)
    if _HALF.search(text) and not _MINUTES.search(text):
        return 30
    match = _MINUTES.search(text)
    if match is None:
        return None
    value = number(match["number"])
    if value is None:
        return None
    unit = match["unit"].lower()
    half = 30 if "半" in unit else 0
    return int(value * IN_MINUTES[unit[0]]) + half or None

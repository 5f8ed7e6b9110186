"""Requests in words: more time, not ours, help of another unit, a colleague, leave, taking back, correcting."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.language.courtesies import is_courtesy
from bot.domain.language.dates import mentions
from bot.domain.language.leaves import is_leave
from bot.domain.language.named_units import units_in
from bot.domain.language.proposed_unit import proposed_units
from bot.domain.lazy_pattern import lazy_pattern

READ_AT_MOST = 300  # characters of a request
REASON = 2  # letters that a reason has at least


class WishKind(StrEnum):
    EXTENSION = "extension"
    DECLINE = "decline"
    WAIT = "wait"
    SUSPEND = "suspend"
    HAND = "hand"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Wish:
    """`reason` "" where none was given."""

    kind: WishKind
    due: date | None = None
    reason: str = ""
    unit: str = ""
    colleague: str = ""


_MORE_TIME = lazy_pattern(
    r"申请(?:办理)?延期|延期申请|(?:想|要|需|需要|请求|能否|能不能|可否|可不可以|希望|建议|拟|恳请|麻烦)[^，,。；;]{0,8}(?:延期|延长|延后|推迟|顺延|宽限|缓)"
    r"|(?:延期|延长|延后|推迟|顺延|宽限|缓|延)(?:时间|期限|时限)?(?:到|至)|再(?:给|宽)[^，,。]{0,6}(?:天|周|月|时间)|(?:晚|缓)(?:几|\d{1,2}|[一二三两])天"
    r"|^(?:第?[0-9.]{1,5}项?\s?)?延期|能不能(?:晚|缓|延)|\b(?:extension|extend|more time|postpone)",
    re.IGNORECASE,
)
_HAPPENED = lazy_pattern(r"不延期|无需延期|不申请延期|已(?:经)?(?:延期|批准延期)|同意延期")
_NOT_OURS = lazy_pattern(
    r"不(?:归|由|该|应该?由?)(?:我|我们|咱|本|我局|我县|我区)|不属(?:于)?(?:我|本|咱)|不是(?:我|我们|我局|我单位|本单位|咱)(?:们)?(?:的|单位|局|县|区|管|负责|职责|职能|业务|范围|这边|任务|事|牵头)"
    r"|不在(?:我|本)(?:们|局|单位)?的?(?:职责|职能|范围)|与(?:我|本)(?:们|局|单位)无关|(?:我|本)(?:们|局|单位)(?:没有|无)(?:此|这|该)?项?(?:职责|职能)|(?:应|应该|应当)(?:由|归|是|属于)[^，,。]{2,16}(?:负责|承担|牵头|办理|管|汇总|职责)"
    r"|^(?:第?[0-9.]{1,5}项?[\s，,、：:]?)?(?:本|我)?(?:县|区|市|局|单位)?不涉及(?:$|[，,。；;：:！!\s]|本|我|此|该|这)"
    r"|不属本单位|\bnot (?:ours|our (?:job|task))",
    re.IGNORECASE,
)
_THEIRS = lazy_pattern(  # with the name of a unit in it
    r"(?:^|[，,。\s])(?:第?[0-9.]{1,5}项?[\s，,、：:]?)?(?:这|此|该)?(?:个|件)?(?:事项|任务|工作|事|项|块)?(?:归|属于)[^，,。；;]{2,16}(?:负责|承担|牵头|办理|管|办|的)?(?:$|[，,。；;！!])"
    r"|^(?:第?[0-9.]{1,5}项?[\s，,、：:]?)?(?:这|此|该)(?:个|件)?(?:事项|任务|工作|事|项|块)由[^，,。；;]{2,16}(?:负责|承担|牵头|办理|管|办)(?:$|[，,。；;！!])"
    r"|建议(?:转办?|移交|交由?)(?:给|至|到)?[^，,。；;]{2,16}"
)
_HELP = lazy_pattern(
    r"(?:需要?|请|要|盼|商请|恳请|还得|得|望|由)[^，,。；;]{2,16}?(?:配合|协助|支持|帮忙|协调|参与|增容|会签|提供|出具|批复|审批|移交)"
    r"|(?:需要?|等待?|盼|还得|得)[^，,。；;]{2,16}?(?:先|接入|到位|回复|答复|意见|确认)"
    r"|^(?:第?[0-9.]{1,5}项?\s?[，,]?)?(?:我们|我局|我单位|本单位)?(?:还在|现在|在|目前|正在|需要?)?(?:等待?|待)[^，,。；;]{2,16}|\bneed\b[^,.;]{2,40}\bhelp",
    re.IGNORECASE,
)
_SUSPEND = lazy_pattern(
    r"(?<![不未已无被])(?<!期间)(?:挂账|挂起)(?!期间|中|项|事项)|(?:申请|请求|拟|需|建议)[^，,。；;]{0,8}(?:暂停办理|暂缓(?:办理|实施|推进)|中止)"
    r"|\bsuspend|\bput (?:it )?on hold",
    re.IGNORECASE,
)
_HAND = lazy_pattern(
    r"(?:转给|转交给?|移交给?|交给|交由|改由|分给)(?P<who>[^，,。；;\s]{1,8}?)(?:来)?(?:办理?|处理|负责|报|填|跟进|接手|去办)?(?:吧|了)?\s?$"
    r"|(?:让|由|叫|请)(?P<whom>小?[^，,。；;\s]{1,4}?)(?:来|去)?(?:接手|接着办|跟进|办理?|填报?|报)(?:吧|了)?\s?$|hand (?:it )?over to (?P<en>\w{1,20})",
    re.IGNORECASE,
)
_BACK = lazy_pattern(
    r"(?:请|麻烦|帮我|把)?(?:上一?条|上面那?条|刚才?那?[条个]?|刚刚那?[条个]?|前一?条|这一?条|那一?条|刚发的|刚报的|刚才(?:发|报)的)?(?:消息|反馈|记录|信息|内容|数据|填的)?"
    r"(?:作废|撤回|撤销|收回|不算数?|取消掉|删了|删掉|删除|发错了?|报错了?|填错了?|写错了?|搞错了?|弄错了?|undo|ignore that)(?:吧|了|掉|它)?",
    re.IGNORECASE,
)
_REPLACE = lazy_pattern(
    r"(?:不是|不应是|把)\s?(?P<old>[^，,。；;\s]{1,20}?)\s?(?:[，,、]?\s?(?:而|应该?|改成|改为)?(?:是|为|成)|改成|改为|换成)\s?(?P<new>[^，,。；;]{1,40})"
)
_CORRECT = lazy_pattern(
    r"^(?:(?:刚才|上条|上一条|前面|那个|这个|抱歉|不好意思|对不起)?[，,\s]?)?(?:(?:打|写|说|报|填|输|搞|弄)错(?:了|啦)?[，,。!！\s]{0,2}(?:应该?|实际)?(?:是|为)?"
    r"|(?:更正|纠正|修正|修改|改)(?:为|成|一下|下|到)?[:：，,\s]{0,2}(?:应该?)?(?:是|为)?|应(?:该|当)?(?:是|为)|correction[:\s]{0,2})\s?(?P<new>.{1,200})$",
    re.IGNORECASE | re.DOTALL,
)


def wish(text: str, units: Iterable[str], own: Iterable[str], today: date) -> Wish | None:
    """None where the text asks for nothing. `own`: the sender's units, which are never the other one."""
    if len(text) > READ_AT_MOST:
        return None
    units = tuple(units)
    others = [unit for unit in units_in(text, units) if unit not in tuple(own)]
    other = others[0] if others else ""
    if _NOT_OURS.search(text) or (
        _THEIRS.search(text) and (other or proposed_units(text, units, "").unknown)
    ):
        return Wish(WishKind.DECLINE, reason=text, unit=other)
    if _SUSPEND.search(text):
        return Wish(WishKind.SUSPEND, due=_extension(text, today).due, reason=text)
    if _MORE_TIME.search(text) and not _HAPPENED.search(text):
        return _extension(text, today)
    if is_leave(text):
        return Wish(WishKind.LEAVE)
    if (hand := _HAND.search(text)) and not other:
        who = hand["who"] or hand["whom"] or hand["en"] or ""
        return Wish(WishKind.HAND, colleague=who)
    if other and _HELP.search(text):
        return Wish(WishKind.WAIT, unit=other, reason=text)
    return None


def _extension(text: str, today: date) -> Wish:
    days = [one for one in mentions(text, today) if one.day and one.day >= today]
    due = (
        days[0].day
        if len({one.day for one in days}) == 1
        else next((one.day for one in days if one.by), None)
    )
    return Wish(WishKind.EXTENSION, due=due, reason=text if gives_reason(text, today) else "")


_REQUEST = lazy_pattern(
    r"申请|挂账|挂起|暂停办理|暂缓|恢复|延期|延长|延后|推迟|顺延|宽限|请求|能否|能不能|可否|可不可以|希望|我们|我局|我单位|再给|时间|期限|时限|项|第|缓|延|到|至|想|要|请|批准|一下|左右|前|底"
)


def gives_reason(text: str, today: date) -> bool:
    """Whether anything is left of it without the date and the words of the request."""
    rest = list(text)
    for one in mentions(text, today):
        rest[one.start : one.end] = " " * (one.end - one.start)
    return sum(map(str.isalpha, _REQUEST.sub("", "".join(rest)))) >= REASON


_NO_REASON = re.compile(r"第?[0-9.]{1,5}项?|不涉及|[本我][县区市局]|[本我]单位|此项|该项|\W|了")


def explains(text: str) -> bool:
    """Whether 不涉及 is said with a reason."""
    return bool(_NO_REASON.sub("", text))


def takes_back(text: str) -> bool:
    """上一条作废, 撤回, 发错了: all that the text says."""
    parts = [part for part in re.split(r"[，,。；;!！\s]+", text.strip()) if part]
    if not parts or len(text) > 40:
        return False
    backs = [bool(_BACK.fullmatch(part)) for part in parts]
    return any(backs) and all(
        back or is_courtesy(part) or part in ("抱歉", "不好意思")
        for back, part in zip(backs, parts, strict=True)
    )


def corrected(text: str, before: str) -> str | None:
    """What the words said before should have been: 不是210，是201 within them, 改成85% instead of them."""
    if replaced := _REPLACE.search(text):
        old, new = replaced["old"].strip(), replaced["new"].strip()
        if old and any(map(str.isdigit, old)) and any(map(str.isdigit, new)) and before.count(old) == 1:
            return before.replace(old, new)
    if (match := _CORRECT.match(text)) and any(map(str.isdigit, match["new"])):
        return match["new"].strip()
    return None

"""A look at what waits for one's decision, narrowed by kind and unit: 待办 市农业农村局, 复核西峡县, 有哪些要复核."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.language.named_units import units_in
from bot.domain.language.plain import letters

READ_AT_MOST = 40


class DeskKind(StrEnum):
    """The values are those of bot.cards.inbox.InboxKind."""

    REVIEWS = "reviews"
    SAMPLES = "samples"
    EXTENSIONS = "extensions"
    SUSPENSIONS = "suspensions"
    DECLINES = "declines"
    TALKS = "talks"
    RECHECKS = "rechecks"
    PROPOSALS = "proposals"
    AT_LEADER = "at_leader"
    DIRECTED = "directed"
    PAST = "past"
    NO_LEAD = "no_lead"
    WHICH_COUNTY = "which_county"
    UNREACHABLE = "unreachable"
    UNACKNOWLEDGED = "unacknowledged"
    OUTAGES = "outages"
    COMPLAINTS = "complaints"
    PAPERS = "papers"
    TICKETS = "tickets"


OF_LEADS = frozenset(
    {
        DeskKind.REVIEWS,
        DeskKind.SAMPLES,
        DeskKind.EXTENSIONS,
        DeskKind.SUSPENSIONS,
        DeskKind.DECLINES,
        DeskKind.RECHECKS,
    }
)


@dataclass(frozen=True, slots=True)
class Desk:
    kind: DeskKind | None  # None: all kinds
    unit: str = ""


_KINDS: tuple[tuple[DeskKind | None, str], ...] = (
    (DeskKind.SAMPLES, r"(?:待办?)?(?:进展)?抽查"),
    (DeskKind.EXTENSIONS, r"(?:待批|待办)?延期申请|待办延期"),
    (DeskKind.SUSPENSIONS, r"(?:待批|待办)?挂账申请"),
    (DeskKind.DECLINES, r"(?:待批|待办)?退回申请|待办退回"),
    (DeskKind.TALKS, r"待您?批示的?(?:约谈建议|约谈|事项)?"),
    (DeskKind.AT_LEADER, r"待领导(?:决定|批示|研究)的?(?:约谈建议|约谈|事项)?"),
    (DeskKind.DIRECTED, r"领导(?:已|已经)?(?:批示|批复|决定)的?(?:事项|约谈|约谈建议)?了?"),
    (DeskKind.PROPOSALS, r"(?:督办|约谈)建议(?:清单|列表)?"),
    (DeskKind.TICKETS, r"(?:待复核的?|待办)?(?:问题)?交办单(?:清单|列表)?"),
    (DeskKind.RECHECKS, r"回头看(?:事项|清单)?|需?要?回头看"),
    (DeskKind.PAST, r"上线前(?:已过?时限)?(?:、?待确认)?的?(?:事项)?"),
    (
        DeskKind.NO_LEAD,
        r"(?:任务|事项)?(?:未写明|没写明|没有|缺|未明确|待明确)(?:牵头|汇总)(?:单位|部门)?的?(?:任务|事项)?",
    ),
    (
        DeskKind.WHICH_COUNTY,
        r"(?:项目|企业)?(?:未写明|没写明|未明确|待明确|不知道)(?:所在|在哪个?)(?:县区|县)?的?(?:项目|企业|工程)?",
    ),
    (
        DeskKind.UNREACHABLE,
        r"尚未绑定账号或联系不上的?(?:人员?)?|(?:尚?未|没有?)绑定(?:账号)?的?(?:人员?)?|联系不上的?(?:人员?)?",
    ),
    (DeskKind.UNACKNOWLEDGED, r"(?:还)?(?:未|没有?)签收的?(?:名单|单位|部门|人员?)?"),
    (DeskKind.OUTAGES, r"(?:消息)?渠道(?:故障|停用|停发|不通)|(?:停用|停发|不通)的渠道"),
    (DeskKind.COMPLAINTS, r"投诉建议|投诉和?建议?(?:清单|列表)"),
    (DeskKind.PAPERS, r"(?:可|待|要|能|建议)(?:以)?起草的?(?:文书|文件|通报|文稿)?(?:清单|列表)?"),
    (DeskKind.REVIEWS, r"(?:待|要|需要?)?复核(?:事项|清单|列表)?|待审核?|reviews?"),
    (
        None,
        r"(?:我的)?待办(?:事项)?|收件箱|inbox|(?:要|等|待|需要?|请)我(?:来)?(?:决定|审定|审批|批示|处理|定|批|办|审)的?(?:事项|事情|事)?",
    ),
)
_AROUND = r"(?:请|看一?下?|查看?|列出|有哪些|哪些|还有哪些|有什么|还有什么|只看|的|有|等我|需要我|我)*"
KINDS = tuple(
    (kind, re.compile(rf"{_AROUND}(?P<before>.*?){_AROUND}(?:{words}){_AROUND}(?P<after>.*?)(?:吗|呢|了)?"))
    for kind, words in _KINDS
)


def desk(text: str, units: Iterable[str]) -> Desk | None:
    """None where the text is more than that: a unit that is not the plan's, or words of a report."""
    if len(text) > READ_AT_MOST:
        return None
    said = letters(text.lstrip("/／"))
    for kind, pattern in KINDS:
        match = pattern.fullmatch(said)
        if match is None:
            continue
        rest = f"{match['before']}{match['after']}"
        if not rest:
            return Desk(kind)
        named = units_in(rest, units)
        if len(named) == 1 and _is_only(rest, named[0]):
            return Desk(kind, named[0])
    return None


@dataclass(frozen=True, slots=True)
class TaskAsked:
    number: str
    shares: bool  # of its units


_TASK = re.compile(r"第?(?P<number>[0-9]{1,3}(?:\.[0-9]{1,2}){0,2})项?(?:任务)?的?(?P<what>.*)")
_STATUS = frozenset(("", "情况", "进展", "进度", "进展情况", "总体情况", "怎么样", "怎样了", "摘要", "汇总"))
_SHARES = frozenset(
    ("各单位情况", "各单位", "各家情况", "分单位", "按单位", "各单位进展", "各单位办得怎么样")
)


def task_asked(text: str) -> TaskAsked | None:
    """8, 第8项情况, 8各单位情况 of somebody who reports nothing: a look at the task."""
    match = _TASK.fullmatch(text.strip().rstrip("?？。!！了")) if len(text) <= READ_AT_MOST else None
    if match is None or match["what"].strip() not in _STATUS | _SHARES:
        return None
    return TaskAsked(match["number"], match["what"].strip() in _SHARES)


def _is_only(rest: str, unit: str) -> bool:
    """Each character of the rest is one of the unit's name, in its order: 农业农村局 of 市农业农村局."""
    signs = iter(unit)
    return all(sign in signs for sign in rest)

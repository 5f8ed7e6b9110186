"""What the header of a column says of it."""

import re

from bot.planfile.importer.columns import PARTS, Column
from bot.planfile.importer.persons import PERSON_HEADER
from bot.planfile.importer.time_alone import TimeKind, read_time
from bot.planfile.importer.verbs import meaning_of

_ROLES = {part: column for column, part in PARTS.items()}
LONGEST_LABEL = 16

_ASIDE = re.compile("备注|电话|联系|资金|金额|投资|进展|完成情况|落实情况|佐证|依据|来源|签字|得分|分值")
_BEGIN = re.compile("^(?:计划|预计|拟|实际|目标)*(?:开始|启动|起始|开工|立项|交办|下达|转办)")
PLACE = re.compile("^(?:县区|县市区|区县|市县|地区|区域|乡镇|镇街|街镇|街道|地点|位置|辖区|属地)$|所在")
_ROLE = re.compile(
    "单位|部门|科室|处室|主体|机构|牵头|配合|协办|主责|主办|承办|协同|参与|责任|负责|分工|^(?:省|市|县|区|镇|乡|村)(?:级|直|本级)$"
)
_QUARTER, _HALF = "第?[一二三四1-4]季度", "[上下]半年"
_PERIOD = re.compile(
    f"(?:20[0-9]{{2}}年?度?)?(?:{_QUARTER}|{_HALF}|(?:[0-9]{{1,2}}月?[-—~至到])?[0-9]{{1,2}}月份?)?[底末]?前?"
)
# 2026年度目标, 一季度工作安排: when, and that it is to be done; 一季度完成情况 tells of the past.
_TO_BE_DONE = re.compile(
    "^(?:到|至)?(?P<when>.*?)(?:年度|工作|阶段性?|建设|推进|主要|形象|分解|预期|计划)*"
    "(?:目标|任务|计划|安排|进度|要求|节点|内容|措施|任务目标|目标任务|目标值)?$"
)
_OF_BODIES = re.compile("(?:单位|部门|科室|处室|主体|机构)$")
_ADDS_NOTHING = re.compile("(?:[省市县区镇乡村](?:级|直|本级))?(?:单位|部门)?(?:名称)?")
LABELS: tuple[tuple[re.Pattern[str], Column], ...] = (
    (re.compile("^(?:序号?|编号|号|项|项次|no[.．]?)$", re.IGNORECASE), Column.NUMBER),
    (_ASIDE, Column.ASIDE),
    (PLACE, Column.ASIDE),
    (_BEGIN, Column.ASIDE),
    (
        re.compile("^(?:(?:任务|工作|目标)?(?:类别|分类|领域|板块|大类|类型)|一级任务|专项行动|方面|章节)$"),
        Column.GROUP,
    ),
    (re.compile("时限|时间|期限|节点|进度|日期|截止|工期|^月份$|^时段$"), Column.TIME),
    (re.compile("内容|措施|要求|举措|说明|标准|指标|做法|步骤|成果"), Column.TEXT),
    (re.compile("任务|事项|项目|工作|名称|目标|行动|事情|问题"), Column.TITLE),
)
_TELLS_OF_THE_PAST = re.compile("(?<!前)完成$|实绩|实际|基数|现状|情况")
_RULE = re.compile("（[^）]*）")
_FORMER = re.compile("^(?:原|调整前|变更前)(?:的|有)?(?:牵头|责任|配合|主|负责|承办|定|计划|完成|时限|单位)")
_UNITS_AND_PEOPLE = re.compile("(?P<units>[\u4e00-\u9fff]*(?:单位|部门|科室|处室|主体))(?:及|和|与|、|/|·)")


def meaning_of_label(label: str) -> Column | None:
    """牵头领导 is a person, 责任单位及责任人 are units; None for words that say nothing of it."""
    label = _RULE.sub("", label)
    if not label or len(label) > LONGEST_LABEL:
        return None
    said = {meaning_of(one) for one in re.split("[/、·及和与]", label)} & _ROLES.keys()
    if len(said) > 1:  # 牵头单位/配合单位: which of them a name is, its cell does not say
        return None
    if both := _UNITS_AND_PEOPLE.match(label):
        label = both["units"]
    if PERSON_HEADER.search(label) or _FORMER.match(label):
        return Column.ASIDE
    is_work = re.search("任务|事项|内容|措施|要求|举措|目标", label) and not re.search("单位|部门", label)
    role = meaning_of(label)
    if role in _ROLES and _ROLE.search(label) and not is_work:
        return _ROLES[role]
    if _ROLE.fullmatch(label):  # 市级 | 县级 below 责任分工
        return Column.ANSWER
    found = next((column for words, column in LABELS if words.search(label)), None)
    return None if found in (Column.TITLE, Column.TEXT) and _OF_BODIES.search(label) else found  # 项目单位


def said_by(label: str) -> Column | None:
    """The lowest row of the header that says something. 单位 and 市级 say it together with what stands above them."""
    parts = label.split(" ")
    whole = meaning_of_label("".join(parts[-2:])) if _ADDS_NOTHING.fullmatch(parts[-1]) else None
    if whole in PARTS:
        return whole
    if says_when(label):
        return Column.TIME
    for part in reversed(parts):
        if found := meaning_of_label(part):
            return found
    return None


def says_when(label: str) -> bool:
    """一季度, 2026年度目标 or 6月底前 over a column: when what stands in it is to be done."""
    told = _TELLS_OF_THE_PAST.search(label)
    return not told and read_time(period_of(label), (2000, 2000)).kind is TimeKind.DATE


def period_of(label: str) -> str:
    """一季度 of 一季度工作目标, 2026年 of 2026; the whole lowest row of the label where it is no period."""
    lowest = label.split(" ")[-1]
    found = _TO_BE_DONE.match(lowest)
    period = found["when"] if found and is_period(found["when"]) else lowest
    return f"{period}年" if re.fullmatch("20[0-9]{2}", period) else period


def is_period(label: str) -> bool:
    """A quarter, a year, months: what a table of progress has a column for."""
    return bool(label and _PERIOD.fullmatch(label))


_PROBLEM = re.compile("问题|隐患|短板|不足|缺陷|风险点|违法行为")
_REMEDY = re.compile("整改|整治|解决|措施|任务|事项|目标|要求|举措|时限|单位|部门|责任")


def is_of_problems(label: str) -> bool:
    """存在问题, 反馈问题, 风险隐患; not 问题整改措施."""
    return bool(_PROBLEM.search(label)) and not _REMEDY.search(label)


def is_of_remedies(label: str) -> bool:
    return bool(_REMEDY.search(label))

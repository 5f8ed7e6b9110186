"""Sections that hold no tasks: they say who answers for the tasks of other sections and by when, or frame the whole.

Told by what a heading is made of, never by the whole heading: 责任分工, 组织分工, 推进机制, 支撑保障 hold nothing but
words about how work is run. A section whose items carry clauses of their own holds tasks, whatever it is called.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from bot.planfile.importer.found_item import LEAST, FoundItem
from bot.planfile.importer.marks import NumberStyle
from bot.planfile.importer.normalize import PAUSES, folded
from bot.planfile.importer.open_questions import Doubt
from bot.planfile.importer.outline import Node
from bot.planfile.importer.undated import MOST_QUOTED

_ABOUT = (
    "(?:工作|任务|项目|组织|部门|单位|具体|主要|目标|职责|责任|整改|实施|推进|完成|落实|时间|时序|进度|阶段|方法|方式|行动|活动|有关|相关|其他|其它|注意|几点"
    "|统筹|协调|调度|支撑|支持|要素|督导|督查|督办|考核|评价|评估|奖惩|监督|检查|宣传|舆论|引导|服务|政策|资金|经费|后勤|法治|技术|用地|人才|科技|制度|体制|组织|领导|总体|基本"
    "|指导|思想|运行|管理|纪律|安排|步骤|要求|机制|分工|和|与|及|、)"
)
_STRENGTHEN = "(?:切实|进一步|全面)?(?:加强|强化|健全|完善|建立|落实|明确|严格|严明|压实)?"
_TELLS_OTHERS = re.compile(
    f"{_STRENGTHEN}{_ABOUT}*(?:分工|职责|责任|时限|期限|工期|节点|步骤|阶段|进度|日程|时间)"
    "(?:要求|安排|划分|计划|落实|分解|推进|单位|主体|部门)?"
)
# 整治时限, 演练步骤; but 压缩审批时限 is work.
_OF_ANY_WORK = re.compile(
    "(?!压缩|缩短|延长|减少|优化|规范|加快)[\u4e00-\u9fff]{2}(?:时限|期限|工期|步骤|分工|日程|时间)(?:要求|安排)?"
)
_FRAMES = re.compile(
    f"{_STRENGTHEN}{_ABOUT}*(?:思路|原则|要求|机制|保障|支撑|领导|考核|督导|督查|督办|评估|监督|宣传|实施|形势|背景|意义|情况|纪律|引导|调度|奖惩"
    "|(?:有关|相关|其他|其它|注意|未尽)事项|(?:存在|发现|反馈)(?:的|有)?(?:主要|突出)?问题)"
)


def tells_others(section: Node) -> bool:
    return bool(_TELLS_OTHERS.fullmatch(_name(section)) or _OF_ANY_WORK.fullmatch(_name(section)))


def sections_aside(nodes: Iterable[Node], found: Mapping[int, FoundItem]) -> list[Node]:
    """Of the top level, in the order of the document."""
    return [node for node in nodes if _is_top(node) and _is_aside(node) and not _holds_work(node, found)]


def doubts_of(sections: Iterable[Node]) -> Iterator[Doubt]:
    """What says who or when is asked line by line, a frame once."""
    for section in sections:
        if section.is_goal() or (section.holds_no_tasks() and not tells_others(section)):
            continue
        if not tells_others(section):
            yield Doubt("section_aside", section.name.strip(PAUSES), section.first.line)
            continue
        lines = [p for node in section.walk() for p in node.paragraphs]
        lines = lines[1:] if _name(section) == folded(lines[0].text).strip(PAUSES) and lines[1:] else lines
        for paragraph in lines:
            about = paragraph.text[:MOST_QUOTED].strip(PAUSES)
            yield Doubt("said_of_others", f"{_name(section)}：{about}", paragraph.line)


def _name(node: Node) -> str:
    return re.sub("（[^）]*）", "", node.name).strip(f" {PAUSES}")


def _is_top(node: Node) -> bool:
    up = node.parent
    return node.mark is not None and (
        up is None or (up.mark is not None and up.mark.style is NumberStyle.PART)
    )


def _is_aside(node: Node) -> bool:
    return tells_others(node) or bool(_FRAMES.fullmatch(_name(node)))


def _holds_work(section: Node, found: Mapping[int, FoundItem]) -> bool:
    """A clause stands behind the work that it is about. One that heads its line, or is the whole of it, tells of other
    work."""
    return any(
        clause.start >= LEAST or (at > 0 and node is not section and not clause.heads)
        for node in section.walk()
        for at, (_, clauses) in enumerate(found[id(node)].clauses)
        for clause in clauses
        if clause.said.units and clause.start < clause.end  # not 市甲局负责清淤，市乙局负责加固
    ) or any(node.tables for node in section.walk())

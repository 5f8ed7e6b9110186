"""The document's own order: headings and items as a tree, by the numbers before them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.planfile.importer.decimal_marks import decimal_mark, printed_decimals
from bot.planfile.importer.document import Block, Paragraph, Table
from bot.planfile.importer.marks import NumberMark, NumberStyle, bare_mark, glued_mark, mark_of
from bot.planfile.importer.normalize import folded
from bot.planfile.importer.unit_headings import unit_headings
from bot.planfile.importer.verbs import label_at, meaning_of

# The parts of a plan that hold no tasks, at whatever level they stand. A heading is one of them as a whole
# (强化组织保障，确保落实), never by a word in it: 健全欠薪保障机制建设 is work.
_FRAME = (
    "(?:指导思想|总体要求|总体思路|总体原则|基本原则|工作原则|主要原则|实施原则|原则|基本情况|现状|形势|重要意义|目的意义|工作要求|有关要求|相关要求|几点要求"
    "|保障措施|保障机制|组织保障|工作保障|政策保障|资金保障|人才保障|组织实施|组织领导|统筹协调|宣传引导|舆论宣传|督导考核|督查考核|考核评估|监督检查|实施步骤|实施保障"
    "|总则|附则|其他|其他事项|工作背景|背景|起草说明|起草过程|适用范围|名词解释|编制依据|责任追究|工作纪律)"
)
_STRENGTHEN = (
    "(?:切实|进一步|全面|不断|着力|坚持)?"
    "(?:加强|强化|健全|完善|建立|落实|做好|严格|抓好|明确|加大|注重|推进)?(?:党的|党对)?"
)
NO_TASKS = re.compile(
    f"{_STRENGTHEN}{_FRAME}(?:(?:[和与及、]|以及){_STRENGTHEN}(?:{_FRAME}|[\u4e00-\u9fff]{{2,4}}))*(?:力度)?(?:，.*)?"
)
GOALS = re.compile("目标(?:要求|指标|值)?(?:$|[和与及、，（])")
NO_GOALS = re.compile(
    "目标责任|目标考核|目标管理|目标任务|任务目标|目标[和与及、](?:重点|主要)?任务"
    "|^(?:完成|落实|分解|实现|锚定|聚焦|细化|压实|确保|达到|推动|强化|健全|建立|对照|突出|紧盯)"
)
ANNEX_NUMBER = re.compile("^附 ?件 ?[0-9一二三四五六七八九十]{0,2} ?[：:]?(?:[0-9][.、])? ?")
_ANNEX = re.compile(
    "附 ?件 ?(?:[0-9一二三四五六七八九十]{0,2} ?(?:[：:]?$|[：: ](?!.*[。；]))|[0-9]{1,2}[^。；，：]{2,30}$)"
)
AIMS = re.compile("(?:主要|总体|工作|年度|阶段|预期|总)?(?:目标任务|任务目标)")
HEADING = 60  # characters: a longer paragraph is text


@dataclass
class Node:
    """A numbered paragraph with what stands below it: plain paragraphs first, numbered ones as children."""

    mark: NumberMark | None
    first: Paragraph
    parent: "Node | None" = None
    units_above: Paragraph | None = None  # a line 责任单位：… that heads it
    more: list[Paragraph] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    @property
    def heading(self) -> str:
        """The first paragraph without its number."""
        return self.first.text[self.mark.length :] if self.mark else self.first.text

    @property
    def name(self) -> str:
        """The heading up to its first stop: what the node is about."""
        return re.split("[。：]", folded(self.heading), maxsplit=1)[0][:HEADING]

    def up(self) -> Iterator["Node"]:
        node: Node | None = self
        while node:
            yield node
            node = node.parent

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Its own words, the number before them taken away."""
        return [Paragraph(self.first.line, self.heading), *self.more]

    def is_titled_goal(self) -> bool:
        """It says itself, before its first stop, that goals follow."""
        return (self._heads_goals() or bool(AIMS.fullmatch(self.name))) and len(self.name) <= HEADING // 2

    def is_goal(self) -> bool:
        return any(node._heads_goals() for node in self._named())

    def states_goals(self) -> bool:
        """Said of a node that is no task: 目标任务 heads goals where no tasks stand below it."""
        return self.is_goal() or any(AIMS.fullmatch(node.name) for node in self._named())

    def holds_no_tasks(self) -> bool:
        return any(NO_TASKS.fullmatch(node.name.strip()) for node in self._named())

    def is_listed_annex(self) -> bool:
        """2.责任清单 below 附件：1.任务分工表: names of files."""
        above = self.parent
        return above is not None and above.mark is None and not (self.children or self.tables)

    def is_bare_heading(self) -> bool:
        """Over numbered paragraphs, and saying nothing itself."""
        return bool(self.children) and not self.more and "。" not in folded(self.heading)

    def _heads_goals(self) -> bool:
        return bool(GOALS.search(self.name)) and not NO_GOALS.search(self.name)

    def _named(self) -> Iterator["Node"]:
        """Itself and what is above it; a long first sentence is no heading."""
        return (node for node in self.up() if node.mark and len(node.name) <= HEADING // 2)


@dataclass
class Outline:
    """The text before the first number, and the numbered nodes of the top level."""

    front: list[Paragraph] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)  # before the first number
    roots: list[Node] = field(default_factory=list)

    @property
    def nodes(self) -> list[Node]:
        return [node for root in self.roots for node in root.walk()]


def outline(blocks: Iterable[Block]) -> Outline:
    found = Outline()
    stack: list[Node] = []
    all_blocks = [*blocks]
    heads = unit_headings(all_blocks)
    decimals = printed_decimals(block.text for block in all_blocks if isinstance(block, Paragraph))
    above: Paragraph | None = None  # the one that heads the items of `style`
    style: NumberStyle | None = None
    for block in all_blocks:
        if isinstance(block, Table):
            (stack[-1].tables if stack else found.tables).append(block)
            continue
        if stack and _ANNEX.match(folded(block.text)):
            stack = [Node(None, block)]
            found.roots.append(stack[0])
            continue
        if block.line in heads:
            above, style = block, None
            continue
        mark = mark_of(block.text) or decimal_mark(block.text, decimals) or _continued(block.text, stack)
        if mark is None:
            (stack[-1].more if stack else found.front).append(block)
            continue
        _climb(stack, mark)
        style = style or mark.style
        if not any(up.mark and up.mark.style is style for up in stack) and mark.style is not style:
            above = None
        node = Node(mark, block, stack[-1] if stack else None, above if mark.style is style else None)
        (node.parent.children if node.parent else found.roots).append(node)
        stack.append(node)
    return found


def without_numbers(paragraphs: Iterable[Paragraph]) -> list[Node]:
    """Each paragraph a node, the lines 责任单位：… and 完成时限：… with the one above them."""
    nodes: list[Node] = []
    for paragraph in paragraphs:
        label = label_at(folded(paragraph.text))
        if nodes and label and meaning_of(label[0]) is not None:
            nodes[-1].more.append(paragraph)
        else:
            nodes.append(Node(None, paragraph))
    return nodes


def _continued(text: str, stack: list[Node]) -> NumberMark | None:
    """2.5000平方米以上…, and 1 with nothing behind it: only as the first item below a heading, or counting on."""
    return glued_mark(text, _last(stack, NumberStyle.ARABIC)) or bare_mark(
        text, _last(stack, NumberStyle.BARE)
    )


def _last(stack: list[Node], style: NumberStyle) -> int:
    return next((n.mark.number for n in reversed(stack) if n.mark and n.mark.style is style), 0)


def _climb(stack: list[Node], mark: NumberMark) -> None:
    """Up to where a number of this style stands already; a new style goes one deeper. An annex keeps its items."""
    styles = [node.mark and node.mark.style for node in stack]
    if mark.style in styles:
        del stack[styles.index(mark.style) :]
    elif mark.style is NumberStyle.CHINESE and NumberStyle.PART not in styles:
        del stack[1 if styles[:1] == [None] else 0 :]

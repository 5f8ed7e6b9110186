"""Which numbered paragraphs are tasks: those with clauses, and what stands where tasks stand."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.planfile.importer.found_item import FoundItem
from bot.planfile.importer.front import ends_a_title
from bot.planfile.importer.marks import NumberStyle
from bot.planfile.importer.normalize import folded
from bot.planfile.importer.outline import Node
from bot.planfile.importer.task_columns import layout_of
from bot.planfile.importer.unit_shapes import is_a_name

Found = Mapping[int, FoundItem]  # by id() of the node


def chosen_of(nodes: Sequence[Node], found: Found) -> set[int]:
    """The id() of each that is a task."""
    level = _task_level(found[id(node)] for node in nodes if not _is_a_body(node))
    chosen = {id(node) for node in nodes if _is_task(node, found, level)}
    chosen -= {id(node) for node in nodes if _is_above(node, found, chosen)}
    return chosen - {id(node) for node in nodes if _heads_a_table(found[id(node)])}


def headings_alone(nodes: Iterable[Node]) -> set[int]:
    """一、新建公园 and 二、改造道路 with nothing below them."""
    return {
        id(node)
        for node in nodes
        if node.mark and not (node.children or node.is_goal() or node.holds_no_tasks())
    }


def _task_level(found: Iterable[FoundItem]) -> NumberStyle | None:
    """The style of number that most clauses stand under, where there are any; else none is known."""
    styles = Counter(one.node.mark.style for one in found if one.node.mark and (one.said or one.shared))
    return styles.most_common(1)[0][0] if styles else None


def _is_task(node: Node, found: Found, level: NumberStyle | None) -> bool:
    """What carries a clause; without one, what stands where tasks stand. In a document without clauses, every item."""
    one = found[id(node)]
    if one.said or one.shared:
        return not _is_a_body(node)
    if node.mark is None or node.is_goal() or node.holds_no_tasks() or node.is_bare_heading():
        return False
    if node.is_listed_annex() and ends_a_title(node.name):
        return False
    if level is None:
        return node.parent is not None or _says_something(node)
    return node.mark.style is level or (not node.children and _beside_tasks(node, found))


def _is_a_body(node: Node) -> bool:
    """综合协调组, its members behind it."""
    name = folded(node.name).strip()
    return is_a_name(name) and (node.holds_no_tasks() or name.endswith(("组", "专班")))


def _says_something(node: Node) -> bool:
    """More than a heading does: 四、附表 is none of the tasks."""
    return bool(node.more or node.tables) or "。" in folded(node.heading).rstrip("。")


def _beside_tasks(node: Node, found: Found) -> bool:
    """It is a whole part of the work where its siblings are headings of tasks."""
    siblings = node.parent.children if node.parent else []
    return _says_something(node) and any(
        found[id(below)].said for sibling in siblings for below in sibling.walk() if sibling is not node
    )


def _is_above(node: Node, found: Found, chosen: set[int]) -> bool:
    """Without a clause of its own and with tasks below it: a heading."""
    one = found[id(node)]
    return not (one.said or one.shared) and any(
        id(child) in chosen for child in node.walk() if child is not node
    )


def _heads_a_table(one: FoundItem) -> bool:
    """A heading without a clause, its tasks in the table below it."""
    tables = (layout_of(table.rows) for table in one.node.tables)
    is_heading = len(one.node.paragraphs) == 1 and "。" not in one.node.heading
    return is_heading and not (one.said or one.shared) and any(tables)

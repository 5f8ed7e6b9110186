"""How many items a heading says stand below it, where groups stand between: 二、重点任务（共9项）, （一）, 1."""

from collections.abc import Iterable, Iterator

from bot.planfile.importer.items import heading_of
from bot.planfile.importer.open_questions import Doubt
from bot.planfile.importer.outline import Node


def declared_over_groups(nodes: Iterable[Node], chosen: set[int]) -> Iterator[Doubt]:
    """`chosen`: the nodes that are tasks. The count may be of the tasks or of the groups. A section without groups is
    counted with its tasks."""
    for node in nodes:
        if id(node) in chosen or any(id(child) in chosen for child in node.children):
            continue
        found = sum(id(below) in chosen for below in node.walk())
        heading = heading_of(node)
        if found and heading.declared is not None and heading.declared not in (found, len(node.children)):
            yield Doubt("declared_vs_found", f"{heading.title}：{heading.declared} → {found}", heading.line)

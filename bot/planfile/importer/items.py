"""Finds the numbered paragraphs that are tasks, each with its section, its words and its clause."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.planfile.importer.clause import DocumentClause, clauses, unread_clauses
from bot.planfile.importer.document import Paragraph, Table
from bot.planfile.importer.item import Heading, OutlineItem, title_of
from bot.planfile.importer.marks import NumberStyle
from bot.planfile.importer.normalize import PAUSES, folded
from bot.planfile.importer.numerals import read_numeral
from bot.planfile.importer.outline import Node, Outline
from bot.planfile.importer.parsed_clause import ParsedClause, Reading, Unread, merged
from bot.planfile.importer.tables import items_in, layout_of

LEAST = 4  # characters between two clauses that make them clauses of two pieces of work
_DECLARED_TAIL = re.compile(r"（共(?P<n>[0-9一二三四五六七八九十百]+)(?:大)?[项条个]\w*）$")


@dataclass
class FoundItem:
    """A node with the clauses of each of its own paragraphs."""

    node: Node
    clauses: list[tuple[Paragraph, list[DocumentClause]]]
    unread: tuple[Unread, ...] = ()
    shared: ParsedClause | None = None

    @property
    def said(self) -> list[ParsedClause]:
        return [clause.said for _, found in self.clauses for clause in found]


@dataclass(frozen=True, slots=True)
class Sorted:
    """Items in the order of the document, the paragraphs that are no task's, and the nodes that are tasks (by id())."""

    items: list[OutlineItem]
    rest: list[Paragraph]
    chosen: set[int]


def items_of(found_outline: Outline, reading: Reading, step: Callable[[], None]) -> Sorted:
    """`step` is called once a node."""
    nodes = found_outline.nodes or [Node(None, paragraph) for paragraph in found_outline.front]
    found: dict[int, FoundItem] = {}
    for node in nodes:
        found[id(node)] = _found(node, reading)
        step()
    behind = _behind(found[id(nodes[-1])]) if nodes else []
    for node in nodes:
        _settle(node, found)
    level = _task_level(found[id(node)] for node in nodes)
    chosen = {id(node) for node in nodes if _is_task(node, found, level)}
    chosen -= {id(node) for node in nodes if _is_above(node, found, chosen)}
    items = [item for node in nodes for item in _of_node(node, found, chosen, reading)]
    idle = [node for node in nodes if not any(id(up) in chosen for up in node.up())]
    rest = [p for node in idle for p in node.paragraphs]
    tabled = [item for table in found_outline.tables for item in _tabled(table, None, reading)]
    return Sorted(tabled + items, [*found_outline.front, *rest, *behind], chosen)


def _found(node: Node, reading: Reading) -> FoundItem:
    each = [(p, clauses(p.text, reading)) for p in node.paragraphs]
    for paragraph, own in each:
        for clause in own:
            clause.said.placed(paragraph.line)
    return FoundItem(node, each, tuple(_unread(each)))


def _unread(each: Iterable[tuple[Paragraph, list[DocumentClause]]]) -> Iterator[Unread]:
    for paragraph, own in each:
        for phrase in unread_clauses(paragraph.text, own):
            yield Unread(phrase, paragraph.line)


def _of_node(
    node: Node, found: dict[int, FoundItem], chosen: set[int], reading: Reading
) -> Iterator[OutlineItem]:
    if id(node) in chosen:
        yield from _items(found[id(node)], chosen)
    heading = heading_of(node) if id(node) not in chosen else _heading(node, chosen)
    for table in node.tables:
        yield from _tabled(table, heading, reading)


def _tabled(table: Table, heading: Heading | None, reading: Reading) -> Iterator[OutlineItem]:
    layout = layout_of(table)
    return items_in(table, layout, heading, reading) if layout else iter(())


def _behind(last: FoundItem) -> list[Paragraph]:
    """The paragraphs after the last clause of the document: its ending, not the last task's words."""
    at = max((n for n, (_, found) in enumerate(last.clauses) if found), default=None)
    if at is None:
        return []
    paragraph, found = last.clauses[at]
    end = found[-1].end
    behind = [p for p, _ in last.clauses[at + 1 :]]
    del last.clauses[at + 1 :]
    if tail := paragraph.text[end:].strip("。 "):
        behind.insert(0, Paragraph(paragraph.line, tail))
        last.clauses[at] = (Paragraph(paragraph.line, paragraph.text[:end]), found)
    return behind


def _settle(node: Node, found: dict[int, FoundItem]) -> None:
    """One clause for several items: on a line of its own it is each item's above it, at the end of the last of
    the steps of an item it is the item's."""
    speaking = [child for child in node.children if found[id(child)].said]
    if len(node.children) < 2 or speaking != node.children[-1:] or found[id(node)].said:
        return
    last = found[id(node.children[-1])]
    paragraph, own = last.clauses[-1]
    if not own or len(last.said) != 1:
        return
    if own[0].start == 0 and len(last.clauses) > 1:
        for child in node.children[:-1]:
            found[id(child)].shared = own[0].said
    elif node.parent is not None:
        last.clauses[-1] = (Paragraph(paragraph.line, paragraph.text[: own[0].start]), [])
        found[id(node)].shared = own[0].said


def _task_level(found: Iterable[FoundItem]) -> NumberStyle | None:
    """The style of number that most clauses stand under, where there are any; else none is known."""
    styles = Counter(one.node.mark.style for one in found if one.node.mark and (one.said or one.shared))
    return styles.most_common(1)[0][0] if styles else None


def _is_task(node: Node, found: dict[int, FoundItem], level: NumberStyle | None) -> bool:
    one = found[id(node)]
    if one.said or one.shared:
        return True
    if node.mark is None or node.is_goal() or node.holds_no_tasks():
        return False
    if level is None:
        return node.parent is not None and node.parent.holds_tasks() and not _is_heading_of_tasks(node)
    return node.mark.style is level and (node.holds_tasks() or _beside_tasks(node, found))


def _is_heading_of_tasks(node: Node) -> bool:
    return bool(node.children) and not node.more and "。" not in node.heading


def _beside_tasks(node: Node, found: dict[int, FoundItem]) -> bool:
    """A sibling, or a sibling of the parent's children, carries a clause."""
    parent = node.parent
    if parent is None:
        return True
    return any(found[id(child)].said for child in parent.children)


def _is_above(node: Node, found: dict[int, FoundItem], chosen: set[int]) -> bool:
    """Without a clause of its own and with tasks below it: a heading."""
    one = found[id(node)]
    return not (one.said or one.shared) and any(
        id(child) in chosen for child in node.walk() if child is not node
    )


def _items(one: FoundItem, chosen: set[int]) -> Iterator[OutlineItem]:
    node = one.node
    steps = [
        p for child in node.children if id(child) not in chosen for n in child.walk() for p in n.paragraphs
    ]
    if _heads_paragraphs(one):
        yield from _unnumbered(one)
        return
    pieces = _pieces(one)
    several = len(pieces) > 1
    above = _heading(node, chosen)
    for at, (passages, said) in enumerate(pieces):
        is_last = at == len(pieces) - 1
        title = title_of(passages[0].text if passages else node.heading) or (above.title if above else "")
        if not title:
            continue  # a number with nothing behind it
        yield OutlineItem(
            number=node.mark.number if node.mark else None,
            title=title,
            line=passages[0].line if several and passages else node.first.line,
            passages=(*passages, *steps) if is_last else passages,
            said=said or one.shared,
            heading=above,
            part=at + 1 if several else 0,
            time=term.time if (term := said or one.shared) else "",
            unread=one.unread if at == 0 else (),
        )


def _heads_paragraphs(one: FoundItem) -> bool:
    """A heading over paragraphs without numbers that each end in a clause: each of them is a task."""
    speaking = [found for _, found in one.clauses[1:] if found]
    ends = all(found[-1].end >= len(p.text.rstrip("。")) for p, found in one.clauses[1:] if found)
    apart = all(found[0].start >= LEAST for found in speaking)
    return (
        len(speaking) > 1
        and ends
        and apart
        and not one.clauses[0][1]
        and "。" not in folded(one.node.heading)
    )


def _unnumbered(one: FoundItem) -> Iterator[OutlineItem]:
    own = FoundItem(one.node, one.clauses[1:])
    for passages, said in _pieces(own):
        first = passages[0]
        yield OutlineItem(None, title_of(first.text), first.line, passages, said, heading_of(one.node))


def _pieces(one: FoundItem) -> list[tuple[tuple[Paragraph, ...], ParsedClause | None]]:
    """The node's words cut behind each clause. A clause with nothing before it goes on with the one before; words
    behind the last one are still its own."""
    pieces: list[tuple[list[Paragraph], ParsedClause]] = []
    waiting: list[Paragraph] = []
    for paragraph, found in one.clauses:
        start = 0
        for clause in found:
            _wait(waiting, paragraph, start, clause.start)
            if pieces and sum(len(p.text) for p in waiting) < LEAST:
                pieces[-1] = (pieces[-1][0] + waiting, merged(pieces[-1][1], clause.said))
            else:
                pieces.append((waiting, clause.said))
            waiting, start = [], clause.end
        _wait(waiting, paragraph, start, len(paragraph.text))
    if not pieces:
        return [(tuple(waiting), None)]
    pieces[-1][0].extend(waiting)
    return [(tuple(passages), said) for passages, said in pieces]


def _wait(waiting: list[Paragraph], paragraph: Paragraph, start: int, end: int) -> None:
    if text := paragraph.text[start:end].strip(PAUSES):
        whole = text + "。" if folded(paragraph.text[start:end]).rstrip().endswith("。") else text
        waiting.append(Paragraph(paragraph.line, whole))


def _heading(node: Node, chosen: set[int]) -> Heading | None:
    """The nearest paragraph above that is no task itself."""
    above = next((up for up in node.up() if up is not node and id(up) not in chosen), None)
    return heading_of(above) if above and above.mark else None


def heading_of(node: Node) -> Heading:
    title = title_of(node.heading)
    declared = _DECLARED_TAIL.search(folded(title))
    count = read_numeral(declared["n"]) if declared else None
    shown = title[: declared.start()] if declared else title
    return Heading(node.mark.number if node.mark else 1, shown, node.first.line, count)

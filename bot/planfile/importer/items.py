"""Finds the numbered paragraphs that are tasks, each with its section, its words and its clause."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from bot.planfile.importer.annex import joined
from bot.planfile.importer.bare_names import units_alone
from bot.planfile.importer.clause import clauses
from bot.planfile.importer.document import Paragraph, Table
from bot.planfile.importer.ending import behind_all
from bot.planfile.importer.found_item import (
    FoundItem,
    closing_lines,
    found_item,
    heads_paragraphs,
    pieces_of,
    unread_in,
)
from bot.planfile.importer.item import Heading, OutlineItem, title_of
from bot.planfile.importer.marks import NumberStyle
from bot.planfile.importer.normalize import PAUSES, folded
from bot.planfile.importer.numerals import read_numeral
from bot.planfile.importer.open_questions import Doubt
from bot.planfile.importer.outline import ANNEX_NUMBER, Node, Outline, without_numbers
from bot.planfile.importer.parsed_clause import DocumentClause, ParsedClause, Reading, Unread, merged
from bot.planfile.importer.sections_aside import doubts_of, sections_aside, tells_others
from bot.planfile.importer.tables import TableContents, read_table
from bot.planfile.importer.task_choice import chosen_of, headings_alone
from bot.planfile.importer.units_by_number import put_onto, taken_out

LEAST_NAME = 2  # characters of a heading
_DECLARED_TAIL = re.compile(r"（共(?P<n>[0-9一二三四五六七八九十百]+)(?:大)?[项条个]\w*）$")
_NOTE = re.compile("(?:注|备注|附注|说明|填表说明)[0-9]?[：:.、]")
_OFFICE_INSIDE = re.compile("[省市县区][\u4e00-\u9fff]{1,12}?(?:局|委|办|厅|公司|中心|集团)")
_ANNEX = re.compile("^附(?:件|表)[0-9一二三四五六七八九十]{0,2}[：.、]?|^附：")


@dataclass(frozen=True, slots=True)
class Sorted:
    """Items in the order of the document, the paragraphs that are no task's, and the nodes that are tasks (by id())."""

    items: list[OutlineItem]
    rest: list[Paragraph]
    chosen: set[int]
    unread: list[Unread]
    doubts: list[Doubt]  # of tables


def items_of(found_outline: Outline, reading: Reading, step: Callable[[], None]) -> Sorted:
    """`step` is called once a node."""
    by_number = taken_out(found_outline, reading)
    outside, nodes = found_outline.front, found_outline.nodes
    if not nodes:  # each paragraph may be a task, but no note below a table
        nodes = without_numbers(one for one in outside if not _NOTE.match(folded(one.text)))
        outside = [one for one in outside if _NOTE.match(folded(one.text))]
    found: dict[int, FoundItem] = {}
    for node in nodes:
        found[id(node)] = found_item(node, reading, node is nodes[-1])
        step()
    behind = behind_all([found[id(node)] for node in nodes])
    for node in nodes:
        _settle(node, found)
        _share_heading(node, found, reading)
    aside, chosen = _choice(nodes, found)
    tables: list[TableContents] = []
    above = [*_tabled(found_outline, None, reading, tables)]
    items = [item for node in nodes for item in _of_node(node, found, chosen, reading, tables)]
    idle = [node for node in nodes if not any(id(up) in chosen for up in node.up())]
    rest = [p for node in idle for p in node.paragraphs]
    both = joined([*above, *items])
    both.doubts += put_onto(both.items, by_number)
    notes = [note for table in tables for note in table.notes]
    doubts = [*doubts_of(aside), *(doubt for table in tables for doubt in table.doubts)]
    asked = {id(node) for section in aside if tells_others(section) for node in section.walk()}
    unread = [*_unread_outside(outside, [node for node in idle if id(node) not in asked], found, reading)]
    unread += _noted(outside, {one.line for one in unread})
    others = [*outside, *rest, *behind, *notes]
    return Sorted(both.items, others, chosen, unread, doubts + both.doubts)


def _choice(nodes: Sequence[Node], found: dict[int, FoundItem]) -> tuple[list[Node], set[int]]:
    """The sections that hold no tasks, and the id() of each task; where nothing else is there, they hold the tasks."""
    aside = sections_aside(nodes, found)
    beyond = {id(node) for section in aside for node in section.walk()}
    chosen = chosen_of([node for node in nodes if id(node) not in beyond], found)
    if chosen or any(node.tables for node in nodes):
        return aside, chosen
    return [], chosen_of(nodes, found) or headings_alone(nodes)


def _unread_outside(
    front: Iterable[Paragraph], idle: Iterable[Node], found: dict[int, FoundItem], reading: Reading
) -> Iterator[Unread]:
    """What looks like a clause where no task is."""
    for paragraph in front:
        own = clauses(paragraph.text, reading)
        yield from _named_in(paragraph, own)
        yield from unread_in([(paragraph, own)], may_be_work=False)
    for node in idle:
        yield from found[id(node)].unread
        for paragraph, own in found[id(node)].clauses:
            yield from _named_in(paragraph, own)


def _noted(paragraphs: Iterable[Paragraph], asked: set[int]) -> Iterator[Unread]:
    """注：以上任务市财政局配合。: whatever the form, a note that names an office is asked about."""
    for paragraph in paragraphs:
        twin = folded(paragraph.text)
        if paragraph.line not in asked and _NOTE.match(twin) and _OFFICE_INSIDE.search(twin):
            yield Unread(paragraph.text, paragraph.line)


def _named_in(paragraph: Paragraph, own: Iterable[DocumentClause]) -> Iterator[Unread]:
    for clause in own:
        if clause.said.units:
            yield Unread(paragraph.text[clause.start : clause.end] or paragraph.text, paragraph.line)


def _of_node(
    node: Node,
    found: dict[int, FoundItem],
    chosen: set[int],
    reading: Reading,
    tables: list[TableContents],
) -> Iterator[OutlineItem]:
    if id(node) in chosen:
        yield from _items(found, node, chosen)
    heading = heading_of(node) if id(node) not in chosen else _heading(node, chosen)
    yield from _tabled(node, heading, reading, tables)


def _tabled(
    at: Node | Outline, heading: Heading | None, reading: Reading, tables: list[TableContents]
) -> Iterator[OutlineItem]:
    """The items of its tables; what else they say goes to `tables`. An annex at the end is none of 保障措施's."""
    for table in at.tables:
        annex = _annex_above(table, at) if isinstance(at, Node) else None
        tables.append(read_table(table, annex or heading, reading))
        yield from tables[-1].items


def _annex_above(table: Table, node: Node) -> Heading | None:
    """附件：任务分工表 below the last paragraph of the plan: what stands only there is its own section."""
    above = [one for one in node.more if one.line < table.line]
    title = next((at for at in range(len(above) - 1, -1, -1) if _ANNEX.match(folded(above[at].text))), None)
    if title is None:
        return None
    found = _ANNEX.match(folded(above[title].text))
    named = above[title].text[found.end() :] if found else ""
    named = named or "".join(one.text for one in above[title + 1 :][:1]) or above[title].text
    last = [up.mark.number for up in node.up() if up.mark]
    return Heading(last[-1] + 1 if last else 1, named, above[title].line)


def _settle(node: Node, found: dict[int, FoundItem]) -> None:
    """One clause for several items: on a line of its own it is each item's above it, but the item's where 措施：
    introduces its steps; at the end of the last of the steps of an item it is the item's."""
    speaking = [child for child in node.children if any(found[id(below)].said for below in child.walk())]
    if len(node.children) < 2 or speaking != node.children[-1:] or found[id(node)].said:
        return
    last = found[id(node.children[-1])]
    paragraph, own = last.clauses[-1]
    closing = closing_lines(last)
    if not own or own[0].heads or len(last.said) != max(1, len(closing)):
        return
    if closing and node.paragraphs[-1].text.endswith(("：", ":")):
        found[id(node)].shared = reduce(merged, closing)
        del last.clauses[-len(closing) :]
    elif closing:
        for child in node.children[:-1]:
            found[id(child)].shared = reduce(merged, closing)
    elif node.parent is not None:
        last.clauses[-1] = (Paragraph(paragraph.line, paragraph.text[: own[0].start]), [])
        found[id(node)].shared = own[0].said


def _share_heading(node: Node, found: dict[int, FoundItem], reading: Reading) -> None:
    """（一）市水利局 or 一、产业（责任单位：市工信局）, and the tasks below: what nobody else is
    named for is its work."""
    if not node.is_bare_heading():
        return
    said = _cut_from_heading(node, found[id(node)]) or (
        None if found[id(node)].said else units_alone(node.heading, reading)
    )
    if not said:
        return
    said.placed(node.first.line)
    for child in node.children:
        if not (found[id(child)].said or found[id(child)].shared):
            found[id(child)].shared = said


def _cut_from_heading(node: Node, one: FoundItem) -> ParsedClause | None:
    """The clause at the end of a heading of the top level, which then heads its tasks and is none."""
    own = one.clauses[0][1]
    is_top = node.mark is not None and node.mark.style in (NumberStyle.CHINESE, NumberStyle.PART)
    if not is_top or len(own) != 1 or len(one.said) != 1 or own[0].start < LEAST_NAME:
        return None
    words = one.clauses[0][0].text[: own[0].start].strip(PAUSES)
    if own[0].end < len(node.heading.rstrip("。")) or re.search("[，；：]", folded(words)):
        return None
    node.first = Paragraph(node.first.line, node.first.text[: node.mark.length if node.mark else 0] + words)
    one.clauses[0] = (Paragraph(node.first.line, words), [])
    return own[0].said


def _items(found: dict[int, FoundItem], node: Node, chosen: set[int]) -> Iterator[OutlineItem]:
    one = found[id(node)]
    below = [n for child in node.children if id(child) not in chosen for n in child.walk()]
    steps = [p for n in below for p, _ in found[id(n)].clauses]  # without a clause that is the whole item's
    unread = (*one.unread, *(phrase for n in below for phrase in found[id(n)].unread))
    if heads_paragraphs(one):
        yield from _unnumbered(one)
        return
    pieces = pieces_of(one)
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
            unread=unread if at == 0 else (),
            depth=sum(id(up) in chosen for up in node.up()) - 1,
        )


def _unnumbered(one: FoundItem) -> Iterator[OutlineItem]:
    own = FoundItem(one.node, one.clauses[1:])
    for passages, said in pieces_of(own):
        first = passages[0]
        time = said.time if said else ""
        title = title_of(first.text)
        yield OutlineItem(None, title, first.line, passages, said, heading_of(one.node), time=time)


def _heading(node: Node, chosen: set[int]) -> Heading | None:
    """The nearest paragraph above that is no task itself."""
    above = next((up for up in node.up() if up is not node and id(up) not in chosen), None)
    return heading_of(above) if above else None


def _title_of_section(node: Node) -> str:
    """That of an annex may stand in the line below 附件1."""
    if node.mark:
        return title_of(node.heading)
    named = [title_of(ANNEX_NUMBER.sub("", folded(p.text))) for p in node.paragraphs[:2]]
    return next(filter(None, named), node.heading)


def heading_of(node: Node) -> Heading:
    title = _title_of_section(node)
    declared = _DECLARED_TAIL.search(folded(title))
    count = read_numeral(declared["n"]) if declared else None
    shown = title[: declared.start()] if declared else title
    return Heading(node.mark.number if node.mark else 0, shown, node.first.line, count)

"""A numbered paragraph with its clauses, and the pieces of work into which they cut its words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.planfile.importer.bare_names import line_of_units, with_labels_joined
from bot.planfile.importer.clause import clauses
from bot.planfile.importer.clause_unread import unread_clauses
from bot.planfile.importer.document import Paragraph
from bot.planfile.importer.marks import NumberStyle
from bot.planfile.importer.normalize import PAUSES, folded
from bot.planfile.importer.outline import Node
from bot.planfile.importer.parsed_clause import DocumentClause, ParsedClause, Reading, Unread, merged
from bot.planfile.importer.verbs import ClausePart

DAY_ALONE = re.compile(r"20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日(?:印发)?")
LEAST = 4  # characters between two clauses that make them clauses of two pieces of work


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


def found_item(node: Node, reading: Reading, is_last: bool) -> FoundItem:
    """`is_last`: the document ends with it, perhaps in a signature."""
    first, *more = node.paragraphs
    each = [(first, clauses(first.text, reading))]
    lines = with_labels_joined(more)
    for at, line in enumerate(lines):
        follows = lines[at + 1].text if at + 1 < len(lines) else ""
        may_be_signature = bool(DAY_ALONE.fullmatch(folded(follows))) or (is_last and not follows)
        each.append(
            (line, clauses(line.text, reading) or line_of_units(line.text, reading, may_be_signature))
        )
    for paragraph, own in each:
        for clause in own:
            clause.said.placed(paragraph.line)
    _headed(node, each, reading)
    return FoundItem(node, each, tuple(unread_in(each, not node.holds_no_tasks())))


def _headed(node: Node, each: list[tuple[Paragraph, list[DocumentClause]]], reading: Reading) -> None:
    """The units of a line above are its own, unless it names who leads or answers itself."""
    if (line := node.units_above) is None:
        return
    said = [clause.said for clause in clauses(line.text, reading)]
    own = [clause.said for _, found in each for clause in found]
    if said and not any(one.parts[ClausePart.LEAD] or one.parts[ClausePart.ANSWER] for one in own):
        said[0].placed(line.line)
        paragraph, found = each[-1]
        end = len(paragraph.text)
        each[-1] = (paragraph, [*found, DocumentClause(end, end, said[0])])


def unread_in(each: Iterable[tuple[Paragraph, list[DocumentClause]]], may_be_work: bool) -> Iterator[Unread]:
    each = [*each]
    said = [clause.said for _, own in each for clause in own]
    known = {one.name for clause in said for one in clause.units} | {
        s for one in said for s, _ in one.spelled
    }
    for paragraph, own in each:
        for phrase in unread_clauses(paragraph.text, own, may_be_work, known):
            yield Unread(phrase, paragraph.line)


def closing_lines(one: FoundItem) -> list[ParsedClause]:
    """整改时限：… and 责任单位：… on lines of their own at its end."""
    lines: list[ParsedClause] = []
    for _, own in reversed(one.clauses[1:]):
        if len(own) != 1 or own[0].start > 0 or own[0].heads:
            break
        lines.insert(0, own[0].said)
    return lines


def heads_paragraphs(one: FoundItem) -> bool:
    """A heading over paragraphs without numbers that each end in a clause, begin with the unit, or have lines of labels
    below: each is a task."""
    speaking = [found for _, found in one.clauses[1:] if found]
    ends = all(
        found[0].heads or found[-1].end >= len(p.text.rstrip("。")) for p, found in one.clauses[1:] if found
    )
    apart = all(found[0].heads or found[0].start >= LEAST for found in speaking)
    return (
        len(speaking) > 1
        and ends
        and (apart or _has_labels_below(one))
        and not one.clauses[0][1]
        and "。" not in folded(one.node.heading)
    )


def _has_labels_below(one: FoundItem) -> bool:
    """推进河道清淤 / 责任单位：市水利局 / 开展植树造林 / 责任单位：市林业局 below the heading of a section."""
    is_section = one.node.mark is not None and one.node.mark.style in (NumberStyle.CHINESE, NumberStyle.PART)
    kinds = "".join(
        "label" if found and found[0].start == 0 else "other" if found else "text"
        for _, found in one.clauses[1:]
    )
    return is_section and re.fullmatch("(?:(?:text)+(?:label)+){2,}", kinds) is not None


def pieces_of(one: FoundItem) -> list[tuple[tuple[Paragraph, ...], ParsedClause | None]]:
    """The node's words cut behind each clause, or before one that heads its own. A clause with nothing before it goes
    on with the one before; words behind the last one are still its own."""
    pieces: list[tuple[list[Paragraph], ParsedClause]] = []
    waiting: list[Paragraph] = []
    held: ParsedClause | None = None  # of a clause that cuts nothing: 市甲局负责清淤，市乙局负责种树
    for paragraph, found in one.clauses:
        start = 0
        if found and found[0].heads:
            if pieces:
                pieces[-1][0].extend(waiting)
                waiting = []
            _wait(waiting, paragraph, found[0].end, len(paragraph.text))
            pieces.append((waiting, found[0].said))
            waiting = []
            continue
        for clause in found:
            _wait(waiting, paragraph, start, clause.start)
            start = clause.end
            if clause.start == clause.end:
                held = merged(held, clause.said) if held else clause.said
                continue
            said, held = (merged(held, clause.said) if held else clause.said), None
            _end_piece(pieces, waiting, said, bool(waiting) and clause.start == 0)
            waiting = []
        _wait(waiting, paragraph, start, len(paragraph.text))
    if not pieces:
        return [(tuple(waiting), held)]
    if held:
        pieces[-1] = (pieces[-1][0], merged(pieces[-1][1], held))
    pieces[-1][0].extend(waiting)
    return [(tuple(passages), said) for passages, said in pieces]


def _end_piece(
    pieces: list[tuple[list[Paragraph], ParsedClause]],
    waiting: list[Paragraph],
    said: ParsedClause,
    is_line: bool,
) -> None:
    if pieces and sum(len(p.text) for p in waiting) < LEAST and not is_line:
        pieces[-1] = (pieces[-1][0] + waiting, merged(pieces[-1][1], said))
    else:
        pieces.append((waiting, said))


def _wait(waiting: list[Paragraph], paragraph: Paragraph, start: int, end: int) -> None:
    if text := paragraph.text[start:end].strip(PAUSES):
        whole = text + "。" if folded(paragraph.text[start:end]).rstrip().endswith("。") else text
        waiting.append(Paragraph(paragraph.line, whole))

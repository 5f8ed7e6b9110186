"""Sentences that share out tasks by their numbers: 市水利局负责第1、3项, 第二项由市住建局牵头. They are taken out of
the section in which they stand, and put onto the tasks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.planfile.importer.bare_names import is_only_units
from bot.planfile.importer.brackets import sentences, split
from bot.planfile.importer.document import Paragraph
from bot.planfile.importer.item import OutlineItem
from bot.planfile.importer.marks import CHINESE
from bot.planfile.importer.normalize import folded
from bot.planfile.importer.numerals import read_numeral
from bot.planfile.importer.open_questions import Doubt
from bot.planfile.importer.outline import Node, Outline
from bot.planfile.importer.parsed_clause import ParsedClause, Reading, merged
from bot.planfile.importer.roles import read_clause
from bot.planfile.importer.sections_aside import tells_others
from bot.planfile.importer.unit_shapes import is_an_office
from bot.planfile.importer.verbs import verb_of

_N = f"(?:[0-9]{{1,4}}|（{CHINESE}）|（[0-9]{{1,4}}）|{CHINESE})"
_LIST = f"{_N}(?:项?(?:、|和|及|与|以及|至|到|[-—－~～]+)第?{_N})*"
_WORK = "(?:项|条)?(?:重点|主要|具体)?(?:任务|工作|措施|事项)"
REFERENCE = re.compile(
    f"(?:(?:上述|以上|前述|其中)的?)?(?:第(?P<n>{_LIST})(?:{_WORK}|项|条)|(?:任务|事项|工作)(?P<n2>{_LIST})项?)"
)
_BEHIND = re.compile("(?:均|分别)?(?:由|：|，(?=由))")
_ANSWERS = "负责"
_OF_WORK = re.compile("的?(?:落实|实施|推进|工作)?$")
_RANGE = re.compile("至|到|[-—－~～]")
MOST_OF_A_RANGE = 200


@dataclass(frozen=True, slots=True)
class UnitsOfNumbers:
    """`said` is of the tasks with these numbers; None: the sentence could not be read."""

    sentence: str
    line: int
    numbers: tuple[int, ...]
    said: ParsedClause | None


@dataclass
class SharedOut:
    """Paragraphs without such sentences, and these."""

    left: list[Paragraph] = field(default_factory=list)
    found: list[UnitsOfNumbers] = field(default_factory=list)


def shared_out(paragraphs: Sequence[Paragraph], reading: Reading) -> SharedOut:
    made = SharedOut()
    for paragraph in paragraphs:
        left, start = "", 0
        for a, b in sentences(folded(paragraph.text)):
            if found := [*_assignments(Paragraph(paragraph.line, paragraph.text[a:b]), reading)]:
                made.found += found
                left, start = left + paragraph.text[start:a], b + 1
        left += paragraph.text[start:]
        if left.strip() or not start:
            made.left.append(replace(paragraph, text=left))
    return made


def _assignments(sentence: Paragraph, reading: Reading) -> Iterator[UnitsOfNumbers]:
    """None where the sentence shares out nothing by numbers."""
    twin = folded(sentence.text)
    found: list[UnitsOfNumbers] = []
    for a, b in _pieces(twin):
        if (own := _of_piece(Paragraph(sentence.line, sentence.text[a:b].strip()), reading)) is None:
            return
        found += own
    yield from found


def _pieces(twin: str) -> Iterator[tuple[int, int]]:
    """Cut at ；, and at ， before a further number: 第1项由…负责，第2项由…负责."""
    start = 0
    for _, end, mark in split(twin, "，；"):
        if mark != "，" or (REFERENCE.match(twin, end + 1) and REFERENCE.match(twin, start)):
            yield start, end
            start = end + 1


def _of_piece(piece: Paragraph, reading: Reading) -> list[UnitsOfNumbers] | None:
    twin = folded(piece.text)
    if not (first := REFERENCE.search(twin)):
        return None
    if first.start() == 0:
        behind = _BEHIND.match(twin, first.end())
        rest = piece.text[behind.end() if behind else first.end() :]
        if not behind and not _begins_with_an_office(folded(rest)):
            return None
        return [UnitsOfNumbers(piece.text, piece.line, _numbers(first), _read(rest, reading))]
    parts = [piece.text[a:b].strip() for a, b, _ in split(twin, "，")]
    read = [(part, *(_unit_first(part, reading) or ((), None))) for part in parts]
    shares = any(numbers for _, numbers, _ in read)
    return (
        [UnitsOfNumbers(part, piece.line, numbers, said) for part, numbers, said in read] if shares else None
    )


def _unit_first(part: str, reading: Reading) -> tuple[tuple[int, ...], ParsedClause | None] | None:
    """市水利局牵头负责第1项, 市水利局：任务1、3."""
    twin = folded(part)
    found = REFERENCE.search(twin)
    if not found or not _begins_with_an_office(twin):
        return None
    head, colon, verb = part[: found.start()].partition(part[twin.find("：")] if "：" in twin else "：")
    who = f"{head}{verb or _ANSWERS}" if colon else head
    is_whole = bool(_OF_WORK.match(twin, found.end()))
    return _numbers(found), _read(who, reading) if is_whole else None


def _read(words: str, reading: Reading) -> ParsedClause | None:
    twin = folded(words).strip("。，； ")
    if not (is_only_units(twin) and any(verb_of(twin[a:b])[1] for a, b, _ in split(twin, "，、"))):
        return None
    said = read_clause(words, reading)
    return None if said.odd or said.unsure or not said.units else said


def _begins_with_an_office(twin: str) -> bool:
    return any(is_an_office(twin[:end]) for end in range(3, min(len(twin), 20) + 1))


def _numbers(found: re.Match[str]) -> tuple[int, ...]:
    """1、3 and 1至3."""
    made: list[int] = []
    printed = found["n"] or found["n2"]
    last = 0
    for one in re.finditer(_N, printed):
        number = read_numeral(one[0].strip("（）"))
        if number is None:
            return ()
        is_range = made and _RANGE.search(printed[last : one.start()])
        made += range(made[-1] + 1, min(number, made[-1] + MOST_OF_A_RANGE)) if is_range else ()
        made.append(number)
        last = one.end()
    return tuple(dict.fromkeys(made))


def taken_out(outline: Outline, reading: Reading) -> list[UnitsOfNumbers]:
    """In place; a paragraph of which nothing else is left goes too."""
    front = shared_out(outline.front, reading)
    outline.front = front.left
    return [*front.found, *_taken_out_of(outline.roots, reading)]


def _taken_out_of(siblings: list[Node], reading: Reading) -> Iterator[UnitsOfNumbers]:
    for node in [*siblings]:
        below = [*_taken_out_of(node.children, reading)]
        own, more = shared_out(node.paragraphs[:1], reading), shared_out(node.more, reading)
        found = [*below, *own.found, *more.found]
        if not found:
            continue
        yield from found
        node.more = more.left
        heading = own.left[0].text if own.left else ""
        number = node.first.text[: node.mark.length] if node.mark else ""
        node.first = replace(node.first, text=number + heading)
        if not (node.more or node.tables or node.children or (heading and not tells_others(node))):
            siblings.remove(node)


def put_onto(items: list[OutlineItem], assignments: Sequence[UnitsOfNumbers]) -> list[Doubt]:
    """In place; a question about each sentence whose tasks are not certain."""
    own = {id(item): bool(item.said and item.said.units) for item in items}
    places = {one: [at for at, item in enumerate(items) if item.number == one] for one in _all(assignments)}
    before = [*items]
    unsure = [
        one
        for one in assignments
        if one.said is None
        or not one.numbers
        or any(len(places[n]) != 1 or own[id(before[places[n][0]])] for n in one.numbers)
    ]
    asked = {(one.line, one.sentence) for one in unsure}
    for one in assignments:
        if one.said and (one.line, one.sentence) not in asked:
            one.said.placed(one.line)
            for number in one.numbers:
                at = places[number][0]
                item = items[at]
                said = merged(item.said, one.said) if item.said else one.said
                items[at] = replace(item, said=said, time=item.time or one.said.time)
    return [Doubt("said_of_others", sentence, line) for line, sentence in asked]


def _all(assignments: Sequence[UnitsOfNumbers]) -> set[int]:
    return {number for one in assignments for number in one.numbers}

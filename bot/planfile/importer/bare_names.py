"""Names of units that stand without a verb or a label: in a bracket, on a line, as a heading."""

import re

from bot.planfile.importer.brackets import Bracket
from bot.planfile.importer.document import Paragraph
from bot.planfile.importer.normalize import folded
from bot.planfile.importer.parsed_clause import DocumentClause, ParsedClause, Reading
from bot.planfile.importer.roles import read_clause
from bot.planfile.importer.unit_list import TIME, pieces
from bot.planfile.importer.unit_shapes import (
    has_level,
    is_a_name,
    is_an_office,
    is_collective,
    is_generic,
    names_nobody,
)
from bot.planfile.importer.verbs import LONGEST_LABEL, ROLES, label_at, meaning_of, verb_of

_STOPS = "。；，！？ 　）"
_GOVERNS = re.compile(
    "(?:[局委办厅署联]|政府|管委会|办公室|委员会|人大|政协|支队|大队|法院|检察院|军分区|街道|办事处|工会|(?:宣传|组织|统战|武装)部)$"
)


def units_alone(text: str, reading: Reading) -> ParsedClause | None:
    """A heading or line that is nothing but names of units."""
    twin = folded(text).strip(" 。：")
    if not is_only_units(twin) or verb_of(twin)[1]:
        return None
    said = read_clause(twin and text.strip(" 。：:"), reading)
    return said if said.units and not (said.odd or said.spoken) else None


def line_of_units(text: str, reading: Reading, may_be_signature: bool) -> list[DocumentClause]:
    """市甲局、市乙局 on a line of its own below a task. A signature names one body, or several without marks."""
    said = None
    if not may_be_signature or re.search("[、，；]", folded(text)):
        said = units_alone(text, reading)
    return [DocumentClause(0, len(text), said)] if said else []


def with_labels_joined(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """牵头单位 on one line, its units on the next."""
    joined: list[Paragraph] = []
    for paragraph in paragraphs:
        if joined and _is_label(joined[-1].text) and units_alone(paragraph.text, Reading()):
            label = joined.pop()
            paragraph = Paragraph(label.line, f"{label.text.rstrip('：: ')}：{paragraph.text}")
        joined.append(paragraph)
    return joined


def _is_label(text: str) -> bool:
    bare = folded(text).strip(" ：（）")
    return len(bare) <= LONGEST_LABEL and "：" not in bare and meaning_of(bare) in ROLES


def is_list_of_units(twin: str, bracket: Bracket, said: ParsedClause) -> bool:
    """（市甲局、市乙局） where the sentence ends: nothing but names, the first of the government."""
    names = _names_in(bracket.inner(twin))
    if said.odd or said.unsure or said.spoken or not said.units or any(map(is_generic, names)) or not names:
        return False
    first = names[0]
    governs = _GOVERNS.search(first) or is_collective(first) or (is_a_name(first) and has_level(first))
    return bool(governs) and stands_alone(twin, bracket)


def may_be_list_of_units(twin: str, bracket: Bracket, said: ParsedClause) -> bool:
    """（教务处、图书馆）: perhaps who does it, perhaps what it is about."""
    names = _names_in(bracket.inner(twin))
    if len(names) < 2 or said.odd or said.spoken or is_generic(names[-1]):
        return False
    return any(is_an_office(name) or is_collective(name) for name in names) and stands_alone(twin, bracket)


def is_only_units(twin: str) -> bool:
    """Names with their verbs and further labels, and nothing else."""
    return bool(twin) and all(_is_unit(twin[a:b].strip(" 。")) for a, b, _ in pieces(twin))


def _is_unit(piece: str) -> bool:
    label = label_at(piece)
    is_known = bool(label and meaning_of(label[0]) in ROLES)
    name, verb = verb_of(piece[label[1] :] if label and is_known else piece)
    return not name or is_an_office(name) or is_collective(name) or (bool(verb) and is_a_name(name))


def _names_in(inner: str) -> list[str]:
    """Without terms; none where a label stands among them."""
    if "：" in inner:
        return []
    found = (inner[start:end].strip(" 。") for start, end, _ in pieces(inner))
    return [name for name in found if name and not TIME.fullmatch(name)]


def stands_alone(twin: str, bracket: Bracket) -> bool:
    """Behind it the sentence ends, and before it stands no body that it would only explain: 城建部门（市住建局）."""
    before = re.split(f"[{_STOPS}、：]", twin[: bracket.start])[-1][-12:]
    explains = any(is_a_name(before[at:]) or names_nobody(before[at:]) for at in range(len(before) - 1))
    return not twin[bracket.end : bracket.end + 1].strip("。；，！ ") and not explains

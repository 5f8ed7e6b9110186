"""What looks like a responsibility clause and was not read as one: a question, never a silence."""

import re
from collections.abc import Collection, Iterator

from bot.domain.quantity import UNIT
from bot.planfile.importer.acting_units import acting
from bot.planfile.importer.bare_names import may_be_list_of_units, stands_alone
from bot.planfile.importer.brackets import Bracket, brackets, sentences, split
from bot.planfile.importer.normalize import folded
from bot.planfile.importer.parsed_clause import DocumentClause, Reading
from bot.planfile.importer.roles import read_clause
from bot.planfile.importer.unit_list import TIME, pieces
from bot.planfile.importer.unit_shapes import (
    GOVERNMENT,
    has_level,
    is_a_name,
    is_a_place,
    is_an_office,
    is_collective,
    names_nobody,
)
from bot.planfile.importer.verbs import ROLES, label_at, meaning_of, verb_of

LONGEST = 1200  # characters of a bracket that may be a clause
_SHORT, _LONGEST_LINE = 12, 60  # characters behind a label
_LONGEST_NAME = 20  # looked for at the beginning of a piece

# Beginnings of a remark: （含市水利局原有权限）.
REMARK = re.compile("含(?!山)|包括|例如|如(?![皋东])|即(?!墨)|指(?![导挥])|不含|除|参?见|其中|比如|以下简称")
_SAYS_A_ROLE = re.compile(
    "牵头|负责|配合|落实|参与|参加|协助|协办|主责|主办|指导|责任|主管|承办|承担|实施|主抓"
)
_ENDS = ("牵头", "配合", "负责", "落实", "参与", "协办", "承办")
_LATER_LABEL = re.compile("(?:牵头|责任|配合|主办|协办|负责|主管|实施)(?:单位|部门|处室|科室)：")
_SLOGAN = re.compile("谁|专人|责任制|责任人|负责人|责任书|负责制|负责[的任]|“(?!两委)")
_ITS_PART = re.compile("负责(?!人)|牵头|配合")
LEAST_DUTY = 4  # characters behind the office
_TELLS = re.compile("牵头|负责(?!人)|配合")

_MEASURE = re.compile(f"[十百千万亿]*(?:{UNIT}|元)(?:/.*)?", re.IGNORECASE)  # 单位：万元


def unread_clauses(
    text: str, found: list[DocumentClause], may_be_work: bool, known: Collection[str] = ()
) -> Iterator[str]:
    """Brackets and closing sentences that look like clauses and are none of `found`. `may_be_work`: an office at the
    beginning of a sentence does what follows, whatever the verb, unless it is one of `known`: read already."""
    twin = folded(text)
    taken = [(one.start, one.end) for one in found]
    for bracket in brackets(twin):
        is_taken = any(start <= bracket.start < end for start, end in taken)
        inner = bracket.inner(twin)
        if is_taken or not 3 <= len(inner) <= LONGEST or _is_remark(inner):
            continue
        said = read_clause(inner, Reading())
        is_about_units = (
            bool(said.unsure) or may_be_list_of_units(twin, bracket, said) or _holds_units(twin, bracket)
        )
        if _looks_responsible(inner) or is_about_units or (not found and _ends_in_names(twin, bracket)):
            yield text[bracket.start : bracket.end]
    if not any(one.said.units for one in found):
        apart = [(a, b) for a, b in sentences(twin) if not any(start < b and a < end for start, end in taken)]
        told = [(a, b) for a, b in apart if _tells_units(twin[a:b], may_be_work)]
        yield from (text[a:b] for a, b in told)
        taken += told
    if may_be_work:
        yield from (text[a:b] for a, b in acting(twin, taken, known))


def _is_remark(inner: str) -> bool:
    return bool(REMARK.match(inner)) and not inner.endswith(_ENDS)


def _looks_responsible(inner: str) -> bool:
    """It ends in a verb of roles, begins with a label of them, or names units beside such a word."""
    if _SLOGAN.search(inner):
        return False
    label = label_at(inner)
    if label and (meaning := meaning_of(label[0])) is not None:
        return (meaning in ROLES and len(inner) > label[1]) or bool(_LATER_LABEL.search(inner))
    ends = inner.rstrip("。；，").endswith(_ENDS)
    return ends or (bool(_SAYS_A_ROLE.search(inner)) and _names_an_office(inner))


def _holds_units(twin: str, bracket: Bracket) -> bool:
    """Offices with their level stand in it where a sentence ends, under whatever labels."""
    inner = bracket.inner(twin)
    label = label_at(inner)
    if (label and meaning_of(label[0]) not in (None, *ROLES)) or not stands_alone(twin, bracket):
        return False
    names = (inner[a:b].rpartition("：")[2].strip() for a, b, _ in pieces(inner))
    return any(is_an_office(name) and has_level(name) for name in names)


def _ends_in_names(twin: str, bracket: Bracket) -> bool:
    """（人事科）, （护理部、药房）: nothing but what may be names, and the paragraph ends with it."""
    if twin[bracket.end :].strip("。； "):
        return False
    every = (bracket.inner(twin)[a:b].strip() for a, b, _ in pieces(bracket.inner(twin)))
    names = [name for name in every if not TIME.fullmatch(name)]
    return bool(names) and all(
        (is_a_name(name) and not is_a_place(name)) or names_nobody(name) for name in names
    )


def _names_an_office(twin: str) -> bool:
    return any(
        is_an_office(head) and has_level(head)
        for start, end, _ in pieces(twin)
        for head in _heads(twin[start:end].strip())
    )


def _heads(piece: str) -> Iterator[str]:
    """Beginnings of a piece behind 由, 在, 经 or nothing."""
    bare = re.sub("^(?:[一二三四五六七八九十]是|由|请|在|经|与|和|向|其中)", "", piece)
    yield from (bare[:end] for end in range(3, min(len(bare), _LONGEST_NAME) + 1))


def _tells_units(sentence: str, may_be_work: bool) -> bool:
    """由市水利局牵头制定方案: who does what, in a sentence of its own form; or a label of roles before a short list."""
    label = label_at(sentence)
    if label and sentence[label[1] - 1] == "：" and len(sentence) <= _LONGEST_LINE:
        rest, meaning = sentence[label[1] :], meaning_of(label[0])
        if meaning in ROLES:
            return (
                bool(rest)
                and not _MEASURE.fullmatch(rest)
                and (
                    bool(re.search("[、：]", rest))
                    or len(rest) <= _SHORT
                    or any(map(is_an_office, _heads(rest)))
                )
            )
        if meaning is None and rest.endswith(_ENDS):
            return any(is_a_name(verb_of(rest[a:b].strip())[0]) for a, b, _ in pieces(rest))
    if len(sentence) <= _LONGEST_LINE and (said := read_clause(sentence, Reading())).unsure and not said.odd:
        return True
    return any(_tells_of_one(sentence[a:b].strip(), may_be_work) for a, b, _ in split(sentence, "，；—－-"))


def _tells_of_one(piece: str, may_be_work: bool) -> bool:
    """A piece that begins with an office, and goes on with what it must do."""
    bare = re.sub("^(?:由|请)", "", piece)
    begins = [head for head in _heads(piece[:24]) if is_an_office(head) and has_level(head)]
    if any(
        _ITS_PART.match(bare, len(head))
        for head in _heads(piece[:24])
        if is_a_place(head) or is_collective(head) or (GOVERNMENT.search(head) and is_an_office(head))
    ):
        return True
    is_told = bool(_TELLS.search(piece)) or (may_be_work and bare in begins)  # 归集数据，市公安局
    return any(is_told or (may_be_work and len(bare) >= len(head) + LEAST_DUTY) for head in begins)

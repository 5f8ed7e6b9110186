"""Finds the responsibility clauses of a paragraph: where units stand and it is said, by a bracket, a label, a verb or a
line of their own, that they do the work. What looks like one and cannot be read is asked about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.planfile.importer.brackets import brackets, sentences, split
from bot.planfile.importer.normalize import folded
from bot.planfile.importer.parsed_clause import ParsedClause, Reading
from bot.planfile.importer.roles import read_clause
from bot.planfile.importer.unit_list import pieces
from bot.planfile.importer.unit_shapes import (
    COLLECTIVE,
    GOVERNMENT,
    has_level,
    is_a_name,
    is_an_office,
    names_nobody,
)
from bot.planfile.importer.verbs import ROLES, ClausePart, label_at, meaning_of, verb_of

LONGEST = 1200  # characters of a bracket that is still a clause

_STOPS = "。；，！？ 　）"
_SAYS_A_ROLE = re.compile(
    "牵头|负责|配合|落实|参与|参加|协助|协办|主责|主办|指导|责任|主管|承办|承担|实施|主抓"
)
_SLOGAN = re.compile("谁|专人|责任制|责任人|负责人|责任书|负责制|负责[的任]|“")
_LABEL_PLACE = re.compile("(?:^|[。；，\\s）])(?=[（\u4e00-\u9fff])")
_FROM_BY = re.compile("(?<![自经理缘])由(?=[^由，。；：]{2})")


@dataclass(frozen=True, slots=True)
class DocumentClause:
    """From `start` to `end` of its paragraph, brackets included."""

    start: int
    end: int
    said: ParsedClause


def clauses(text: str, reading: Reading) -> list[DocumentClause]:
    """All of a paragraph, left to right."""
    twin = folded(text)
    for way in (_in_brackets, _labelled, _in_words):
        if found := way(text, twin, reading):
            return found
    return []


def unread_clauses(text: str, found: list[DocumentClause]) -> Iterator[str]:
    """Brackets and closing sentences that look like clauses and are none of `found`."""
    twin = folded(text)
    taken = [(one.start, one.end) for one in found]
    for bracket in brackets(twin):
        is_taken = any(start <= bracket.start < end for start, end in taken)
        if not is_taken and _looks_responsible(bracket.inner(twin)):
            yield text[bracket.start : bracket.end]
    if not found:
        yield from (text[a:b] for a, b in sentences(twin) if _tells_units(twin[a:b]))


# ---- in brackets


def _in_brackets(text: str, twin: str, reading: Reading) -> list[DocumentClause]:
    found = []
    for bracket in brackets(twin):
        inner = bracket.inner(twin)
        if not 2 <= len(inner) <= LONGEST:
            continue
        said = read_clause(bracket.inner(text), reading)
        is_read = said.is_clause and len(said.odd) <= len(said.units) + said.open_ended
        is_list = _is_of_names(inner, said) and _stands_alone(twin, bracket.start, bracket.end)
        if is_list or (is_read and _is_about_roles(inner)):
            found.append(DocumentClause(bracket.start, min(bracket.end, len(text)), said))
    return found


def _is_about_roles(inner: str) -> bool:
    """Not only 的: （市水利局负责的除外） is a remark."""
    return not re.search("(?:负责|牵头|配合|落实)的", inner)


def _is_of_names(inner: str, said: ParsedClause) -> bool:
    """（市甲局、市乙局）: nothing but names, the first of which says its level or can be nothing but a body."""
    if said.odd or said.spoken or not said.units or "：" in inner:
        return False
    start, end, _ = next(pieces(inner))
    first = inner[start:end].strip()
    return bool(
        is_an_office(first) or COLLECTIVE.search(first) or (has_level(first) and GOVERNMENT.search(first))
    )


def _stands_alone(twin: str, start: int, end: int) -> bool:
    """Behind it the sentence ends, and before it stands no body that it would only explain: 城建部门（市住建局）."""
    before = re.split(f"[{_STOPS}、：]", twin[:start])[-1][-12:]
    explains = any(is_a_name(before[at:]) or names_nobody(before[at:]) for at in range(len(before) - 1))
    return not twin[end : end + 1].strip("。；，！ ") and not explains


def _looks_responsible(inner: str) -> bool:
    """It ends in a verb of roles, begins with a label of them, or names units beside such a word."""
    if not 3 <= len(inner) <= LONGEST or _SLOGAN.search(inner):
        return False
    label = label_at(inner)
    if label and (meaning := meaning_of(label[0])) is not None:
        return meaning in ROLES and len(inner) > label[1]
    last = inner.rstrip("。；，")
    ends = any(
        word and last.endswith(word) for word in ("牵头", "配合", "负责", "负责落实", "参与", "协办", "承办")
    )
    return ends or (bool(_SAYS_A_ROLE.search(inner)) and _names_an_office(inner))


def _names_an_office(twin: str) -> bool:
    return any(
        is_an_office(head) and has_level(head)
        for start, end, _ in pieces(twin)
        for head in _heads(twin[start:end].strip())
    )


def _heads(piece: str) -> Iterator[str]:
    """Beginnings of a piece behind 由, 在, 经 or nothing."""
    bare = re.sub("^(?:由|在|经|与|和|向|其中)", "", piece)
    yield from (bare[:end] for end in range(3, min(len(bare), 20) + 1))


# ---- behind a label


def _labelled(text: str, twin: str, reading: Reading) -> list[DocumentClause]:
    """责任单位：… on a line of its own, or behind the last sentence; a label nobody knows only before units alone."""
    outside = _veiled(twin)
    for place in _LABEL_PLACE.finditer(outside):
        start = place.end()
        found = label_at(twin[start:])
        if not found or len(text) - start > LONGEST:
            continue
        label, end = found
        meaning = meaning_of(label)
        if meaning is ClausePart.ASIDE or (meaning is None and start > 0):
            continue
        said = read_clause(text[start:], reading)
        is_read = said.is_clause and len(said.odd) <= len(said.units)
        if meaning is None:
            is_read = is_read and _is_only_units(twin[start + end :])
        if is_read or (
            meaning in (ClausePart.TIME, ClausePart.PERSON)
            and len(twin) - start <= 60
            and twin[start + end - 1] == "："
        ):
            return [DocumentClause(start, len(text), said)]
    return []


def _veiled(twin: str) -> str:
    """Brackets made unreadable, but for one that is a label itself: 【责任单位】."""
    veiled = twin
    for bracket in brackets(twin):
        if not label_at(twin[bracket.start :]):
            veiled = veiled[: bracket.start] + "□" * (bracket.end - bracket.start) + veiled[bracket.end :]
    return veiled


def _is_only_units(twin: str) -> bool:
    names = [verb_of(twin[a:b].strip(" 。"))[0] for a, b, _ in pieces(twin)]
    return bool(names) and all(not name or is_an_office(name) or COLLECTIVE.search(name) for name in names)


# ---- in words


def _in_words(text: str, twin: str, reading: Reading) -> list[DocumentClause]:
    """由市财政局、农业局负责落实。 or 市甲局牵头，市乙局配合。 as a sentence, or the end of the last one."""
    for start, end in reversed([*sentences(twin)]):
        for begin in (start, *(by.start() for by in _FROM_BY.finditer(twin, start, end))):
            stop = _end_of_units(twin, begin, end)
            if stop is None:
                continue
            said = read_clause(text[begin:stop], reading)
            if said.is_clause and not (said.odd or said.unsure) and said.units:
                return [DocumentClause(begin, _behind_stop(twin, stop), said)]
    return []


def _end_of_units(twin: str, begin: int, end: int) -> int | None:
    """Up to the last verb of roles, where every piece before it is a name or ends in such a verb."""
    stop, is_first = None, True
    for a, b, _ in split(twin[begin:end], "，；"):
        piece = twin[begin + a : begin + b].strip()
        head, verb = verb_of(piece)
        names = [head[x:y].strip().removeprefix("由") for x, y, _ in pieces(head, "、")]
        if verb is None or not all(map(_is_named, names)):
            break
        stop, is_first = begin + b, False
    return None if is_first else stop


def _is_named(name: str) -> bool:
    bare = name.removesuffix("等")
    return is_a_name(bare) or names_nobody(bare) or is_a_name(name.split("会同")[0])


def _behind_stop(twin: str, stop: int) -> int:
    return stop + 1 if twin[stop : stop + 1] in ("。", "；", "，") else stop


def _tells_units(sentence: str) -> bool:
    """由市水利局牵头制定方案: who does what, in a sentence of its own form."""
    begins = any(is_an_office(head) and has_level(head) for head in _heads(sentence[:24]))
    return begins and bool(re.search("牵头|负责(?!人)|配合", sentence))

"""Finds a responsibility clause: the bracket that says who does it, or a line that begins with a label."""

import re
from dataclasses import dataclass

from bot.planfile.importer.brackets import brackets
from bot.planfile.importer.normalize import folded
from bot.planfile.importer.parsed_clause import ParsedClause, Reading
from bot.planfile.importer.roles import read_clause

_SPEAKS = re.compile(
    "牵头|负责|配合|落实|参与|参加|协助|协办|主责|指导|(?:责任|牵头|配合|主责|落实)(?:单位|部门|主体)"
)
_ENDS = re.compile(
    "(?:牵头|配合|负责|落实|参与|参加|协助|协办|指导|督导|实施|承担|主责|主办|下同|列出)[。；，]?$"
    "|^(?:责任|牵头|配合|主责|落实|主办|第一责任)(?:单位|部门|主体)?(?:：|为)|为牵头(?:单位|部门)[^，。]*$"
)
_BY = re.compile("由(?P<who>[^由，。；：]{3,120}?)(?P<verb>牵头负责|按职责分工负责|负责落实|牵头)[。；]?$")
_CLOSING = re.compile("(?:牵头|配合|负责|落实|参与|下同|列出)[。；，]?）")
_LABEL = re.compile(
    "(?:^|[。；，\\s])(?P<label>(?:责任|牵头|配合|主责|落实|主办|承办|协办|第一责任|主体责任)(?:单位|部门|主体|处室|科室)："
    "|(?:完成|办结)?(?:时限|时间|期限)(?:要求)?：|(?:责任|牵头|分管)领导：|责任人：)"
)
_ASIDE = re.compile("(?:完成|办结)?(?:时限|时间|期限)|(?:责任|牵头|分管)领导|责任人")
_NAMES_ALONE = re.compile("（(?P<names>[市省县区州国][^。：；]{2,200})）[。]?$")
_LABELLED = re.compile("(?:责任|牵头|配合|主责|落实|主办)(?:单位|部门|主体)(?:：|为)")
LONGEST = 1200  # characters of a bracket that is still a clause


@dataclass(frozen=True, slots=True)
class DocumentClause:
    """From `start` to `end` of its paragraph, brackets included."""

    start: int
    end: int
    said: ParsedClause


def clauses(text: str, reading: Reading) -> list[DocumentClause]:
    """All of a paragraph, left to right."""
    twin = folded(text)
    if _SPEAKS.search(twin):
        for way in (_in_brackets, _labelled, _in_words):
            if found := way(text, twin, reading):
                return found
    return _labelled(text, twin, reading) or _of_names(text, twin, reading)


def _in_brackets(text: str, twin: str, reading: Reading) -> list[DocumentClause]:
    found = []
    for bracket in brackets(twin):
        inner = bracket.inner(twin)
        if len(inner) <= LONGEST and _SPEAKS.search(inner) and _ENDS.search(inner):
            said = read_clause(bracket.inner(text), reading)
            if said.is_clause:
                found.append(DocumentClause(bracket.start, min(bracket.end, len(text)), said))
    return found


def _labelled(text: str, twin: str, reading: Reading) -> list[DocumentClause]:
    """责任单位：… on a line of its own, or behind the last sentence."""
    label = _LABEL.search(twin)
    if not label or len(text) - label.start("label") > LONGEST:
        return []
    said = read_clause(text[label.start("label") :], reading)
    is_clause = said.is_clause or bool(_ASIDE.match(label["label"]))
    return [DocumentClause(label.start("label"), len(text), said)] if is_clause else []


def _of_names(text: str, twin: str, reading: Reading) -> list[DocumentClause]:
    """（市甲局、市乙局） at the very end: nothing but names, which share the work."""
    found = _NAMES_ALONE.search(twin)
    if not found:
        return []
    said = read_clause(text[found.start("names") : found.end("names")] + "负责", reading)
    return [DocumentClause(found.start(), len(text), said)] if said.units and not said.odd else []


def _in_words(text: str, twin: str, reading: Reading) -> list[DocumentClause]:
    """由市财政局、农业局负责落实。 at the end of a paragraph, without bracket or label."""
    found = _BY.search(twin)
    if not found:
        return []
    said = read_clause(text[found.start("who") : found.end("verb")], reading)
    is_clean = said.is_clause and not said.odd
    return [DocumentClause(found.start(), len(text), said)] if is_clean else []


def may_be_clause(text: str) -> bool:
    """A cheap test by words alone, before the document has been analysed."""
    twin = folded(text[-LONGEST:])
    return bool(_SPEAKS.search(twin) and (_CLOSING.search(twin) or _LABELLED.match(twin)))

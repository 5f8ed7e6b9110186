"""Finds the responsibility clauses of a paragraph: where units stand and it is said, by a bracket, a label, a verb or a
line of their own, that they do the work."""

import re
from dataclasses import replace

from bot.planfile.importer.bare_names import is_list_of_units, is_only_units
from bot.planfile.importer.brackets import brackets, sentences
from bot.planfile.importer.clause_in_words import are_names, headed, in_words
from bot.planfile.importer.clause_unread import LONGEST, REMARK
from bot.planfile.importer.normalize import folded
from bot.planfile.importer.parsed_clause import DocumentClause, Reading
from bot.planfile.importer.roles import read_clause, rules_in
from bot.planfile.importer.unit_list import pieces
from bot.planfile.importer.unit_shapes import is_an_office
from bot.planfile.importer.verbs import ClausePart, label_at, meaning_of, verb_of

_LABEL_PLACE = re.compile("(?:^|[。；，\\s）<])(?=[（\u4e00-\u9fff])")
# Lines that say only when, or which person: they are no words of the task.
_ASIDE = re.compile(
    "[\u4e00-\u9fff]{0,4}(?:时限|时间|期限|节点)(?:要求)?|[\u4e00-\u9fff]{0,4}(?:领导|责任人|负责人|联系人|电话)"
)
# 以上任务由市商务局牵头: nothing that would be work of its own.
_OF_THOSE_ABOVE = re.compile("(?:以上|上述|前述|上列)[^，。；：]{0,10}[，：]?")
_LONGEST_ASIDE = 60


def clauses(text: str, reading: Reading) -> list[DocumentClause]:
    """All of a paragraph, left to right."""
    twin = folded(text)
    labelled = _labelled(text, twin, reading)
    end = labelled[0].start if labelled else len(text)
    found = [one for one in _in_brackets(text, twin, reading) if one.start < end]
    if labelled and labelled[0].said.units:
        found = [one for one in found if one.said.spoken]
    spoken = [*found, *labelled] or in_words(text, twin, reading) or headed(text, twin, reading)
    if spoken and _OF_THOSE_ABOVE.fullmatch(twin[: spoken[0].start]):
        return [replace(spoken[0], start=0), *spoken[1:]]
    return spoken


def _in_brackets(text: str, twin: str, reading: Reading) -> list[DocumentClause]:
    found = []
    for bracket in brackets(twin):
        inner = bracket.inner(twin)
        if not 2 <= len(inner) <= LONGEST:
            continue
        said = read_clause(bracket.inner(text), reading)
        is_read = said.is_clause and len(said.odd) <= len(said.units) + said.open_ended
        if is_list_of_units(twin, bracket, said) or (is_read and _is_about_roles(inner)):
            found.append(DocumentClause(bracket.start, min(bracket.end, len(text)), said))
    return found


def _is_about_roles(inner: str) -> bool:
    """Not only 的: （市水利局负责的除外） is a remark, as is （含市水利局、市财政局）."""
    return not re.search("(?:负责|牵头|配合|落实)的", inner) and not REMARK.match(inner)


def _labelled(text: str, twin: str, reading: Reading) -> list[DocumentClause]:
    """责任单位：… on a line of its own, or behind the last sentence; a label nobody knows only before units alone."""
    for place in _LABEL_PLACE.finditer(_veiled(twin)):
        start = place.end()
        found = label_at(twin[start:])
        if not found or len(text) - start > LONGEST:
            continue
        label, length = found
        meaning = meaning_of(label)
        if meaning is ClausePart.ASIDE or (meaning is None and start > 0):
            continue
        end = _end_of_labels(twin, start)
        begin = _begin_of_units(twin, start)
        said = read_clause(text[begin:end], reading)
        is_read = said.is_clause and len(said.odd) <= len(said.units)
        is_known = meaning is not None or is_only_units(twin[start + length : end])
        is_aside = (
            bool(_ASIDE.fullmatch(label))
            and twin[start + length - 1] in "：）"
            and end - start <= _LONGEST_ASIDE
        )
        if (is_read and is_known) or is_aside:
            return [DocumentClause(begin, end, said)]
    return []


def _begin_of_units(twin: str, start: int) -> int:
    """市甲局牵头，责任单位：市乙局: what stands before the label in its sentence may be units too."""
    begin = max((a for a, _ in sentences(twin[:start])), default=start)
    before = twin[begin:start].strip("，；、 ")
    label = label_at(before)
    is_labelled = label and meaning_of(label[0]) is None and _names_any(before[label[1] :])
    return begin if before and (are_names(before) or is_labelled) else start


def _names_any(twin: str) -> bool:
    return any(is_an_office(verb_of(twin[a:b].strip())[0]) for a, b, _ in pieces(twin))


def _end_of_labels(twin: str, start: int) -> int:
    """Sentences behind the first belong to the clause while they begin with a label or say a rule."""
    ends = [(start + a, start + b) for a, b in sentences(twin[start:])]
    last = ends[0][1]
    for a, b in ends[1:]:
        if not (label_at(twin[a:b].strip()) or any(rules_in(twin[a:b]))):
            break
        last = b
    return len(twin) if not twin[last:].strip("。 ") else min(last + 1, len(twin))


def _veiled(twin: str) -> str:
    """Brackets made unreadable, but for one that is a label itself: 【责任单位】."""
    veiled = twin
    for bracket in brackets(twin):
        if not label_at(twin[bracket.start :]):
            veiled = veiled[: bracket.start] + "□" * (bracket.end - bracket.start) + veiled[bracket.end :]
    return veiled

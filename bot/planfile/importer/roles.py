"""Reads the units and roles that a responsibility clause, or a cell of a table, says."""

import re

from bot.planfile.importer.brackets import sentences
from bot.planfile.importer.normalize import folded, tidied
from bot.planfile.importer.parsed_clause import ParsedClause, Reading, Unread
from bot.planfile.importer.unit_list import FIRST_LEADS, NOBODY, UnitList
from bot.planfile.importer.unit_shapes import has_level, is_a_name, is_an_office, is_collective
from bot.planfile.importer.verbs import ClausePart, label_at, role_of_bracket, verb_of

_SOLE_LEADS = re.compile("无牵头单位的[，、]?责任单位即为牵头")
_ONWARD = re.compile(
    "以下[^。]{0,12}?均需?(?:由)?(?P<who>.+?)(?P<verb>负责落实|落实|负责|配合|参与|牵头)(?:[，。].*)?$"
)
_GLUED_LABEL = re.compile(
    "(?<=[局委办厅会处心司府社院部区县科股室所站队校馆团厂镇乡街道村联行）)])[ 　]?"
    "(?=[（【〖〔]?(?:牵头|责任|配合|协办|协同|联合|协助|协作|参与|主责|主办|承办|指导|支持|落实|实施)(?:单位|部门|处室|科室|股室|站所|主体|机构)[）】〗〕]?(?:[:：]|(?=[市省县区镇乡各]))|(?:牵头|责任|配合|主办|协办)[:：])"
)
# 责任科室：医政科完成时限：2026.11
_GLUED_TIME = re.compile(
    "(?<=[局委办厅会处心司府社院科室所站队股])[ 　]?(?=(?:完成|整改|办理|办结)?(?:时限|时间|期限)[:：])"
)
_BEHIND_OWN_ROLE = re.compile("(?<=(?:牵头|主责|主办|配合|协办)[）)])[ 　]?(?=[市省县区镇乡][\u4e00-\u9fff])")
_LENTICULAR_LABEL = re.compile(
    "(?<=[^；，。：、])(?=[【〖][^】〗]{0,6}(?:单位|部门|时限|时间|期限|领导|责任人|负责人)[:：]?[】〗])"
)
# 牵头领导：刘晓东 责任单位：市水利局 once its blanks are gone.
_LABEL_BEHIND_PERSON = re.compile(
    "(?P<person>(?:领导|责任人|负责人|联系人)[:：][^:：；。]{2,40}?)(?=(?:牵头|责任|配合|协同|主办|协办|主管|负责|实施|参与)(?:单位|部门|处室|科室|股室|站所|站办|科站|主体|机构)[:：])"
)
_CONTINUES = re.compile("(?:办公室|办|机关|员会|（)")
_GAP = re.compile(r"[^\S\n]*\n\s*|[^\S\n]+")


def read_clause(text: str, reading: Reading) -> ParsedClause:
    """The inside of a bracket, or the rest of a line 责任单位：…"""
    text = _BEHIND_OWN_ROLE.sub("、", _GLUED_TIME.sub("；", _LENTICULAR_LABEL.sub("；", text)))
    text = _GLUED_LABEL.sub("；", _LABEL_BEHIND_PERSON.sub(r"\g<person>；", text))
    said = ParsedClause()
    names = UnitList(said, reading)
    _read(text, said, names, reading)
    return said


def read_cell(text: str, part: ClausePart, reading: Reading) -> ParsedClause:
    """The units of a table's cell with their roles, `part` being what its column says: LEAD, SUPPORT, or ANSWER
    where the column only says that they are responsible. Names may stand on lines of their own, apart by blanks, under
    labels, or with （牵头） behind them. What cannot be read is in `odd`, what is read and must be asked in `unsure`; a
    cell that is not empty yields at least one of units, `open_ended`, `time` and `odd`."""
    line = tidied(_with_marks(text))
    said = ParsedClause(spoken=True)
    _read(line, said, UnitList(said, reading, part), reading)
    is_empty = not line or folded(line).strip(" 。") in NOBODY
    if not (is_empty or said.units or said.open_ended or said.time or said.odd):
        said.odd.append(Unread(line))
    return said


def names_units(text: str) -> bool:
    """Whether units are what a cell or a line is made of: for a column without a label that is known."""
    said = read_cell(text, ClausePart.ANSWER, Reading())
    return len(said.units) > len(said.odd) or (said.open_ended and not said.odd)


def _with_marks(text: str) -> str:
    """Lines and blanks of a cell: between two names they part, within one they are the cell's narrowness."""
    twin, made, start = folded(text), "", 0
    for gap in _GAP.finditer(twin):
        left = re.split("[，、；：/]", twin[start : gap.start()].strip())[-1]
        right = re.split("[，、；/\\s]", twin[gap.end() :].strip(), maxsplit=1)[0]
        made += text[start : gap.start()]
        start = gap.end()
        if label_at(right):
            made += "；"
        elif _are_two_names(left, right):
            made += "、"
    return made + text[start:]


def _are_two_names(left: str, right: str) -> bool:
    """市委 above 宣传部, 市发展改革委 above 员会 are one."""
    right = verb_of(right)[0]
    if not right or not (is_a_name(verb_of(left)[0]) or role_of_bracket(left)):
        return False
    if _CONTINUES.match(right) or (re.fullmatch("[市省县区]委", left) and not has_level(right)):
        return False
    return is_an_office(right) or not is_an_office(left + right) or is_collective(right)


def _read(text: str, said: ParsedClause, names: UnitList, reading: Reading) -> None:
    twin = folded(text)
    for start, end in sentences(twin):
        _sentence(text[start:end], twin[start:end], said, names, reading)
        names.end_sentence()


def _sentence(text: str, twin: str, said: ParsedClause, names: UnitList, reading: Reading) -> None:
    if _SOLE_LEADS.search(twin):
        said.sole_leads = said.spoken = True
        return
    if onward := _ONWARD.search(twin):
        inner = read_clause(text[onward.start("who") : onward.end("verb")], reading)
        said.onward += [(part, one) for part in ClausePart for one in inner.parts[part]]
        said.spoken = True
        text, twin = text[: onward.start()], twin[: onward.start()]
    names.take_all(text, twin)


def rules_in(text: str) -> tuple[bool, bool]:
    """Whether a sentence anywhere in the document says that the first named leads, or the only ones named."""
    twin = folded(text)
    return bool(FIRST_LEADS.search(twin)), bool(_SOLE_LEADS.search(twin))

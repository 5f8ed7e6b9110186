"""The roles that a responsibility clause gives: who leads, supports, shares, and works on the spot.

（市甲局牵头，市乙局、丙局配合，各县〔市、区〕政府负责落实） is read name by name: names are collected until a verb, or
the end, says their role.
"""

import re

from bot.planfile.importer.brackets import sentences, split
from bot.planfile.importer.names import (
    COLLECTIVE,
    SECOND_NAME,
    Named,
    inherits,
    is_a_name,
    level_of,
    named,
    prefixed,
    spelled_out,
)
from bot.planfile.importer.normalize import folded
from bot.planfile.importer.parsed_clause import ParsedClause, Reading
from bot.planfile.importer.verbs import LABELS, VERBS, ClausePart

_FIRST_LEADS = re.compile(
    "(?:列|排)在?(?:第一|首)位|第一责任单位为牵头|第一个[^，。]*为牵头|首位[^，。]*牵头"
)
_SOLE_LEADS = re.compile("无牵头单位的[，、]?责任单位即为牵头")
_ONWARD = re.compile(
    "以下[^。]{0,12}?均需?(?:由)?(?P<who>.+?)(?P<verb>负责落实|落实|负责|配合|参与|牵头)(?:[，。].*)?$"
)
_ASIDE = re.compile("^(?:下同|以下同|以下不再(?:一一)?列出|不再(?:一一|逐一|重复)?列出|以下简称.*|不再列出)$")
_TAIL = re.compile(
    "等(?P<rest>(?:[0-9一二三四五六七八九十]*个?(?:有关|相关|国务院|部门|单位|成员|各|市|省|和|及|以及).*)?)$"
)
_JOINED = re.compile(
    "(?:以及|及|和|与)(?=各|有关|相关|国务院|省级|市级|县级|其他|所在|属地|地方|沿线)|(?:以及|及)(?=[市省县区])"
)
_JOIN_AT_START = re.compile("^(?:以及|及|和|与)")
_GLUED_LABEL = re.compile(
    "(?<=[局委办厅会处心司府社院部])[ 　]?(?=(?:牵头|责任|配合|协办|参与)(?:单位|部门)[:：])"
)
MARKS = "，、；"


def read_clause(text: str, reading: Reading) -> ParsedClause:
    """The inside of a bracket, the rest of a line 责任单位：…, or a cell of a table with its label put before."""
    text = _GLUED_LABEL.sub("；", text)
    said, twin = ParsedClause(), folded(text)
    for start, end in sentences(twin):
        _sentence(text[start:end], twin[start:end], said, reading)
    return said


def _sentence(text: str, twin: str, said: ParsedClause, reading: Reading) -> None:
    said.first_leads |= bool(_FIRST_LEADS.search(twin))
    if said.first_leads and "牵头" in twin and not any(v.search(twin.split("，")[0]) for v, _ in VERBS):
        return
    if _SOLE_LEADS.search(twin):
        said.sole_leads = said.spoken = True
        return
    if onward := _ONWARD.search(twin):
        _read_onward(text, onward, said, reading)
        text, twin = text[: onward.start()], twin[: onward.start()]
    names = _Names(said, reading)
    for start, end, mark in split(twin, MARKS):
        names.take(text[start:end].strip(), twin[start:end].strip(), mark)
    names.finish()


def _read_onward(text: str, onward: re.Match[str], said: ParsedClause, reading: Reading) -> None:
    inner = ParsedClause()
    names = _Names(inner, reading)
    who = text[onward.start("who") : onward.end("verb")]
    for start, end, mark in split(folded(who), MARKS):
        names.take(who[start:end], folded(who[start:end]), mark)
    names.finish()
    said.onward += [(part, one) for part in ClausePart for one in inner.parts[part]]
    said.spoken = True


def rules_in(text: str) -> tuple[bool, bool]:
    """Whether a sentence anywhere in the document says that the first named leads, or the only ones named."""
    twin = folded(text)
    return bool(_FIRST_LEADS.search(twin) and "牵头" in twin), bool(_SOLE_LEADS.search(twin))


class _Names:
    """Names read so far whose verb has not been read yet."""

    def __init__(self, said: ParsedClause, reading: Reading) -> None:
        self._said, self._reading = said, reading
        self._waiting: list[Named] = []
        self._level = ""
        self._label: ClausePart | None = None
        self._rest: ClausePart | None = None  # after 会同

    def take(self, text: str, twin: str, mark: str) -> None:
        text, twin = self._labelled(text, twin)
        if self._label is ClausePart.TIME:
            self._said.time += text
            return
        if self._label is ClausePart.PERSON or _ASIDE.match(twin) or _FIRST_LEADS.search(twin):
            return
        head, verb = _verb(twin)
        self._read(text[: len(head)], head)
        if verb:
            self._flush(verb)
        if mark in "，；" or verb:
            self._level = ""

    def finish(self) -> None:
        if self._waiting:
            self._flush(self._label or ClausePart.ANSWER if self._said.spoken else ClausePart.TIME)

    def _labelled(self, text: str, twin: str) -> tuple[str, str]:
        for label, part in LABELS:
            if found := label.match(twin):
                if self._waiting:
                    self._flush(self._label or ClausePart.ANSWER)
                self._label, self._level, self._said.spoken = part, "", True
                return text[found.end() :].strip(), twin[found.end() :].strip()
        return text, twin

    def _flush(self, part: ClausePart) -> None:
        if self._rest and part is not ClausePart.LEAD:
            part = self._rest
        if self._label and part is ClausePart.ANSWER:
            part = self._label
        self._said.parts[part] += self._waiting
        self._said.spoken |= part is not ClausePart.TIME
        self._waiting, self._rest = [], None

    def _read(self, text: str, twin: str) -> None:
        text, twin = text.removeprefix("由"), twin.removeprefix("由")
        first, together, others = twin.partition("会同")
        if together:
            self._read(text[: len(first)], first)
            self._said.parts[ClausePart.LEAD] += self._waiting
            self._waiting, self._rest, self._said.spoken = [], ClausePart.SUPPORT, True
            text, twin = text[len(first) + len(together) :], others
        if tail := _TAIL.search(twin):
            self._said.open_ended = True
            self._read(text[: tail.start()], twin[: tail.start()])
            text, twin = text[tail.start("rest") :], tail["rest"]
        start = 0
        for joint in (*_JOINED.finditer(twin), None):
            end = joint.start() if joint else len(twin)
            self._name(text[start:end].strip(), twin[start:end].strip())
            start = joint.end() if joint else end

    def _name(self, text: str, twin: str) -> None:
        cut = joined.end() if (joined := _JOIN_AT_START.match(twin)) else 0
        text, twin = text[cut:].rstrip("。. "), twin[cut:].rstrip("。. ")
        if not twin or twin in ("无", "/", "—", "-"):
            return
        if not is_a_name(twin):
            self._said.odd.append(text)
            return
        if not COLLECTIVE.search(twin):
            text = self._in_full(text, twin)
        one = named(text, folded(text), self._reading.central)
        if one is None:
            self._said.open_ended = True
        else:
            self._waiting.append(one)

    def _in_full(self, text: str, twin: str) -> str:
        """With the level inherited from the name before it, and abbreviations spelled out."""
        if second := SECOND_NAME.search(twin):
            text, twin = text[: second.start()], twin[: second.start()]
        if level := level_of(text, self._reading.places):
            self._level = level
        elif self._level and inherits(twin, self._reading.places):
            text = prefixed(self._level, text)
        full = spelled_out(text, self._reading.aliases)
        if full != text:
            self._said.spelled.append((text, full))
        return full


def _verb(twin: str) -> tuple[str, ClausePart | None]:
    """The token without its verb, and what the verb says."""
    for verb, part in VERBS:
        if found := verb.search(twin):
            return twin[: found.start()], part
    return twin, None

"""Word's own numbering: what Word prints before a paragraph is not in its text; it is computed from numbering.xml."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.numbering import NumberingPart

from bot.planfile.importer.numerals import chinese

DEEPEST = 9  # levels of a list
_PLACE = re.compile(r"%([1-9])")
_ENCLOSED = {
    "decimalEnclosedCircle": 0x2460,
    "decimalEnclosedParen": 0x2474,
    "decimalEnclosedFullstop": 0x2488,
}
_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "ideographTraditional",
    }
    | {"taiwaneseCountingThousand", "ideographDigital", "koreanCounting", "chineseLegalSimplified"}
)
_LETTERS = {"upperLetter": ord("A"), "lowerLetter": ord("a")}


@dataclass(frozen=True, slots=True)
class HeadingLevel:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    arabic: bool = False  # isLgl: every level of the label in Arabic figures
    restart: int = (
        DEEPEST  # lvlRestart: begins anew after a number of this level (from 1) or a higher one; 0 never
    )


@dataclass
class _List:
    """A num of numbering.xml. Lists of one `family` count on from each other."""

    family: str
    levels: dict[int, HeadingLevel]
    restarts: dict[int, int]


@dataclass
class Numbering:
    lists: dict[str, _List] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)  # style → list and level
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, document: Document) -> "Numbering":
        try:
            part = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
        except KeyError:
            return cls()
        if not isinstance(part, NumberingPart):
            return cls()
        return cls(dict(_lists(part.element)), _styles(document.styles.element))

    def label(self, paragraph: CT_P) -> str:
        """The number that Word prints before the paragraph, "" without one. Advances the count of the list."""
        list_id, level = self._place(paragraph)
        if list_id not in self.lists or level >= DEEPEST:
            return ""
        numbered = self.lists[list_id]
        self._count(list_id, numbered, level)
        return self._printed(numbered, level)

    def _place(self, paragraph: CT_P) -> tuple[str, int]:
        own = _num_pr(paragraph)
        if own:
            return own
        style = paragraph.style
        return self.styles.get(style or "", ("", 0))

    def _count(self, list_id: str, numbered: _List, level: int) -> None:
        family = numbered.family
        if list_id not in self._begun:
            self._begun.add(list_id)
            for restarted, start in numbered.restarts.items():
                self._counts[family, restarted] = start - 1
        start = numbered.levels.get(level, HeadingLevel()).start
        self._counts[family, level] = self._counts.get((family, level), start - 1) + 1
        for deeper in range(level + 1, DEEPEST):
            if level < numbered.levels.get(deeper, HeadingLevel()).restart:
                self._counts.pop((family, deeper), None)

    def _printed(self, numbered: _List, level: int) -> str:
        shape = numbered.levels.get(level, HeadingLevel())

        def counted(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            other = numbered.levels.get(at, HeadingLevel())
            value = self._counts.get((numbered.family, at), other.start)
            return figure(value, "decimal" if shape.arabic else other.form)

        return "" if shape.form in ("bullet", "none") else _PLACE.sub(counted, shape.text)


def figure(value: int, form: str) -> str:
    """The count in a Word numbering format. Formats that plans do not use give Arabic figures."""
    if form in _CHINESE:
        return chinese(value)
    if form in _ENCLOSED and 1 <= value <= 20:
        return chr(_ENCLOSED[form] + value - 1)
    if form in _LETTERS and 1 <= value <= 26:
        return chr(_LETTERS[form] + value - 1)
    return f"{value:02d}" if form == "decimalZero" else str(value)


def _lists(root: BaseOxmlElement) -> Iterator[tuple[str, _List]]:
    abstract = {one.get(qn("w:abstractNumId"), ""): one for one in root.iter(qn("w:abstractNum"))}
    for num in root.iter(qn("w:num")):
        family = _value(num, "w:abstractNumId")
        if family in abstract:
            levels = dict(_levels(abstract[family]))
            restarts = {}
            for override in num.iter(qn("w:lvlOverride")):
                at = int(override.get(qn("w:ilvl"), "0"))
                levels |= dict(_levels(override))
                if start := _value(override, "w:startOverride"):
                    restarts[at] = int(start)
            yield num.get(qn("w:numId"), ""), _List(family, levels, restarts)


def _levels(parent: BaseOxmlElement) -> Iterator[tuple[int, HeadingLevel]]:
    for level in parent.findall(qn("w:lvl")):
        yield (
            int(level.get(qn("w:ilvl"), "0")),
            HeadingLevel(
                form=_value(level, "w:numFmt") or "decimal",
                text=_value(level, "w:lvlText"),
                start=int(_value(level, "w:start") or 1),
                arabic=level.find(qn("w:isLgl")) is not None,
                restart=int(_value(level, "w:lvlRestart") or DEEPEST),
            ),
        )


def _styles(root: BaseOxmlElement) -> dict[str, tuple[str, int]]:
    """Each paragraph style's own numbering, or that of the style it is based on."""
    own = {style.get(qn("w:styleId"), ""): style for style in root.iter(qn("w:style"))}
    found = {}
    for name, style in own.items():
        seen: set[str] = set()
        while style is not None and (id_ := style.get(qn("w:styleId"), "")) not in seen:
            seen.add(id_)
            if place := _num_pr(style):
                found[name] = place
                break
            style = own.get(_value(style, "w:basedOn"))
    return found


def _num_pr(element: BaseOxmlElement) -> tuple[str, int] | None:
    properties = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if properties is None:
        return None
    return _value(properties, "w:numId"), int(_value(properties, "w:ilvl") or 0)


def _value(element: BaseOxmlElement, name: str) -> str:
    child = element.find(qn(name))
    return "" if child is None else child.get(qn("w:val"), "")

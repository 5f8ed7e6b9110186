"""Lines that were wrapped are joined to paragraphs: one rule for text files, PDF and OFD.

Each reader says of a line what it knows: whether it reaches the margin, is indented, or stands apart from the one
above. The rule decides from that and from the words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.planfile.importer.document import Paragraph
from bot.planfile.importer.front import ends_a_title
from bot.planfile.importer.marks import NumberMark, NumberStyle, mark_of
from bot.planfile.importer.normalize import folded, tidied

_ENDED = re.compile("[。！？；：][”’』」）]*$|[”）]$")  # in the twin: where a paragraph may end
# Of a clause, of those a notice goes to, of a title and of a document's number.
_SURELY_ENDED = re.compile(
    "(?:负责|牵头|配合|落实|参与)）。?$|^各.*：$|^（[^（）]*）$|^[^。，；：]{4,80}（20[0-9]{2}）[0-9]+号$"
)
_SENTENCE = re.compile("[。！？；，、：]")  # a line with one of them inside is no heading
_STOPPED = re.compile("[。！？；：]")  # a numbered heading may have commas: 三、壮大市场主体，优化市场环境
_LABEL = re.compile(
    "^[（【]?[\u4e00-\u9fff]{0,4}(?:单位|部门|领导|时限|时间|期限|科室|责任人|联系人|联系电话|处室|机构|进度)[】]?："
    "|^附件[0-9一二三四五六七八九十]{0,2}(?:[：:]|$)"
)
_DAY = re.compile("20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日(?:印发)?")  # below a signature
FIRST_WORD = re.compile(  # what no line break parts
    "[（《“‘(〔]*(?:[A-Za-z0-9.,%]+|.)(?:[，。；：、！？）》”’%)〕]|[/·-].?)*", re.DOTALL
)
_LATIN = re.compile("[A-Za-z]")
_UNIT_ENDS = re.compile("(?:局|委|办|厅|院|府|会|部|处|中心|公司|集团|支队|大队|学校|医院|银行|法院)[）)]?$")
_UNIT_BEGINS = re.compile("[市县区省各]|国家")
PAIRS = (("（", "）"), ("《", "》"))
NEAR = 400  # characters before a line's end in which a bracket may have been opened
GOES_ON_A_TITLE = ("的", "（", "(", "《", "》", "和", "及", "与")  # 关于印发…方案的通知
LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class WrappedLine:
    """One line as it stands on the page, blanks at its ends removed."""

    number: int
    text: str
    full: bool  # it reaches the margin: what follows would not have fitted
    indented: bool | None = None  # None: nothing is known of places
    apart: bool = False  # more than the usual distance above it, or other letters


def joined(lines: Iterable[WrappedLine], spaced: bool = True) -> Iterator[Paragraph]:
    """`spaced`: words of Latin letters were parted at blanks, which the wrapping has removed."""
    started: _Started | None = None
    counted: dict[NumberStyle, int] = {}
    for line in lines:
        if started and started.goes_on(line, counted):
            started.add(line, spaced)
            continue
        if started:
            yield started.paragraph
        started = _Started(line)
        if mark := mark_of(tidied(line.text)):
            counted[mark.style] = mark.number
    if started:
        yield started.paragraph


def joined_cell(lines: Sequence[WrappedLine]) -> str:
    """The lines of a table's cell: what its width has cut is joined, and each unit keeps a line of its own."""
    text = ""
    for before, line in zip([None, *lines], lines, strict=False):
        words = _LATIN.match(text[-1:]) and _LATIN.match(line.text[:1])
        ends = before and (not before.full or mark_of(line.text) or _is_next_unit(text, line.text))
        text += ("\n" if ends else " " if words else "") + line.text
    return text


def cell_run_on(above: str, below: str) -> str:
    """A cell that the page's end has cut in two."""
    return above + ("\n" if _is_next_unit(above, below) else "") + below


def _is_next_unit(text: str, line: str) -> bool:
    return bool(_UNIT_ENDS.search(text) and _UNIT_BEGINS.match(line) and not is_open(text))


class _Started:
    """A paragraph whose end has not been found."""

    def __init__(self, line: WrappedLine) -> None:
        self._number, self._text, self._last = line.number, line.text, line

    @property
    def paragraph(self) -> Paragraph:
        return Paragraph(self._number, self._text)

    def add(self, line: WrappedLine, spaced: bool) -> None:
        words = spaced and _LATIN.match(self._text[-1:]) and _LATIN.match(line.text[:1])
        self._text += (" " if words else "") + line.text
        self._last = line

    def goes_on(self, line: WrappedLine, counted: dict[NumberStyle, int]) -> bool:
        """The next line belongs to this paragraph."""
        if line.indented or not (self._last.full or self._breaks_off(line.text)):
            return False
        if (mark := mark_of(tidied(line.text))) and self._may_be_followed_by(mark, counted):
            return False
        if _SURELY_ENDED.search(folded(tidied(self._text))) and not is_open(self._text):
            return False
        if not counted and ends_a_title(self._text) and not line.text.startswith(GOES_ON_A_TITLE):
            return False
        if line.apart or _LABEL.match(folded(line.text[:20])):
            return not (self._is_ended() or self._is_heading())
        return True

    def _may_be_followed_by(self, mark: NumberMark, counted: dict[NumberStyle, int]) -> bool:
        """一、二季度 and （二）类 also stand within a sentence that the margin has cut there."""
        counts_on = mark.number in (1, counted.get(mark.style, 0) + 1)
        return self._is_ended() or (counts_on and self._is_heading())

    def _breaks_off(self, following: str) -> bool:
        """A short line, but no end of a paragraph: the next word was long, and has gone to the next line whole."""
        if is_open(self._text):
            return True
        return "。" in folded(self._text) and not self._is_ended() and not _DAY.fullmatch(folded(following))

    def _is_ended(self) -> bool:
        return bool(_ENDED.search(folded(self._text[-4:]))) and not is_open(self._text)

    def _is_heading(self) -> bool:
        """It may be one: a few words without a stop."""
        mark = mark_of(self._text)
        words = folded(self._text[mark.length if mark else 0 :])
        sentence = _STOPPED if mark else _SENTENCE
        return len(self._text) < LONGEST_HEADING and not sentence.search(words) and not is_open(self._text)


def is_open(text: str) -> bool:
    """A bracket has not been closed."""
    twin = folded(text[-NEAR:])
    for opening, closing in PAIRS:
        depth = 0
        for character in twin:
            depth = max(0, depth + (character == opening) - (character == closing))
        if depth:
            return True
    return False


def starts_anew(text: str) -> bool:
    """Its first words begin a paragraph, if the line before has ended one."""
    return bool(mark_of(tidied(text)) or _LABEL.match(folded(text[:20])))

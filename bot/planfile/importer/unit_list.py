"""Reads a list of units name by name: names are collected until a verb, a label or the end says their role.

（市甲局牵头，市乙局、丙局配合，各县〔市、区〕政府负责落实）
"""

import re
from collections.abc import Iterator

from bot.domain.plan import UnitKind
from bot.planfile.importer.brackets import split
from bot.planfile.importer.names import Named, inherits, level_of, named, prefixed, spelled_out
from bot.planfile.importer.parsed_clause import ParsedClause, Reading, Unread
from bot.planfile.importer.persons import without_post
from bot.planfile.importer.unit_shapes import (
    EACH,
    SECOND_NAME,
    has_level,
    is_a_name,
    is_an_office,
    is_collective,
    names_nobody,
    parted,
)
from bot.planfile.importer.verbs import ClausePart, label_at, meaning_of, role_of_bracket, verb_of

NOBODY = frozenset({"无", "/", "—", "-", "——", "－", "略", "空", "暂无"})
_MARKS = "，、；/|"
_LABELS_OF_WORK = (ClausePart.LEAD, ClausePart.ANSWER)
_RESETS = "，；"  # behind them a level is not inherited
FIRST_LEADS = re.compile(
    "(?:(?:列|排)(?:名|序)?在?(?:第一|首)|(?:第一|首)(?:位|个|家|顺位|责任单位|责任部门|名))[^，。；、：]{0,14}?(?:牵头|主责|主办|负总责)"
    "|(?:牵头|主责|主办)(?:单位|部门)?[^，。；、：]{0,6}(?:列|排|居)[^，。；、：]{0,4}(?:第一|首|最前)"
)
_OWN_DUTY = re.compile(
    "负责|牵头|配合|协助|实施|承办|承担|落实"
)  # 市水利局（负责清淤）: more than another name of it
_REMARK = re.compile("^(?:下同|以下同|以下不再(?:一一)?列出|不再(?:一一|逐一|重复)?列出|以下简称.*)$")
TIME = re.compile(
    "(?:到|于|至)?(?:20[0-9]{2}年?|[0-9]{1,2}月|长期|全年|每[年月季周半]|年[底内]|第?[1-4一二三四]个?季度|[上下]半年|立即|常态|“?十[四五六]五)"
    r"[0-9年月日上下半季度底初中末前内止至—\-.起长期坚持续推进完成办结落实到位常态化每周次一报送规划期间”]*"
)
_TAIL = re.compile(
    "等(?P<rest>(?:[0-9一二三四五六七八九十]*个?(?:有关|相关|国务院|部门|单位|成员|各|市|省|和|及|以及).*)?)$"
)
_OF_A_LEVEL = re.compile("(?P<level>[省市县区州旗镇乡])(?:级|直|本级|直属)")
_JOIN_AT_START = re.compile("^(?:以及|及其|及|和|与|由|并由|分别由|或)")
_WHAT_BY_WHOM = re.compile("^[^，。；、]{2,30}?(?:分别|统一)?由(?=[\u4e00-\u9fff]{2})")


def pieces(twin: str, marks: str = _MARKS) -> Iterator[tuple[int, int, str]]:
    """Start, end and the mark behind each piece; the marks inside a collective part nothing."""
    veiled = EACH.sub(lambda each: re.sub(f"[{marks}]", "□", each[0]), twin)
    yield from split(veiled, marks)


class UnitList:
    """Names read so far whose role has not been read yet. `part`: what a column or label says of all of them."""

    def __init__(self, said: ParsedClause, reading: Reading, part: ClausePart | None = None) -> None:
        self._said, self._reading = said, reading
        self._waiting: list[Named] = []
        self._level = ""
        self._column = self._label = part
        self._unknown = ""  # the label, where it is not known to be one of roles
        self._passed: list[Unread] = []  # under an unknown label, and no office: units only beside one
        self._has_met = False  # an office under it
        self._rest: ClausePart | None = None  # after 会同
        self._has_lead = False  # （牵头） stood behind a name of this list
        self._mark_before = ""  # between the piece that is read and the one before
        self._has_verb = self._has_unknown_verb = False  # the piece that is read
        self._has_spoken = False  # a verb, since the label
        self._settled = 0  # how many of those that wait stand before the last ， or ；
        self._is_rule = False  # the sentence says who leads in general: its other words are not asked about

    def take_all(self, text: str, twin: str) -> None:
        self._is_rule = bool(FIRST_LEADS.search(twin))
        for start, end, mark in pieces(twin):
            self._take(text[start:end].strip(), twin[start:end].strip(), mark)
            self._mark_before = mark
            if mark in _RESETS:
                self._settled = len(self._waiting)

    def end_sentence(self) -> None:
        self._flush(self._label or ClausePart.ANSWER)
        self._label, self._unknown, self._has_lead, self._level = self._column, "", False, ""
        self._has_spoken = False

    def _take(self, text: str, twin: str, mark: str) -> None:
        if FIRST_LEADS.search(twin) and "：" not in twin:
            self._said.first_leads = True
            return
        text, twin = self._labelled(text, twin)
        text, twin = text.strip("。. <>＜＞"), twin.strip("。. <>")
        if not twin or self._is_beside_the_point(text, twin):
            return
        head, verb = verb_of(twin)
        self._has_verb = verb is not None
        if own := role_of_bracket(head):
            self._with_own_role(text[: own[0]], twin[: own[0]], own[1])
        else:
            self._read(text[: len(head)], head)
        if verb or self._has_unknown_verb:
            self._said.spoken |= verb is not None
            self._settle(verb)
            self._flush(verb or ClausePart.ANSWER)
        if mark == "" or mark in _RESETS or verb:
            self._level = ""

    def _is_beside_the_point(self, text: str, twin: str) -> bool:
        """A term, a person, a remark; a verb behind a name ends a label that is none of units."""
        head, verb = verb_of(twin)
        if self._label in (ClausePart.TIME, ClausePart.PERSON, ClausePart.ASIDE):
            if verb and is_an_office(head):
                self._label = None
                return False
            if self._label is ClausePart.TIME:
                self._take_time(text)
            return True
        if TIME.fullmatch(twin):
            self._take_time(text)
            return True
        return bool(_REMARK.match(twin)) or twin in NOBODY

    def _take_time(self, text: str) -> None:
        self._said.time += self._mark_before + text if self._said.time else text

    def _labelled(self, text: str, twin: str) -> tuple[str, str]:
        found = label_at(twin)
        if not found:
            return text, twin
        label, end = found
        self._flush(self._label or ClausePart.ANSWER)
        self._level, self._has_lead, self._unknown, self._has_spoken = "", False, "", False
        self._passed, self._has_met = [], False
        meaning = meaning_of(label)
        if is_an_office(label) and has_level(label):  # 市水利局：负责清淤
            self._name(text[: len(label)], label)
            self._said.unsure.append(Unread(text))
            self._flush(ClausePart.ANSWER)
            self._said.spoken, self._label = True, ClausePart.ASIDE
        else:
            if level := _OF_A_LEVEL.match(label):  # 市级：应急局、气象局
                self._level, meaning = level["level"], meaning or self._column or ClausePart.ANSWER
            if FIRST_LEADS.search(label):  # 排名第一的为牵头单位：市甲局、市乙局
                self._said.first_leads, meaning = True, ClausePart.ANSWER
            self._label = meaning
            self._said.spoken |= self._label in (ClausePart.LEAD, ClausePart.SUPPORT, ClausePart.ANSWER)
            if self._label is None:
                self._label, self._unknown = ClausePart.ANSWER, label
        return text[end:].strip(), twin[end:].strip()

    def _with_own_role(self, text: str, twin: str, part: ClausePart) -> None:
        """市水利局（牵头）: the role is this one name's."""
        before, self._waiting = self._waiting, []
        self._read(text, twin)
        if self._waiting:
            self._said.spoken = True
            self._has_lead |= part is ClausePart.LEAD
            self._said.parts[part] += self._waiting
        self._waiting = before

    def _settle(self, verb: ClausePart | None) -> None:
        """责任单位：市甲局；市乙局配合: what the verb says is said behind the last pause, the label before it."""
        is_first, self._has_spoken = not self._has_spoken, True
        if not is_first or verb not in (ClausePart.LEAD, ClausePart.SUPPORT):
            return
        if self._label not in (None, *_LABELS_OF_WORK) or (verb is ClausePart.LEAD and not self._label):
            return
        behind = self._waiting[self._settled :]
        if behind and self._settled:
            self._waiting = self._waiting[: self._settled]
            self._flush(self._label or ClausePart.ANSWER)
            self._waiting = behind

    def _flush(self, part: ClausePart) -> None:
        if self._rest and part is not ClausePart.LEAD:
            part = self._rest
        if self._label and part is ClausePart.ANSWER:
            part = self._label
        if self._has_met or self._column:
            self._said.odd += self._passed
            self._passed = []
        for one in self._waiting:
            beside_lead = self._has_lead and part is ClausePart.ANSWER and one.kind is not UnitKind.COUNTY
            self._said.parts[ClausePart.SUPPORT if beside_lead else part].append(one)
        self._waiting, self._rest, self._has_unknown_verb, self._settled = [], None, False, 0

    def _read(self, text: str, twin: str) -> None:
        """A piece without its verb: mostly one name, two where 会同, 和 or nothing parts them."""
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
        for start, end in parted(twin):
            self._name(text[start:end].strip(), twin[start:end].strip())

    def _name(self, text: str, twin: str) -> None:
        if cut := _JOIN_AT_START.match(twin):
            text, twin = text[cut.end() :], twin[cut.end() :]
        if not is_a_name(twin) and (by := _WHAT_BY_WHOM.match(twin)):
            text, twin = text[by.end() :], twin[by.end() :]
        twin = without_post(twin)
        text = text[: len(twin)]
        if not twin:
            return
        is_met = is_an_office(twin) or self._has_verb or (self._column and is_a_name(twin))
        if self._unknown and not is_met:
            self._passed.append(Unread(text))
            return
        if names_nobody(twin):
            self._said.open_ended = True
        elif is_a_name(twin):
            self._meet(text, twin)
        elif end := _office_before_other_words(twin):
            self._meet(text[:end], twin[:end])
            self._said.unsure.append(Unread(text))
            self._has_unknown_verb = True
        elif not self._is_rule:
            self._said.odd.append(Unread(text))

    def _meet(self, text: str, twin: str) -> None:
        written = text
        if not is_collective(twin):
            text = self._in_full(text, twin)
        one = named(text, twin if is_collective(twin) else SECOND_NAME.sub("", twin), self._reading.central)
        if one is None:
            self._said.open_ended = True
            return
        self._waiting.append(one)
        if self._unknown:
            self._said.unsure.append(Unread(f"{self._unknown}：{written}"))
            self._said.spoken = self._has_met = True

    def _in_full(self, text: str, twin: str) -> str:
        """With the level inherited from the name before it, and abbreviations spelled out."""
        if second := SECOND_NAME.search(twin):
            if _OWN_DUTY.search(second[0]):
                self._said.unsure.append(Unread(text))
                self._said.spoken = self._has_unknown_verb = True
            text, twin = text[: second.start()], twin[: second.start()]
        if (level := level_of(text, self._reading.places)) is not None:
            self._level = level
        elif self._level and inherits(twin, self._reading.places):
            text = prefixed(self._level, text)
        full = spelled_out(text, self._reading.aliases)
        if full != text:
            self._said.spelled.append((text, full))
        return full


def _office_before_other_words(twin: str) -> int:
    """Where the name ends of which a verb nobody listed is said: 市水利局兜底; 0 where there is none."""
    ends = range(len(twin) - 2, max(2, len(twin) - 7), -1)
    ends = range(0) if re.search("[0-9（）]", twin) else ends
    return next((end for end in ends if is_an_office(twin[:end]) or is_collective(twin[:end])), 0)

"""The overall goals: one row each, with the county it is for and its numbers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.plan import IndicatorKind, Strength
from bot.planfile.importer.brackets import sentences, split
from bot.planfile.importer.date_spans import Span, spans
from bot.planfile.importer.dates import Term, terms
from bot.planfile.importer.document import Paragraph
from bot.planfile.importer.normalize import PAUSES, folded
from bot.planfile.importer.numbers import NumberMention, amounts
from bot.planfile.importer.outline import Node

COUNTY = "[\u4e00-\u9fff]{1,5}?(?:县|市|区|旗)"
_COUNTIES = re.compile(
    f"^(?:□*[，、]?)?(?P<list>{COUNTY}(?:(?:、|和){COUNTY})*)(?=实现|达到|完成|力争|争取|建成|要|应|需|率先|全部|均|分别|基本|空气|环境|$)"
)
_NO_COUNTY = re.compile(
    "^(?:全|本|各|我|该|城|等|城乡|市|县|区|辖|建成|示范|重点)+(?:市|县|区)$|重点|园区|社区|地区|城区|景区|小区|功能区|区域"
)
_HEDGE = re.compile("^(?:力争|争取|力求|努力|确保|鼓励)")
_ONLY_TERM = re.compile(
    "(?:力争|争取)?(?:到|至)?20[0-9]{2}年(?:年?底前?)?(?:(?:、|和|及|与)20[0-9]{2}年(?:年?底前?)?)*"
)
_LABEL = re.compile("^[^，。；：]{0,8}(?:目标|指标)[^，。；：]{0,4}：")
_HORIZON = re.compile("(?:力争|争取|力求|努力|确保)?(?:到|至)")
_TO_STRIP = re.compile("^(?:到|至|其中)?[，、：]?")


@dataclass(frozen=True, slots=True)
class DraftGoal:
    county: str  # "" for the whole area
    text: str
    due: date | None
    inferred: bool
    strength: Strength
    amounts: tuple[NumberMention, ...]
    phrase: str  # the goal's own words, in which its amounts stand
    quote: str
    line: int
    maybe_by: str = ""  # a year that opens an earlier sentence and may reach this far


def goals_of(
    nodes: Iterable[Node], others: Sequence[Paragraph], first_task: int, only_year: int | None, city: str
) -> Iterator[DraftGoal]:
    """`nodes`: numbered paragraphs that are no tasks. `others`: all paragraphs that are no task's, the words of `nodes`
    among them. `first_task`: its line. `city`: the plan's own place, which is no county."""
    headed = [paragraph for node in nodes if node.states_goals() for paragraph in _words(node)]
    lines = {paragraph.line for paragraph in headed}
    labelled = [*_labelled((one for one in others if one.line not in lines), only_year)]
    lines |= {paragraph.line for paragraph in labelled}
    above = (one for one in others if one.line < first_task and one.line not in lines)
    for paragraph in sorted([*headed, *labelled, *_at_a_horizon(above, only_year)], key=lambda one: one.line):
        yield from _named(_of_paragraph(paragraph, only_year, city))


def _labelled(paragraphs: Iterable[Paragraph], only_year: int | None) -> Iterator[Paragraph]:
    """工作目标：到2027年…, without the label; a paragraph after it that begins with a term goes on with it."""
    goes_on = False
    for paragraph in paragraphs:
        if label := _LABEL.match(folded(paragraph.text)):
            yield Paragraph(paragraph.line, paragraph.text[label.end() :])
        elif goes_on := goes_on and _begins_with_a_term(paragraph.text, only_year):
            yield paragraph
        goes_on = goes_on or bool(label)


def _at_a_horizon(paragraphs: Iterable[Paragraph], only_year: int | None) -> Iterator[Paragraph]:
    """坚持政府引导。到2027年，设备投资增长25%以上: without a label, from the sentence on that begins so and has a
    number to reach."""
    for paragraph in paragraphs:
        for start, end in sentences(folded(paragraph.text)):
            words = paragraph.text[start:end]
            is_goal = _HORIZON.match(folded(words)) and _begins_with_a_term(words, only_year)
            if is_goal and any(one.kind is IndicatorKind.TARGET for one in amounts(words)):
                yield Paragraph(paragraph.line, paragraph.text[start:])
                break


def _begins_with_a_term(text: str, only_year: int | None) -> bool:
    return any(term.start == 0 for term in terms(text, only_year))


def _named(goals: Iterable[DraftGoal]) -> Iterator[DraftGoal]:
    """A number without a name, after one of the same unit in the same paragraph, is of the same thing: 回用率2026年达到
    30%，2027年达到35%."""
    names: dict[str, str] = {}
    for goal in goals:
        amounts = tuple(replace(one, name=one.name or names.get(one.unit, "")) for one in goal.amounts)
        names |= {one.unit: one.name for one in amounts if one.name}
        yield replace(goal, amounts=amounts)


def _words(node: Node) -> list[Paragraph]:
    """Without the heading: the goal is the sentence behind it."""
    first = node.heading
    if node.is_titled_goal():
        _, end = next(sentences(folded(first)), (0, 0))
        first = first[end + 1 :]
    return [p for p in (Paragraph(node.first.line, first), *node.more) if p.text]


def _of_paragraph(paragraph: Paragraph, only_year: int | None, city: str) -> Iterator[DraftGoal]:
    text = paragraph.text
    twin = folded(text)
    found = [term for term in terms(text, only_year) if term.due]
    paired = [span for span in spans(text, only_year) if not span.is_whole()]
    opening: Term | None = None
    for start, end in sentences(twin):
        opening = next((term for term in found if _opens(twin, term, start, end)), opening)
        for begin, stop in _phrases(text, start, end):
            term = _governing(found, start, stop)
            apart = [span for span in paired if begin <= span.term.start < stop]
            if apart:
                yield from _goals_apart(paragraph, begin, stop, apart)
            elif term or not opening or opening.start >= start:
                yield from _goals(paragraph, begin, stop, term, city)
            else:
                yield from _goals_behind(paragraph, begin, stop, opening, city)


def _opens(twin: str, term: Term, start: int, end: int) -> bool:
    return start <= term.start < end and not twin[start : term.start].strip(PAUSES)


def _phrases(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in its goals: cut at ；, and at ， where both what stands and the next piece say something of
    their own."""
    twin = folded(text)
    pieces = [(start + a, start + b, mark) for a, b, mark in split(twin[start:end], "，；")]
    says = [_says(twin[a:b]) for a, b, _ in pieces]
    begin, said = start, False
    for at, (_, b, mark) in enumerate(pieces):
        said |= says[at]
        if _ONLY_TERM.fullmatch(twin[begin:b]) and mark == "，":
            continue
        following = pieces[at + 1 : at + 2]
        next_says = bool(following) and says[at + 1]
        if not mark or mark == "；" or said or next_says:
            yield begin, b
            begin, said = b + 1, False


def _says(twin: str) -> bool:
    """It has a number or a hedge of its own."""
    return bool(_HEDGE.match(twin) or amounts(twin))


def _governing(found: list[Term], start: int, stop: int) -> Term | None:
    """The latest term between the two places."""
    return next((term for term in reversed(found) if start <= term.start < stop), None)


def _goals_apart(paragraph: Paragraph, begin: int, stop: int, apart: Sequence[Span]) -> Iterator[DraftGoal]:
    """到2026年、2028年，回用率分别达到30%、40%: one goal each, with its own number."""
    phrase = paragraph.text[begin:stop]
    numbers = amounts(phrase)
    for span in apart:
        term = span.term
        yield DraftGoal(
            county="",
            text="".join(paragraph.text[start:end] for start, end in span.slices).strip(PAUSES + "、"),
            due=term.due,
            inferred=term.inferred,
            strength=term.strength,
            amounts=tuple(one for one in numbers if span.dates(begin + one.end - 1)),
            phrase=phrase,
            quote=paragraph.text[term.start : term.end],
            line=paragraph.line,
        )


def _goals_behind(
    paragraph: Paragraph, begin: int, stop: int, opening: Term, city: str
) -> Iterator[DraftGoal]:
    """A sentence without a term, after 到2025年，…。 is of that year too; after 2025年，…。 its numbers may be."""
    quote = paragraph.text[opening.start : opening.end]
    if _HORIZON.match(folded(quote)):
        term = replace(opening, strength=Strength.MUST)  # 力争 stands in its own sentence
        yield from _goals(paragraph, begin, stop, term, city)
        return
    for goal in _goals(paragraph, begin, stop, None, city):
        yield replace(goal, maybe_by=quote if goal.amounts else "")


def _goals(paragraph: Paragraph, begin: int, stop: int, term: Term | None, city: str) -> Iterator[DraftGoal]:
    own = term and begin <= term.start < stop
    says_of_what = term and own and len(paragraph.text[begin : term.start].strip(PAUSES)) > 1
    start = max(begin, term.end) if term and own and not says_of_what else begin
    phrase = paragraph.text[start:stop]
    lead = _TO_STRIP.match(folded(phrase))
    phrase = phrase[lead.end() if lead else 0 :].strip(PAUSES)
    if not phrase:
        return
    hedged = _HEDGE.match(folded(phrase))
    soft = Strength.ENCOURAGE if hedged and hedged[0] == "鼓励" else Strength.STRIVE
    is_soft = bool(hedged and hedged[0] in ("力争", "争取", "力求", "鼓励"))
    strength = soft if is_soft else term.strength if term else Strength.MUST
    names = counties_at_start(phrase, city)
    rest = phrase[names[-1][1] :] if names else phrase
    for county in [name for name, _ in names] or [""]:
        yield DraftGoal(
            county=county,
            text=rest.strip(PAUSES),
            due=term.due if term else None,
            inferred=bool(term and term.inferred),
            strength=strength,
            amounts=tuple(amounts(phrase)),
            phrase=phrase,
            quote=paragraph.text[term.start : term.end] if term else "",
            line=paragraph.line,
        )


def counties_at_start(phrase: str, city: str) -> list[tuple[str, int]]:
    """The counties a phrase begins with, each with where it ends; none where one of them is no county."""
    found = _COUNTIES.match(folded(phrase))
    if not found:
        return []
    names: list[tuple[str, int]] = []
    at = found.start("list")
    for name in re.split("[、和]", found["list"]):
        at += len(name)
        if name == city or _NO_COUNTY.search(name):
            return []
        names.append((name, at))
        at += 1
    return names

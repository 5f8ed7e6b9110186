"""Words about items of a list: 13.2 第3家完成, 水泥一厂、二厂已完成改造, 第3家完成60%, 第3家不纳入：已关停.

Which items are meant is never guessed: a name or number that fits several is asked about. 3家完成 counts three, and names
none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.domain.language import dates
from bot.domain.language.completion import Said, state
from bot.domain.language.doubts import Question
from bot.domain.language.plain import plain
from bot.domain.language.reading import read
from bot.domain.language.references import head
from bot.domain.lazy_pattern import lazy_pattern
from bot.domain.lists.work_list import WHOLE, ListedItem, WorkList
from bot.domain.quantity import number

SHORTEST_NAME = 3  # characters: 锅炉 is what many items are called
RANGE_AT_MOST = 50

_N = r"(?:[0-9]{1,4}|[一二三四五六七八九十百]{1,5})"
_JOINED = r"\s*[、,，和与及至到~—\-]\s*第?\s*"
_COUNTED = r"(?:家|户|个(?!季度|月|工作日|百分点|阶段|标段)|台|座|处|条|号|所|口|辆|项目)"
_ORDINAL = lazy_pattern(
    rf"第\s*(?P<n>{_N}(?:{_COUNTED}?{_JOINED}{_N})*)\s*{_COUNTED}(?:企业|厂|项目|锅炉|窑)?"
)
_NUMBERED = lazy_pattern(
    rf"(?P<n>(?<![0-9]){_N}(?:{_JOINED}{_N})*)\s*号(?:企业|厂|项目|锅炉|窑|炉|站|生产线)"
)
_RANGE = lazy_pattern(r"[至到~—\-]")
_CLAUSE = lazy_pattern(r"[，,；;。！!\n]+")
_MARK = lazy_pattern("[\ue000-\uefff]")
_COMPANY = lazy_pattern(r"(?:有限责任|股份有限|有限)?(?:集团)?公司$")
_LEFT_OUT = lazy_pattern(r"不(?:再)?(?:予)?纳入|核减|剔除|移出清单|退出清单")
_OF_LEFT_OUT = lazy_pattern(r"^[\s:：,，、因为由于]+|[\s,，、。]+$|该企业")
NAME_OF_MARK = "该企业"


class ListedDeed(StrEnum):
    DONE = "done"
    NOT_DONE = "not_done"  # opened again where it was done
    PROGRESSED = "progressed"
    EXCUSED = "excused"
    UNCLEAR = "unclear"  # done, or to be done?


@dataclass(frozen=True, slots=True)
class NamedItems:
    """A number or name as written, and the items that it may mean, each with its list."""

    word: str
    candidates: tuple[tuple[WorkList, ListedItem], ...]


@dataclass(frozen=True, slots=True)
class SaidOfItems:
    """What one clause says of the items that it names."""

    deed: ListedDeed
    named: tuple[NamedItems, ...]
    percent: Decimal | None = None
    done_on: date | None = None  # the day that the words name; None: the day they are said
    reason: str = ""  # of what no longer counts


def said_of_items(text: str, lists: Sequence[WorkList], today: date) -> tuple[SaidOfItems, ...]:
    """Empty where the words are about no item of these lists, or say nothing of it that a list keeps."""
    scope, rest, chosen = _scope(plain(text), lists)
    if not scope:
        return ()
    marked, found = _marked(rest, scope)
    if not (chosen or all(one.candidates for one in found)):
        return ()
    said, waiting = list[SaidOfItems](), list[NamedItems]()
    for clause in _clauses(marked):
        waiting += [found[ord(mark) - ord("\ue000")] for mark in _MARK.findall(clause)]
        one = _said(_MARK.sub(NAME_OF_MARK, clause), tuple(waiting), today) if waiting else None
        if one:
            said.append(one)
            waiting = []
    return () if waiting else tuple(said)


def _scope(text: str, lists: Sequence[WorkList]) -> tuple[Sequence[WorkList], str, bool]:
    """The lists of the milestone or task whose number leads, or whose title does, and then True; else all. None where
    that number is of something else."""
    for one in lists:
        if text.startswith(one.title):
            return [one], text[len(one.title) :], True
    reference = head(text)
    if reference is None:
        return lists, text, False
    meant = [one for one in lists if {one.milestone, one.task} & set(reference.numbers)]
    return meant, text[reference.end :], True


def _marked(text: str, lists: Sequence[WorkList]) -> tuple[str, list[NamedItems]]:
    """The text with each name and number of an item as one private character, its place in the names found."""
    found: list[NamedItems] = []

    def mark(word: str, candidates: Iterable[tuple[WorkList, ListedItem]]) -> str:
        found.append(NamedItems(word, tuple(candidates)))
        return chr(ord("\ue000") + len(found) - 1)

    for word, candidates in _names(lists):
        while word in text:
            text = text.replace(word, mark(word, candidates), 1)
    for pattern in (_ORDINAL, _NUMBERED):
        text = pattern.sub(
            lambda m: "".join(mark(n, _numbered(n, lists)) for n in _listed(m["n"])) or m[0], text
        )
    return text, found


def _names(lists: Sequence[WorkList]) -> Iterator[tuple[str, list[tuple[WorkList, ListedItem]]]]:
    """Names and what is left of them without 有限公司, the longest first."""
    by_word: dict[str, list[tuple[WorkList, ListedItem]]] = {}
    for one in lists:
        for item in one.items:
            for word in dict.fromkeys((item.name, _COMPANY.sub("", item.name))):
                if len(word) >= SHORTEST_NAME:
                    by_word.setdefault(word, []).append((one, item))
    yield from sorted(by_word.items(), key=lambda pair: -len(pair[0]))


def _numbered(word: str, lists: Sequence[WorkList]) -> Iterator[tuple[WorkList, ListedItem]]:
    """第3家: the item with the id 3, or the third of the list; both where they differ."""
    for one in lists:
        places = [item for at, item in enumerate(one.items, 1) if str(at) == word]
        for item in dict.fromkeys([item for item in one.items if item.id == word] + places):
            yield one, item


def _listed(text: str) -> list[str]:
    """3、5 → 3, 5; 3至5 → 3, 4, 5."""
    found: list[int] = []
    last = 0
    for match in re.finditer(_N, text):
        value = number(match[0])
        if value is None:
            return []
        one = int(value)
        if found and _RANGE.search(text[last : match.start()]) and 0 < one - found[-1] <= RANGE_AT_MOST:
            found += range(found[-1] + 1, one)
        found.append(one)
        last = match.end()
    return [str(one) for one in dict.fromkeys(found)]


def _clauses(marked: str) -> Iterator[str]:
    """不纳入 takes the words from the items that it names to the end as its reason."""
    start, match = len(marked), _LEFT_OUT.search(marked)
    if match and (marks := list(_MARK.finditer(marked, 0, match.start()))):
        last = marks[-1].start()
        start = max((m.end() for m in _CLAUSE.finditer(marked, 0, last)), default=0)
    yield from _CLAUSE.split(marked[:start])
    yield marked[start:]


def _said(clause: str, named: tuple[NamedItems, ...], today: date) -> SaidOfItems | None:
    if match := _LEFT_OUT.search(clause):
        words = (_OF_LEFT_OUT.sub("", part) for part in (clause[: match.start()], clause[match.end() :]))
        return SaidOfItems(ListedDeed.EXCUSED, named, reason=" ".join(filter(None, words)).strip("（）() "))
    reply = read(clause, today=today)
    if reply.done:
        days = [one.day for one in dates.mentions(clause, today) if one.day and one.day <= today]
        return SaidOfItems(ListedDeed.DONE, named, done_on=days[0] if len(days) == 1 else None)
    if reply.percent is not None and reply.percent < WHOLE:
        return SaidOfItems(ListedDeed.PROGRESSED, named, percent=reply.percent)
    if reply.percent is not None or Question.DONE_OR_NOT in reply.questions:
        return SaidOfItems(ListedDeed.UNCLEAR, named)
    if Said.NOT in state(clause, clause, ()):
        return SaidOfItems(ListedDeed.NOT_DONE, named)
    return None


def names_all(text: str, worklist: WorkList, items: Sequence[ListedItem]) -> bool:
    """Whether the words name each of the items, by name or number: what 基本完成 must do with those that are open."""
    _, found = _marked(plain(text), [worklist])
    named = {item.id for one in found for _, item in one.candidates}
    return all(item.id in named for item in items)

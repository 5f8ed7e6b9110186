"""Amounts of a text with what each of them is: done, left, all of it, aimed at, a change, or plain.

抽查43/200 and 水泥企业12家完成8家 are one amount with its whole; 目标260 is an aim and no reading.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from bot.domain.language import lexicon
from bot.domain.language.clauses import Clause, clauses
from bot.domain.lazy_pattern import lazy_pattern
from bot.domain.quantity import ARABIC, CANONICAL, PATTERN, UNIT, QuantityMatch, number, quantities

ABOUT = 18  # characters before an amount that may name it
REACH = 3  # amounts between a part and its total


class Label(StrEnum):
    DONE = "done"
    LEFT = "left"
    TOTAL = "total"
    AIM = "aim"
    CHANGE = "change"  # 下降8%: by how much, not how much
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Amount:
    """`of`: the whole it is a part of. `about`: the words before it in its clause. `unit` "" where none was written."""

    value: Decimal
    unit: str
    start: int
    end: int
    label: Label = Label.PLAIN
    of: Decimal | None = None
    about: str = ""
    acted: bool = False  # a verb of its own stands before it: 检查32家，整改5家 counts both


_RATIO = lazy_pattern(
    rf"(?P<done>{ARABIC})\s?(?P<du>{UNIT})?\s?/\s?(?P<all>{ARABIC})\s?(?P<au>{UNIT})?(?!\s?/)", re.IGNORECASE
)
_BARE = lazy_pattern(ARABIC)
_VERB = lazy_pattern(
    r"(?:检查|排查|巡查|发现|查处|查获|审批|否决|新增|交办|抽查|立案|处罚|培育|约谈|开展|组织|排定|摸排)\w{0,8}$"
)
MASK = "□"


def amounts(text: str, coming: Sequence[int] = ()) -> tuple[Amount, ...]:
    """Every amount, left to right. Names, dates and percentages have to be masked. `coming`: where limits that are
    still to come start: what follows one in its clause is planned."""
    ratios, rest = _ratios(text)
    found, before = [], 0
    for one, clause in _with_clause(rest):
        found.append(_labelled(rest, one, clause, coming, before))
        before = one.end
    return tuple(sorted((*ratios, *_paired(rest, found)), key=lambda one: one.start))


def bare_numbers(text: str) -> tuple[Amount, ...]:
    """风电235，光伏380: numbers without a unit, for who knows what is measured."""
    _, rest = _ratios(text)
    rest = PATTERN.sub(lambda match: MASK * len(match[0]), rest)
    return tuple(
        _bare(rest, clause, m)
        for clause in clauses(rest)
        for m in _BARE.finditer(rest, clause.start, clause.end)
    )


def _bare(text: str, clause: Clause, m: re.Match[str]) -> Amount:
    label = _label_of(text, clause, m.start(), m.end(), ())
    return Amount(
        number(m[0]) or Decimal(0), "", m.start(), m.end(), label, None, _about(text, clause, m.start())
    )


def _ratios(text: str) -> tuple[list[Amount], str]:
    found: list[Amount] = []
    parts = clauses(text) if "/" in text else ()
    for clause in parts:
        for m in _RATIO.finditer(text, clause.start, clause.end):
            done, of = number(m["done"]), number(m["all"])
            if done is None or of is None:
                continue
            unit = CANONICAL.get((m["du"] or m["au"] or "").lower(), "")
            found.append(
                Amount(done, unit, m.start(), m.end(), Label.DONE, of, _about(text, clause, m.start()))
            )
    return found, _RATIO.sub(lambda match: MASK * len(match[0]), text) if found else text


def _with_clause(text: str) -> list[tuple[QuantityMatch, Clause]]:
    parts, at = clauses(text), 0
    found = []
    for one in quantities(text):
        while parts[at].end < one.start:
            at += 1
        if not one.article:
            found.append((one, parts[at]))
    return found


def _labelled(text: str, one: QuantityMatch, clause: Clause, coming: Sequence[int], before: int) -> Amount:
    """`before`: where the amount before it ends; its name is not this one's."""
    label = _label_of(text, clause, one.start, one.end, coming)
    about = text[max(clause.start, before, one.start - ABOUT) : one.start]
    amount = one.quantity
    acted = bool(_VERB.search(about))
    return Amount(amount.value, amount.unit, one.start, one.end, label, None, about, acted)


def _about(text: str, clause: Clause, start: int) -> str:
    return text[max(clause.start, start - ABOUT) : start]


def _label_of(text: str, clause: Clause, start: int, end: int, coming: Sequence[int]) -> Label:
    before, after = text[max(clause.start, start - 40) : start], text[end : end + 16]
    near = before[-16:]
    if lexicon.COUNT_LEFT.search(near) or lexicon.COUNT_LEFT_AFTER.match(after):
        return Label.LEFT
    if re.search(r"应[抽查检改建报装换](?:数|量)?[为是:：]?\s?$", near):
        return Label.TOTAL
    if _is_aim(before, clause, start, coming):
        return Label.AIM
    if lexicon.CHANGE_BEFORE.search(near):
        return Label.CHANGE
    if lexicon.COUNT_TOTAL.search(near) or lexicon.COUNT_TOTAL_AFTER.match(after):
        return Label.TOTAL
    if lexicon.COUNT_DONE.search(near) or lexicon.COUNT_DONE_AFTER.match(after):
        return Label.DONE
    return Label.PLAIN


def _is_aim(before: str, clause: Clause, start: int, coming: Sequence[int]) -> bool:
    aims = list(lexicon.AIM_OF_AMOUNT.finditer(before))
    if aims:
        return not lexicon.READING_OF_AMOUNT.search(before[aims[-1].end() :])
    planned = any(clause.start <= day < start for day in coming)
    return planned and not lexicon.READING_OF_AMOUNT.search(before)


def _paired(text: str, found: list[Amount]) -> list[Amount]:
    """Each total goes to its part: the done one of the same unit, else the nearest plain one, of its neighbours."""
    rest = list(found)
    for at, total in enumerate(found):
        if total.label is Label.TOTAL and (part := _part_of(total, rest, at)) is not None:
            rest[part] = replace(rest[part], of=total.value)
    return _announced(text, rest)


def _part_of(total: Amount, amounts: Sequence[Amount], at: int) -> int | None:
    near = sorted(range(max(0, at - REACH), min(len(amounts), at + REACH + 1)), key=lambda n: abs(n - at))
    for label in (Label.DONE, Label.PLAIN):
        for n in near:
            one = amounts[n]
            if one.label is label and one.of is None and one.unit == total.unit:
                return n
    return None


def _announced(text: str, found: list[Amount]) -> list[Amount]:
    """水泥企业12家完成8家: what stands just before, in the same unit and no less, is the whole."""
    rest = list(found)
    for at in range(1, len(found)):
        first, done = rest[at - 1], rest[at]
        between = text[first.end : done.start]
        if (
            done.label is not Label.DONE
            or done.of is not None
            or first.label not in (Label.PLAIN, Label.DONE)
        ):
            continue
        if (
            first.unit != done.unit
            or first.value < done.value
            or len(between) > 16
            or re.search("[。；;！!\n]", between)
        ):
            continue
        if (first.label is Label.DONE and not first.acted) or lexicon.OF_ANOTHER_TIME.search(first.about):
            continue
        rest[at] = replace(done, of=first.value)
        rest[at - 1] = first if first.acted else replace(first, label=Label.TOTAL)
    return rest

"""How much: 抽查43/200, and 完成3台，剩1台."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.language import lexicon
from bot.domain.language.doubts import Ask, Question
from bot.domain.language.stretches import ahead, clause_at
from bot.domain.lazy_pattern import lazy_pattern
from bot.domain.quantity import ARABIC, CANONICAL, NUMBER, QuantityMatch, number


@dataclass(frozen=True, slots=True)
class Ratio:
    """抽查43/200."""

    numerator: Decimal
    denominator: Decimal


@dataclass(frozen=True, slots=True)
class Count:
    """已完成3台，剩1台. `total` and `left` are None where nothing tells them."""

    done: Decimal
    left: Decimal | None
    total: Decimal | None
    unit: str


_RATIO = lazy_pattern(rf"(?P<done>{ARABIC})\s*/\s*(?P<all>{ARABIC})(?!\s*/)")
_OF = lazy_pattern(
    rf"(?P<done>{NUMBER})\s*(?:out )?of\s*(?:the )?(?P<all>{NUMBER})\s*(?P<unit>[a-z]+)?", re.IGNORECASE
)


def ratio_in(text: str, found: Sequence[QuantityMatch]) -> tuple[Ratio | None, Ask]:
    ratios = {(number(m["done"]), number(m["all"])) for m in _RATIO.finditer(text)} or _inspected(text, found)
    if len(ratios) != 1:
        return None, ()
    done, of = ratios.pop()
    if done is None or not of or done > of:
        return None, (Question.RATIO_OVER_ONE,)
    return Ratio(done, of), ()


def _inspected(text: str, found: Sequence[QuantityMatch]) -> set[tuple[Decimal | None, Decimal | None]]:
    """应抽200家，实抽43家."""
    done, total = _labelled(text, found, lexicon.INSPECTED), _labelled(text, found, lexicon.COUNT_TOTAL)
    if done is None or total is None or done is total or done.quantity.unit != total.quantity.unit:
        return set()
    return {(done.quantity.value, total.quantity.value)}


def count_in(text: str, found: Sequence[QuantityMatch]) -> tuple[Count | None, Ask]:
    """完成, 剩 and 共 with the amounts they belong to; any two tell the third."""
    if english := _OF.search(text):
        return _count_english(english)
    left = _labelled(text, found, lexicon.COUNT_LEFT, lexicon.COUNT_LEFT_AFTER)
    total = _labelled(text, found, lexicon.COUNT_TOTAL, lexicon.COUNT_TOTAL_AFTER)
    rest = [f for f in found if f is not left and not _is_plan(text, f)]
    done = _labelled(text, [f for f in rest if f is not total], lexicon.COUNT_DONE) or _labelled(
        text, rest, lexicon.COUNT_DONE_AFTER
    )
    parts = {"done": done, "left": left, "total": total or _announced(text, found, done)}
    given = {name: part.quantity for name, part in parts.items() if part}
    if len({part.unit for part in given.values()}) != 1 or not ("done" in given or len(given) > 1):
        return None, ()
    unit = next(iter(given.values())).unit
    return _whole(unit, **{name: part.value for name, part in given.items()})


def _is_plan(text: str, found: QuantityMatch) -> bool:
    """预计明年完成2台."""
    clause = clause_at(text, found.start)
    return bool(lexicon.PLANNED.search(clause)) and not lexicon.SETTLED.search(ahead(text, found.start))


def _labelled(text: str, found: Iterable[QuantityMatch], *labels: re.Pattern[str]) -> QuantityMatch | None:
    """The only amount with such a label, before or (beginning with ^) after it; two say nothing certain."""
    labelled = [
        f for f in found if any(label.search(_around(text, f, label.pattern[0] == "^")) for label in labels)
    ]
    return labelled[0] if len(labelled) == 1 else None


def _around(text: str, found: QuantityMatch, after: bool) -> str:
    return text[found.end : found.end + 16] if after else ahead(text, found.start)


def _announced(text: str, found: Sequence[QuantityMatch], done: QuantityMatch | None) -> QuantityMatch | None:
    """4台锅炉已完成3台: what stands just before, in the same unit and no less, is the whole."""
    if done is None or found[0] is done or len(found) < 2:
        return None
    first = found[found.index(done) - 1]
    same = first.quantity.unit == done.quantity.unit and first.quantity.value >= done.quantity.value
    between = text[first.end : done.start]
    if not same or len(between) > 16 or re.search("[。；;！!]", between):
        return None
    return None if lexicon.OF_ANOTHER_TIME.search(ahead(text, first.start)) else first


def _whole(
    unit: str, done: Decimal | None = None, left: Decimal | None = None, total: Decimal | None = None
) -> tuple[Count | None, Ask]:
    if done is None and total is not None and left is not None:
        done = total - left
    elif left is None and total is not None and done is not None:
        left = total - done
    elif total is None and left is not None and done is not None:
        total = done + left
    if done is None or done < 0 or (left is not None and (left < 0 or done + left != total)):
        return None, (Question.COUNT_MISMATCH,)
    return Count(done, left, total, unit), ()


def _count_english(match: re.Match[str]) -> tuple[Count | None, Ask]:
    done, total = number(match["done"]), number(match["all"])
    unit = CANONICAL.get((match["unit"] or "").lower(), "")
    return _whole(unit, done=done, total=total)

"""How far: the one percentage of a reply that tells the progress."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain import quantity
from bot.domain.language import lexicon
from bot.domain.language.doubts import Ask, Question
from bot.domain.language.stretches import ahead
from bot.domain.lazy_pattern import lazy_pattern
from bot.domain.quantity import NUMBER, number

HUNDRED = Decimal(100)
SHARE = "◇"  # stands where a percentage was


@dataclass(frozen=True, slots=True)
class Percent:
    value: Decimal
    start: int
    end: int
    raw: str


_PERCENT = lazy_pattern(
    rf"(?:(?P<low>{quantity.ARABIC})\s*%?\s*[-—–~至到]\s*)?"
    rf"(?P<sign>{quantity.ARABIC})\s*(?:%(?!个)|per\s?cent\b)"
    rf"|百分之(?P<zh>{NUMBER})"
    r"|(?P<hundred>百分之?百)"
    rf"|(?P<parts>{NUMBER})分之(?P<of>{NUMBER})"
    r"|(?P<half>(?<![大近])一半|\bhalf\b)"
    r"|(?P<tenths>[一二两三四五六七八九1-9])成(?![为功本效立员品果套熟绩长交都分不])"
    r"(?P<rest>[一二三四五六七八九](?![个台家月日年]))?",
    re.IGNORECASE,
)


def percents_in(text: str) -> tuple[list[Percent], str]:
    """Every share of a hundred, and the text without them."""
    found = []
    for match in _PERCENT.finditer(text):
        for value in (number(match["low"] or ""), _share(match)):
            if value is not None:
                found.append(Percent(value, match.start(), match.end(), match[0]))
    return found, _PERCENT.sub(lambda match: SHARE * len(match[0]), text)


def _share(match: re.Match[str]) -> Decimal | None:
    if match["hundred"]:
        return HUNDRED
    if match["half"]:
        return HUNDRED / 2
    if match["tenths"]:
        tenths, rest = number(match["tenths"]), number(match["rest"] or "零")
        return None if tenths is None or rest is None else 10 * tenths + rest
    if match["parts"]:
        parts, of = number(match["parts"]), number(match["of"])
        return round(HUNDRED * of / parts, 2) if parts and of is not None else None
    return number(match["sign"] or match["zh"])


def progress(percents: Sequence[Percent], text: str) -> tuple[Decimal | None, Ask]:
    """The one that tells the progress. A goal beside it is not progress, a change is no level."""
    shares = [p for p in percents if not lexicon.COUNT_LEFT.search(ahead(text, p.start))]  # 剩余两成
    levels = [p for p in shares if not lexicon.CHANGE_BEFORE.search(ahead(text, p.start))]
    if shares and not levels:
        return None, (Question.CHANGE_OR_LEVEL,)
    levels = _last_of_climb(levels, text)
    told = [p for p in levels if _tells_progress(p, text)]
    others = [p for p in levels if not lexicon.AIM_BEFORE.search(ahead(text, p.start))]
    values = {p.value for p in told or others}
    if len(values) != 1:
        return None, (Question.SEVERAL_PERCENTS,) if values else ()
    value = values.pop()
    return (value, ()) if value <= HUNDRED else (None, (Question.PERCENT_OVER_100,))


def _tells_progress(percent: Percent, text: str) -> bool:
    before, after = ahead(text, percent.start), text[percent.end : percent.end + 16]
    if lexicon.AIM_BEFORE.search(before):
        return False
    return bool(lexicon.PROGRESS_BEFORE.search(before) or lexicon.PROGRESS_AFTER.match(after))


def _last_of_climb(percents: Sequence[Percent], text: str) -> list[Percent]:
    """从50%提高到60% tells 60."""
    kept: list[Percent] = []
    for percent in percents:
        if kept and _climbs(kept[-1], percent, text):
            kept.pop()
        kept.append(percent)
    return kept


def _climbs(before: Percent, percent: Percent, text: str) -> bool:
    between = text[before.end : percent.start]
    return bool(lexicon.FROM_BEFORE.search(ahead(text, before.start)) and lexicon.TO_BETWEEN.match(between))

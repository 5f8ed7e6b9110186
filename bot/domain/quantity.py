"""Numbers and measured amounts as people write them: 1,200.5, ３台, 二十三条, 1.2万辆, 260万千瓦."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.lazy_pattern import lazy_pattern
from bot.domain.units import ARTICLE_UNITS, NOT_BEFORE_ONE, NOT_THE_UNIT, SAME, UNITS

# Full width to half width for what carries meaning. Chinese punctuation stays: the words are quoted back.
HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F) if chr(full) not in "！，：；？（）"}
HALF_WIDTH |= {0x3000: ord(" "), ord("﹪"): ord("%"), ord("﹣"): ord("-")}

DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}

# Fifteen digits are more than any plan counts; a longer run is an account or a telephone.
ARABIC = r"(?<![0-9.,])[0-9]{1,15}(?:,[0-9]{3})*(?:\.[0-9]{1,9})?(?![0-9])"
CHINESE = "(?:[零〇一二两三四五六七八九十百千万亿]{1,12}(?:点[零〇一二三四五六七八九]{1,6})?)"
NUMBER = rf"(?:{ARABIC}|{CHINESE})"
BEFORE_UNIT = rf"(?:{ARABIC}|{CHINESE.replace('}', '}?')})"  # as short as it can be: 三万千瓦 are 3 of 万千瓦


@dataclass(frozen=True, slots=True)
class Quantity:
    """`raw` is what was written, `unit` the plan's word for it (MW → 兆瓦)."""

    value: Decimal
    unit: str
    raw: str


@dataclass(frozen=True, slots=True)
class QuantityMatch:
    """A quantity and where it stands."""

    quantity: Quantity
    start: int
    end: int
    article: bool = False  # 一个, 一次: mostly no counting


def half_width(text: str) -> str:
    return text.translate(HALF_WIDTH)


def number(text: str) -> Decimal | None:
    """The value of a run of digits or Chinese numerals; None where it is not exact (三五, 百千)."""
    if text and text[0] in "0123456789":
        return Decimal(text.replace(",", ""))
    whole, point, fraction = text.partition("点")
    value = _chinese(whole)
    if value is None or not point:
        return None if value is None else Decimal(value)
    return Decimal(f"{value}.{''.join(str(DIGITS[digit]) for digit in fraction)}")


def _chinese(text: str) -> int | None:
    if len(text) == 4 and all(character in DIGITS for character in text):
        return int("".join(str(DIGITS[character]) for character in text))  # 二〇二四, digit by digit
    for myriad in ("亿", "万"):
        head, found, rest = text.partition(myriad)
        if found:
            high, low = _chinese(head), _rest(rest, MYRIADS[myriad])
            return None if high is None or low is None else high * MYRIADS[myriad] + low
    return _below(text, 10)


def _rest(text: str, ten: int) -> int | None:
    if not text:
        return 0
    return _chinese(text) if "万" in text else _below(text, ten)


def _below(text: str, ten: int) -> int | None:
    """A number without 万 and 亿. A last digit means the next place down: 一百二 is 120, 三万五 35,000."""
    total, digit, place, zero = 0, None, ten, False
    for character in text:
        if character in TENS:
            if TENS[character] >= place and total:
                return None
            place = TENS[character]
            total, digit, zero = total + (1 if digit is None else digit) * place, None, False
        elif character not in DIGITS or (digit is not None and digit != 0):
            return None
        else:
            digit = DIGITS[character]
            zero = zero or digit == 0
    if digit is None:
        return total if text else None
    return total + digit * (place // 10 if place > 10 and not zero else 1)


def _units() -> str:
    spelled = sorted(((spelling, unit) for unit, all_ in UNITS.items() for spelling in all_), key=_longest)
    return "|".join(_spelling(spelling, unit) for spelling, unit in spelled)


def _longest(spelled: tuple[str, str]) -> tuple[int, str]:
    return -len(spelled[0]), spelled[0]


def _spelling(spelling: str, unit: str) -> str:
    if spelling.isascii():
        return re.escape(spelling) + r"(?![a-z0-9])"
    follows = NOT_THE_UNIT.get(unit, ())
    return re.escape(spelling) + (f"(?!{'|'.join(map(re.escape, follows))})" if follows else "")


UNIT = _units()
PATTERN = lazy_pattern(rf"(?P<number>{BEFORE_UNIT})\s*(?P<times>[万亿千百])??(?P<unit>{UNIT})", re.IGNORECASE)
CANONICAL = {spelling.lower(): unit for unit, spellings in UNITS.items() for spelling in spellings}


def quantities(text: str) -> Iterator[QuantityMatch]:
    """Every amount with a unit, left to right. Names and dates have to be masked before."""
    for match in PATTERN.finditer(text):
        value = _counted(match["number"], match["times"] or "")
        if value is None or _no_count(match, text):
            continue
        unit = CANONICAL[match["unit"].lower()]
        article = match["number"] == "一" and unit in ARTICLE_UNITS
        yield QuantityMatch(Quantity(value, unit, match[0]), match.start(), match.end(), article)


def _counted(written: str, times: str) -> Decimal | None:
    """1.2 of 万 is 12,000; 三千三 of 百 is 三千三百."""
    if not times or written[0] not in "0123456789":
        return number(written + times)
    value = number(written)
    return None if value is None else value * (MYRIADS.get(times) or TENS[times])


def _no_count(match: re.Match[str], text: str) -> bool:
    """统一台账, 同一家: one, but not counted."""
    return match["number"] == "一" and text[match.start() - 1 : match.start()] in NOT_BEFORE_ONE


def convert(value: Decimal, unit: str, to: str) -> Decimal | None:
    """The same amount in another unit, exactly: 2600 兆瓦 in 万千瓦 is 260. None where the two measure
    different things: percent and percentage points never convert."""
    if unit == to:
        return value
    (kind, size), (wanted, other) = SAME.get(unit, ("", 1)), SAME.get(to, ("?", 1))
    return value * size / other if kind == wanted else None

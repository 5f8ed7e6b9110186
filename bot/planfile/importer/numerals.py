"""Numbers as headings write them: 十二, ⑴, ①, 12."""

from bot.domain.quantity import half_width, number

DIGITS = "零一二三四五六七八九"
ENCLOSED = ((0x2460, 20), (0x2474, 20), (0x2488, 20), (0x3220, 10))  # ① ⑴ ⒈ ㈠
MOST = 9999  # higher ones number no heading


def chinese(value: int) -> str:
    """1 → 一, 12 → 十二, 31 → 三十一, 105 → 一百零五, 1010 → 一千零一十."""
    if not 0 < value <= MOST:
        return str(value)
    text, is_gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // place % 10
        if digit:
            text += ("零" if is_gap else "") + DIGITS[digit] + name
        is_gap = bool(text) and not digit
    return text.removeprefix("一") if 10 <= value < 20 else text


def read_numeral(text: str) -> int | None:
    """The value of a printed number; None where it is none."""
    if len(text) == 1 and (enclosed := _enclosed(ord(text))):
        return enclosed
    value = number(half_width(text))
    return int(value) if value is not None and value == int(value) and 0 < value <= MOST else None


def _enclosed(code: int) -> int | None:
    return next((code - first + 1 for first, many in ENCLOSED if first <= code < first + many), None)

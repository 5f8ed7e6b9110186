"""The numbers before headings and items, in every style officials use."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.planfile.importer.normalize import folded
from bot.planfile.importer.numerals import read_numeral

CHINESE = "[一二三四五六七八九十百千零〇]{1,7}"  # up to 一千二百三十四
FIGURES = "(?:[0-9]{1,3}(?![0-9])|(?!19|20)[1-9][0-9]{3}(?![0-9]))"  # 2026、2027年 begins with a year


class NumberStyle(StrEnum):
    PART = "part"  # 第一部分
    ARTICLE = "article"  # 第一条
    NAMED = "named"  # 行动一：
    CHINESE = "chinese"  # 一、
    BRACKETED = "bracketed"  # （一）
    ARABIC = "arabic"  # 1. 1． 1、
    ARABIC_BRACKETED = "arabic_bracketed"  # （1） ⑴ ①
    DECIMAL = "decimal"  # 1.1
    DECIMAL_DEEP = "decimal_deep"  # 1.1.1
    BARE = "bare"  # 1 with nothing behind it


# In the twin: brackets are one kind there. 3.2020年底前 is item 3 glued to a year, 2.5微克 is a number.
STYLES: tuple[tuple[NumberStyle, re.Pattern[str]], ...] = (
    (NumberStyle.PART, re.compile(f"第(?P<n>{CHINESE})(?:部分|章|篇)[、，：]?")),
    (NumberStyle.ARTICLE, re.compile(f"第(?P<n>{CHINESE}|[0-9]{{1,4}})条(?=[\\s：、]|[^0-9])[：、]?")),
    (
        NumberStyle.NAMED,
        re.compile(
            f"(?:专项)?(?:行动|任务|工程|举措|措施|专项|项目|事项|问题|线索|议题|实事|工作|战役)(?P<n>{CHINESE}|[0-9]{{1,2}})[：、.]"
        ),
    ),
    (NumberStyle.CHINESE, re.compile(f"(?P<n>{CHINESE})(?:、|\\.(?![0-9]))")),
    (NumberStyle.BRACKETED, re.compile(f"（(?P<n>{CHINESE})）[、.]?")),
    (NumberStyle.ARABIC, re.compile(rf"(?P<n>{FIGURES})\s?(?:、|\.(?=\s*20[0-9]{{2}}年|[^0-9]|$))")),
    (NumberStyle.ARABIC_BRACKETED, re.compile(rf"(?:（(?P<n>{FIGURES})）|(?P<n2>[①-⑳⑴-⒇⒈-⒛㈠-㈩]))[、.]?")),
)
_GLUED = re.compile(rf"(?P<n>{FIGURES})\.(?=[0-9]{{3}})|(?P<n2>(?:19|20)[0-9]{{2}})(?:、|\.(?![0-9]))")
_BARE = re.compile(rf"(?P<n>{FIGURES})\s*(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class NumberMark:
    style: NumberStyle
    number: int
    length: int  # characters it takes at the start of the paragraph


def mark_of(text: str) -> NumberMark | None:
    twin = folded(text[:16])
    for style, pattern in STYLES:
        if found := pattern.match(twin):
            return _mark(style, found, text)
    return None


def glued_mark(text: str, after: int) -> NumberMark | None:
    """2.5000平方米以上…, which is no decimal number as people write them, and 2001.清淤, which may be a year: accepted
    only where it continues the count of the item before."""
    found = _GLUED.match(folded(text[:16]))
    is_next = found and int(found["n"] or found["n2"]) == after + 1
    return _mark(NumberStyle.ARABIC, found, text) if found and is_next else None


def bare_mark(text: str, after: int) -> NumberMark | None:
    """A number with nothing behind it: accepted only where it continues the count of the item before."""
    found = _BARE.match(folded(text[:16]))
    return _mark(NumberStyle.BARE, found, text) if found and int(found["n"]) == after + 1 else None


def _mark(style: NumberStyle, found: re.Match[str], text: str) -> NumberMark | None:
    printed = found["n"] or found.groupdict().get("n2") or ""
    number = read_numeral(printed)
    if number is None:
        return None
    end = found.end()
    while end < len(text) and text[end] in " 　":
        end += 1
    return NumberMark(style, number, end)

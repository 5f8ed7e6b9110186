"""Wishes for the ledger in words: 导出台账, 发一份台账 市农业农村局, 台账 8, 把第8项的台账发给我."""

import re
from dataclasses import dataclass
from datetime import date

from bot.domain.language.dates import mentions

LONGEST = 60  # characters of a wish; a longer text reports something

ASK = (
    r"(?:请|麻烦|劳驾)?(?:您|你)?(?:再)?(?:给我|帮我|替我|为我)?(?:我)?(?:想要|需要|要|导出|导|发|下载|调出|调|拉|打印|生成|出|做|来|看看|看|查)"
    r"(?:一下|下|我)?(?:一份|一个|一张|份|个)?"
)
GIVE = r"(?:请)?(?:导出来?|下载|发来|发过来|(?:再)?(?:发|给)(?:给)?(?:我|一下|下)?(?:一份|份)?|来一份)"
_WISH = re.compile(
    rf"(?P<ask>{ASK})?(?:把)?(?P<of>[^，。；;,]{{0,30}}?)的?(?:督办|工作|任务)?台[账帐](?:表|清单)?"
    rf"(?P<give>{GIVE})?[：:\s]*(?P<more>[^，。；;,]{{0,30}}?)(?:吧|谢谢)?[。.！!]?"
)
_ENGLISH = re.compile(
    r"(?:please )?(?P<ask>(?:export|send|download|get)(?: me)?) (?:the |a )?ledger(?: (?:of|for) (?P<of>.{1,40}?))?[.!]?",
    re.IGNORECASE,
)
_AS_OF = re.compile(r"(?:截至|截止|截止到|截至到|as of)\s*(?P<day>.+)", re.IGNORECASE)
_WHOLE = re.compile(r"(?:全市|全部|所有|整个|全|最新|完整|现在|当前|目前|今天)的?")
_ITEM = re.compile(r"第?\s?(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})\s?(?:号|项)?(?:任务)?")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class LedgerWish:
    """`of`: which part, as far as the words name one. `asks`: the words say that it is wanted; without that only the
    very name of a part makes them a wish: 市农业农村局台账 is one, 已建立企业台账 reports."""

    of: str
    asks: bool


def ledger_wish(text: str) -> LedgerWish | None:
    """None where the words want no ledger."""
    written = text.strip()
    if len(written) > LONGEST:
        return None
    if english := _ENGLISH.fullmatch(written):
        return LedgerWish((english["of"] or "").strip(), asks=True)
    found = _WISH.fullmatch(written)
    if found is None:
        return None
    of, more = _part(found["of"]), _part(found["more"])
    if of and more:
        return None
    return LedgerWish(of or more, asks=bool(found["ask"] or found["give"] or not (of or more)))


def as_of(words: str, today: date) -> date | None:
    """截至12月31日: the day; None where the words name none."""
    found = _AS_OF.fullmatch(words)
    days = [one.day for one in mentions(found["day"], today) if one.day] if found else []
    return days[0] if len(days) == 1 else None


def _part(words: str) -> str:
    """第8项 → 8, 全市 → nothing narrower."""
    left = _WHOLE.sub("", words.strip()).strip().removesuffix("的")
    if item := _ITEM.fullmatch(left):
        return _number(item["n"])
    return left


def _number(digits: str) -> str:
    """二十三 → 23"""
    if digits.isdecimal():
        return digits
    tens, ten, ones = digits.rpartition("十")
    if not ten:
        return str(_DIGITS.index(digits)) if len(digits) == 1 else digits
    return str(10 * (_DIGITS.index(tens) if tens else 1) + (_DIGITS.index(ones) if ones else 0))

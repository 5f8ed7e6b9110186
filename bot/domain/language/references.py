"""Item numbers in a text: 8, 第8项, 8.1, 2.1.1, （8）, 八、, 任务8, #8, 18和19, 1到7项.

Only forms are read here. Whose items these are, and whether a number is a list's own numbering, is decided in
`bot.domain.language.segments`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.lazy_pattern import lazy_pattern
from bot.domain.quantity import PATTERN, number

YEAR_FROM = 20  # 24.3.15 is a day, 2.1.1 an item
RANGE_AT_MOST = 40  # items of 1到40项; a plan has some thirty


class Form(StrEnum):
    EXPLICIT = "explicit"  # 第8项, 任务8, #8, 13.1: an item and nothing else
    LISTED = "listed"  # 8、 8. （8） 八、: an item, or the numbering of a list
    LEADING = "leading"  # "8 ", 8：, 24查处
    COUNTED = "counted"  # 8项: an item whose 第 was left out, or so many items
    BARE = "bare"  # the number is the whole clause


@dataclass(frozen=True, slots=True)
class Reference:
    form: Form
    numbers: tuple[str, ...]  # as the plan writes them: 8, 13.1
    start: int
    end: int


_A = r"(?:[0-9]{1,3}(?:\.[0-9]{1,2}){0,2})"
_C = r"(?:[一二三四五六七八九十]{1,3}(?:[.点][一二三四五六七八九十]{1,2})?)"
_N = rf"(?:{_A}|{_C})"
_AND = r"\s?(?:、|,|，|和|与|及|跟|-|—|~|至|到)\s?"
_RANGE = lazy_pattern(r"^\s?(?:-|—|~|至|到)\s?$")

# What may stand before a number at the head of a clause.
_FILLER = (
    r"(?:(?:呃|嗯|哎|喂|哦|啊|那个|关于|对于|我们|我局|我单位|报告|汇报|反馈|补充|另外|还有|其中|以及|其次|首先"
    r"|最后|对了|please|re)[\s:：、]?){0,4}[•·●▪*]?\s?"
)
_EXPLICIT = (
    rf"第\s?(?P<e1>{_N}(?:{_AND}第?{_N}){{0,30}})\s?(?:项任务|号任务|项工作|项|条任务|号(?!线|楼))"
    rf"|(?:任务|事项|序号|编号|task|item)\s?[:：]?\s?第?(?P<e2>{_N})\s?(?:号|项)?(?![0-9%％‰/]|\s?[%％‰])"
    rf"|#\s?(?P<e3>{_A})"
    rf"|(?<![0-9.])(?P<e4>{_N})号(?:任务|事项|工作)"
)
ANYWHERE = lazy_pattern(
    rf"第\s?(?P<e1>{_N}(?:{_AND}第?{_N}){{0,30}})\s?(?:项任务|号任务|项工作|项|条任务)|(?<![0-9.])(?P<e4>{_N})号任务",
    re.IGNORECASE,
)
_HEAD = lazy_pattern(
    rf"(?P<filler>{_FILLER})(?:{_EXPLICIT}"
    rf"|[（(]\s?(?P<l1>{_N})\s?[)）][、.]?"
    rf"|(?P<l2>{_N})\s?[、.](?![0-9一二三四五六七八九十])"
    rf"|(?P<c>{_N}(?:{_AND}{_N}){{0,30}})\s?项(?![目问措制专指]|整改|任务完成)"
    rf"|(?P<d>{_A}(?:{_AND}{_A}){{1,30}})(?![0-9.%/])"
    r"|(?P<d3>[一二三四五六七八九十]{1,3}[.点][一二三四五六七八九十]{1,2})(?=[\s:：、])"
    rf"|(?P<d1>{_A})\s?[:：]"
    rf"|(?P<d2>{_A})(?![0-9.%/,]))",
    re.IGNORECASE,
)
_MEASURED = lazy_pattern(  # what makes the number before it an amount or a date
    r"\s?(?:多|余|来|几)?\s?(?:[%％‰/:~℃°]|个(?!别))|小时|季度|分之|左右|以上|以下"
    r"|(?:多|余|来|几)?[年月日号时点分秒周天度元万亿千百倍成遍折级层楼期路](?![\u4e00-\u9fff]{0,2}任务)"
    r"|\s?(?:or|of|per\s?cent)\b"
)
_AFTER = lazy_pattern(r"[\s:：、.,，的]*")
_INNER = lazy_pattern(rf"(?<=\s)(?P<n>{_A})(?:[、:：]|\s(?=[^\s0-9%/]))")


def head(text: str, start: int = 0) -> Reference | None:
    """The number that leads a clause, whatever it turns out to be."""
    match = _HEAD.match(text, start)
    if match is None:
        return None
    group = str(match.lastgroup) if match.lastgroup else ""
    group = next(
        (name for name in ("e1", "e2", "e3", "e4", "l1", "l2", "c", "d", "d1", "d2", "d3") if match[name]),
        group,
    )
    numbers = _listed(match[group])
    end = match.end()
    if not numbers or (
        group in ("e2", "d", "d1", "d2", "d3", "l2") and _is_measured(text, match.start(group), end)
    ):
        return None
    after = _AFTER.match(text, end)
    rest = after.end() if after else end
    form = _form(group, numbers)
    if rest >= len(text) and form is not Form.EXPLICIT and len(numbers) == 1:
        form = Form.BARE
    return Reference(form, numbers, match.start(), rest)


def _form(group: str, numbers: tuple[str, ...]) -> Form:
    if group.startswith("e") or "." in numbers[0]:
        return Form.EXPLICIT
    if group in ("l1", "l2"):
        return Form.LISTED
    return Form.COUNTED if group == "c" else Form.LEADING


def _is_measured(text: str, start: int, end: int) -> bool:
    """8家, 19个, 23号前, 12台: the number is no item."""
    last = max(text.rfind(sign, start, end) for sign in "、,，和与及跟-—~至到 ") + 1 or start
    amount = PATTERN.match(text, max(last, start))
    if amount and amount.end() > end and amount["unit"] != "项":
        return True
    return _MEASURED.match(text, end) is not None and text[end - 1] not in ":：、."


def anywhere(text: str) -> Iterator[Reference]:
    """第8项 within a clause: 催一下农业农村局的第8项."""
    for match in ANYWHERE.finditer(text):
        numbers = _listed(match["e1"] or match["e4"])
        if numbers:
            yield Reference(Form.EXPLICIT, numbers, match.start(), match.end())


def inner(text: str) -> Iterator[Reference]:
    """12 312国道路基完成20公里 19 国省道清扫12次: a number between blanks."""
    for match in _INNER.finditer(text):
        if match.start() and not _is_measured(text, match.start("n"), match.end("n")):
            yield Reference(Form.LEADING, _listed(match["n"]), match.start(), match.end())


def without_number(text: str) -> str:
    """The words behind the number of an item: 8 等供电公司增容 → 等供电公司增容."""
    reference = head(text)
    return text[reference.end :].lstrip("，,：:、 ") if reference else text


def _listed(text: str) -> tuple[str, ...]:
    """18和19 → 18, 19; 1到7 → 1 … 7."""
    found: list[str] = []
    place = 0
    for match in re.finditer(_N, text):
        one = _written(match[0])
        if one is None:
            return ()
        if found and _RANGE.match(text[place : match.start()]):
            found += _between(found[-1], one)
        else:
            found.append(one)
        place = match.end()
    return tuple(dict.fromkeys(found))


def _between(first: str, last: str) -> list[str]:
    if not (first.isdigit() and last.isdigit()) or not 0 < int(last) - int(first) <= RANGE_AT_MOST:
        return [last]
    return [str(n) for n in range(int(first) + 1, int(last) + 1)]


def _written(text: str) -> str | None:
    values = [number(part) for part in re.split("[.点]", text)]
    if not values[0] or None in values or (len(values) > 2 and values[0] >= YEAR_FROM):
        return None
    return ".".join(str(int(value or 0)) for value in values)

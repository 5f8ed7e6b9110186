"""Numbers with their units as plans write them: 20公里, 60%—70%, 1～3个百分点, 百分之九十, 九成, 20余公里, 三分之二.

Whether a number is a target is decided in numbers.py.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from math import inf

from bot.domain.lazy_pattern import lazy_pattern
from bot.domain.quantity import BEFORE_UNIT, CANONICAL, UNIT, number
from bot.planfile.importer.written_dates import written_dates

PERCENT, POINTS = "%", "个百分点"


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """`low`: where a range begins, whose end the value is. `vague`: 20余公里, 约20公里. `value` is None for what is no
    exact number (三分之二, 翻一番, 清零, 全覆盖). `figures`: in Arabic figures."""

    start: int
    end: int
    value: Decimal | None
    unit: str
    low: Decimal | None = None
    vague: bool = False
    figures: bool = True


_DIGITS = r"[0-9]{1,15}(?:,[0-9]{3})*(?:\.[0-9]{1,9})?"
_CHINESE = "[一二两三四五六七八九十百零点]"
# As short as the domain's pattern, with what makes a number vague between it and its unit: 20余公里, 1万多家.
_QUANTITY = lazy_pattern(
    rf"(?P<number>{BEFORE_UNIT})\s*(?P<vague>[余多来])?(?P<times>[万亿千百])??(?P<more>[余多])?(?P<unit>{UNIT})",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"(?<![0-9.])(?P<number>{_DIGITS})(?P<more>[余多])?\s?(?:%|个(?:以上|以内|左右)?百分点)"
    rf"|百分之(?P<share>{_DIGITS}|{_CHINESE}{{1,7}}?(?![一二三四五六七八九十点]))(?P<few>[余多])?"
    "|(?P<tenths>[一二两三四五六七八九])成(?P<half>[半五])?(?=以上|以下|以内|左右|[，。；、的]|$)"
    "|(?P<halfway>一半|半数)(?=以上|以下|以内|左右)"
)
# 20万吨/日, 3000千瓦时/千瓦
_RATE = re.compile("/(?:(?:日|天|年|月|小时)(?![0-9])|[\u4e00-\u9fff]{1,4}?(?=[，。；、）]|以[上下内]|$))")
_PERIOD = re.compile(
    r"(?<![0-9.])(?P<number>[0-9]{1,4}(?:\.[0-9]{1,2})?)(?P<more>[余多])?\s?"
    r"(?P<unit>个?工作日|个月|小时|分钟|天|日(?=办结|办理|反馈|答复|处置))(?!/)"
)
_INEXACT = re.compile(
    rf"(?!百分之)(?:{_CHINESE[:-1]}千万]|[0-9]){{1,3}}分之(?:{_CHINESE[:-1]}]|[0-9]){{1,3}}|翻[一两三]?番|翻[一两三]倍"
    rf"|(?<![0-9.])(?:{_DIGITS}|{_CHINESE}{{1,3}})倍|(?<![0-9/.])[1-9]/[1-9][0-9]?(?![0-9/])|过半(?!年)"
    "|(?<=[至到在过于])半(?:天|日|个)(?:工作日|小时|月)?|(?<=[至到过于])(?:一半|半数)"
    "|全覆盖(?=[^\u4e00-\u9fff]|$)|[清归]零(?=[^\u4e00-\u9fff]|$)|(?<=为)零(?=[^\u4e00-\u9fff]|$)"
    f"|(?<!{_CHINESE})(?<!从)零(?![部售散星碎件工])[\u4e00-\u9fff]{{2}}(?=[^\u4e00-\u9fff]|$)"
    rf"|(?:近|数|几|(?<!以)上)[十百千万亿]{{1,2}}(?:{UNIT})"
)
# 60%—, 1～, 3至, 1.5万—: what stands before the end of a range.
_RANGE = re.compile(
    rf"(?:(?<![0-9.,第—–-])(?P<figures>{_DIGITS})|(?<![第一二三四五六七八九十百])(?P<words>[一二两三四五六七八九十]{{1,3}}))"
    rf"(?P<times>[万亿千百])?(?P<unit>%|{UNIT}|个)?(?:[-—–―~〜至到]|——)$"
)
_BARE_BEFORE = re.compile(rf"(?<=[\u4e00-\u9fff])(?:(?:{_DIGITS}、)+| ?[0-9]{{1,3}} )$")
_CHANGE = re.compile("(?:下降|降低|减少|增长|提高|提升|增加|由|从)[^，。；]{0,4}$")
_NO_PERCENT_OF = re.compile("(?:[0-9]|[一二三四五六七八九十])+个$")  # 六个100%, 十个百分之百: a slogan
_OTHER = re.compile(
    r"(?<![0-9.A-Za-z])(?P<number>[0-9]{1,9}(?:\.[0-9]{1,4})?)[余多]?(?P<unit>[万亿]?[\u4e00-\u9fff‰℃]|(?=[，。；、）]|$)|[KMGTP]B(?:ps)?(?![A-Za-z])|[a-zμ][A-Za-zμ]{0,4}(?:/[A-Za-z0-9]{1,3})?(?![A-Za-z])|[MGT](?:bps)?(?![A-Za-z]))"
)
_NO_UNIT = frozenset(
    "年月日号时秒点国省县乡线路街级类版代度届章条款第至到和与及、大化位字网维星局后前内成中岁周"
)
# 接入视频3000路 and no 3路公交车, 耗材40类 and no 4类水体, 人才200位 and no 18位代码
_COUNTED_FROM = {"路": 100, "类": 6, "位": 20}
_GENERATION = re.compile("[2-6]G")  # 5G基站
_BEGINS_A_RANGE = re.compile(r"(?<![0-9.第])[0-9.]{1,5}[-—]$")  # 800— of 800—1000张
_ORDINAL = re.compile("第[0-9一二三四五六七八九十、和及至—-]*$")
_LONGEST_RANGE = 16


def written_numbers(twin: str) -> list[WrittenNumber]:
    """Left to right, in a folded text without names. A date is no number."""
    dates = [(date.begin, date.end) for date in written_dates(twin)]
    found: list[WrittenNumber] = []
    end = 0
    for one in sorted((*_shares(twin), *_quantities(twin), *_periods(twin), *_inexact(twin)), key=_place):
        if one.start < end or any(start < one.end and one.start < stop for start, stop in dates):
            continue  # 10天以内 fits two patterns
        end = one.end
        one = _in_list(twin, _with_range(twin, one))
        if twin.startswith("每", one.start - 1):
            continue  # 每千人口托位数, 每300—500人
        if found and one.start < found[-1].end:
            found.pop()  # 60% of 60%—70%
        found.append(one)
    return found


def others(twin: str) -> Iterator[WrittenNumber]:
    """Numbers of units we do not know: 120张床位, 85分以上."""
    known = [(one.start, one.end) for one in written_numbers(twin)]
    known += [(date.begin, date.end) for date in written_dates(twin)]
    for one in _OTHER.finditer(twin):
        inside = any(start <= one.start() < end for start, end in known)
        before = twin[max(0, one.start() - 6) : one.start()]
        is_label = before.endswith(("第", "每", "-", "—")) and not _BEGINS_A_RANGE.search(before)
        is_label |= bool(_GENERATION.fullmatch(one[0]))
        is_count = float(one["number"]) >= _COUNTED_FROM.get(one["unit"], inf)
        if not inside and (is_count or one["unit"].lstrip("万亿")[:1] not in _NO_UNIT) and not is_label:
            yield WrittenNumber(one.start(), one.end(), None, one["unit"])


def _place(one: WrittenNumber) -> tuple[int, int]:
    return one.start, -one.end


def _shares(twin: str) -> Iterator[WrittenNumber]:
    for found in _SHARE.finditer(twin):
        if _NO_PERCENT_OF.search(twin[max(0, found.start() - 4) : found.start()]):
            continue
        unit = POINTS if found[0].endswith("百分点") else PERCENT
        vague = bool(found["more"] or found["few"])
        end = found.end()
        if unit == POINTS and (inner := re.search("以上|以内|左右", found[0])):
            yield WrittenNumber(found.start(), end, None, unit, vague=inner[0] == "左右")  # 2个以上百分点
            continue
        yield WrittenNumber(
            found.start(), end, _share(found), unit, vague=vague, figures=bool(found["number"])
        )


def _share(found: re.Match[str]) -> Decimal | None:
    if found["number"]:
        return number(found["number"])
    if found["share"]:
        return Decimal(100) if found["share"] == "百" else number(found["share"])
    if found["tenths"]:
        return (number(found["tenths"]) or Decimal(0)) * 10 + (5 if found["half"] else 0)
    return Decimal(50)


def _quantities(twin: str) -> Iterator[WrittenNumber]:
    for found in _QUANTITY.finditer(twin):
        figures, times = found["number"][0].isascii(), found["times"] or ""
        value = number(found["number"] if figures else found["number"] + times)
        unit = (times if figures else "") + CANONICAL[found["unit"].lower()]
        end = found.end()
        if (rate := _RATE.match(twin, end)) and "/" not in unit:
            unit, end = unit + rate[0], rate.end()
        if _ORDINAL.search(twin[max(0, found.start() - _LONGEST_RANGE) : found.start()]):
            continue  # 第1、3项
        if twin.startswith("级", found.end()) or (not figures and (value is None or value < 2)):
            continue  # 千万千瓦级, 一家
        vague = bool(found["vague"] or found["more"])
        yield WrittenNumber(found.start(), end, value, unit, vague=vague, figures=figures)


def _periods(twin: str) -> Iterator[WrittenNumber]:
    for found in _PERIOD.finditer(twin):
        yield WrittenNumber(
            found.start(), found.end(), Decimal(found["number"]), found["unit"], vague=bool(found["more"])
        )


def _inexact(twin: str) -> Iterator[WrittenNumber]:
    for found in _INEXACT.finditer(twin):
        yield WrittenNumber(found.start(), found.end(), None, "")


def _in_list(twin: str, one: WrittenNumber) -> WrittenNumber:
    """控制在12、20个工作日: the numbers before have the same unit; and 3 400座 may be one number or two."""
    window = max(0, one.start - _LONGEST_RANGE)
    found = _BARE_BEFORE.search(twin[window : one.start])
    if one.low is not None or not found or not twin[one.start : one.start + 1].isdigit():
        return one
    return replace(one, start=window + found.start(), value=None)


def _with_range(twin: str, one: WrittenNumber) -> WrittenNumber:
    window = max(0, one.start - _LONGEST_RANGE)
    found = _RANGE.search(twin[window : one.start])
    if one.value is None or not found:
        return one
    low = number(found["figures"] or found["words"])
    start = window + found.start()
    unit = found["unit"]
    # 下降3%至5%: by so much, or to so much?
    is_either = unit and found[0][-1] in "至到" and _CHANGE.search(twin[window:start])
    same = not is_either and (not unit or unit == one.unit or (unit == "个" and one.unit.startswith("个")))
    if not same or found["times"] not in (None, one.unit[:1]) or low is None or low >= one.value:
        return replace(one, start=start, value=None)
    return replace(one, start=start, low=low)

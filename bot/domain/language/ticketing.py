"""What a ticket (交办单) is about, as people type it: 方城县 释之路与张骞大道交叉口 PM10 312 走航, in any order.

Unit, pollutant, value and source are found wherever they stand; what is left is the place, and what stands apart from
it is kept as a remark.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from difflib import SequenceMatcher

from bot.domain.language.consent import is_consent
from bot.domain.language.named_units import units_in
from bot.domain.language.plain import letters, plain
from bot.domain.lazy_pattern import lazy_pattern
from bot.domain.quantity import CHINESE, number
from bot.domain.tickets.ticket_rules import Source, TicketMeasure, TicketRules
from bot.domain.units import UNITS

COUNTY_ENDS = "县市区"
BODY_ENDS = ("局", "委", "公司", "中心", "社")
GAP = "\n"  # where something was taken out: what stands on its two sides is not one place
NEAR = 0.5  # how alike two names of counties are at least, to be offered
OFFERED = 3

ISSUES = frozenset({"交办", "下发", "确认交办", "下发交办", "立即交办"})
CALLS = lazy_pattern(r"\s*(?:/ticket|交办单?|下发?交办单?|派单)(?![了过给])[\s:：,，]*", re.IGNORECASE)
_LABELS = lazy_pattern(
    r"(?:县市?区|地区|单位|责任单位|承办单位|地点|点位|位置|地址|污染物|因子|监测因子|数值单位|数值|浓度|线索来源|来源|问题|备注)\s?(?:[:：=]|(?:改|更正|修改)?(?:为|成)|应该?(?:为|是)|有误|错了)"
    r"|(?:改|更正|修改)(?:为|成)|应该?(?:为|是)|写错了?"
)
_CONCENTRATION = "|".join(
    re.escape(written)
    for unit in ("微克/立方米", "毫克/立方米")
    for written in sorted(UNITS[unit], key=len, reverse=True)
)
_NUMBER = rf"(?:[0-9]{{1,7}}(?:\.[0-9]{{1,4}})?|{CHINESE})"
_SPELLED = rf"{CHINESE}(?=\s|[,，;；。]|$|微克|毫克|ug|mg|μg|ppb|ppm)"  # 三百一十二; not 一小时, 三里河
_FILLER = r"(?:小时|瞬时|日均|平均|实时|最高|峰值|浓度|监测|均值|数值|读数|值|高达|达到|达|升至|到|约|为|是|至|超标|[:：=]|\s)*"
_ANY_UNIT = rf"(?P<unit>{_CONCENTRATION}|微克|毫克|ug|mg|ppb|ppm)"
WITH_UNIT = lazy_pattern(rf"(?P<number>{_NUMBER})\s?{_ANY_UNIT}", re.IGNORECASE)
BEHIND = lazy_pattern(rf"{_FILLER}(?P<number>[0-9]{{1,7}}(?:\.[0-9]{{1,4}})?|{_SPELLED})\s?{_ANY_UNIT}?(?![0-9年月日号时点分])", re.IGNORECASE)  # fmt: skip
ALONE = lazy_pattern(
    r"(?:(?<=[\s,，;；。])|^)(?P<number>[0-9]{1,7}(?:\.[0-9]{1,4})?|[一二两三四五六七八九][零一二两三四五六七八九十百千点]{1,11})(?=[\s,，;；。]|$)",
    re.MULTILINE,
)
_SPLITS = re.compile(r"[,，;；。\n]+")
_EDGES = re.compile(
    r"^(?:又?(?:来|有|接|收|转来)到?了?(?:[一1]|新的)?(?:件|起|个|条)(?:工单|投诉|举报|来电|线索)?|(?:交办|下发|派单?|交|转)给|请|举报|投诉|来电|热线|群众|发现|监测到|监测|显示|反映|报警|数据|在|位于|的|其|于|经|据|由|通过|热点|高值|超标|[\s、:：,，])+"
    r"|(?:发现|监测到|监测|显示|反映|报警|数据|的|出现|存在|经|据|由|通过|高值|超标|污染物|[\s、:：,，])+$"
)
_JOINS = re.compile(
    r"(?<=[与和及、])\s+|\s+(?=[与和及、])|(?<=[\u4e00-\u9fff])\s+(?=(?:交叉口|路口|交汇处|附近|北|南|东|西))"
)
_PLACE_TEXT = lazy_pattern(r"(?:位置|Place)[：:]\s?[^\n]*[0-9]{1,3}\.[0-9]+[^\n]*")
_WRONG = lazy_pattern(rf"^\s*(?P<name>[\u4e00-\u9fff]{{1,5}}?[{COUNTY_ENDS}])(?!域)")


@dataclass(frozen=True, slots=True)
class TicketDraft:
    """What has been said of a ticket so far. `wrong_unit`: a name that is no unit of the plan."""

    unit: str = ""
    place: str = ""
    pollutant: str = ""
    value: Decimal | None = None
    value_unit: str = ""
    source: str = ""
    matter: str = ""
    where: str = ""
    wrong_unit: str = ""
    within: str = ""  # a time that was written for it: the office's minutes stand

    def over(self, before: "TicketDraft") -> "TicketDraft":
        """What was said now, and for the rest what was said before."""
        said = {
            one.name: value for one in fields(self) if (value := getattr(self, one.name)) not in ("", None)
        }
        after = replace(before, **{"wrong_unit": "", **said})
        return (
            replace(after, value_unit=self.value_unit or before.value_unit)
            if self.value is not None
            else after
        )


def missing_part(draft: TicketDraft, rules: TicketRules) -> str:
    """The name of the part to be asked next; "" where nothing is missing."""
    source = rules.source.get(draft.source)
    for part in ("unit", "place", "source", "pollutant", "value"):
        if part in ("pollutant", "value") and source and not source.measured:
            continue
        if part == "source" and not draft.source and (not draft.pollutant or draft.value is None):
            continue  # asked last: a pollutant and its value stand before their source
        if getattr(draft, part) in ("", None):
            return part
    return "" if draft.source else "source"


def read_ticket(text: str, units: Sequence[str], counties: Sequence[str], rules: TicketRules) -> TicketDraft:
    """`counties` are looked for before the other units."""
    said = plain(text)
    where = _PLACE_TEXT.search(said)
    rest = _PLACE_TEXT.sub(GAP, said)
    rest = _LABELS.sub(" ", rest)
    measure, rest, behind = _measure(rest, rules.measures)
    source = ""
    if measure is None:  # 12345 is a hotline where nothing was measured
        source, rest = _source(rest, rules.sources)
    value, value_unit, rest = _value(rest, behind)
    if not source:
        source, rest = _source(rest, rules.sources)
    unit, rest, wrong = _unit(rest, units, counties)
    place, matter = _left(rest, rules.source.get(source))
    if value is not None and not value_unit:
        value_unit = measure.unit if measure else ""
    pollutant = measure.code if measure else ""
    found = where[0].strip() if where else ""
    return TicketDraft(unit, place, pollutant, value, value_unit, source, matter, found, wrong)


# ---- the parts, each taken out of the text


def _named(names: Iterable[tuple[str, str]], text: str, left: str = "") -> tuple[str, int, int] | None:
    """(key, start, end) of the first name that the text has, the longest of those that begin there."""
    found: list[tuple[int, int, str, int]] = []
    lowered = text.lower()
    for key, name in names:
        at = _find(lowered, plain(name).lower())
        if at is not None:
            found.append((at, -len(name), key, at + len(plain(name))))
    if not found:
        return None
    at, _, key, end = min(found)
    return key, at, end


def _find(text: str, name: str) -> int | None:
    """Latin letters stand alone: CO is not in COD."""
    at = text.find(name)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(name) : at + len(name) + 1]
        latin = name.isascii() and name.replace(".", "").isalnum()
        if not latin or not (
            (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())
        ):
            return at
        at = text.find(name, at + 1)
    return None


_SPACED = re.compile(r"(?<=pm)\s(?=2\.?5|10)", re.IGNORECASE)


def _measure(text: str, measures: Sequence[TicketMeasure]) -> tuple[TicketMeasure | None, str, int]:
    """The pollutant, the text without it, and where it stood."""
    text = _SPACED.sub("", text)
    by_code = {one.code: one for one in measures}
    found = _named(((one.code, name) for one in measures for name in (one.name, *one.words)), text)
    if found is None:
        return None, text, -1
    code, start, end = found
    return by_code[code], text[:start] + GAP + text[end:], start + 1


def _value(text: str, behind: int) -> tuple[Decimal | None, str, str]:
    """Directly behind the pollutant, else with a unit of concentration, else a number that stands alone."""
    match = BEHIND.match(text, behind) if behind >= 0 else None
    match = match or WITH_UNIT.search(text) or ALONE.search(text)
    if match is None:
        return None, "", text
    value = number(match["number"])
    if value is None:
        return None, "", text
    unit = match.groupdict().get("unit") or ""
    return value, _unit_named(unit), text[: match.start()] + GAP + text[match.end() :]


def _unit_named(written: str) -> str:
    """The plan's word for it; 微克 alone is meant by the cubic metre."""
    low = written.lower()
    short: Mapping[str, str] = {
        "微克": "微克/立方米",
        "ug": "微克/立方米",
        "毫克": "毫克/立方米",
        "mg": "毫克/立方米",
    }
    if low in short:
        return short[low]
    for name, spellings in UNITS.items():
        if low in (one.lower() for one in spellings):
            return name
    return written


def _source(text: str, sources: Sequence[Source]) -> tuple[str, str]:
    names = [(one.name, name) for one in sources for name in one.names]
    found = _named(names, text)
    if found is None:
        return "", text
    name, start, end = found
    return name, text[:start] + GAP + text[end:]


def _unit(text: str, units: Sequence[str], counties: Sequence[str]) -> tuple[str, str, str]:
    """By the whole name of a county, a county's without its last sign where a word begins, the whole name of another
    unit. A name of a county that the plan does not have is given back as wrong."""
    whole = _named(((unit, unit) for unit in counties), text)
    if whole is None:
        short = ((unit, unit[:-1]) for unit in counties if len(unit) > 2 and unit[-1] in COUNTY_ENDS)
        begun = [
            (unit, name) for unit, name in short if re.search(rf"(?:^|[\s,，\n]){re.escape(name)}", text)
        ]
        wrong = _WRONG.search(text.lstrip(GAP))
        others = [
            (unit, name)
            for unit in units
            if unit not in counties
            for name in (unit, unit.removeprefix("市"))
            if len(name) > 2
        ]
        whole = (
            _named(begun, text)
            or _named(others, text)
            or _body(text, [u for u in units if u not in counties])
        )
        if whole is None:
            if wrong is None:
                return "", text, ""
            at = text.find(wrong["name"])
            return "", text[:at] + GAP + text[at + len(wrong["name"]) :], wrong["name"]
    unit, start, end = whole
    return unit, text[:start] + GAP + text[end:], ""


def _body(text: str, units: Sequence[str]) -> tuple[str, int, int] | None:
    """市城管局: a word by itself that shortens the name of one unit."""
    for word in re.finditer(r"[^\s,，;；。]{3,10}", text):
        if word[0].endswith(BODY_ENDS) and len(found := units_in(word[0], units)) == 1:
            return found[0], word.start(), word.end()
    return None


def _left(text: str, source: Source | None) -> tuple[str, str]:
    """(place, remark): the first words that are left, and the others. Where a source measures nothing, a blank too
    parts the place from what was found there."""
    pieces = [trimmed for one in _SPLITS.split(text) if (trimmed := _trimmed(one))]
    if not pieces:
        return "", ""
    first, *others = pieces
    if source and not source.measured and " " in first:
        first, behind = first.split(" ", 1)
        others = [behind, *others]
    return _closed_up(first), "，".join(others)


def _trimmed(text: str) -> str:
    before = ""
    text = _JOINS.sub("", text.strip())
    while text != before:
        before, text = text, _EDGES.sub("", text).strip()
    return text if any(one.isalnum() for one in text) else ""


def _closed_up(text: str) -> str:
    """Chinese is written without blanks."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", text)


def issues_ticket(said: str) -> bool:
    """交办, or a yes, to a draft that was shown."""
    return letters(said) in ISSUES or is_consent(said)


def nearest_units(name: str, units: Sequence[str]) -> tuple[str, ...]:
    """Those whose names are most alike."""
    bare = name.rstrip(COUNTY_ENDS)
    scored = sorted(
        ((max(_alike(name, unit), _alike(bare, unit.rstrip(COUNTY_ENDS))), unit) for unit in units), reverse=True
    )  # fmt: skip
    return tuple(unit for score, unit in scored[:OFFERED] if score >= NEAR)


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()

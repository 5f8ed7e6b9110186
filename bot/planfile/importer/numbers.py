"""Numbers that say how much: targets to reach, thresholds that say who is concerned, counts of things.

达到80%以上 is a target, 150万吨以上的园区 a threshold, 6条铁路专用线 a count. 312国道, “十个百分之百”, 2022年 and
1000兆瓦机组 are none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.domain.plan import IndicatorKind, Strength
from bot.domain.quantity import CANONICAL, PATTERN
from bot.planfile.importer.normalize import folded, unquoted

_PERCENT = re.compile(r"(?P<number>[0-9]{1,4}(?:\.[0-9]{1,4})?)\s?(?P<unit>%)")
_PERIOD = re.compile(r"(?P<number>[0-9]{1,4})\s?(?P<unit>个?工作日|个月|小时|分钟|天)(?!/)")
_SUFFIX = re.compile(
    "^(?:（?含[^（）]{0,6}）?)?(?P<word>及以上|以上|及以下|以下|以内|之内|左右)(?:（(?P<without>不含)[^（）]*）)?"
)

# Words right before a number: comparator, whether they make it a target by themselves, direction of a change.
BEFORE: tuple[tuple[re.Pattern[str], str, bool, str | None], ...] = tuple(
    (re.compile(f"(?P<cue>{words})$"), op, is_target, direction)
    for words, op, is_target, direction in (
        ("不(?:得|应|能)?(?:低于|少于|小于)|至少(?:达到|完成|建成)?|最低", ">=", True, None),
        (
            "不(?:得|应|能)?(?:高于|超过|大于|多于|超出)|控制在|压缩[至到]|压减[至到]|缩短[至到]|最高",
            "<=",
            True,
            None,
        ),
        ("(?:下)?降低?[至到]|减少?[至到]|降[至到]", "<=", True, None),
        ("低于|小于|少于", "<", True, None),
        ("超过|高于|大于|多于|突破", ">", True, None),
        (
            "(?:分别)?(?:达到|达|提高[至到]|提升[至到]|增加[至到]|增长[至到]|扩大[至到]|稳定在|保持在|维持在|稳定保持在)",
            "=",
            True,
            None,
        ),
        (
            "(?:分别|累计|平均|同比|再|年均|各)*(?:下降|降低|减少|削减|压减|压降|减排|减)(?:约|了)?",
            "=",
            True,
            "decrease",
        ),
        (
            "(?:分别|累计|平均|同比|再|年均|各)*(?:增长|提高|提升|增加|上升|扩大|新增)(?:约|了)?",
            "=",
            True,
            "increase",
        ),
        ("(?:比例|占比|率|覆盖面|浓度|规模|容量|总量|面积|数量|产值|收入)(?:为|约)?", "=", True, None),
        (
            "(?:完成|建成|改造|淘汰|建设|整治|培育|打造|推出|创建|治理|实施|关停|推广|修复|拆除|投放)(?:不少于|约)?",
            "=",
            False,
            None,
        ),
    )
)
AFTER = {"及以上": ">=", "以上": ">=", "及以下": "<=", "以下": "<=", "以内": "<=", "之内": "<=", "左右": "="}
_SHARED = re.compile("^(?:及以上|以上|以下|以内|左右)?(?:、|和|及|与|，)$")  # 15%、10%和26%: one predicate
_BASE = re.compile("(?:较|比|与|同)(?:上年|20(?P<y>[0-9]{2})年)[^，。；]{0,12}$")
_CLAUSE_MARKS = "，。；：□"
_LEAD_IN = re.compile(
    "^(?:□|）|压缩|到|至|在|于|力争|争取|确保|努力|鼓励|原则上|其中|使|将|对|实现|推动|推进|加快|完成|同时|并|且|"
    "(?:20[0-9]{2}年)?(?:年?底前?|[0-9]{1,2}月份?(?:底|末)?前?)|20[0-9]{2}年|每年|每月|每季度)+"
)
_TRAIL = re.compile("(?:应|要|须|必须|力争|持续|总体|总|均|至|到|应当|需|可|将|能|基本|全部|的|由|分别|均)+$")
_COUNTED_NOUN = re.compile("^的?(?P<noun>[^，。；：、（）□]{2,30})")
_NOUN = re.compile("^的?(?P<noun>[^，。；：、（）□以的0-9]{2,20})")
_ACHIEVES = re.compile("完成|实现|新增|建成|达到")
_COUNTED = frozenset("台套条座家户辆个项处起次份件人批场栋口眼艘组块株")
_TIMES = frozenset(
    {"天", "次", "工作日", "个工作日", "个月", "小时", "分钟"}
)  # how long: numbers only as targets
_RATIO_NAME = re.compile("(?:比例|占比|率|含量|浓度|度|量)$")
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class NumberMention:
    """`start` and `end` are those of the quoted phrase."""

    start: int
    end: int
    name: str
    kind: IndicatorKind | None  # None: it may be anything
    op: str
    value: Decimal
    unit: str
    direction: str | None
    strength: Strength
    base: str | None


@dataclass(frozen=True, slots=True)
class _Raw:
    start: int
    end: int
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class _Cue:
    """The words before a number and what they say."""

    start: int
    op: str = "="
    is_target: bool = False
    direction: str | None = None
    found: bool = False


def amounts(text: str) -> list[NumberMention]:
    """Left to right."""
    twin = unquoted(folded(text))
    found: list[NumberMention] = []
    before: _Raw | None = None
    cue = _Cue(0)
    for raw in _raws(twin):
        if found and raw.start < found[-1].end:
            continue  # 6亩以下（不含6亩）
        gap = twin[before.end : raw.start] if before else ""
        if before and not gap:
            before = raw  # 2台1000兆瓦: the second says what kind of thing the first counts
            continue
        shared = bool(before and cue.found and _SHARED.match(gap))
        cue = cue if shared else _cue(twin, raw.start)
        if amount := _amount(text, twin, raw, cue):
            if shared:
                amount = replace(amount, start=raw.start)
            same = found and not amount.name and found[-1].unit == amount.unit
            found.append(replace(amount, name=found[-1].name) if same else amount)
        before = raw
    return found


def _raws(twin: str) -> Iterator[_Raw]:
    matches = [*PATTERN.finditer(twin), *_PERCENT.finditer(twin), *_PERIOD.finditer(twin)]
    end = 0
    for found in sorted(matches, key=lambda m: m.start()):
        if found.start() < end:
            continue  # 10天以内 fits two patterns
        end = found.end()
        digits = found["number"].replace(",", "")
        if digits[:1].isascii() and digits[:1].isdigit():
            unit = (
                (found["times"] or "") + CANONICAL[found["unit"].lower()]
                if found.re is PATTERN
                else found["unit"]
            )
            yield _Raw(found.start(), found.end(), Decimal(digits), unit)


def _cue(twin: str, start: int) -> _Cue:
    before = twin[max(0, start - 12) : start]
    for pattern, op, is_target, direction in BEFORE:
        if found := pattern.search(before):
            return _Cue(start - len(before) + found.start("cue"), op, is_target, direction, True)
    return _Cue(start)


def _amount(text: str, twin: str, raw: _Raw, cue: _Cue) -> NumberMention | None:
    suffix = _SUFFIX.match(twin[raw.end : raw.end + 16])
    end = raw.end + suffix.end() if suffix else raw.end
    op = _op(cue, suffix, twin, raw)
    kind = _kind(twin, raw, cue, suffix is not None, end)
    if kind is not IndicatorKind.TARGET and raw.unit in _TIMES:
        return None
    start, base = _quoted_from(twin, raw, cue)
    name = _name(text, twin, min(start, cue.start), end, kind)
    strength = _strength(twin, min(start, cue.start))
    return NumberMention(start, end, name, kind, op, raw.value, raw.unit, cue.direction, strength, base)


def _op(cue: _Cue, suffix: re.Match[str] | None, twin: str, raw: _Raw) -> str:
    """The word behind the number decides; 4蒸吨以下 excludes 4 where the same text also says 4蒸吨及以上."""
    if not suffix:
        return cue.op
    op = AFTER[suffix["word"]]
    same = twin[raw.start : raw.end]
    if op == "<=" and suffix["word"] == "以下" and (suffix["without"] or f"{same}及以上" in twin):
        return "<"
    return op


def _kind(twin: str, raw: _Raw, cue: _Cue, has_suffix: bool, end: int) -> IndicatorKind | None:
    following = twin[end : end + 1]
    if (
        has_suffix
        and following == "的"
        and not (raw.unit == "%" and not _RATIO_NAME.search(twin[: cue.start]))
    ):
        return (
            IndicatorKind.TARGET
            if twin[cue.start - 1 : cue.start] == "，" and cue.is_target
            else IndicatorKind.THRESHOLD
        )
    if cue.is_target:
        return IndicatorKind.TARGET
    if has_suffix:
        goes_on = "\u4e00" <= following <= "\u9fff"
        return (
            IndicatorKind.THRESHOLD if goes_on and raw.unit not in ("%", "个百分点") else IndicatorKind.TARGET
        )
    if raw.unit.lstrip("十百千万亿") in _COUNTED:
        return IndicatorKind.COUNT
    piece = twin[max(twin.rfind(mark, 0, raw.start) for mark in _CLAUSE_MARKS) + 1 : raw.start]
    if raw.unit in ("%", "个百分点") or cue.found or _ACHIEVES.search(piece):
        return IndicatorKind.TARGET
    return None


def _quoted_from(twin: str, raw: _Raw, cue: _Cue) -> tuple[int, str | None]:
    """不低于20% and 较2022年下降10个百分点 are quoted whole, 达到260万千瓦以上 from the number on."""
    if cue.direction:
        if base := _BASE.search(twin[max(0, cue.start - 20) : cue.start]):
            start = cue.start - (min(cue.start, 20) - base.start())
            return start, f"20{base['y']}" if base["y"] else None
        return cue.start, None
    if cue.found and cue.op in (">=", "<=", "<", ">") and twin[cue.start] in "不低高大小少多至最超突":
        return cue.start, None
    return raw.start, None


def _name(text: str, twin: str, start: int, end: int, kind: IndicatorKind | None) -> str:
    """The name of a number: a measured thing stands before it, a counted thing behind it."""
    following = (_COUNTED_NOUN if kind is IndicatorKind.COUNT else _NOUN).match(twin[end : end + 40])
    noun = text[end + following.start("noun") : end + following.end("noun")] if following else ""
    is_described = kind is IndicatorKind.THRESHOLD and twin[end : end + 1] == "的"  # 年运量150万吨以上的园区
    if kind in (IndicatorKind.COUNT, IndicatorKind.THRESHOLD) and noun and not is_described:
        return noun
    begin = max(twin.rfind(mark, 0, start) for mark in _CLAUSE_MARKS) + 1
    begin = max(begin, start - LONGEST_NAME)
    begin += lead.end() if (lead := _LEAD_IN.match(twin[begin:start])) else 0
    piece = twin[begin:start]
    piece = piece[: trail.start()] if (trail := _TRAIL.search(piece)) else piece
    if piece:
        return text[begin : begin + len(piece)]
    return noun


def _strength(twin: str, start: int) -> Strength:
    """The hedge of its own clause: 30微克以下，力争25微克以下."""
    clause = twin[max(twin.rfind(mark, 0, start) for mark in "，。；") + 1 : start]
    if re.search("力争|争取|力求", clause):
        return Strength.STRIVE
    return Strength.ENCOURAGE if "鼓励" in clause else Strength.MUST


def with_term(amount: NumberMention, strength: Strength) -> NumberMention:
    """A target inside 力争2025年 is striven for as well."""
    if amount.kind is IndicatorKind.TARGET and amount.strength is Strength.MUST:
        return replace(amount, strength=strength)
    return amount

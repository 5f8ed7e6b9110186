"""Numbers that say how much: targets to reach, thresholds that say who is concerned, counts of things.

达到80%以上 is a target, 150万吨以上的园区 a threshold, 6条铁路专用线 a count. 312国道, “十个百分之百”, 2022年 and
1000兆瓦机组 are none. A range is two rows, its least and its most. What may be a target or a remark is asked about.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.domain.plan import IndicatorKind, Strength
from bot.planfile.importer.normalize import folded, unquoted
from bot.planfile.importer.number_cues import (
    ABOUT,
    AFTER,
    SUFFIX,
    Cue,
    cue_before,
    is_alternative,
    is_base,
    is_benefit,
    is_history,
    is_of_a_year,
    is_of_several_years,
    is_relative,
)
from bot.planfile.importer.number_kinds import achieves, counts_in, kind_of
from bot.planfile.importer.number_names import name_of, paired
from bot.planfile.importer.shared_nouns import completed, lacks_its_noun
from bot.planfile.importer.written_numbers import PERCENT, WrittenNumber, others, written_numbers

_SHARED = re.compile(
    "^(?:及以上|以上|以下|以内|左右)?(?:、|和|及|与|，)(?P<again>≥|≤|不低于|不少于|不超过)?$"
)  # 15%、10%和26%: one predicate
_ENDS_A_PHRASE = re.compile("[台辆次套位间]?(?:[，。；、）]|$)")  # 15标台 and 120张 alike
_EXPLAINED = re.compile("[^，。；：（）0-9]{0,12}（")
_PART_OF = re.compile("[（、，；][\u4e00-\u9fff]{2,8}(?<!附件)(?<!附表)(?<!表)(?<!第)(?<!图)$")
_SAME_THING = re.compile("/?|，?(?:共计|合计|总计|共|总长|全长|计)")  # 120处78.5公里, 3条共计9公里
_BASE = re.compile(
    "(?:(?:较|比|与|同)(?:上年|20(?P<y>[0-9]{2})年)|在?20(?P<on>[0-9]{2})年(?:的)?基础上)[^，。；]{0,12}$"
)
# ；到2028年底，达到100%: behind the mark only a term.
_GOES_ON = re.compile(
    "[^。；]*(?:；[到至]?20[0-9]{2}年[0-9月日底末年终前]*，?(?:再|分别|力争|提高到|达到)*)?"
)
_OF_A_PERIOD = re.compile("^每(?:年|月|季度?)(?:新增)?")
_TAKES = re.compile("内?(?:办结|办理|完成|反馈|答复|处置|响应|送达|[，。；、）]|$)")
_LEAST_IN_WORDS = 20  # 十大行动, 十条措施: names
_TIMES = frozenset(
    {"天", "日", "次", "工作日", "个工作日", "个月", "小时", "分钟"}
)  # how long: numbers only as targets


@dataclass(frozen=True, slots=True)
class NumberMention:
    """`start` and `end` are those of the quoted phrase."""

    start: int
    end: int
    name: str
    kind: IndicatorKind | None  # None: it may be anything, or is no exact number
    op: str
    value: Decimal
    unit: str
    direction: str | None = None
    strength: Strength = Strength.MUST
    base: str | None = None
    low: Decimal | None = None  # of a range
    place: int = 0  # where the number itself begins
    guessed: bool = False  # the name was completed from another one, and is asked about


def amounts(text: str) -> list[NumberMention]:
    """Left to right."""
    twin = unquoted(folded(text))
    found: list[NumberMention] = []
    run: list[NumberMention] = []  # those that share a predicate
    before: WrittenNumber | None = None
    cue = Cue(0)
    for raw in written_numbers(twin):
        if run and raw.start < run[-1].end:
            continue  # 6亩以下（不含6亩）
        if is_base(twin, raw.start, raw.end):
            continue
        gap = twin[before.end : raw.start] if before else ""
        if before and not gap and "\u4e00" <= twin[raw.end : raw.end + 1] <= "\u9fff":
            before = raw  # 2台1000兆瓦机组: the second says what kind of thing the first counts
            continue
        alike = cue.found or (before and before.unit == raw.unit)
        alike = alike and (not gap.endswith("，") or (before is not None and before.unit == raw.unit))
        shared = bool(before and alike and _goes_on(twin, gap, cue))
        if not shared:
            found, run, cue = [*found, *_named_apart(run)], [], cue_before(twin, raw.start)
        if amount := _amount(text, twin, raw, cue, _end_of(before, run or found)):
            run.append(_like(twin, amount, [*found, *run], shared))
        before = raw
    found += _named_apart(run)
    return sorted([*found, *_unknown(twin)], key=lambda amount: amount.start)


def _goes_on(twin: str, gap: str, cue: Cue) -> bool:
    """≥64%、≥62%: the same comparator again."""
    found = _SHARED.match(gap)
    return bool(found and (not found["again"] or twin.startswith(found["again"], cue.start)))


def _end_of(before: WrittenNumber | None, found: Sequence[NumberMention]) -> int:
    """Behind the number before and its suffix."""
    return max(before.end if before else 0, found[-1].end if found else 0)


def _like(twin: str, amount: NumberMention, before: Sequence[NumberMention], shared: bool) -> NumberMention:
    """With the name of the number before, where it shares its predicate; without a name, with that of the last number
    of its unit in the same sentence: 谋划项目300个，其中10亿元以上40个."""
    if not before:
        return amount
    if before[-1].kind is not IndicatorKind.THRESHOLD and _SAME_THING.fullmatch(
        twin[before[-1].end : amount.place]
    ):
        return replace(amount, start=amount.place, name=before[-1].name)
    if not amount.name and _EXPLAINED.fullmatch(twin[before[-1].end : amount.start]):
        return replace(amount, name=before[-1].name)  # 17个老旧小区（4326户）
    if shared:
        own = amount.name if before[-1].unit != amount.unit else ""
        return replace(amount, start=amount.place, name=own or before[-1].name)
    is_growth = amount.direction and amount.unit == PERCENT != before[-1].unit
    if is_growth and not amount.name and twin[before[-1].end : amount.start] == "，":
        return replace(amount, name=before[-1].name)  # 总产值突破400亿元，增长7%
    here = (one for one in reversed(before) if _GOES_ON.fullmatch(twin[one.end : amount.start]))
    alike = next((one.name for one in here if counts_in(one.unit) == counts_in(amount.unit)), "")
    goes_on = alike and not (amount.name or amount.direction)
    return replace(amount, name=_OF_A_PERIOD.sub("", alike)) if goes_on else amount


def _named_apart(run: Sequence[NumberMention]) -> list[NumberMention]:
    """甲率、乙率分别达到90%、60%: paired in order, or asked. A range is two rows."""
    names = paired(run[0].name) if run else []
    if len(run) > 1 and len(names) > 1 and len({one.name for one in run}) == 1:
        guessed = lacks_its_noun(names)
        pairs = [*zip(run, completed(names), strict=False)]
        named = [replace(one, name=name, guessed=guessed) for one, name in pairs]
        run = named if len(names) == len(run) else _asked(run)
    return [row for one in run for row in _rows(one)]


def _asked(run: Sequence[NumberMention]) -> list[NumberMention]:
    return [replace(one, kind=None) for one in run]


def _rows(amount: NumberMention) -> list[NumberMention]:
    if amount.low is None or amount.kind is None:
        return [amount]
    return [replace(amount, op=">=", value=amount.low), replace(amount, op="<=")]


def _amount(text: str, twin: str, raw: WrittenNumber, cue: Cue, after: int) -> NumberMention | None:
    suffix = SUFFIX.match(twin[raw.end : raw.end + 16])
    end = raw.end + suffix.end() if suffix else raw.end
    kind = kind_of(twin, raw, cue, suffix is not None, end)
    if not raw.figures and not (cue.found or suffix or raw.unit == PERCENT):
        return _in_words(raw)
    if raw.unit in _TIMES and (
        kind not in (IndicatorKind.TARGET, IndicatorKind.THRESHOLD) or _describes(twin, raw, cue, suffix)
    ):
        return _time_limit(twin, raw)
    if raw.unit in _TIMES and cue.op == "=" and twin.startswith("内", raw.end):
        return None  # 回款率30天内98%: a limit, asked about as a term
    if _is_unclear(twin, raw, cue, suffix, kind):
        kind = None
    start, base = _quoted_from(twin, raw, cue)
    is_deed = cue.found and not cue.is_target and kind is not IndicatorKind.COUNT
    before = raw.start if is_deed and cue.op == "=" else min(start, cue.start)
    return NumberMention(
        start=start,
        end=end,
        name=name_of(text, twin, (before, end), kind, after, is_deed),
        kind=kind,
        op=_op(cue, suffix, twin, raw),
        value=raw.value or Decimal(0),
        unit=raw.unit,
        direction=cue.direction,
        strength=_strength(twin, raw.start),
        base=base,
        low=raw.low,
        place=raw.start,
    )


def _in_words(raw: WrittenNumber) -> NumberMention | None:
    """数据专员三百人 is asked about; 三项制度 is no number."""
    if raw.value is None or raw.value < _LEAST_IN_WORDS:
        return None
    return NumberMention(raw.start, raw.end, "", None, "=", raw.value, raw.unit)


def _time_limit(twin: str, raw: WrittenNumber) -> NumberMention | None:
    """一般业务2个工作日、抵押登记0.5日办结: perhaps how long it may take."""
    if raw.unit == "次" or not _TAKES.match(twin, raw.end):
        return None
    return NumberMention(raw.start, raw.end, "", None, "=", raw.value or Decimal(0), raw.unit)


def _describes(twin: str, raw: WrittenNumber, cue: Cue, suffix: re.Match[str] | None) -> bool:
    """15分钟生活圈, 24小时值班: what kind of thing, and no limit."""
    return not (cue.is_target or suffix) and "\u4e00" <= twin[raw.end : raw.end + 1] <= "\u9fff"


def _is_unclear(
    twin: str, raw: WrittenNumber, cue: Cue, suffix: re.Match[str] | None, kind: IndicatorKind | None
) -> bool:
    """No exact number, a rate of a policy, how things are, or a range with a comparator of its own."""
    about = ABOUT.search(twin[max(0, raw.start - 3) : raw.start]) or (
        suffix and suffix["word"] in ("左右", "上下")
    )
    if (
        raw.value is None
        or raw.vague
        or about
        or is_of_a_year(twin, raw.start)
        or is_of_several_years(twin, raw.start)
        or is_alternative(twin, raw.start)
        or (cue.direction and "年均" in twin[max(0, cue.start - 2) : raw.start])  # a mean of years is no sum
        or (cue.op == "<" and not cue.is_target)
    ):
        return True
    if raw.low is not None and (suffix or cue.op not in ("=", "<=") or (cue.op == "<=" and cue.of)):
        return True
    says_whom = kind is IndicatorKind.THRESHOLD
    if says_whom and (
        raw.unit[-1:] != "元" or twin.startswith("的", suffix.end() + raw.end if suffix else raw.end)
    ):
        return False
    if not cue.is_target and is_relative(twin, raw.start):
        return True
    return is_benefit(twin, raw.start, raw.end, raw.unit) or is_history(twin, raw.start, raw.end)


def _op(cue: Cue, suffix: re.Match[str] | None, twin: str, raw: WrittenNumber) -> str:
    """The word behind the number decides; 4蒸吨以下 excludes 4 where the same text also says 4蒸吨及以上."""
    if not suffix:
        return cue.op
    op = AFTER[suffix["word"]]
    same = twin[raw.start : raw.end]
    if op == "<=" and suffix["word"] == "以下" and (suffix["without"] or f"{same}及以上" in twin):
        return "<"
    return op


def _quoted_from(twin: str, raw: WrittenNumber, cue: Cue) -> tuple[int, str | None]:
    """不低于20% and 较2022年下降10个百分点 are quoted whole, 达到260万千瓦以上 from the number on."""
    if cue.direction:
        if base := _BASE.search(twin[max(0, cue.start - 20) : cue.start]):
            start = cue.start - (min(cue.start, 20) - base.start())
            year = base["y"] or base["on"]
            return start, f"20{year}" if year else None
        return cue.start, None
    if (
        cue.found
        and cue.op in (">=", "<=", "<", ">")
        and (cue.of or twin[cue.start] in "不低高大小少多至最超突≥≤><")
    ):
        return cue.start, None
    return raw.start, None


def _unknown(twin: str) -> list[NumberMention]:
    """达到85分以上, 新建120张床位: of a unit we do not know, and with a word before it that makes it a target."""
    return [
        NumberMention(raw.start, raw.end, "", None, "=", Decimal(0), raw.unit)
        for raw in others(twin)
        if cue_before(twin, raw.start).found
        or (not raw.unit and _is_share(twin, raw))
        or (
            raw.unit
            and (SUFFIX.match(twin[raw.end : raw.end + 4]) or achieves(twin, raw) or _is_counted(twin, raw))
        )
    ]


def _is_share(twin: str, raw: WrittenNumber) -> bool:
    """120公里（县道30、乡道40）: the parts of what stands before the bracket."""
    opened = twin.rfind("（", 0, raw.start)
    return opened > twin.rfind("）", 0, raw.start) and bool(_PART_OF.search(twin[opened : raw.start]))


def _is_counted(twin: str, raw: WrittenNumber) -> bool:
    """接入视频3000路: a thing, its number and a word that ends the phrase."""
    before = twin[raw.start - 1 : raw.start]
    return "\u4e00" <= before <= "\u9fff" and bool(_ENDS_A_PHRASE.match(twin, raw.end))


def _strength(twin: str, start: int) -> Strength:
    """The hedge of its own clause: 30微克以下，力争25微克以下."""
    clause = twin[max(twin.rfind(mark, 0, start) for mark in "，。；、") + 1 : start]
    if re.search("力争|争取|力求", clause):
        return Strength.STRIVE
    return Strength.ENCOURAGE if "鼓励" in clause else Strength.MUST


def with_term(amount: NumberMention, strength: Strength) -> NumberMention:
    """A target inside 力争2025年 is striven for as well."""
    if amount.kind is IndicatorKind.TARGET and amount.strength is Strength.MUST:
        return replace(amount, strength=strength)
    return amount


def one_thing_twice(found: Sequence[NumberMention]) -> list[list[NumberMention]]:
    """城乡居民收入分别增长6%、7.5%: two numbers under one name, and no term that would part them."""
    by: dict[tuple[object, ...], list[NumberMention]] = {}
    for one in found:
        if one.kind is not None:
            by.setdefault((one.name, one.unit, one.op, one.direction, one.strength, one.kind), []).append(one)
    return [rows for rows in by.values() if len({one.value for one in rows}) > 1]

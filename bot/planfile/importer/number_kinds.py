"""What a number is: a target to reach, a threshold that says who is concerned, or a count of things."""

import re

from bot.domain.plan import IndicatorKind
from bot.planfile.importer.number_cues import Cue
from bot.planfile.importer.written_numbers import PERCENT, POINTS, WrittenNumber

_ACHIEVES = re.compile(
    "(?:新)?改建|加装|硬化|流转|改扩建|建设|拆除|安装|更新|栽植|种植|复绿|复垦|创建|培育|推广|退出|压减|化解|盘活|完成|实现|新增|建成|达到|新建|扩建|改造|治理|修复|整治|清淤|疏浚|铺设|加固"
)
_COUNTED = frozenset("台套条座家户辆个项处起次份件人批场栋口眼艘组块株所") | {"人次", "家次", "车次", "场次"}
_CAPACITIES = ("瓦", "瓦时", "吨", "吨/年", "蒸吨/小时", "元", "微克/立方米", "毫克/立方米")
_RATIO_NAME = re.compile("(?:比例|占比|率|含量|浓度|度|量)$")
_DEED = re.compile("完成|建成|新建|新增|改造|整治|实施|推进|打造|培育|创建|治理|修复|实现|建设|开展")
_CLAUSE_MARKS = "，。；：□"


def kind_of(twin: str, raw: WrittenNumber, cue: Cue, has_suffix: bool, end: int) -> IndicatorKind | None:
    """`end`: behind the number and its suffix. None: it may be anything."""
    following = twin[end : end + 1]
    if has_suffix and following.isdigit():
        return IndicatorKind.THRESHOLD  # 10亿元以上40个
    if twin.startswith("的，", end):
        return IndicatorKind.THRESHOLD  # 低于30%的，启动问责
    if following == "的" and _says_whom(twin, raw, cue, has_suffix):
        return IndicatorKind.THRESHOLD
    if cue.is_target:
        return IndicatorKind.TARGET
    if has_suffix:
        return _kind_with_suffix(raw, cue, "\u4e00" <= following <= "\u9fff")
    if counts_in(raw.unit) in _COUNTED:
        return IndicatorKind.COUNT
    if raw.unit in (PERCENT, POINTS) or cue.found or achieves(twin, raw):
        return IndicatorKind.TARGET
    return None


def _kind_with_suffix(raw: WrittenNumber, cue: Cue, goes_on: bool) -> IndicatorKind | None:
    """培育10家以上企业 is a count, 推进30万千瓦以上机组改造 a threshold; 整治10户以上自然村 may be either."""
    if not goes_on or raw.unit in (PERCENT, POINTS):
        return IndicatorKind.TARGET
    if not cue.found or raw.unit.endswith(_CAPACITIES):
        return IndicatorKind.THRESHOLD
    counts = counts_in(raw.unit) in _COUNTED - {"户", "人", "起", "次"}
    return IndicatorKind.COUNT if counts else None


def _says_whom(twin: str, raw: WrittenNumber, cue: Cue, has_suffix: bool) -> bool:
    """150万吨以上的园区, 超过30万千瓦的机组; not 不少于20公里的清淤任务 where it is done."""
    if not has_suffix and cue.op == "=":
        return False
    if raw.unit == PERCENT and not _RATIO_NAME.search(twin[: cue.start]):
        return False
    begin = max(twin.rfind(mark, 0, cue.start) for mark in _CLAUSE_MARKS) + 1
    if has_suffix:
        return not (twin[cue.start - 1 : cue.start] == "，" and cue.is_target)
    return not _DEED.search(twin[begin : cue.start])


def counts_in(unit: str) -> str:
    """元 of 亿元 and 万元."""
    return unit.lstrip("十百千万亿")


def achieves(twin: str, raw: WrittenNumber) -> bool:
    """A verb of doing stands before it in its piece."""
    begin = max(twin.rfind(mark, 0, raw.start) for mark in "，。；：") + 1  # a name in quotes parts nothing
    return bool(_ACHIEVES.search(twin, begin, raw.start))

"""Numbers named together of which only the last name is whole: 花生种植、收获机械化率 are two rates of 花生."""

import re
from collections.abc import Sequence

# What is measured, at the end of a name.
_NOUN = re.compile(
    "(?:比例|占比|比重|面积|产量|产值|收入|价值|水平|浓度|规模|总数|人数|总量|数量|能力|增速|指数|满意度|率|量|额|数|比)$"
)
_JOINT = 2  # characters of 种植 and 收获, of which each has one


def lacks_its_noun(names: Sequence[str]) -> bool:
    return bool(_NOUN.search(names[-1])) and any(not _NOUN.search(name) for name in names[:-1])


def completed(names: Sequence[str]) -> list[str]:
    """The likely names in full. Where the shared words begin is a guess, so whoever uses them has to ask."""
    if not lacks_its_noun(names):
        return [*names]
    first, last = names[0], names[-1]
    noun = found[0] if (found := _NOUN.search(last)) else ""
    joint = _joint([*names[1:-1]], first, len(last) - len(noun))
    if not joint:  # 秸秆综合利用、农膜回收率
        return [*(name if _NOUN.search(name) else name + noun for name in names)]
    subject, shared = first[:-joint], last[joint:]
    return [f"{first}{shared}", *(f"{subject}{name}{shared}" for name in names[1:-1]), f"{subject}{last}"]


def _joint(between: Sequence[str], first: str, own: int) -> int:
    """How many characters at the end of the first name each of the others has its own of; 0: all of it is its own.
    `own`: characters of the last name before its noun."""
    if between and len({*map(len, between)}) == 1 and len(between[0]) <= len(first):
        return len(between[0])  # 小麦耕、种、收机械化率
    if len(first) <= _JOINT + 1:
        return len(first) if own > len(first) else 0  # 城镇、农村污水处理率
    return _JOINT if own > len(first) else 0

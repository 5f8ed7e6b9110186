"""What a goal is measured by, where the document leaves no doubt: a date, and Grade II or one share of days in %."""

import re
from collections.abc import Mapping, Sequence

from bot.domain.plan import IndicatorKind, Measure
from bot.planfile.importer.normalize import folded
from bot.planfile.plan_measures import OPERATORS_OF, PERCENT

_GRADE_TWO = re.compile("空气质量[^，。；]{0,12}二级标准")
_DAYS: Mapping[Measure, re.Pattern[str]] = {
    Measure.GOOD_DAYS: re.compile("优良天(?:数)?(?:比例|比率|占比|率)?"),
    Measure.HEAVY_DAYS: re.compile("重(?:度)?(?:及以上)?污染天(?:数)?(?:比例|比率|占比|率)?"),
}


def measure_of(phrase: str, due: str, indicators: Sequence[Mapping[str, object]]) -> str:
    """The measure's word, "" where there is a doubt. `indicators`: the goal's rows."""
    twin = folded(phrase)
    if not due:
        return ""
    shares = [measure for measure, words in _DAYS.items() if words.search(twin)]
    if not shares:
        return Measure.ATTAINMENT.value if _GRADE_TWO.search(twin) and not indicators else ""
    targets = [one for one in indicators if one["kind"] == IndicatorKind.TARGET and one["unit"] == PERCENT]
    if len(shares) > 1 or len(targets) != 1 or targets[0]["op"] not in OPERATORS_OF[shares[0]]:
        return ""
    return shares[0].value

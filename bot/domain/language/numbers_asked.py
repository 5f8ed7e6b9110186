"""Questions about numbers: 优良天数还差多少天, 我们县达标了吗, 上个月排第几, 风电多少了, 清单还差几家.

Read only where the words ask that and nothing else: 锅炉达标了吗 is about a task.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.domain.language.dates import mentions
from bot.domain.language.plain import plain
from bot.domain.lazy_pattern import lazy_pattern
from bot.domain.plan import IndicatorKind, Plan

READ_AT_MOST = 40  # characters; a longer text says more than a question
SHORTEST = 2  # characters of a word that names an indicator


class NumberTopic(StrEnum):
    GOOD_DAYS = "good_days"
    HEAVY_DAYS = "heavy_days"
    ATTAINMENT = "attainment"
    RANK = "rank"
    AIR = "air"  # how it is, without saying which number
    INDICATOR = "indicator"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class NumbersAsked:
    """`place`: a county or the whole city, "" where none is named; `own`: 我们县. `period`: 2024-01 or 2023, "" for the
    last. `word`: of the indicator's or the list's name; `aim`: the target that was named instead (才到260)."""

    topic: NumberTopic
    place: str = ""
    own: bool = False
    period: str = ""
    word: str = ""
    aim: Decimal | None = None


_ASKING = (
    r"还差|还有|还剩|还能|还要|还需|还可以|再|差|剩下?|有|多少|几|哪些?|什么|天数?|家|个|了|没有?|吗|呢|么|嘛|啊|呀|的|是否|是不是|能不能|能|会|可以"
    r"|完成|达到|目标|要求|情况|怎么?样|咋样|如何|进展|进度|现在|目前|今年|全年|年底|咱|到|才|比例|率|少|损失|超没?超?|请问|问一?下|查一?下|看一?下|\W"
)
_OWN = r"(?:我们|咱们?|我|本)(?:县|区|市)"
_TOPICS = (
    (NumberTopic.GOOD_DAYS, r"空气质量|优良(?:天数?|率|比例)?", "优良"),
    (NumberTopic.HEAVY_DAYS, r"空气质量|重度?(?:及以上)?污染(?:天气?数?|率|日)?", "重度?(?:及以上)?污染"),
    (NumberTopic.ATTAINMENT, r"空气质量|空气|环境|达标|达到?|二级(?:标准)?|县(?:市?区)?", "达标|二级"),
    (
        NumberTopic.RANK,
        r"空气质量|空气|综合指数|排名|名次|排在?|第几名?|位|第|名|在?县(?:市?区)?|是",
        "排名|名次|排在?第?几|第几",
    ),
    (
        NumberTopic.AIR,
        r"环境空气质量|空气质量|空气|大气|质量|浓度|均值|平均|累计|好不好|好|差不差|PM2\.?5|PM10|细颗粒物|可吸入颗粒物|臭氧|二氧化[硫氮]|一氧化碳"
        r"|SO2|NO2|CO|O3|[吗呢]",
        r"空气|大气|PM2\.?5|PM10|颗粒物|臭氧|二氧化[硫氮]|一氧化碳|SO2|NO2|O3",
    ),
)
_SUBJECTS = [
    (topic, re.compile(rf"(?:{words}|{_OWN}|{_ASKING})", re.I), re.compile(tells, re.I))
    for topic, words, tells in _TOPICS
]
_ASKS = lazy_pattern(
    r"[?？]\s?$|(?:吗|呢|么|嘛|没|没有)[?？。]?\s?$|多少|几|好不好|怎么?样|咋样|如何|哪[些个]|排名[?？。]?$|名次[?？。]?$|(?:达标|优良|污染).{0,6}情况[?？。]?$"
)
_NO_WEATHER = lazy_pattern(r"预警|响应|应急|管控|措施|怎么办|怎么做")
_LIST = lazy_pattern(
    r"(?P<word>.{0,16}?)的?清单(?:里|上|中)?(?:的?企业)?(?:现在|目前)?"
    r"(?:还差|还有|还剩|剩|差|有|完成了?|没完成|未完成)+(?:几|多少|哪)(?:家|个|些|项)?(?:企业|项目)?(?:没|未|没有)?(?:完成|改造?)?(?:了|的)?(?:呢|啊)?[?？。]?"
)
_INDICATOR = lazy_pattern(
    r"(?:请问|现在|目前|截至目前)?(?P<word>.*?)的?(?:现在|目前|完成)?(?:已经?)?(?:进展|进度|完成)?(?:情况)?(?:已经?|是|有|到|达到?)?"
    r"(?:还?差多少(?:才[能]?)?(?:到|达到?|够|完成)?(?P<aim>[0-9]+(?:\.[0-9]+)?)?|多少|怎么?样|咋样|如何|几成)(?P<unit>万?千瓦|%|个百分点)?(?:了|啦)?(?:呢|啊)?[?？。]?"
)


def numbers_asked(text: str, plan: Plan, places: Mapping[str, str], today: date) -> NumbersAsked | None:
    """`places`: full names of the counties and of the city, by what people write."""
    text = plain(text).strip()
    if len(text) > READ_AT_MOST or not _ASKS.search(text):
        return None
    if listed := _LIST.fullmatch(text):
        return NumbersAsked(NumberTopic.LIST, word=listed["word"].strip())
    return _of_air(text, places, today) or _of_indicator(text, plan)


def _of_air(text: str, places: Mapping[str, str], today: date) -> NumbersAsked | None:
    if _NO_WEATHER.search(text):
        return None
    spans = [one for one in mentions(text, today) if one.span]
    rest = text
    for one in reversed(spans):
        rest = rest[: one.start] + rest[one.end :]
    named = max((one for one in places if one in rest), key=len, default="")
    rest = rest.replace(named, "") if named else rest
    for topic, words, tells in _SUBJECTS:
        if tells.search(rest) and not words.sub("", rest):
            period = _period(spans[0].span) if spans else ""
            return NumbersAsked(topic, places.get(named, ""), bool(re.search(_OWN, rest)), period)
    return None


def _period(span: tuple[date, date] | None) -> str:
    """As ranks are labelled: a month, or a whole year."""
    assert span is not None
    first, last = span
    whole_year = (first.month, last.month) == (1, 12)
    return f"{first:%Y}" if whole_year else f"{first:%Y-%m}"


def _of_indicator(text: str, plan: Plan) -> NumbersAsked | None:
    match = _INDICATOR.fullmatch(text)
    if match is None:
        return None
    word = match["word"].strip("，, ")
    if word:
        known = len(word) >= SHORTEST and any(word in name for name in _names(plan))
        return NumbersAsked(NumberTopic.INDICATOR, word=word) if known else None
    return NumbersAsked(NumberTopic.INDICATOR, aim=Decimal(match["aim"])) if match["aim"] else None


def _names(plan: Plan) -> Iterable[str]:
    return (
        one.name for task in plan.works for one in task.indicators if one.kind is not IndicatorKind.THRESHOLD
    )

"""Questions about numbers: which there are, and which words ask something else."""

from datetime import date
from decimal import Decimal

import pytest

from bot.domain.language.air_said import names_of
from bot.domain.language.numbers_asked import NumbersAsked, NumberTopic, numbers_asked
from bot.domain.plan import UnitKind
from tests.builders import seed_plan

TODAY = date(2024, 1, 4)
PLAN = seed_plan()
PLACES = names_of(one.name for one in PLAN.units if one.kind is UnitKind.COUNTY)
T = NumberTopic


def asked(text: str) -> NumbersAsked | None:
    return numbers_asked(text, PLAN, PLACES, TODAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("优良天数还差多少天", NumbersAsked(T.GOOD_DAYS)),
        ("优良率多少了？", NumbersAsked(T.GOOD_DAYS)),
        ("全市优良天还差几天", NumbersAsked(T.GOOD_DAYS, "全市")),
        ("重污染还能有几天", NumbersAsked(T.HEAVY_DAYS)),
        ("今年重污染天数还剩多少？", NumbersAsked(T.HEAVY_DAYS)),
        ("我们县达标了吗", NumbersAsked(T.ATTAINMENT, own=True)),
        ("桐柏县达标没有", NumbersAsked(T.ATTAINMENT, "桐柏县")),
        ("桐柏空气质量达到二级标准了吗", NumbersAsked(T.ATTAINMENT, "桐柏县")),
        ("哪些县达标了", NumbersAsked(T.ATTAINMENT)),
        ("全市排名", NumbersAsked(T.RANK, "全市")),
        ("上个月排第几", NumbersAsked(T.RANK, period="2023-12")),
        ("去年桐柏县综合指数第几名？", NumbersAsked(T.RANK, "桐柏县", period="2023")),
        ("风电多少了", NumbersAsked(T.INDICATOR, word="风电")),
        ("风电装机进展怎么样", NumbersAsked(T.INDICATOR, word="风电装机")),
        ("风电装机还差多少", NumbersAsked(T.INDICATOR, word="风电装机")),
        ("还差多少才到260", NumbersAsked(T.INDICATOR, aim=Decimal(260))),
        ("还差多少到260万千瓦？", NumbersAsked(T.INDICATOR, aim=Decimal(260))),
        ("清单还差几家", NumbersAsked(T.LIST)),
        ("我县空气怎么样", NumbersAsked(T.AIR, own=True)),
        ("桐柏县今年PM2.5多少？", NumbersAsked(T.AIR, "桐柏县")),
        ("全市空气质量情况怎么样", NumbersAsked(T.AIR, "全市")),
        ("臭氧浓度多少了", NumbersAsked(T.AIR)),
        ("水泥企业清单还剩多少家没完成？", NumbersAsked(T.LIST, word="水泥企业")),
    ],
)
def test_questions_about_numbers(text: str, expected: NumbersAsked) -> None:
    found = asked(text)
    assert found and (found.topic, found.place, found.own, found.word, found.aim) == (
        expected.topic, expected.place, expected.own, expected.word, expected.aim,
    )  # fmt: skip
    if expected.period:
        assert found.period == expected.period


@pytest.mark.parametrize(
    "text",
    [
        "5怎么样了", "13.2怎么样了", "锅炉达标了吗", "8 烤房改造多少了", "重污染天气预警怎么办", "还差多少",
        "还差3家未完成", "回复排名第几", "风电装机235万千瓦", "优良天数280天", "谁负责风电", "我们县还差哪些没报",
        "清单已报", "完成清单还差3家", "污水处理厂达标排放了吗", "重污染应急响应启动了吗",
        "空气源热泵改造怎么样了", "桐柏县PM2.5 78", "大气办的文件收到了吗",
    ],
)  # fmt: skip
def test_words_that_ask_something_else(text: str) -> None:
    assert asked(text) is None

"""What words say of being in difficulty: told to others, so what is no difficulty must not be read as one."""

from decimal import Decimal

import pytest

from bot.domain.language.setbacks import (
    Fall,
    explains_a_number,
    fall_told,
    in_the_way,
    lists_what_is_left,
    says_it_will_be_kept,
    says_it_will_be_missed,
)


@pytest.mark.parametrize(
    "words",
    [
        "资金没到位",
        "卡在审批上",
        "资金已到位，设备未到货",
        "推进较慢，等市财政局拨款",
        "因疫情影响停工",
        "缺3台设备",
        "人手不够",
        "征地没谈下来",
        "供电公司还没增容",
        "存在的主要问题是资金不足",
        "企业不愿意改",
        "因天气原因推迟一周",
    ],
)
def test_what_is_in_the_way(words: str) -> None:
    assert in_the_way(f"完成60%。{words}。") == words


@pytest.mark.parametrize(
    "words",
    [
        "部分资金已到位",
        "资金已全部拨付",
        "困难群众已全部慰问",
        "克服困难完成80%",
        "无困难",
        "暂无困难和问题",
        "没有困难，按计划推进",
        "存在问题：无",
        "目前没什么问题",
        "问题已全部解决",
        "排查问题12个，已全部整改",
        "由于措施得力，提前完成",
        "未受影响",
        "因地制宜推进",
        "等待验收",
    ],
)
def test_what_is_none(words: str) -> None:
    assert in_the_way(words) == ""


@pytest.mark.parametrize(
    "words",
    ["赶不上12月31日", "12月31日前完不成", "难以按期完成", "可能要拖到明年", "预计12月31日前难以完成"],
)
def test_a_date_that_will_be_missed(words: str) -> None:
    assert says_it_will_be_missed(words)
    assert not says_it_will_be_kept(words)


@pytest.mark.parametrize(
    "words", ["不会逾期", "来得及", "没问题，能按期完成", "资金已到位，确保12月底前完成"]
)
def test_a_date_that_will_be_kept(words: str) -> None:
    assert not says_it_will_be_missed(words)
    assert says_it_will_be_kept(words)


def test_a_number_that_fell() -> None:
    assert fall_told("上次120座，这次100座") == Fall(Decimal(120), Decimal(100), "座")
    assert fall_told("上次100座，这次120座") is None
    assert fall_told("已完成100座") is None


def test_an_explained_number_and_a_corrected_one() -> None:
    assert explains_a_number("没错，上次多报了20座")
    assert not explains_a_number("报错了，应为120座")
    assert not explains_a_number("120座")


def test_what_is_left_is_named() -> None:
    assert lists_what_is_left("基本完成，剩东头3座")
    assert lists_what_is_left("除南召县外基本完成")
    assert not lists_what_is_left("基本完成")

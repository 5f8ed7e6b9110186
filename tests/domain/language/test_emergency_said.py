"""Words that order an emergency, and those of its units."""

import pytest

from bot.domain.language.emergency_said import (
    is_received,
    number_answered,
    order_in_command,
    order_said,
    report_in,
    signer_answered,
)

NUMBER, ZHANG = "宛环委办〔2024〕1号", "张某"


@pytest.mark.parametrize(
    ("words", "wanted", "level", "number", "signer"),
    [
        ("橙 文号宛环委办〔2024〕1号 签发人张某", "level", "orange", NUMBER, ZHANG),
        ("橙色 宛环委办[2024]1号 张某签发", "level", "orange", NUMBER, ZHANG),
        ("橙色 宛环委办(2024)1号 张某签发", "level", "orange", NUMBER, ZHANG),
        ("橙 宛环委办（2024）第1号，签发人：张某", "level", "orange", NUMBER, ZHANG),
        ("红 宛环委办2024年1号 副市长张某签发", "level", "red", NUMBER, "副市长张某"),
        ("Ⅱ级 文号：宛环委办〔2024〕1号 签发人：张某", "level", "orange", NUMBER, ZHANG),
        ("II级", "level", "orange", "", ""),
        ("I级", "level", "red", "", ""),
        ("III级", "level", "yellow", "", ""),
        ("三级", "level", "yellow", "", ""),
        ("黄", "level", "yellow", "", ""),
        ("orange", "level", "orange", "", ""),
        ("解除 文号宛环委办〔2024〕1号 签发人张某", "lift", None, NUMBER, ZHANG),
        ("解除橙色预警", "lift", None, "", ""),
        ("中止 宛环委办〔2024〕1号 张某签发", "suspend", None, NUMBER, ZHANG),
        ("", "look", None, "", ""),
        ("由黄色升级为橙色", "level", "orange", "", ""),
        ("橙 文号2024-15", "level", "orange", "2024-15", ""),
    ],
)
def test_behind_the_command(words: str, wanted: str, level: str | None, number: str, signer: str) -> None:
    said = order_in_command(words)
    assert (said.wanted, said.level, said.number, said.signer) == (wanted, level, number, signer)


@pytest.mark.parametrize("words", ["蓝", "蓝色", "Ⅳ级", "IV级", "四级", "blue"])
def test_a_level_that_there_is_not(words: str) -> None:
    said = order_in_command(words)
    assert (said.level, bool(said.unknown)) == (None, True)


@pytest.mark.parametrize(
    ("words", "wanted", "level"),
    [
        ("启动橙色预警 宛环委办〔2024〕1号 张某签发", "level", "orange"),
        ("启动Ⅱ级应急响应 宛环委办〔2024〕1号 张某签发", "level", "orange"),
        ("根据宛环委办〔2024〕1号，启动重污染天气橙色预警，签发人张某", "level", "orange"),
        ("请启动重污染天气红色预警", "level", "red"),
        ("预警升级为红色", "level", "red"),
        ("将橙色预警降为黄色", "level", "yellow"),
        ("解除重污染天气预警 宛环委办〔2024〕2号 张某签发", "lift", None),
        ("终止应急响应", "lift", None),
    ],
)
def test_in_words(words: str, wanted: str, level: str | None) -> None:
    said = order_said(words)
    assert said and (said.wanted, said.level) == (wanted, level)


@pytest.mark.parametrize(
    "words",
    [
        "我县已启动橙色预警响应，32家企业已停产", "启动橙色预警要什么条件？", "橙色预警期间工地全部停工",
        "启动锅炉改造",
        "应急响应期间出动检查组12个，启动设备3台", "修订重污染天气应急预案", "要不要启动橙色预警",
    ],
)  # fmt: skip
def test_what_orders_nothing(words: str) -> None:
    assert order_said(words) is None


def test_answers_to_the_questions() -> None:
    assert number_answered("宛环委办[2024]3号") == "宛环委办〔2024〕3号"
    assert number_answered("明电3号") == "明电3号"
    assert number_answered("还没有文号") == ""
    assert signer_answered("张某") == "张某"
    assert signer_answered("副市长李某签发") == "副市长李某"
    assert signer_answered("2024") == ""


@pytest.mark.parametrize("words", ["收到", "收到。", "已签收", "签收", "好的收到", "收到，谢谢", "已收悉"])
def test_received(words: str) -> None:
    assert is_received(words)


@pytest.mark.parametrize("words", ["收到多少钱", "未签收", "没收到", "谁没签收"])
def test_not_received(words: str) -> None:
    assert not is_received(words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("应急 32家企业已停限产，工地全部停工", "32家企业已停限产，工地全部停工"),
        ("应急：停产3家", "停产3家"),
        ("应急响应：停产3家", "停产3家"),
        ("应急停产3家", "停产3家"),
        ("应急预案已修订", None),
        ("应急减排清单已更新", None),
        ("停产3家", None),
        ("应急管理局已部署", None),
    ],
)
def test_a_report_begins_with_its_word(words: str, said: str | None) -> None:
    assert report_in(words) == said

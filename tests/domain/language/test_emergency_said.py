"""Words that order an emergency, and those of its units."""

import pytest

from bot.domain.language.emergency_replies import besides_received, is_received, report_in, says_standstill
from bot.domain.language.emergency_said import (
    asks_its_course,
    number_answered,
    order_in_command,
    order_said,
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


@pytest.mark.parametrize(
    ("words", "wanted", "level", "number", "signer", "when"),
    [
        ("橙色预警启动，宛环委办〔2024〕1号，签发人：张某", "level", "orange", NUMBER, ZHANG, ""),
        ("橙色预警启动，宛环委办〔2024〕1号，张某", "level", "orange", NUMBER, ZHANG, ""),
        ("宛环委办〔2024〕1号 副市长张某，降为黄色", "level", "yellow", NUMBER, "副市长张某", ""),
        ("升级到红色，宛环委办〔2024〕1号，张某", "level", "red", NUMBER, ZHANG, ""),
        ("解除，宛环委办〔2024〕1号，张某", "lift", None, NUMBER, ZHANG, ""),
        ("解除 宛环委办(2024)1号 李秘书长", "lift", None, NUMBER, "李秘书长", ""),
        ("预警终止，宛环委办〔2024〕1号，张某", "lift", None, NUMBER, ZHANG, ""),
        ("解除", "lift", None, "", "", ""),
        ("降为黄色", "level", "yellow", "", "", ""),
        ("调整到橙色", "level", "orange", "", "", ""),
        ("升级到红色", "level", "red", "", "", ""),
        ("周六零点启动橙色", "level", "orange", "", "", "周六零点"),
        ("明早8点启动红色预警", "level", "red", "", "", "明早8点"),
        ("自1月5日18时起启动橙色预警，宛环委办〔2024〕1号，张某签发", "level", "orange", NUMBER, ZHANG, "1月5日18时起"),
        ("今天启动橙色预警", "level", "orange", "", "", ""),
        ("今天18:00解除预警", "lift", None, "", "", "今天18:00"),
    ],
)  # fmt: skip
def test_as_an_office_types_it_while_one_runs(
    words: str, wanted: str, level: str | None, number: str, signer: str, when: str
) -> None:
    said = order_said(words, office=True, running=True)
    assert said and said.whole
    assert (said.wanted, said.level, said.number, said.signer, said.when) == (
        wanted, level, number, signer, when
    )  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "解除第3项挂账",
        "第3项降为黄色",
        "恢复办理",
        "启动锅炉改造",
        "橙色预警期间工地全部停工",
        "橙色预警已启动",
        "降为黄色吗",
    ],
)
def test_what_an_office_orders_nothing_with(words: str) -> None:
    assert order_said(words, office=True, running=True) is None


def test_a_bare_lifting_is_one_only_while_an_emergency_runs() -> None:
    assert order_said("解除", office=True) is None
    assert order_said("解除", running=True) is None
    said = order_said("启动橙色预警，大家抓紧", office=True)
    assert said and not said.whole


@pytest.mark.parametrize(
    "words",
    [
        "响应解除了吗",
        "预警什么时候结束",
        "橙色预警解除没有",
        "预警延长到周一",
        "应急响应持续到几号",
        "响应还在吗",
        "现在是几级响应？",
    ],
)
def test_questions_about_its_course(words: str) -> None:
    assert asks_its_course(words, running=False)


@pytest.mark.parametrize("words", ["延长到周一", "什么时候解除", "延长到1月9日", "啥时候结束？"])
def test_questions_that_only_a_running_one_explains(words: str) -> None:
    assert asks_its_course(words, running=True)
    assert not asks_its_course(words, running=False)


@pytest.mark.parametrize(
    "words",
    [
        "第3项什么时候结束",
        "应急演练什么时候结束",
        "应急预案什么时候完成",
        "挂账什么时候解除",
        "延期到1月15日",
        "预警平台什么时候启动",
    ],
)
def test_questions_about_other_things(words: str) -> None:
    assert not asks_its_course(words, running=True)


def test_answers_to_the_questions() -> None:
    assert number_answered("宛环委办[2024]3号") == "宛环委办〔2024〕3号"
    assert number_answered("明电3号") == "明电3号"
    assert number_answered("还没有文号") == ""
    assert signer_answered("张某") == "张某"
    assert signer_answered("副市长李某签发") == "副市长李某"
    assert signer_answered("2024") == ""


@pytest.mark.parametrize(
    "words",
    [
        "收到",
        "收到。",
        "收到！",
        "收到收到",
        "已签收",
        "签收",
        "好的收到",
        "好的，收到",
        "收到，谢谢",
        "已收悉",
        "已收到，马上落实",
        "我们已收到，正在安排",
        "收到通知，立即部署",
        "收到，已停产10家",
    ],
)
def test_received(words: str) -> None:
    assert is_received(words)


@pytest.mark.parametrize(
    ("words", "besides"),
    [
        ("收到，已停产10家", "已停产10家"),
        ("收到，马上落实", ""),
        ("收到。2号窑已停", "2号窑已停"),
        ("已收悉！谢谢", ""),
    ],
)
def test_what_is_said_besides(words: str, besides: str) -> None:
    assert besides_received(words) == besides


@pytest.mark.parametrize("words", ["今天已停产10家", "停了10家，还有2家没停", "工地全部停工", "2号窑限产50%"])
def test_a_standstill_without_its_word(words: str) -> None:
    assert says_standstill(words)


@pytest.mark.parametrize("words", ["停产了吗", "第3项已停产10家", "T1 已停工", "已完成10家", "哪些要停产"])
def test_no_standstill(words: str) -> None:
    assert not says_standstill(words)


@pytest.mark.parametrize(
    "words", ["收到多少钱", "未签收", "没收到", "谁没签收", "收到钱了", "收到。第3项已完成", "收到，T1已办"]
)
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

"""Every number with its comparator, range and object; what is no target is none; what may be one is asked."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.plan import Plan
from tests.planfile.importer.papers import codes, plan_of

TITLE = "白浪市水网建设方案（2026—2028年）"


def of(text: str) -> Plan:
    return plan_of(f"{TITLE}\n一、重点任务\n1.甲事。{text}（市水利局牵头）")


def rows(plan: Plan) -> list[str]:
    return [
        f"{i.name} {i.op} {i.value}{i.unit}"
        + f" {i.direction}" * bool(i.direction)
        + f" {i.due}" * bool(i.due)
        + f" {i.strength}" * (i.strength != "must")
        for task in plan.tasks
        for i in task.indicators
    ]


KEPT = [
    # a comparator apart from its number
    ("预付款不低于采购额的30%。", ["预付款 >= 30%"]),
    ("绿地不少于建设用地的百分之三十五。", ["绿地 >= 35%"]),
    ("硬化路面不超过岸线总长的5%。", ["硬化路面 <= 5%"]),
    ("临时用工控制在定员总数的8%以内。", ["临时用工 <= 8%"]),
    # comparators beside it
    ("供水保证率≥95%，漏损率≤9%。", ["供水保证率 >= 95%", "漏损率 <= 9%"]),
    ("至少培育五家龙头企业。", ["龙头企业 >= 5家"]),
    ("培育10家以上龙头企业。", ["龙头企业 >= 10家"]),
    ("建成15个以上示范村。", ["示范村 >= 15个"]),
    ("接诉响应时间控制在4小时以内。", ["接诉响应时间 <= 4小时"]),
    ("回用率不低于25%且不超过40%。", ["回用率 >= 25%", "回用率 <= 40%"]),
    # ranges
    ("每年提升1～3个百分点。", ["甲事 >= 1个百分点 increase", "甲事 <= 3个百分点 increase"]),
    ("占比提高3至5个百分点。", ["占比 >= 3个百分点 increase", "占比 <= 5个百分点 increase"]),
    ("回用率达到60%—70%。", ["回用率 >= 60%", "回用率 <= 70%"]),
    ("回用率达到６０％－７０％。", ["回用率 >= 60%", "回用率 <= 70%"]),
    ("新建5—8座公园。", ["公园 >= 5座", "公园 <= 8座"]),
    ("新建三至五家示范园。", ["示范园 >= 3家", "示范园 <= 5家"]),
    # in words
    ("覆盖率达到百分之九十以上。", ["覆盖率 >= 90%"]),
    ("完好率达到百分之八十五点五。", ["完好率 = 85.5%"]),
    ("接管率达到九成以上。", ["接管率 >= 90%"]),
    ("用水量减少两成。", ["用水量 = 20% decrease"]),
    ("一半以上村庄通水。", ["村庄通水 >= 50%"]),
    ("新建两座泵站，改造三座水闸。", ["泵站 = 2座", "水闸 = 3座"]),
    # changes and bases
    ("回用率由10%提高到30%。", ["回用率 = 30%"]),
    ("漏损率从2025年的12%降至9%以下。", ["漏损率 <= 9%"]),
    ("用水量比2025年下降8个百分点。", ["用水量 = 8个百分点 decrease"]),
    # from a year on: no part of the name
    ("接管率2027年起每年提升2个百分点。", ["接管率 = 2个百分点 increase"]),
    ("2027年起每年提升2个百分点。", ["甲事 = 2个百分点 increase"]),
    ("2027年起，每季度提高1个百分点。", ["甲事 = 1个百分点 increase"]),
    # a mean of one year is a level
    ("年均浓度达到35微克/立方米。", ["年均浓度 = 35微克/立方米"]),
    # 分别
    ("城区、农村覆盖率分别不低于95%、85%。", ["城区覆盖率 >= 95%", "农村覆盖率 >= 85%"]),
    ("接管率、回用率和达标率分别达到90%、60%和100%。", ["接管率 = 90%", "回用率 = 60%", "达标率 = 100%"]),
    (
        "到2026年、2027年，回用率分别达到60%、70%以上。",
        ["回用率 = 60% 2026-12-31", "回用率 >= 70% 2027-12-31"],
    ),
    (
        "2026年、2027年分别完成清淤40公里、60公里。",
        ["清淤 = 40公里 2026-12-31", "清淤 = 60公里 2027-12-31"],
    ),
    (
        "2026年1季度、2季度分别完成全年任务的20%和50%。",
        ["全年任务 = 20% 2026-03-31", "全年任务 = 50% 2026-06-30"],
    ),
    (
        "培训覆盖率2026年、2027年分别达到80%、100%。",
        ["培训覆盖率 = 80% 2026-12-31", "培训覆盖率 = 100% 2027-12-31"],
    ),
    ("完成投资1.2亿元和8000万元。", ["投资 = 1.2亿元", "投资 = 8000万元"]),
    # stretch
    ("新建管网不少于120公里，力争150公里。", ["新建管网 >= 120公里", "新建管网 = 150公里 strive"]),
    ("漏损率控制在8%以内，力争降至7%以下。", ["漏损率 <= 8%", "漏损率 <= 7% strive"]),
    # names are the object, and the date is the number's
    ("2026年5月底前完成清淤20公里以上。", ["清淤 >= 20公里 2026-05-31"]),
    ("2026年5月底前完成东支渠清淤20公里以上。", ["东支渠清淤 >= 20公里 2026-05-31"]),
    ("东支渠清淤20公里以上，2026年5月底前完成。", ["东支渠清淤 >= 20公里 2026-05-31"]),
    (
        "自2026年起，每年新增良田不少于3.5万亩，到2028年累计建成12万亩以上。",
        ["每年新增良田 >= 3.5万亩", "良田 >= 12万亩 2028-12-31"],
    ),
    (
        "2026年底前累计建成充电桩1500个以上（其中公共充电桩不少于600个）。",
        ["充电桩 >= 1500个 2026-12-31", "公共充电桩 >= 600个 2026-12-31"],
    ),
    ("2026年8月底前到位率达100%，完成率达到75%。", ["到位率 = 100% 2026-08-31", "完成率 = 75% 2026-08-31"]),
    ("建设口袋公园8至10处。", ["口袋公园 >= 8处", "口袋公园 <= 10处"]),
    ("危险废物处置率100%。", ["危险废物处置率 = 100%"]),
    ("新建管网200—260公里。", ["新建管网 >= 200公里", "新建管网 <= 260公里"]),
    # whom it concerns
    ("对年用水量超过5万立方米的用户安装水表。", ["年用水量 > 5万立方米"]),
    ("对年销售额500万元以上的企业开展培训。", ["年销售额 >= 500万元"]),
    ("补贴发放率达到100%。", ["补贴发放率 = 100%"]),
]


@pytest.mark.parametrize(("text", "expected"), KEPT)
def test_a_number_keeps_what_stands_around_it(text: str, expected: list[str]) -> None:
    assert rows(of(text)) == expected


ASKED = [
    *("治理河道20余公里。", "培育企业约30家。", "带动就业近万人。", "增长8%左右。", "新建100多处。"),
    *("产值翻一番。", "总量增长1.5倍。", "三分之二以上的县区达标。", "增速高于全省平均水平2个百分点。"),
    *("回用率提高2个以上百分点。", "损失下降3%至5%。", "新增床位120张。", "满意度达到85分以上。"),
    *("甲率、乙率、丙率分别达到90%、60%。", "已建成20公里。", "现有泵站10座。"),
    # rates, ceilings, fines and prices of a policy
    *(
        "对不裁员企业返还上年实缴保费的50%。",
        "每户补助2000元。",
        "按设备投资额的20%给予补贴，最高不超过15万元。",
    ),
    *(
        "对违规企业处5万元以上20万元以下罚款。",
        "水价调整为3.5元/吨。",
        "贷款额度最高300万元。",
        "减按15%征收。",
    ),
    "一次性奖励50万元。",
    # parts of a whole and of a day, without figures
    *("办理时限压缩至半天。", "响应时间控制在半个工作日以内。", "停水时长不超过半小时。"),
    *("覆盖面扩大到一半。", "接管户数达到半数。", "漏报率控制在万分之五以内。", "差错率低于千分之三。"),
    # none and all, without a number
    *("黑臭断面为零。", "积案动态清零。", "污染地块零新增。", "安全事故零发生。", "存量问题归零。"),
    *("村庄污水治理全覆盖。", "实现取水口监测全覆盖；"),
    # a mean of several years is no change up to the date
    *("产值年均增长8%。", "用水量年均下降2%以上。", "良田面积年均新增3万亩。"),
]


@pytest.mark.parametrize("text", ASKED)
def test_what_may_be_no_target_is_asked(text: str) -> None:
    plan = of(text)
    assert rows(plan) == []
    assert "unclear_number" in codes(plan)


NONE = [
    *(
        "落实十个百分之百和“六个100%”。",
        "执行“三同时”制度。",
        "整治312国道沿线。",
        "为60周岁以上老人免费体检。",
    ),
    *(
        "从零开始建设。",
        "从零开始。",
        "发展新零售业态。",
        "整治零星地块。",
        "整治零散用地。",
        "每半年调度一次。",
    ),
    *("按照云政发〔2026〕12号文件办理。", "推进千万千瓦级基地。", "健全五级责任体系。", "编制“十五五”规划。"),
]


@pytest.mark.parametrize("text", NONE)
def test_names_with_numerals_are_none(text: str) -> None:
    plan = of(text)
    assert (rows(plan), "unclear_number" in codes(plan)) == ([], False)


@pytest.mark.parametrize(
    "text", ["每人每年只享受一次。", "每户每年补助一次。", "同一企业每年最多申报2项。", "每人每月补贴300元。"]
)
def test_what_anyone_may_have_once_a_year_is_no_duty(text: str) -> None:
    assert [
        m.every for m in of(text).tasks[0].milestones if m.every and not m.every_inferred and not m.inferred
    ] == []


# ---- laws

COMPARED = (
    ("不低于{n}", ">="),
    ("不少于全部的{n}", ">="),
    ("达到{n}以上", ">="),
    ("≥{n}", ">="),
    ("控制在{n}以内", "<="),
    ("不超过总数的{n}", "<="),
    ("不得高于{n}", "<="),
    ("低于{n}", "<"),
    ("超过{n}", ">"),
    ("达到{n}", "="),
    ("为{n}", "="),
    ("约{n}", None),
    ("{n}左右", None),
)


@given(
    st.sampled_from(COMPARED),
    st.sampled_from(["接管率", "农村饮水达标率", "回用比例"]),
    st.integers(1, 100),
    st.sampled_from(["{}%", "{} %", "{}％", "百分之{}"]),
)
@settings(max_examples=150, deadline=None)
def test_a_share_keeps_its_comparator_or_is_asked(
    compared: tuple[str, str | None], name: str, value: int, shape: str
) -> None:
    phrase, op = compared
    plan = of(f"{name}{phrase.format(n=shape.format(value))}。")
    expected = [] if op is None else [f"{name} {op} {value}%"]
    assert rows(plan) == expected
    assert ("unclear_number" in codes(plan)) is (op is None)


@given(st.lists(st.sampled_from([*(text for text, _ in KEPT), *ASKED, *NONE]), min_size=1, max_size=4))
@settings(max_examples=120, deadline=None)
def test_no_number_that_its_quote_does_not_carry(texts: list[str]) -> None:
    text = "".join(texts)
    for task in of(text).tasks:
        for one in task.indicators:
            assert (one.quote or "") in text
            shown = one.quote.translate(str.maketrans("０１２３４５６７８９", "0123456789"))
            figures = re.findall(r"[0-9]+(?:\.[0-9]+)?", shown)
            assert str(one.value) in figures or (
                not figures and re.search("[一二两三四五六七八九十百]", shown)
            )

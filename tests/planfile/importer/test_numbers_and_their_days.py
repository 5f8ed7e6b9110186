"""The day a number is due at: that of its own term; where several could be meant, whoever reviews is asked."""

import pytest

from bot.domain.plan import Plan
from tests.planfile.importer.papers import codes, plan_of

TITLE = "白浪市水网建设方案（2026—2028年）"


def of(item: str) -> Plan:
    return plan_of(f"{TITLE}\n一、重点任务\n{item}")


def numbers(plan: Plan) -> list[str]:
    return [
        f"{i.name} {i.kind} {i.op} {i.value}{i.unit} {i.due}" for task in plan.tasks for i in task.indicators
    ]


def asked(plan: Plan) -> list[tuple[str, object]]:
    codes = ("no_day", "ambiguous_scope", "unclear_number")
    return [(finding.code, finding.args["about"]) for finding in plan.findings if finding.code in codes]


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("新建水闸12座。", "新建水闸12座"),
        ("新建水闸12座、泵站4座。", "新建水闸12座、泵站4座"),
        ("供水保证率达到95%以上。", "供水保证率达到95%以上"),
    ],
)
def test_a_column_of_several_days_does_not_say_when_a_number_is_due(words: str, quote: str) -> None:
    plan = of(f"1.{words}（牵头单位：市水利局；完成时限：2026年6月底前完成选址，2026年11月底前全部建成）")
    assert [str(m.due) for task in plan.tasks for m in task.milestones] == ["2026-06-30", "2026-11-30"]
    assert {number.rsplit(" ", 1)[1] for number in numbers(plan)} == {"None"}
    assert asked(plan) == [("no_day", quote)]


def test_a_column_of_one_day_says_when_its_numbers_are_due() -> None:
    plan = of("1.新建水闸12座。（牵头单位：市水利局；完成时限：2026年11月底前）")
    assert numbers(plan) == ["新建水闸 count = 12座 2026-11-30"]
    assert not asked(plan)


@pytest.mark.parametrize(
    "following", ["漏损率比2025年下降3%以上。", "全市水费收缴率达到95%以上。", "年供水量不低于3亿立方米。"]
)
def test_a_number_in_the_sentence_after_a_horizon_asks_how_far_it_reaches(following: str) -> None:
    plan = of(f"1.节水。到2027年，用水总量控制在20亿立方米以内。{following}（市水利局牵头）")
    assert numbers(plan)[1].endswith(" None")
    assert asked(plan) == [("ambiguous_scope", "到2027年")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("每千人口托位数达到4.8个。", ["每千人口托位数 target = 4.8个 None"]),
        ("每10万人拥有公厕数不少于30座。", ["每10万人拥有公厕数 target >= 30座 None"]),
        (
            "谋划项目300个，其中10亿元以上40个。",
            [
                "谋划项目 count = 300个 None",
                "甲事 threshold >= 10亿元 None",
                "谋划项目 count = 40个 None",
            ],
        ),
        ("为8万名学生开展免费体检。", ["学生 count = 8万人 None"]),
        (
            "治理河道18公里，新建水闸3座，完成60%。",
            ["治理河道 target = 18公里 None", "新建水闸 count = 3座 None", "甲事 target = 60% None"],
        ),
        ("完成投资1.2亿元和8000万元。", ["投资 target = 1.2亿元 None", "投资 target = 8000万元 None"]),
        (
            "工具普及率、数控化率分别超过90%、75%。",
            ["工具普及率 target > 90% None", "数控化率 target > 75% None"],
        ),
        ("拆除广告牌不少于500块，2026年6月30日前完成。", ["拆除广告牌 target >= 500块 2026-06-30"]),
        ("改造管网18公里，2026年5月开工，2026年10月底前完工。", ["改造管网 target = 18公里 None"]),
        ("打造15分钟生活圈12个。", ["生活圈 count = 12个 None"]),
        ("实现24小时值班。", []),
        ("日均处理能力达到20万吨/日。", ["日均处理能力 target = 20万吨/日 None"]),
        ("建设学校5所、幼儿园16个。", ["学校 count = 5所 None", "幼儿园 count = 16个 None"]),
        ("建成农田20万亩，提升8万亩。", ["农田 target = 20万亩 None", "甲事 target = 8万亩 None"]),
        ("惠及30个镇200个村。", ["镇 count = 30个 None", "村 count = 200个 None"]),
        ("污泥处置率应于2027年底前达到90%以上。", ["污泥处置率 target >= 90% 2027-12-31"]),
    ],
)
def test_what_a_number_is_of(words: str, expected: list[str]) -> None:
    assert numbers(of(f"1.甲事。{words}（市水利局牵头）")) == expected


@pytest.mark.parametrize(
    "words", ["5000平方米以上工地安装监测。", "300公里以上河道清淤。", "100%的乡镇通水。"]
)
def test_an_item_may_begin_with_digits(words: str) -> None:
    plan = of(f"1.甲事。办好。（市水利局牵头）\n2.{words}（市水利局牵头）")
    assert [(task.id, task.title) for task in plan.tasks] == [("1", "甲事"), ("2", words[:-1])]


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("居民用水价格涨幅2%左右，漏损率控制在5.5%以内。", "居民用水价格涨幅2%左右"),
        (
            "对全市范围内各类水利工程在建工地处5万元以上10万元以下罚款。",
            "对全市范围内各类水利工程在建工地处5万元以上10万元以下罚款",
        ),
    ],
)
def test_the_quote_of_a_question_ends_at_a_pause_and_cuts_no_number(words: str, quote: str) -> None:
    assert ("unclear_number", quote) in asked(of(f"1.甲事。{words}（市水利局牵头）"))


@pytest.mark.parametrize(
    "words",
    [
        "接入视频3000路。",
        "更新电梯120部，改善出行。",
        "（含广场舞台12方）",
        "检修路灯800盏、配电箱40面。",
        "材料精简1/3。",
    ],
)
def test_a_number_of_a_unit_we_do_not_know_is_asked(words: str) -> None:
    assert "unclear_number" in [code for code, _ in asked(of(f"1.甲事。{words}（市水利局牵头）"))]


@pytest.mark.parametrize(
    "words", ["开通3路公交车。", "拨打12345热线。", "落实国六标准。", "推进2026年第3批项目。"]
)
def test_a_number_that_counts_nothing_is_not_asked(words: str) -> None:
    assert not asked(of(f"1.甲事。{words}（市水利局牵头）"))


@pytest.mark.parametrize(
    ("words", "is_asked"),
    [
        ("绿色占比达到52%，排水设施2026年9月1日前全部投用。", True),
        ("建成泵站3座，配套管网2026年9月底前建成。", True),
        ("排水设施2026年9月1日前全部投用，绿色占比达到52%。", True),
        ("排查管网，排水设施2026年9月1日前全部投用。", False),
        ("建成泵站3座，2026年9月底前全部投用。", False),
        ("2026年9月底前建成泵站3座，配套管网12公里。", False),
    ],
)
def test_a_number_beside_the_object_of_a_day_is_asked(words: str, is_asked: bool) -> None:
    plan = plan_of(f"云溪市治水方案（2026年）\n一、重点任务\n1.治水。{words}（市水利局负责）")
    assert ("ambiguous_scope" in codes(plan)) == is_asked


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("集中采购耗材40类，抽检产品3类。", ["集中采购耗材40类"]),
        ("培养人才200位，核对18位代码。", ["培养人才200位"]),
        ("接入视频3000路，开通3路公交。", ["接入视频3000路"]),
    ],
)
def test_measure_words_that_mostly_name_are_asked_where_they_count(words: str, asked: list[str]) -> None:
    plan = plan_of(f"云溪市治水方案（2026年）\n一、重点任务\n1.治水。{words}（市水利局负责）")
    assert [str(f.args["about"]) for f in plan.findings if f.code == "unclear_number"] == asked

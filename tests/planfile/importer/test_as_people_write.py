"""Shapes found by writing plans in the manner of many offices: each was wrong or lost without a question."""

import pytest

from bot.domain.plan import Plan
from tests.planfile.importer.papers import codes, plan_of, roles

TITLE = "白浪市水网建设方案（2026年）"


def of(words: str, title: str = TITLE) -> Plan:
    return plan_of(f"{title}\n一、重点任务\n1.甲事。{words}（市水利局牵头）")


def numbers(plan: Plan) -> list[str]:
    return [f"{i.name} {i.op} {i.value}{i.unit}" for task in plan.tasks for i in task.indicators]


def asked(plan: Plan, code: str) -> list[object]:
    return [finding.args["about"] for finding in plan.findings if finding.code == code]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # a blank parts thousands
        ("新建泵站3 400座。", ["新建泵站 = 3400座"]),
        ("全市128个站点、1 560个小区，通水。", ["站点 = 128个", "小区 = 1560个"]),
        ("全市不少于1 860名管护员。", ["全市 >= 1860人"]),
        # one thing counted twice
        ("治理隐患120处78.5公里。", ["治理隐患 = 120处", "治理隐患 = 78.5公里"]),
        ("改造小区86个1.9万户、水表。", ["改造小区 = 86个", "改造小区 = 1.9万户"]),
        ("建设步道3条共计9公里。", ["步道 = 3条", "步道 = 9公里"]),
        # behind a date, or served
        ("8月底前3所中小学通水。", ["中小学通水 = 3所"]),
        ("为38所学校通水。", ["学校通水 = 38所"]),
        ("到6月底2所水厂投用。", ["水厂投用 = 2所"]),
        # the name in quotes
        ("打通“断头河”3条。", ["断头河 = 3条"]),
        ("新建“口袋公园”共15个。", ["口袋公园 = 15个"]),
        ("“你点我检”不少于24次。", ["你点我检 >= 24次"]),
        # what a name ends or begins in
        ("新增抽水蓄能600万千瓦。", ["新增抽水蓄能 = 600万千瓦"]),
        ("按时办结率99%。", ["按时办结率 = 99%"]),
        ("改造提升8个。", ["甲事 = 8个"]),
        # the base is no target
        ("产能占比从30%提至60%。", ["产能占比 = 60%"]),
        ("治理率由38%升至45%。", ["治理率 = 45%"]),
        ("漏损率从12%压到9%。", ["漏损率 <= 9%"]),
        # the same comparator again
        ("甲渠、乙渠通水率分别≥64%、≥62%。", ["甲渠通水率 >= 64%", "乙渠通水率 >= 62%"]),
        ("甲渠、乙渠通水率分别不低于64%、不低于62%。", ["甲渠通水率 >= 64%", "乙渠通水率 >= 62%"]),
        ("甲渠、乙渠漏损率分别≤8%、≤9%。", ["甲渠漏损率 <= 8%", "乙渠漏损率 <= 9%"]),
    ],
)
def test_a_number_is_whole_and_has_its_name(words: str, expected: list[str]) -> None:
    assert numbers(of(words)) == expected


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("办理时限控制在12、20个工作日。", "办理时限控制在12、20个工作日"),
        ("办理压缩至3、5天。", "办理压缩至3、5天"),
        ("存储不低于2、4、8万吨。", "存储不低于2、4、8万吨"),
        ("通水率分三年达到60%、80%、100%。", "通水率分三年达到60%、80%、100%"),
        ("资金分两批拨付40%、60%。", "资金分两批拨付40%、60%"),
        ("管网分2年改造60公里。", "管网分2年改造60公里"),
        ("收集率达到80%，或较2025年提高10个百分点。", "或较2025年提高10个百分点"),
        ("建成水厂2座，或扩建3座。", "或扩建3座"),
        ("漏损率降至9%以内，或改造管网60公里。", "或改造管网60公里"),
        ("按每300—500人配1名的标准，配齐。", "按每300—500人配1名的标准"),
        ("每500户配2名管水员。", "每500户配2名管水员"),
        ("按每10公里1处布设。", "按每10公里1处布设"),
        ("万人拥有量15标台。", "万人拥有量15标台"),
        ("存储8PB。", "存储8PB"),
        ("带宽由10G提升至100G。", "带宽由10G提升至100G"),
        ("数据专员三百人。", "数据专员三百人"),
        ("聘用河长八十名。", "聘用河长八十名"),
        ("铺设管道二十公里。", "铺设管道二十公里"),
    ],
)
def test_a_number_that_may_be_read_in_two_ways_is_asked_about(words: str, quote: str) -> None:
    assert quote in asked(of(words), "unclear_number")


@pytest.mark.parametrize("words", ["建成5G基站。", "落实三项制度。", "拨打12345热线。", "印发水网十条。"])
def test_what_is_no_number_is_not_asked_about(words: str) -> None:
    assert not asked(of(words), "unclear_number")


@pytest.mark.parametrize(
    "words",
    ["本月底前印发办法", "下月10日前印发办法", "化解率月底达80%以上", "下周五前印发办法", "本周内复工"],
)
def test_a_day_told_from_today_is_asked_about(words: str) -> None:
    assert asked(of(f"{words}。"), "no_day") == [words]


@pytest.mark.parametrize("words", ["每月底前通报。", "逐月月底报送。", "每月末通报后三名。"])
def test_the_end_of_each_month_is_a_rhythm(words: str) -> None:
    plan = of(words)
    assert not asked(plan, "no_day")
    assert [str(m.every) for m in plan.tasks[0].milestones] == ["month"]


@pytest.mark.parametrize("words", ["每半月巡查一次", "每周一调度、每月一通报", "每半个月督查一次"])
def test_what_recurs_more_often_than_monthly_is_asked_about(words: str) -> None:
    assert asked(of(f"{words}。"), "short_rhythm") == [words]


@pytest.mark.parametrize(
    "words",
    [
        "通水率，2026、2027、2028年分别不低于55%、58%、60%。",
        "通水率2026、2027和2028年分别达到55%、58%、60%。",
        "通水率：2026年55%，2027年58%，2028年60%。",
    ],
)
def test_each_year_of_a_list_has_its_number(words: str) -> None:
    plan = of(words, "白浪市水网建设方案（2026—2028年）")
    found = [(i.name, str(i.value), str(i.due)) for i in plan.tasks[0].indicators]
    assert found == [
        ("通水率", "55", "2026-12-31"),
        ("通水率", "58", "2027-12-31"),
        ("通水率", "60", "2028-12-31"),
    ]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("治理隐患120处，其中渠道40处6月底前完成，河道80处11月底前完成。", "其中渠道40处6月底前完成"),
        ("更新水表3万块，其中城区1万块6月底前完成。", "其中城区1万块6月底前完成"),
        ("建成水厂2座，其中东厂6月底前投用。", "其中东厂6月底前投用"),
    ],
)
def test_the_day_of_a_part_is_not_the_day_of_the_whole(words: str, text: str) -> None:
    plan = of(words)
    assert plan.tasks[0].milestones[0].text == text
    assert plan.tasks[0].indicators[0].due is None


@pytest.mark.parametrize(
    "words", ["6月底前完成县级水源排查。", "三年内县域通水率达到90%。", "6月底前推进县城供水。"]
)
def test_a_kind_of_county_is_no_county(words: str) -> None:
    assert not any(m.where for m in of(words).tasks[0].milestones)


@pytest.mark.parametrize("words", ["1至5月、10至12月为防汛期。", "6月至9月为汛期。", "12月至3月为禁采期。"])
def test_a_season_is_no_term(words: str) -> None:
    plan = of(words)
    assert not any(m.due for m in plan.tasks[0].milestones)
    assert asked(plan, "no_day")


def clause(words: str) -> Plan:
    return plan_of(f"{TITLE}\n一、重点任务\n1.清淤。全市河道清淤。{words}")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # the verb behind the last pause is not said of those before
        ("责任单位：市水利局；市财政局配合", "L市水利局；S市财政局"),
        ("责任单位：市水利局、市农业局，市财政局配合", "S市财政局；J市水利局、市农业局"),
        ("责任单位：市财政局；市水利局牵头", "L市水利局；J市财政局"),
        # people before the units, blanks lost
        ("责任领导：赵某 责任站所：镇水利站、镇财政所", "J镇水利站、镇财政所"),
        ("责任领导：钱某某 责任股室：工程股", "L工程股"),
        ("（分管领导：吴某 责任科室：医政科 完成时限：2026.11）", "L医政科"),
        # two names that a blank parted
        ("（责任科室：疾控科 基层科；完成时限：12月20日）", "J疾控科、基层科"),
        ("责任科室：医务科 质控科", "J医务科、质控科"),
        ("责任股室：基教股 体卫股、督导室", "J基教股、体卫股、督导室"),
        # it carries its place inside
        ("（市水利局、市农业局、郑州铁路局按职责分工负责）", "J市水利局、市农业局、郑州铁路局"),
    ],
)
def test_who_does_the_work(words: str, expected: str) -> None:
    assert roles(clause(words).tasks[0]) == expected


@pytest.mark.parametrize(
    "words", ["东湖区、西湖区政府负责清淤。", "东湖区政府负责辖区内清淤。", "东湖区、西湖区管委会负责清淤。"]
)
def test_governments_that_begin_a_sentence_are_asked_about(words: str) -> None:
    plan = plan_of(f"{TITLE}\n一、重点任务\n1.清淤。（市水利局牵头）\n2.泵站。{words}")
    assert asked(plan, "unread_clause") == [words.rstrip("。")]


def test_the_committees_of_zones_are_no_person() -> None:
    assert "person_named" not in codes(clause("责任单位：市水利局、各区政府（管委会）"))

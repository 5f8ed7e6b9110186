"""Further shapes of the same hunt: people's clauses, limits without a comparator, what a page tells of itself."""

import pytest

from bot.domain.plan import Plan
from tests.planfile.importer.papers import codes, plan_of, roles
from tests.planfile.importer.test_as_people_write import TITLE, asked, clause, numbers, of


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("利用率不低于3000千瓦时/千瓦。", ["利用率 >= 3000千瓦时/千瓦"]),
        ("景观小品不少于5处/社区。", ["景观小品 >= 5处/社区"]),
        ("日供水达到20万立方米/日。", ["日供水 = 20万立方米/日"]),
        ("同一企业年检查不超2次。", ["同一企业年检查 <= 2次"]),
        ("漏损率不超9%。", ["漏损率 <= 9%"]),
        ("单井深度不超300米。", ["单井深度 <= 300米"]),
        ("供水企业由7家整合至3家。", ["供水企业 = 3家"]),
        ("检查事项从60项归并为12项。", ["检查事项 = 12项"]),
        ("取水口由30个撤并到9个。", ["取水口 = 9个"]),
        ("平均停水降至7.5小时以内。", ["平均停水 <= 7.5小时"]),
        ("抢修时间压缩至1.5天。", ["抢修时间 <= 1.5天"]),
        ("平均办理不超过0.5个工作日。", ["平均办理 <= 0.5个工作日"]),
        ("总产值突破400亿元，增长7%以上。", ["总产值 > 400亿元", "总产值 >= 7%"]),
        ("供水量达到3亿立方米，提高5%。", ["供水量 = 3亿立方米", "供水量 = 5%"]),
        ("用水量控制在9亿立方米以内，下降8%。", ["用水量 <= 9亿立方米", "用水量 = 8%"]),
    ],
)
def test_a_number_keeps_its_unit_its_side_and_its_name(words: str, expected: list[str]) -> None:
    assert numbers(of(words)) == expected


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("用水报装0.5日办结。", "用水报装0.5日办结"),
        ("一般业务2个工作日、登记当日办结。", "一般业务2个工作日"),
        ("报修2小时响应。", "报修2小时响应"),
        ("满意率仅81%，要提高。", "满意率仅81%"),
        ("通水率只有60%。", "通水率只有60%"),
        ("现覆盖仅为12个乡镇。", "现覆盖仅为12个乡镇"),
        ("进水浓度不低于100mg/L。", "进水浓度不低于100mg/L"),
        ("噪声控制在55dB以内。", "噪声控制在55dB以内"),
        ("余氯不低于0.3mg/L。", "余氯不低于0.3mg/L"),
    ],
)
def test_a_limit_or_a_state_is_asked_about(words: str, quote: str) -> None:
    assert any(quote in str(about) for about in asked(of(words), "unclear_number"))


@pytest.mark.parametrize("words", ["打造15分钟生活圈。", "实行24小时值班。", "开通5G专网。"])
def test_what_is_no_limit_is_not_asked_about(words: str) -> None:
    assert not asked(of(words), "unclear_number")


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("每年1月底前、7月底前报送。", (1, 7)),
        ("每年3月、9月巡查。", (3, 9)),
        ("每年4月上旬和10月上旬检修。", (4, 10)),
    ],
)
def test_the_months_of_a_year_in_which_it_recurs(words: str, months: tuple[int, ...]) -> None:
    assert of(words).tasks[0].milestones[0].months == months


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("（市水利局，市财政局、市农业局协同）", "S市财政局、市农业局；L市水利局"),
        ("（市水利局；市财政局配合）", "L市水利局；S市财政局"),
        ("（市水利局牵头，市财政局，市农业局配合）", "L市水利局；S市财政局、市农业局"),
        ("责任单位：市水利局 协同单位：市财政局 市农业局", "L市水利局；S市财政局、市农业局"),
        ("责任单位：市水利局 联合单位：市财政局", "J市水利局、市财政局"),
        ("责任单位：市水利局（牵头）市财政局 市农业局", "L市水利局；S市财政局、市农业局"),
        ("责任单位：市水利局（主责）市财政局", "L市水利局；S市财政局"),
        ("（医改科牵头，财务科配合；4季度）", "L医改科；S财务科"),
        ("（医改科牵头，财务科配合；年内）", "L医改科；S财务科"),
    ],
)
def test_who_does_the_work_and_with_whom(words: str, expected: str) -> None:
    assert sorted(roles(clause(words).tasks[0]).split("；")) == sorted(expected.split("；"))


@pytest.mark.parametrize(
    "words",
    [
        "（基层卫生科，11月底）",
        "（规划科，年内）",
        "（医政科、人事科，7月1日前）",
        "（规划科 财务科 项目单位）",
    ],
)
def test_sections_beside_a_term_are_asked_about(words: str) -> None:
    plan = clause(words)
    assert roles(plan.tasks[0]) or asked(plan, "unread_clause")


def test_a_label_nobody_joined_is_asked_about() -> None:
    plan = clause("责任单位：市水利局以及受其委托并在现场开展工作的市财政局")
    assert asked(plan, "unread_clause") or asked(plan, "unsure_role") or asked(plan, "odd_name")


@pytest.mark.parametrize("words", ["汛前准备", "汛期前准备", "入冬前准备"])
def test_preparing_is_no_term(words: str) -> None:
    plan = plan_of(f"{TITLE}\n一、重点任务\n1.{words}。清淤渠道。（市水利局牵头）")
    assert "no_day" not in codes(plan)


@pytest.mark.parametrize("label", ["发布时间", "成文日期", "更新时间"])
def test_when_a_page_was_put_up_is_no_task(label: str) -> None:
    plan: Plan = plan_of(f"{TITLE}\n{label}：2026-02-27 09:30\n一、重点任务\n1.清淤。（市水利局牵头）")
    assert [task.title for task in plan.tasks] == ["清淤"]
    assert not any(m.due for m in plan.tasks[0].milestones)


@pytest.mark.parametrize("words", ["首页政务公开", "当前位置政策文件", "重点领域信息公开"])
def test_the_way_to_a_page_is_no_part_of_its_title(words: str) -> None:
    plan = plan_of(f"{words}\n{TITLE}\n一、重点任务\n1.清淤。（市水利局牵头）")
    assert plan.title == TITLE


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("能繁母猪保有量2.6万头；牛存栏5万只。", "能繁母猪保有量2.6万头"),
        ("家禽120万羽。", "家禽120万羽"),
        ("藏书达3.5亿册。", "藏书达3.5亿册"),
        ("浓度不高于41微克/立方米，力争39。", "力争39"),
        ("水质指数不低于6.5，达标。", "水质指数不低于6.5"),
        ("用水指数控制在85以内。", "用水指数控制在85以内"),
    ],
)
def test_a_number_without_a_unit_we_know_is_asked_about(words: str, quote: str) -> None:
    assert quote in asked(of(words), "unclear_number")


@pytest.mark.parametrize(
    "words", ["合格率低于30%的，启动问责。", "达到90%的，予以通报。", "超过50万元的，逐案建档。"]
)
def test_a_case_is_no_target(words: str) -> None:
    assert {str(i.kind) for i in of(words).tasks[0].indicators} <= {"threshold"}


@pytest.mark.parametrize(
    "words", ["居民收入分别增长6%、7.5%。", "漏损率分别控制在9%、10%以内。", "通水率达到80%、90%。"]
)
def test_two_numbers_of_one_goal_are_asked_about(words: str) -> None:
    plan = plan_of(f"{TITLE}\n一、工作目标\n{words}\n二、重点任务\n1.清淤。（市水利局牵头）")
    assert asked(plan, "unclear_number") == [words.rstrip("。")]


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("由市水利局负责，6月底前清淤；市财政局筹措资金。", "市财政局筹措资金"),
        ("由市水利局负责，6月底前清淤。市公安局要维护秩序。", "市公安局要维护秩序"),
        ("市农业局组织群众参与。（市水利局牵头）", "市农业局组织群众参与"),
    ],
)
def test_the_duty_of_a_unit_beside_the_clause_is_asked_about(words: str, quote: str) -> None:
    assert [quote in str(about) for about in asked(clause(words), "unread_clause")] == [True]


def test_what_the_unit_of_the_clause_does_is_not_asked_about() -> None:
    assert "unread_clause" not in codes(clause("市水利局要加强巡查。（市水利局牵头，市财政局配合）"))


@pytest.mark.parametrize("signature", ["白浪市水利局", "白浪市委办公室", "市政府办公室"])
def test_a_label_with_its_unit_takes_no_signature(signature: str) -> None:
    plan = clause(f"\n牵头单位：市水利局\n{signature}\n2026年1月20日")
    assert roles(plan.tasks[0]) == "L市水利局"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("清扫率92%→95%。", ["清扫率 = 95%"]),
        ("取水口30个→9个。", ["取水口 = 9个"]),
        ("利用率同比+5个百分点。", ["利用率 = 5个百分点"]),
        ("拆违230块/1.1万平方米，绿化。", ["拆违 = 230块"]),
        ("消除率70%以上，7天内落实。", ["消除率 >= 70%"]),
        ("合格率达到90%，3次未到的通报。", ["合格率 = 90%"]),
    ],
)
def test_signs_and_limits_beside_a_number(words: str, expected: list[str]) -> None:
    assert numbers(of(words)) == expected


@pytest.mark.parametrize(
    "words", ["植树节前种树", "3·15消费节前通水", "重阳节前走访", "6月第一周清淤", "12月第2周演练"]
)
def test_a_feast_or_a_week_is_no_day(words: str) -> None:
    plan = of(f"{words}。")
    assert asked(plan, "no_day")
    assert not any(m.due for m in plan.tasks[0].milestones)


@pytest.mark.parametrize("words", ["各环节前置审批清淤。", "调节前池水位。", "季节前后巡查。"])
def test_not_every_such_word_is_a_feast(words: str) -> None:
    assert "no_day" not in codes(of(words))


@pytest.mark.parametrize(
    ("words", "dues"),
    [
        ("Q1完成招标，Q3完工。", ["2026-03-31", "2026-09-30"]),
        ("Q1—Q2完成清淤。", ["2026-06-30"]),
        ("2026年Q4前完工。", []),
    ],
)
def test_quarters_in_letters(words: str, dues: list[str]) -> None:
    plan = of(words)
    assert [str(m.due) for m in plan.tasks[0].milestones if m.due] == dues
    assert dues or asked(plan, "no_day")


def test_months_in_a_bracket_behind_each_year() -> None:
    assert of("每年排查不少于2次（4月、10月各1次）。").tasks[0].milestones[0].months == (4, 10)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("主办：工程股 协办：各乡镇水利站", "L工程股；S各乡镇水利站"),
        ("牵头：工程股 配合：财务股", "L工程股；S财务股"),
        ("责任：工程股 协办：财务股", "L工程股；S财务股"),
    ],
)
def test_short_labels_that_a_blank_parted(words: str, expected: str) -> None:
    assert roles(clause(words).tasks[0]) == expected


@pytest.mark.parametrize("words", ["回款率30天内98%。", "修复率5天内达到90%。", "办结率3个工作日内95%。"])
def test_a_limit_behind_a_rate_is_not_its_value(words: str) -> None:
    plan = of(words)
    assert {i.unit for i in plan.tasks[0].indicators} <= {"%"}
    assert asked(plan, "no_day")


@pytest.mark.parametrize(
    "words",
    [
        "清退1.86万亩，分三期实施：一期6月底前完成，二期10月底前完成。",
        "改造管网60公里，分两批推进：首批5月底前开工，余下9月底前开工。",
        "迁建水厂2座，分2步实施，第一步6月底前完成选址。",
    ],
)
def test_the_day_of_a_stage_is_not_the_day_of_the_whole(words: str) -> None:
    plan = of(words)
    assert plan.tasks[0].milestones[0].due
    assert all(number.due is None for number in plan.tasks[0].indicators)


@pytest.mark.parametrize("words", ["灌溉水有效利用系数0.632", "水质指数5.8", "节水指数达到85"])
def test_a_coefficient_is_asked_about(words: str) -> None:
    assert words in asked(of(f"{words}。"), "unclear_number")


@pytest.mark.parametrize(
    "words",
    [
        "改建公路120公里（县道30、乡道40）。",
        "新增学位900个（小学500，初中400）。",
        "清淤60条（干渠20；支渠40）。",
    ],
)
def test_the_parts_in_a_bracket_are_asked_about(words: str) -> None:
    assert asked(of(words), "unclear_number")


@pytest.mark.parametrize("words", ["清淤渠道（详见附件1、附件2）。", "按标准建设（附表3）。"])
def test_the_number_of_an_annex_is_no_part(words: str) -> None:
    assert not asked(of(words), "unclear_number")


@pytest.mark.parametrize("duty", ["具体实施", "承办", "负责清淤"])
def test_the_duty_of_a_second_unit_in_a_bracket_is_asked_about(duty: str) -> None:
    assert codes(clause(f"牵头单位：市水利局（市水务公司{duty}）")).count("unsure_role") == 1

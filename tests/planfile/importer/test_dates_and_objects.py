"""Each date of a sentence with its own object, in a plan of several years; what has no day is asked."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.plan import Plan
from tests.planfile.importer.papers import codes, plan_of

TITLE = "白浪市水网建设方案（2026—2028年）"


def of(text: str, title: str = TITLE) -> Plan:
    return plan_of(f"{title}\n一、重点任务\n1.甲事。{text}（市水利局牵头）")


def dated(plan: Plan) -> list[str]:
    return [f"{m.due} {m.text}" for t in plan.tasks for m in t.milestones if m.due]


def questions(plan: Plan) -> list[str]:
    return [code for code in codes(plan) if code in ("no_day", "ambiguous_scope")]


OBJECTS = [
    # ；parts two objects, and what stands before its own date is that date's
    (
        "对在建泵站，于2026年3月底前完工；对未开工泵站，于2026年10月底前开工。",
        ["2026-03-31 对在建泵站，于2026年3月底前完工", "2026-10-31 对未开工泵站，于2026年10月底前开工"],
    ),
    (
        "对已立项码头，须于2026年4月底前招标；对新增码头，须于2027年4月底前立项。",
        ["2026-04-30 对已立项码头，须于2026年4月底前招标", "2027-04-30 对新增码头，须于2027年4月底前立项"],
    ),
    (
        "沿江闸站于2026年6月30日前投用；沿湖闸站于2027年6月30日前投用；其余闸站按计划推进。",
        ["2026-06-30 沿江闸站于2026年6月30日前投用", "2027-06-30 沿湖闸站于2027年6月30日前投用"],
    ),
    (
        "东片管网2026年5月底前完工，西片管网2027年5月底前完工。",
        ["2026-05-31 东片管网2026年5月底前完工", "2027-05-31 西片管网2027年5月底前完工"],
    ),
    (
        "北堤加固工程力争2026年汛前开工，南堤加固工程2027年3月底前开工。",
        ["2027-03-31 南堤加固工程2027年3月底前开工"],
    ),
    (
        "一号闸2026年4月15日前、二号闸2026年8月15日前完成更换。",
        ["2026-04-15 一号闸2026年4月15日前", "2026-08-15 二号闸2026年8月15日前完成更换"],
    ),
    # the date first
    (
        "2026年3月底前完成方案编制，9月底前完成招标，2027年6月底前开工建设。",
        [
            "2026-03-31 2026年3月底前完成方案编制",
            "2026-09-30 9月底前完成招标",
            "2027-06-30 2027年6月底前开工建设",
        ],
    ),
    (
        "2026年6月底前，完成湖心岛测绘，形成图集；2027年底前，完成湖岸测绘。",
        ["2026-06-30 2026年6月底前，完成湖心岛测绘，形成图集", "2027-12-31 2027年底前，完成湖岸测绘"],
    ),
    (
        "2026年底前完成东片管网建设，西片管网，2027年底前完工。",
        ["2026-12-31 2026年底前完成东片管网建设", "2027-12-31 西片管网，2027年底前完工"],
    ),
    (
        "2026年3月底前完成排查，5年内全部修复。",
        ["2026-03-31 2026年3月底前完成排查"],
    ),
    (
        "截至2025年底，全市已建成泵站10座，2026年底前再建5座。",
        ["2026-12-31 2026年底前再建5座"],
    ),
    (
        "自2026年起，每年新增良田，到2028年建成高效灌区。",
        ["2028-12-31 到2028年建成高效灌区"],
    ),
    (
        "培训覆盖率2026年、2027年分别达到80%、100%。",
        ["2026-12-31 培训覆盖率2026年达到80%", "2027-12-31 培训覆盖率2027年达到100%"],
    ),
    # 分别
    (
        "东片、西片管网分别于2026年5月底和2027年5月底前完工。",
        ["2026-05-31 东片管网2026年5月底前完工", "2027-05-31 西片管网2027年5月底前完工"],
    ),
    (
        "泵站、水闸分别于2026年5月底、10月底前建成。",
        ["2026-05-31 泵站2026年5月底前建成", "2026-10-31 水闸10月底前建成"],
    ),
    (
        "分别于2026年6月底、12月底前完成东湖清淤、西湖清淤。",
        ["2026-06-30 2026年6月底前完成东湖清淤", "2026-12-31 12月底前完成西湖清淤"],
    ),
    (
        "2026年3月底前、2026年10月底前分别完成招标和开工。",
        ["2026-03-31 2026年3月底前完成招标", "2026-10-31 2026年10月底前完成开工"],
    ),
    (
        "2026年、2027年分别完成清淤40公里、60公里。",
        ["2026-12-31 2026年完成清淤40公里", "2027-12-31 2027年完成清淤60公里"],
    ),
    (
        "2026年6月底、12月底前各开展一次巡查。",
        ["2026-06-30 2026年6月底前各开展一次巡查", "2026-12-31 12月底前各开展一次巡查"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), OBJECTS)
def test_each_date_keeps_its_object(text: str, expected: list[str]) -> None:
    assert dated(of(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "一期、二期、三期分别于2026年6月底、2027年6月底前完工。",
        "分别于2026年6月底、9月底前完成甲闸、乙闸、丙闸改造。",
    ],
)
def test_objects_that_do_not_pair_are_asked(text: str) -> None:
    plan = of(text)
    assert questions(plan) == ["ambiguous_scope", "ambiguous_scope"]
    assert not any(word in line for line in dated(plan) for word in ("期", "闸"))


DAYS = [
    ("二〇二六年五月底前完成。", "2026-05-31"),
    ("二○二六年十二月三十一日前完成。", "2026-12-31"),
    ("２０２６年　５月　底前完成。", "2026-05-31"),
    ("2026年5 月 底前完成。", "2026-05-31"),
    ("2026 年 9 月 30 日前完成。", "2026-09-30"),
    ("2 026 年 9月 30日 前完成。", "2026-09-30"),
    ("2026年6—9月开展打捞。", "2026-09-30"),
    ("2026年6月至9月开展打捞。", "2026-09-30"),
    ("2026年6月1日至7月15日开展打捞。", "2026-07-15"),
    ("2026年11月至次年3月开展冬修。", "2027-03-31"),
    ("2026年上半年完成招标。", "2026-06-30"),
    ("2026年三季度末完成招标。", "2026-09-30"),
    ("“十五五”末基本建成。", "2030-12-31"),
    ("截至2026年9月底前完成排查。", "2026-09-30"),
    ("到2027年建成。", "2027-12-31"),
    ("2026年9月30日24时前完成。", "2026-09-30"),
    ("2026.9.30前完成招标。", "2026-09-30"),
    ("2026-09-30前完成招标。", "2026-09-30"),
    ("2026年内完成。", "2026-12-31"),
    ("2026.5-2026.12开展整治。", "2026-12-31"),
    ("北堤2026年6月建成。", "2026-06-30"),
    ("2026年6月中下旬验收。", "2026-06-30"),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_written_date_is_that_day(text: str, day: str) -> None:
    assert [line[:10] for line in dated(of(text))] == [day]


ASKED = [
    *("2026年年中完成评估。", "年底前完成。", "6月至9月开展打捞。", "上半年完成招标。", "9月15日前上报。"),
    *("三年内完成改造。", "5年内建成。", "自印发之日起3个月内出台细则。", "方案印发后2个月完成排查。"),
    *(
        "春节前完成清淤。",
        "2026年汛期前完成清淤。",
        "“五一”前开园。",
        "明年3月底前完成。",
        "“十五五”期间建成。",
    ),
    *("截至2026年9月底完成排查。", "2026年2月30日前完成。", "2026年三季度前完成。", "2026年初完成立项。"),
]


@pytest.mark.parametrize("text", ASKED)
def test_what_has_no_day_is_asked(text: str) -> None:
    plan = of(text)
    assert (dated(plan), questions(plan)) == ([], ["no_day"])


NO_TERMS = [
    *("自2026年7月1日起施行。", "自2026年7月1日起施行，有效期至2028年12月31日。", "面积较2025年底增加。"),
    *("政策执行期限为2026年1月1日至2027年12月31日。", "列入2026年重点项目计划。"),
    "落实云政发〔2026〕12号文件。",
    *("每年6月底、12月底前各报送一次。", "每年12月底前报送。", "2026—2028年，每年新建公园3座。"),
    "按照《目录（2026年版）》办。",
    *("自2026年1月1日起施行，至2027年12月31日止。", "截至2025年底，全市已建成泵站10座。"),
]


@pytest.mark.parametrize("text", NO_TERMS)
def test_validity_base_years_and_numbers_of_documents_are_no_terms(text: str) -> None:
    plan = of(text)
    assert (dated(plan), questions(plan)) == ([], [])


GOALS = [
    (
        "2026年、2028年，再生水利用率分别达到30%、40%以上。",
        ["2026-12-31 再生水利用率 = 30%", "2028-12-31 再生水利用率 >= 40%"],
    ),
    (
        "再生水利用率2026年达到30%，2027年达到35%。",
        ["2026-12-31 再生水利用率 = 30%", "2027-12-31 再生水利用率 = 35%"],
    ),
    (
        "到2026年，优良率达到80%以上；到2028年，优良率达到85%，漏损率控制在8%以内。",
        ["2026-12-31 优良率 >= 80%", "2028-12-31 优良率 = 85%", "2028-12-31 漏损率 <= 8%"],
    ),
    ("“十五五”末，水资源利用率由30%提高到45%。", ["2030-12-31 水资源利用率 = 45%"]),
    # a year that opens the paragraph with 到 is the year of its later sentences, to the next one
    (
        "到2026年，管网更加完善。新建管网20公里以上，漏损率达到8%以下。再生水利用率达到30%。",
        ["2026-12-31 新建管网 >= 20公里", "2026-12-31 漏损率 <= 8%", "2026-12-31 再生水利用率 = 30%"],
    ),
    (
        "力争到2026年底，建成泵站10座。优良率达到80%以上。至2028年，优良率达到85%以上。漏损率控制在8%以内。",
        [
            *("2026-12-31 泵站 = 10座", "2026-12-31 优良率 >= 80%"),
            *("2028-12-31 优良率 >= 85%", "2028-12-31 漏损率 <= 8%"),
        ],
    ),
    # a year alone need not be: it is asked
    ("2026年，优良率达到80%以上。漏损率控制在8%以内。", ["2026-12-31 优良率 >= 80%", "None 漏损率 <= 8%"]),
]


def goals_of(text: str) -> Plan:
    return plan_of(f"{TITLE}\n一、工作目标\n{text}\n二、重点任务\n1.甲事。办好。（市水利局牵头）")


@pytest.mark.parametrize(("text", "expected"), GOALS)
def test_each_number_of_a_goal_has_its_own_date(text: str, expected: list[str]) -> None:
    found = [(i.due, i.name, i.op, i.value, i.unit) for goal in goals_of(text).goals for i in goal.indicators]
    assert [f"{due} {name} {op} {value}{unit}" for due, name, op, value, unit in found] == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5年内建成节水型社会。", "no_day"),
        ("到2028年，带动就业近万人。", "unclear_number"),
        ("到2028年，优良比例稳定在90%左右。", "unclear_number"),
        ("2026年，优良率达到80%以上。漏损率控制在8%以内。", "ambiguous_scope"),
        ("2026年，建成泵站10座；2028年，建成20座。漏损率控制在8%以内。", "ambiguous_scope"),
    ],
)
def test_what_a_goal_leaves_open_is_asked(text: str, code: str) -> None:
    assert code in codes(goals_of(text))


def test_a_year_of_a_goal_reaches_no_paragraph_but_its_own_and_no_sentence_without_a_number_is_asked_about() -> (
    None
):
    plan = goals_of("2026年，优良率达到80%以上。排名逐年提升。\n漏损率控制在8%以内。")
    assert [(str(goal.due), goal.text[:2]) for goal in plan.goals] == [
        ("2026-12-31", "优良"),
        ("None", "排名"),
        ("None", "漏损"),
    ]
    assert questions(plan) == []


def test_a_hedge_before_the_year_holds_for_its_sentence() -> None:
    plan = goals_of("力争到2026年，优良率达到80%以上，漏损率控制在8%以内。再生水利用率达到30%。")
    assert [goal.strength.value for goal in plan.goals] == ["strive", "strive", "must"]


ENDINGS = [
    ("各县区于2026年6月底前将方案报市水利局。", 1),
    ("相关落实情况年底前报市政府。", 1),
    ("请于10月底前报送总结。", 1),
    ("各县区要在本方案印发后30日内制定实施方案。", 1),
    ("各单位每月28日前报送进展，每季度末报送总结。", 2),
    ("各有关部门于每年2月底前提出名单。", 1),
    ("每季度最后一个月的25日前报送。", 1),
    ("每年表扬一批先进单位，前三名优先。要提前谋划，不断前进。", 0),
]


@pytest.mark.parametrize(("text", "questions_of_it"), ENDINGS)
def test_a_day_behind_the_last_task_is_asked_about(text: str, questions_of_it: int) -> None:
    """It is no task's; who holds it is for people to say."""
    plan = plan_of(
        f"{TITLE}\n一、重点任务\n1.甲事。办好。（市水利局牵头）\n2.乙事。办好。（市财政局牵头）\n{text}"
    )
    assert codes(plan).count("date_elsewhere") == questions_of_it
    assert not any(point.due for task in plan.tasks for point in task.milestones)


# ---- laws

NAMES = ("东堤", "西堤", "南湖", "北湖", "甲闸", "乙闸")
DEEDS = ("完工", "建成", "投用", "完成改造", "开工")
FORMS = (
    "{a}于{d}前{v}",
    "{d}前，{a}{v}",
    "{a}{d}前{v}",
    "对{a}，于{d}前全部{v}",
    "力争{d}前{a}{v}",
)
LAST = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


@given(
    st.lists(
        st.tuples(st.sampled_from(FORMS), st.integers(1, 12), st.sampled_from(DEEDS)), min_size=1, max_size=4
    ),
    st.sampled_from("，；。"),
    st.permutations(NAMES),
)
@settings(max_examples=120, deadline=None)
def test_in_any_sentence_each_date_is_that_day_with_its_own_object_or_a_question(
    parts: list[tuple[str, int, str]], mark: str, names: list[str]
) -> None:
    said = [
        (form.format(a=name, d=f"2026年{month}月底", v=deed), name, f"2026-{month:02}-{LAST[month]}")
        for (form, month, deed), name in zip(parts, names, strict=False)
    ]
    plan = of(mark.join(words for words, _, _ in said) + "。")
    found = [line.split(" ", 1) for line in dated(plan)]
    assert sorted(day for day, _ in found) == sorted(day for _, _, day in said)
    for day, text in found:
        held = [name for name in names if name in text]
        assert len(held) <= 1 or questions(plan)
        assert all((name, day) in [(n, d) for _, n, d in said] for name in held)


@given(st.sampled_from([*(text for text, _ in DAYS), *(text for text, _ in OBJECTS)]), st.data())
@settings(max_examples=120, deadline=None)
def test_blanks_and_the_width_of_digits_change_nothing(text: str, data: st.DataObject) -> None:
    tight = text.replace(" ", "").replace("　", "")
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    written = "".join(
        data.draw(st.sampled_from((char, char.translate(wide))))
        if char.isdigit() and char.isascii()
        else char
        for char in tight
    )
    spaced = re.sub(
        "(?<=[0-9０-９])(?=[年月日])|(?<=[年月])(?=[0-9０-９底])",
        lambda _: data.draw(st.sampled_from(("", " ", "　"))),
        written,
    )
    assert [line[:10] for line in dated(of(spaced))] == [line[:10] for line in dated(of(tight))]


@given(st.lists(st.sampled_from([*(text for text, _ in OBJECTS), *ASKED, *NO_TERMS]), min_size=1, max_size=3))
@settings(max_examples=80, deadline=None)
def test_no_date_that_its_quote_does_not_carry(texts: list[str]) -> None:
    text = "".join(texts)
    plan = of(text)
    for task in plan.tasks:
        for milestone in task.milestones:
            if milestone.due:
                assert milestone.quote in text
                alone = [line[:10] for line in dated(of(f"{milestone.quote}完成。"))]
                carried = str(milestone.due) in alone or (
                    not re.search("20|二", milestone.quote) and alone == []
                )
                assert carried, (milestone.quote, milestone.due)


TIMES = [
    # a shared noun belongs to every subject
    (
        "第一、第二水厂分别于2026年5月底、10月底前投用。",
        ["2026-05-31 第一水厂2026年5月底前投用", "2026-10-31 第二水厂10月底前投用"],
    ),
    (
        "1号、2号闸站分别于2026年5月底、10月底前建成。",
        ["2026-05-31 1号闸站2026年5月底前建成", "2026-10-31 2号闸站10月底前建成"],
    ),
    # an order without a day before ； is none of the day behind it
    (
        "11月1日起禁止采砂；2026年12月底前建成码头。",
        ["2026-12-31 2026年12月底前建成码头", "quarter 11月1日起禁止采砂"],
    ),
    (
        "加强河道日常巡查；2026年12月底前建成码头。",
        ["2026-12-31 2026年12月底前建成码头", "quarter 加强河道日常巡查"],
    ),
    # rhythms
    ("每年6月、12月评估水质。", ["month 6,12 每年6月、12月评估水质"]),
    ("每年3月、6月和9月各清淤1次。", ["month 3,6,9 每年3月、6月和9月各清淤1次"]),
    ("每年12月评估水质。", ["year 每年12月评估水质"]),
    ("次月10日前报送数据。", ["month 次月10日前报送数据"]),
    # years of two figures
    (
        "26年底前完成排查，27年5月底前建成泵站。",
        ["2026-12-31 26年底前完成排查", "2027-05-31 27年5月底前建成泵站"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_times_as_they_are_written(text: str, expected: list[str]) -> None:
    plan = plan_of(f"{TITLE}\n一、重点任务\n1.甲事。{text}（市水利局牵头）")
    (task,) = plan.tasks
    found = [(m.due or m.every, ",".join(map(str, m.months)), m.text) for m in task.milestones]
    assert [" ".join(filter(None, map(str, one))) for one in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "力争用3年时间，到2028年底建成节水型城市。",
        "争取通过两年努力，2027年底前建成节水型城市。",
        "力争2028年底建成节水型城市。",
    ],
)
def test_a_hedge_some_words_before_the_day_is_kept(text: str) -> None:
    plan = plan_of(f"{TITLE}\n一、重点任务\n1.甲事。{text}（市水利局牵头）")
    assert [m.strength.value for task in plan.tasks for m in task.milestones] == ["strive"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026年底前完成排查，其中上半年完成60%，编制率达到100%。", "ambiguous_scope"),
        ("2027年底前建成管网，其中2026年底前完成40公里，投资到位率达到90%。", "ambiguous_scope"),
        ("每两年普查一次。", "no_day"),
        ("每3个月公布一次水质。", "no_day"),
        ("隔年轮训一次。", "no_day"),
    ],
)
def test_a_time_that_is_not_read_is_asked(text: str, code: str) -> None:
    assert code in codes(plan_of(f"{TITLE}\n一、重点任务\n1.甲事。{text}（市水利局牵头）"))


def test_a_day_before_the_plan_was_issued_is_asked() -> None:
    plan = plan_of(
        "白浪市2026年水网建设要点\n2026年3月15日印发\n一、重点任务\n1.甲事。2月底前完成方案，9月底前建成。（市水利局牵头）"
    )
    assert "outside_period" in codes(plan)

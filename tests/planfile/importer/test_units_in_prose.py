"""Units that running text names: in sentences, on lines below several items, behind people and abbreviations."""

import pytest

from tests.planfile.importer.papers import codes, plan_of, roles

HEAD = "云溪市城市治理方案（2026年）\n一、重点任务\n"
Row = tuple[str, list[tuple[str, str]]]

ROWS: dict[str, Row] = {
    "each office its part": (
        "1.治涝。市水利局负责河道清淤，市园林局负责种树，市城管局承担雨水口清掏。",
        [("治涝", "J市水利局、市园林局、市城管局")],
    ),
    "parts first, the whole behind": (
        "1.治涝。市水利局负责清淤，市园林局负责种树。\n全年完成10公里。（市水务集团负责）\n2.节水。全年节水。（市水利局负责）\n市住建委负责改管，市城管局负责查漏。",
        [("治涝", "J市水利局、市园林局、市水务集团"), ("节水", "J市水利局、市住建委、市城管局")],
    ),
    "one leads, one supports": (
        "1.预警。市气象局牵头发布预警；市应急局配合做好响应。\n2.清淤。由市水利局牵头编制方案，市财政局协助落实资金。",
        [("预警", "L市气象局；S市应急局"), ("清淤", "L市水利局；S市财政局")],
    ),
    "a whole piece between pauses": (
        "1.筛查3万人，市卫健委负责实施，11月底前完成。\n2.建步道，市体育局牵头，6月底前完成。",
        [("筛查3万人", "L市卫健委"), ("建步道", "L市体育局")],
    ),
    "labels in 【】 with nothing between": (
        "1.通办。【牵头单位】市政务局【配合单位】市大数据局、各县区【完成时限】2026年9月底",
        [("通办", "L市政务局；S市大数据局、各县区")],
    ),
    "the tasks above": (
        "1.引进项目。\n2.举办推介会。\n以上任务由市商务局牵头，市财政局配合。\n二、其他任务\n3.招工。\n4.培训。\n上述工作由市人社局负责。",
        [
            *(("引进项目", "L市商务局；S市财政局"), ("举办推介会", "L市商务局；S市财政局")),
            *(("招工", "L市人社局"), ("培训", "L市人社局")),
        ],
    ),
    "several label lines below the tasks": (
        "1.引进项目。\n2.举办推介会。\n牵头单位：市商务局\n配合单位：市财政局",
        [("引进项目", "L市商务局；S市财政局"), ("举办推介会", "L市商务局；S市财政局")],
    ),
    "label lines below the measures of one task": (
        "（一）矿山问题。\n整改措施：\n1.拆除设备。\n2.覆土复绿。\n整改时限：2026年6月底前\n责任单位：市林业局\n督导单位：市环保局"
        "\n（二）污水问题。\n整改措施：\n1.建设管网。\n2.改造泵站。\n责任单位：市住建委",
        [("矿山问题", "L市林业局；S市环保局"), ("污水问题", "L市住建委")],
    ),
    "a person behind the office": (
        "1.技改。牵头单位：市工信局局长王志强，配合单位：市科技局副局长\n2.培育。责任单位：市工信局（张建国）",
        [("技改", "L市工信局；S市科技局"), ("培育", "L市工信局")],
    ),
    "an abbreviation that the text explains": (
        "1.归集。由云溪市大数据发展管理局（以下简称“市大数据局”）牵头。\n2.开放。市大数据局负责。",
        [("归集", "L云溪市大数据发展管理局"), ("开放", "L云溪市大数据发展管理局")],
    ),
    "names of annexes": (
        "1.建院。（市民政局负责）\n2.培训。（市人社局负责）\n附件：1.任务分工表\n2.责任清单\n云溪市人民政府\n2026年3月5日",
        [("建院", "L市民政局"), ("培训", "L市人社局")],
    ),
    "a heading with its units over tasks": (
        "一、产业（牵头单位：市工信局；责任单位：市科技局）\n1.培育。\n2.引进。\n二、乡村（市农业局牵头）\n3.造田。\n4.种树。（市林业局负责）",
        [
            *(("培育", "L市工信局；J市科技局"), ("引进", "L市工信局；J市科技局")),
            *(("造田", "L市农业局"), ("种树", "L市林业局")),
        ],
    ),
    "minutes: asked, with others beside": (
        "1.由市住建委牵头，会同市财政局、市园林局，于6月提出方案。\n2.请市教育局负责，市人社局配合，5月底前完成移交。\n参会单位：市审计局、市民政局",
        [
            ("于6月提出方案", "L市住建委；S市财政局、市园林局"),
            ("5月底前完成移交", "L市教育局；S市人社局"),
        ],
    ),
    "the last step is a task beside tasks": (
        "（一）建校。\n1.新建小学：\n①城东小学。（市教育局）\n②城西小学。（市住建委）\n2.改建中学。（市财政局）",
        [("城东小学", "L市教育局"), ("城西小学", "L市住建委"), ("改建中学", "L市财政局")],
    ),
    "groups of those who lead": (
        "1.治乱。（市城管局负责）\n二、组织领导\n（一）综合协调组。牵头单位：市委办公室。\n（二）宣传组。责任单位：市委宣传部。",
        [("治乱", "L市城管局")],
    ),
}


UNNUMBERED: dict[str, Row] = {
    "marks nobody counts": (
        "★ 张村征地\n责任单位：市信访局\n包案领导：李建国\n化解时限：2026年5月底"
        "\n★ 李庄拆迁\n责任单位：市住建委\n化解时限：2026年6月底",
        [("★ 张村征地", "L市信访局"), ("★ 李庄拆迁", "L市住建委")],
    ),
    "problems counted by a word": (
        "问题一：学习不深。\n整改措施：集中学习。\n责任单位：市直工委\n问题二：台账不全。\n责任单位：市财政局",
        [("学习不深", "L市直工委"), ("台账不全", "L市财政局")],
    ),
    "labels in 【】": (
        "【任务一】修复路面\n【责任单位】市住建委\n【时限】2026年5月底\n【任务二】清淤\n【责任单位】市水利局\n【时限】2026年6月底",
        [("【任务一】修复路面", "L市住建委"), ("【任务二】清淤", "L市水利局")],
    ),
    "nothing but lines": (
        "新建公园\n牵头单位：市园林局\n配合单位：市财政局\n改造街巷\n责任单位：市住建委",
        [("新建公园", "L市园林局；S市财政局"), ("改造街巷", "L市住建委")],
    ),
}


@pytest.mark.parametrize("name", UNNUMBERED)
def test_lines_of_labels_belong_to_the_paragraph_above_them(name: str) -> None:
    text, expected = UNNUMBERED[name]
    plan = plan_of(HEAD.split("\n")[0] + "\n" + text)
    assert [(task.title, roles(task)) for task in plan.tasks] == expected
    assert len([m for task in plan.tasks for m in task.milestones if m.due]) == text.count("时限")


@pytest.mark.parametrize("name", ROWS)
def test_the_units_of_each_task_are_read(name: str) -> None:
    text, expected = ROWS[name]
    plan = plan_of(HEAD + text)
    assert [(task.title, roles(task)) for task in plan.tasks] == expected


ASKED = [
    ("1.清查。市水利局要在5月底前完成检查。", "市水利局要在5月底前完成检查"),
    (
        "1.备料。会议同意，由市应急局会同市粮食局抓紧实施方案。",
        "会议同意，由市应急局会同市粮食局抓紧实施方案",
    ),
    (
        "1.修路。会议明确，市住建委负责设计本身并组织市财政局论证。",
        "会议明确，市住建委负责设计本身并组织市财政局论证",
    ),
    ("1.审计。市审计局对资金开展审计。", "市审计局对资金开展审计"),
    (
        "1.办节。一是市商务局举办汽车节；二是市文旅局举办美食节。时间：5月。",
        "一是市商务局举办汽车节；二是市文旅局举办美食节",
    ),
    ("1.归集数据，市公安局；", "归集数据，市公安局；"),
    ("1.禁烧。青岚县负责北部，白水县负责南部。", "青岚县负责北部，白水县负责南部"),
    ("1.处罚。各县（市、区）负责属地查处。", "各县（市、区）负责属地查处"),
    ("1.建学校——市教育局", "建学校——市教育局"),
    ("1.演练。\n二、机构\n（一）警戒组。市公安局负责。", "市公安局负责。"),
    ("1.治乱。\n二、组织领导\n（一）综合协调组。牵头单位：市委办公室。", "牵头单位：市委办公室。"),
]


@pytest.mark.parametrize(("text", "about"), ASKED)
def test_a_duty_that_is_not_read_is_asked_about(text: str, about: str) -> None:
    plan = plan_of(HEAD + text)
    assert [f.args["about"] for f in plan.findings if f.code == "unread_clause"] == [about]


@pytest.mark.parametrize("line", ["附件：任务分工表", "附件1 分工表", "附　件", "附件"])
def test_the_heading_of_an_annex_is_no_words_of_the_last_task(line: str) -> None:
    plan = plan_of(f"{HEAD}1.建院。建院3所。\n2.培训。培训500人。\n{line}")
    assert [task.text for task in plan.tasks] == ["建院。建院3所。", "培训。培训500人。"]


def test_tasks_of_annexes_stand_in_sections_of_their_own() -> None:
    plan = plan_of(
        f"{HEAD}1.建院。（市民政局负责）\n附件1\n督查清单\n1.督查。（市督查室负责）\n附件2：考核清单\n1.考核。（市考核办负责）"
    )
    assert [(section.title, [task.title for task in section.tasks]) for section in plan.sections] == [
        ("重点任务", ["建院"]),
        ("督查清单", ["督查"]),
        ("考核清单", ["考核"]),
    ]


def test_words_about_bodies_are_no_bodies() -> None:
    plan = plan_of(f"{HEAD}1.关于学校选址问题。建立专班机制。成立工作专班推进。（市教育局负责）")
    assert [unit.name for unit in plan.units] == ["市教育局"]
    assert "unread_clause" not in codes(plan)


HEADED = ["1 市水利局", "2 市水利局", "3 市园林局 市财政局"]


@pytest.mark.parametrize(
    "lines",
    [
        (
            "责任单位：市水利局",
            "1.清淤。",
            "2.截污。",
            "责任单位：市园林局",
            "3.改管。",
            "配合单位：市财政局",
        ),
        (
            "牵头单位：市水利局",
            "1.清淤。做好清淤工作。",
            "2.截污。",
            "牵头单位：市园林局",
            "3.改管。",
            "配合单位：市财政局",
        ),
        (
            "一、重点任务",
            "责任单位：市水利局",
            "1、清淤。",
            "2、截污。",
            "责任单位：市园林局",
            "3、改管。",
            "配合单位：市财政局",
        ),
    ],
)
def test_a_line_of_units_may_head_the_items_below_it(lines: tuple[str, ...]) -> None:
    plan = plan_of("\n".join(["云溪市治水任务分解表（2026—2027年）", *lines]))
    found = [f"{task.number} {' '.join((*task.roles.lead, *task.roles.support))}" for task in plan.tasks]
    assert found == HEADED


def test_a_line_of_units_below_each_item_is_of_the_item_above() -> None:
    lines = (
        "1.清淤。",
        "责任单位：市水利局",
        "2.截污。",
        "责任单位：市园林局",
        "二、保障措施",
        "（一）加强领导。",
    )
    plan = plan_of("\n".join(["云溪市治水任务分解表（2026—2027年）", "一、重点任务", *lines]))
    assert [task.roles.lead for task in plan.tasks] == [("市水利局",), ("市园林局",)]


def test_articles_are_items_and_general_ones_no_tasks() -> None:
    plan = plan_of(
        "云溪市创建行动计划（2026—2028年）\n第一章 总则\n第一条 为推进创建，制定本计划。\n第二章 重点任务\n"
        "第二条 加强源头治理。做好检测。责任单位：市农业农村局。\n第三条 严格监管。做好巡查。\n牵头单位：市市场监管局"
    )
    assert [(task.number, task.title, task.roles.lead) for task in plan.tasks] == [
        (2, "加强源头治理", ("市农业农村局",)),
        (3, "严格监管", ("市市场监管局",)),
    ]


def test_a_unit_for_the_whole_document_shifts_no_units() -> None:
    """Its line stands above the first item, as one that heads items would; the lines below the items are theirs."""
    lines = (
        "1.清淤。",
        "责任单位：市水利局",
        "2.截污。",
        "责任单位：市园林局",
        "二、保障措施",
        "（一）加强领导。",
    )
    plan = plan_of("\n".join(["云溪市治水任务分解表（2026—2027年）", "牵头单位：市治水办", *lines]))
    assert [task.roles.lead for task in plan.tasks][:2] == [("市水利局",), ("市园林局",)]


@pytest.mark.parametrize(
    "heading", ["附件1\n云溪市工程清单", "附件：云溪市工程清单", "附件1\n云溪市工程清单\n一、东片工程"]
)
def test_all_items_of_an_annex_are_in_its_section(heading: str) -> None:
    works = "\n".join(
        f"{n}.{name}闸工程。2027年底前建成。（市水利局牵头）" for n, name in enumerate("东西南", 1)
    )
    plan = plan_of(
        f"云溪市治水方案（2026—2027年）\n一、重点任务\n1.清淤。做好清淤。（市水利局牵头）\n{heading}\n{works}"
    )
    assert [len(section.tasks) for section in plan.sections] == [1, 3]

"""Hazards of real documents, each with a small text of our own and its right reading."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from bot.domain.plan import IndicatorKind, Plan, UnitKind
from bot.planfile.importer.document import GridCell, Paper, Paragraph, Table, TableRow
from tests.planfile.importer.papers import codes, imported, paper_of, plan_of, roles

Seen = Callable[[Plan], object]


def document(*lines: str, title: str = "青山市清洁行动方案（2023—2025年）") -> str:
    return "\n".join((title, *lines))


def under_tasks(*lines: str) -> str:
    return document("一、总体要求", "坚持问题导向。", "二、重点任务", "（一）抓紧抓实", *lines)


def titles(plan: Plan) -> list[str]:
    return [task.title for task in plan.tasks]


def ids(plan: Plan) -> list[str]:
    return [task.id for task in plan.tasks]


def casts(plan: Plan) -> list[str]:
    return [roles(task) for task in plan.tasks]


def units(plan: Plan) -> dict[str, str]:
    return {unit.name: unit.kind.value for unit in plan.units}


def dues(plan: Plan) -> list[tuple[str, str, str]]:
    return [(m.quote, str(m.due), m.strength.value) for t in plan.tasks for m in t.milestones if m.due]


def numbers(plan: Plan) -> list[str]:
    return [
        f"{i.name} {i.kind} {i.op} {i.value}{i.unit}" + (f" {i.direction}" if i.direction else "")
        for t in plan.tasks
        for i in t.indicators
    ]


def asked(*names: str) -> Seen:
    return lambda plan: [code for code in codes(plan) if code in names]


def task(text: str) -> str:
    return under_tasks(f"1.抓好甲事。{text}（市甲局牵头）")


def clause(text: str) -> str:
    return under_tasks(f"1.抓好甲事。做好有关工作。{text}")


HAZARDS: list[tuple[int, str, Seen, object]] = [
    # structure
    (
        1,
        document(
            *("一、总体要求", "（一）指导思想。坚持清洁。", "（二）主要目标。全面改善。", "二、工作任务"),
            *("（三）种树。多种树。（市甲局负责）", "三、保障措施", "（四）加强领导。认真落实。"),
        ),
        titles,
        ["种树"],
    ),
    (
        2,
        document("一、种树，多种树。（市甲局负责）", "二、种草。（市乙局负责）"),
        titles,
        ["种树，多种树", "种草"],
    ),
    (
        2,
        document(
            "一、重点任务", "（一）种树。（市甲局牵头）", "1.育苗。（市乙局负责）", "2.浇水。（市丙局负责）"
        ),
        casts,
        ["L市甲局", "L市乙局", "L市丙局"],
    ),
    (2, under_tasks("⑴种树。（市甲局负责）", "⑵种草。（市乙局负责）"), ids, ["1", "2"]),
    (
        2,
        under_tasks("1种树。（市甲局负责）", "2种草。（市乙局负责）", "3种花。（市丙局负责）"),
        ids,
        ["1", "2", "3"],
    ),
    (
        3,
        document(
            *("一、工作任务", "（一）水", "1.治水。（市甲局负责）", "2.节水。（市甲局负责）"),
            *("（二）气", "1.治气。（市乙局负责）"),
        ),
        ids,
        ["1.1", "1.2", "2.1"],
    ),
    (
        3,
        under_tasks("5.种树。（市甲局负责）", "7.种草。（市乙局负责）"),
        lambda plan: (ids(plan), asked("number_gap")(plan)),
        (["5", "7"], ["number_gap"]),
    ),
    (
        4,
        under_tasks("1．种树。（市甲局负责）", "2、种草。（市甲局负责）", "3. 种花。（市甲局负责）"),
        ids,
        ["1", "2", "3"],
    ),
    (4, document("一、 重点任务", "(一) 种树。（市甲局负责）"), titles, ["种树"]),
    (
        4,
        under_tasks("1．2025年底前种完树。多种。（市甲局负责）"),
        dues,
        [("2025年底前", "2025-12-31", "must")],
    ),
    (4, under_tasks("1.种树。（市甲局负责）", "2.5微克的变化要看到。"), ids, ["1"]),
    (5, clause("（市甲局负责）").replace("抓好甲事", "落实“三同时。”要求"), titles, ["落实“三同时。”要求"]),
    (5, under_tasks("1.种好每一棵树", "责任单位：市甲局"), titles, ["种好每一棵树"]),
    (
        6,
        "甲市种树方案\n"
        + "为了多种树，制定本方案。" * 8
        + "一、多种树（一）育苗。"
        + "培育好苗。" * 20
        + "（市甲局牵头）（二）栽种。按季节栽。（市乙局牵头）二、管好树（三）浇水。按时浇。（市丙局牵头）",
        lambda plan: [(s.title, [t.title for t in s.tasks]) for s in plan.sections],
        [("多种树", ["育苗", "栽种"]), ("管好树", ["浇水"])],
    ),
    (
        7,
        "\n".join(("附　件", "青山市清洁行动方案", "（2024—2025年）", "[bookmark: _GoBack]（征求意见稿）"))
        + "\n一、重点任务\n1.种树。（市甲局负责）",
        lambda plan: (plan.title, plan.status.value),
        ("青山市清洁行动方案（2024—2025年）", "draft"),
    ),
    (
        8,
        "关于印发清洁方案的通知\n各县：\n请于2023年1月15日前将名单报市甲局。\n附件\n" + task("抓紧办。"),
        lambda plan: (dues(plan), asked("date_elsewhere")(plan)),
        ([], ["date_elsewhere"]),
    ),
    # responsibility clauses
    (9, clause("(市甲局牵头，市乙局配合）"), casts, ["L市甲局；S市乙局"]),
    (9, clause("〔市甲局牵头，市乙局配合)"), casts, ["L市甲局；S市乙局"]),
    (
        10,
        clause("（市甲局牵头，各县〔市、区〕政府〔管委会〕负责落实）"),
        casts,
        ["L市甲局；A各县〔市、区〕政府〔管委会〕"],
    ),
    (10, clause("(市甲局牵头,县(市、区)政府负责)"), casts, ["L市甲局；A县(市、区)政府"]),
    (10, clause("（市交通委（市道运局）牵头）"), casts, ["L市交通委"]),
    (11, clause("（市甲局、各县〔市、区〕政府按职责分工负责）"), casts, ["J市甲局；A各县〔市、区〕政府"]),
    (12, task("按照《甲办法》（甲政办〔2021〕67号）执行，含细颗粒物（PM2.5、PM10）。"), casts, ["L市甲局"]),
    (
        13,
        clause("先办一件。（市甲局负责）再办第二件大事。（市乙局、市丙局负责）"),
        lambda plan: (ids(plan), casts(plan)),
        (["1.1", "1.2"], ["L市甲局", "J市乙局、市丙局"]),
    ),
    (14, clause("（市甲局牵头）并定期检查。") + "\n2.乙事。（市乙局负责）", casts, ["L市甲局", "L市乙局"]),
    (14, clause("（市甲局、市乙局负责。列第一位者为牵头单位，下同）"), casts, ["L市甲局；S市乙局"]),
    (
        15,
        clause("（市甲局牵头。以下各项任务均需各县（市、区）政府负责落实，不再一一列出）")
        + "\n2.乙事。（市乙局牵头）",
        casts,
        ["L市甲局；A各县（市、区）政府", "L市乙局；A各县（市、区）政府"],
    ),
    (
        15,
        clause("（市甲局、市乙局负责，排在第一位的为牵头单位，下同）") + "\n2.乙事。（市丙局、市甲局负责）",
        casts,
        ["L市甲局；S市乙局", "L市丙局；S市甲局"],
    ),
    (15, clause("（市甲局、市乙局按职责分工负责）"), casts, ["J市甲局、市乙局"]),
    (16, clause("（市甲局牵头，市乙局、市丙局参与）"), casts, ["L市甲局；S市乙局、市丙局"]),
    (16, clause("（市甲局牵头督导）"), casts, ["L市甲局"]),
    (16, clause("（市甲局会同市乙局负责）"), casts, ["L市甲局；S市乙局"]),
    (16, clause("（市甲局牵头，市乙局、市丙局按职责分工负责）"), casts, ["L市甲局；J市乙局、市丙局"]),
    (16, clause("（市甲局主责，市乙局协办）"), casts, ["L市甲局；S市乙局"]),
    (17, under_tasks("1.甲事。抓紧办。", "责任单位：市甲局、市乙局"), casts, ["J市甲局、市乙局"]),
    (
        17,
        under_tasks("1.甲事。抓紧办。", "牵头单位：市甲局", "配合单位：市乙局、财政局"),
        casts,
        ["L市甲局；S市乙局、市财政局"],
    ),
    (
        17,
        clause("（牵头单位：市甲局；责任单位：市乙局，各县区政府）"),
        casts,
        ["L市甲局；J市乙局；A各县区政府"],
    ),
    (17, under_tasks("1.甲事。由市财政局、农业局负责落实。"), casts, ["J市财政局、市农业局"]),
    (
        18,
        under_tasks("1.甲事。", "2.乙事。", "3.丙事。", "责任部门：市甲局"),
        casts,
        ["L市甲局", "L市甲局", "L市甲局"],
    ),
    (
        19,
        clause("（责任单位：市甲局，完成时限：2024年6月底前）"),
        dues,
        [("2024年6月底前", "2024-06-30", "must")],
    ),
    (
        2,
        document(
            *("一、做好水的事", "多治水。按时办好。（市甲局牵头）", "多节水。（市乙局牵头）"),
            *("二、做好气的事", "多治气。（市丙局牵头）", "多种树。（市甲局、市丙局负责）"),
        ),
        lambda plan: [(s.title, [(t.id, t.title) for t in s.tasks]) for s in plan.sections],
        [
            ("做好水的事", [("1", "多治水"), ("2", "多节水")]),
            ("做好气的事", [("3", "多治气"), ("4", "多种树")]),
        ],
    ),
    (
        15,
        document(
            "各项任务无牵头单位的，责任单位即为牵头单位。", "一、重点任务", "1.甲事。（市甲局、市乙局负责）"
        ),
        casts,
        ["L市甲局、市乙局"],
    ),
    (17, clause("（牵头单位：市甲局 配合单位：市乙局、丙局）"), casts, ["L市甲局；S市乙局、市丙局"]),
    (
        26,
        clause("（市甲局牵头，地方各级人民政府、市高新区、示范区管委会落实）"),
        casts,
        ["L市甲局；A地方各级人民政府、市高新区、示范区"],
    ),
    # names
    (
        20,
        clause("（市发展改革委、生态环境局牵头，财政局、市水利局、住房局配合）"),
        casts,
        ["L市发展改革委、市生态环境局；S财政局、市水利局、市住房局"],
    ),
    (21, clause("（市公安局、市场监管局牵头）"), casts, ["L市公安局、市市场监管局"]),
    (
        21,
        clause("（市住建局、市政园林局牵头）"),
        lambda plan: casts(plan),
        ["L市住房和城乡建设局、市市政园林局"],
    ),
    (
        22,
        clause("（市甲局、中国铁路乙局集团有限公司甲地车务段、人民银行甲市分行、河池海关配合）"),
        units,
        {
            "市甲局": "department",
            "中国铁路乙局集团有限公司甲地车务段": "external",
            "人民银行甲市分行": "external",
            "河池海关": "external",
        },
    ),
    (
        22,
        clause("（市甲局、烟草公司、气象局、供销社配合）"),
        lambda plan: list(units(plan).values())[1:],
        ["external"] * 3,
    ),
    (
        23,
        clause("（市自然资源和规划局、住房和城乡建设局负责）"),
        casts,
        ["J市自然资源和规划局、市住房和城乡建设局"],
    ),
    (23, clause("（市甲局及各地区负责）"), casts, ["L市甲局；A各地区"]),
    (
        24,
        clause("（市甲局、市乙局等有关部门负责）"),
        lambda plan: (casts(plan), asked("open_list")(plan)),
        (["J市甲局、市乙局"], ["open_list"]),
    ),
    (
        25,
        clause("（市发改委牵头）"),
        lambda plan: (casts(plan), asked("alias")(plan)),
        (["L市发展改革委"], ["alias"]),
    ),
    (
        26,
        clause("（各街道办事处负责）"),
        lambda plan: (units(plan), asked("collective")(plan)),
        ({"各街道办事处": "county"}, ["collective"]),
    ),
    (
        27,
        clause("（财政局负责）") + "\n2.乙事。（市财政局负责）",
        lambda plan: (casts(plan), asked("unit_alike")(plan)),
        (["L财政局", "L市财政局"], ["unit_alike"]),
    ),
    (
        25,
        clause("（市发展和改革委员会牵头，市财政局配合）") + "\n2.乙事。（市发展改革委负责）",
        asked("unit_alike"),
        ["unit_alike"],
    ),
    # what lines and brackets of other documents look like
    (16, clause("（市甲局、市乙局）"), casts, ["J市甲局、市乙局"]),
    (16, clause("（含自备电厂、储能电站）"), casts, [""]),
    (
        15,
        clause("（市甲局牵头，市乙局等部门配合，各县负责落实，以下均需各县落实，不再列出）"),
        casts,
        ["L市甲局；S市乙局；A各县"],
    ),
    (
        17,
        under_tasks("1.甲事，多办几件。责任单位：市甲局、市乙局；各区政府"),
        casts,
        ["J市甲局、市乙局；A各区政府"],
    ),
    (
        19,
        under_tasks(
            "1.甲事。",
            "牵头领导：王五",
            "牵头单位：市甲局",
            "完成时限：2024年底",
            "2.乙事。",
            "牵头单位：市乙局",
        ),
        lambda plan: (casts(plan), dues(plan), plan.tasks[0].text),
        (["L市甲局", "L市乙局"], [("2024年底", "2024-12-31", "must")], "甲事。"),
    ),
    (
        2,
        document(
            *(
                "一、主要任务",
                "（一）甲事。（市甲局牵头）",
                "具体措施：",
                "1．2024年底前办完子。",
                "2．持续办丑。",
            ),
        ),
        lambda plan: (ids(plan), dues(plan)),
        (["1"], [("2024年底前", "2024-12-31", "must")]),
    ),
    (
        40,
        document("一、主要目标", "（一）生产总值增长7%以上", "牵头单位：市甲局"),
        lambda plan: (titles(plan), len(plan.goals)),
        (["生产总值增长7%以上"], 0),
    ),
    (34, task("重污染天数控制在10天以内。"), numbers, ["重污染天数 target <= 10天"]),
    # dates
    *[
        (28, task(f"{words}完成。"), dues, [(words, day, "must")])
        for words, day in (
            ("2024年年底前", "2024-12-31"),
            ("2024年底前", "2024-12-31"),
            ("2025年9月底前", "2025-09-30"),
            ("到2025年", "2025-12-31"),
            ("2024年6月30日前", "2024-06-30"),
            ("2024年上半年", "2024-06-30"),
            ("2024年3月底前", "2024-03-31"),
            ("2024年2月底前", "2024-02-29"),
            ("二〇二四年底前", "2024-12-31"),
        )
    ],
    (28, task("5月底前完成。"), lambda plan: (dues(plan), asked("no_day")(plan)), ([], ["no_day"])),
    (28, task("5年内完成。"), lambda plan: (dues(plan), asked("no_day")(plan)), ([], ["no_day"])),
    (
        28,
        document("一、重点任务", "1.种树。5月底前种完。（市甲局负责）", title="甲市2024年度种树计划"),
        dues,
        [("5月底前", "2024-05-31", "must")],
    ),
    (
        28,
        task("每年2月底前报送。"),
        lambda plan: (dues(plan), [m.every for m in plan.tasks[0].milestones]),
        ([], ["year"]),
    ),
    *[
        (29, task(text), lambda plan: (dues(plan), asked("no_day")(plan)), ([], []))
        for text in (
            "面积较2022年增加。",
            "按照《目录（2019年本）》办理。",
            "落实〔2024〕67号要求。",
            "自2024年7月起执行。",
            "巩固2024年以来的成果。",
            "有效期为2024年1月1日至2025年12月31日。",
        )
    ],
    (
        30,
        task("2025年年底前312国道通车。"),
        lambda plan: (dues(plan), numbers(plan)),
        ([("2025年年底前", "2025-12-31", "must")], []),
    ),
    (
        31,
        task("2023年年底前办完甲；2024年年底前办完乙，2025年9月底前办完丙。"),
        lambda plan: [(m.text, str(m.due)) for m in plan.tasks[0].milestones],
        [
            ("2023年年底前办完甲", "2023-12-31"),
            ("2024年年底前办完乙", "2024-12-31"),
            ("2025年9月底前办完丙", "2025-09-30"),
        ],
    ),
    (31, task("2024年底前，办完甲；乙继续办。"), asked("ambiguous_scope"), ["ambiguous_scope"]),
    (32, task("力争2025年年底前通车。"), dues, [("力争2025年年底前", "2025-12-31", "strive")]),
    (32, task("2023年底前，鼓励淘汰旧炉。"), dues, [("2023年底前", "2023-12-31", "encourage")]),
    (33, task("2019116前办完，〔2018104号要求。"), dues, []),
    # numbers
    *[
        (34, task(f"{text}。"), numbers, [found])
        for text, found in (
            ("综合利用率达到90%以上", "综合利用率 target >= 90%"),
            ("抽查率不低于20%", "抽查率 target >= 20%"),
            ("比例控制在37.5%以内", "比例 target <= 37.5%"),
            ("降尘量不得高于7吨/月·平方公里", "降尘量 target <= 7吨/月·平方公里"),
            ("总量保持在5万吨以下", "总量 target <= 5万吨"),
            ("浓度低于30微克/立方米", "浓度 target < 30微克/立方米"),
            ("面积超过3万亩", "面积 target > 3万亩"),
            ("审查周期压缩至4个月以内", "审查周期 target <= 4个月"),
        )
    ],
    (
        34,
        task("总动力稳定在11亿千瓦左右。"),
        lambda plan: (numbers(plan), asked("unclear_number")(plan)),
        ([], ["unclear_number"]),
    ),
    (34, task("6亩以下（不含6亩）地块退出。"), numbers, ["地块退出 threshold < 6亩"]),
    (
        34,
        task("4蒸吨/小时以下锅炉退出，4蒸吨/小时及以上锅炉联网。"),
        numbers,
        ["锅炉退出 threshold < 4蒸吨/小时", "锅炉联网 threshold >= 4蒸吨/小时"],
    ),
    (
        35,
        task("年运量150万吨以上的园区接入铁路，30万千瓦以上机组改造。"),
        numbers,
        ["年运量 threshold >= 150万吨", "机组改造 threshold >= 30万千瓦"],
    ),
    (
        36,
        task("浓度达到30微克/立方米以下,力争达到25微克/立方米以下。"),
        lambda plan: [(str(i.value), i.strength.value) for i in plan.tasks[0].indicators],
        [("30", "must"), ("25", "strive")],
    ),
    (
        37,
        task("甲、乙、丙排放量比2015年分别下降15%、10%和26%。"),
        lambda plan: [(str(i.value), i.direction, i.base) for i in plan.tasks[0].indicators],
        [("15", "decrease", "2015"), ("10", "decrease", "2015"), ("26", "decrease", "2015")],
    ),
    (38, task("占比较2022年下降10个百分点。"), numbers, ["占比 target = 10个百分点 decrease"]),
    (39, task("实现“十个百分之百”，推进312国道和A级企业，做好168个重点城市、10个专项行动。"), numbers, []),
    (40, task("地区生产总值增长7%以上。"), numbers, ["地区生产总值 target >= 7% increase"]),
    # tables and files
    (
        41,
        document(
            *[
                "序号",
                "工作任务",
                "责任单位",
                "牵头单位",
                "1",
                "种树",
                "市乙局",
                "市甲局",
                "2",
                "种草",
                "无",
                "市丙局",
            ]
        ),
        lambda plan: (titles(plan), casts(plan)),
        (["种树", "种草"], ["L市甲局；J市乙局", "L市丙局"]),
    ),
    (
        43,
        clause("（市甲局 牵头，市　乙局配合）").replace("抓好甲事", "健全工作机 制"),
        lambda plan: (titles(plan), casts(plan)),
        (["健全工作机制"], ["L市甲局；S市乙局"]),
    ),
    (44, under_tasks("[bookmark: _Hlk123]8.种树。（市甲局负责）"), ids, ["8"]),
    (
        46,
        clause("（市環境局牽頭，市水利局、財政局配合）").replace("做好有关工作", "完好率達到90%以上"),
        lambda plan: (casts(plan), numbers(plan)),
        (["L市環境局；S市水利局、市財政局"], ["完好率 target >= 90%"]),
    ),
    (
        47,
        document("一、重点任务（共3项）", "1.种树。（市甲局负责）", "3.种草。（市甲局负责）"),
        asked("declared_vs_found", "number_gap"),
        ["declared_vs_found", "number_gap"],
    ),
    (48, task("持续推进进砂石行业发展。"), lambda plan: "推进进砂石" in plan.tasks[0].text, True),
]


@pytest.mark.parametrize(
    ("text", "seen", "expected"),
    [pytest.param(*row[1:], id=f"{row[0]}-{at}") for at, row in enumerate(HAZARDS)],
)
def test_a_hazard(text: str, seen: Seen, expected: object) -> None:
    assert seen(plan_of(text)) == expected


def test_a_table_with_group_rows_and_merged_cells() -> None:
    rows = (
        ("序号", "重点任务", "工作内容", "牵头单位", "责任单位", "完成时限"),
        ("一、治水（共2项）",) * 6,
        ("1", "清河", "河道清淤50公里。", "市水利局", "各县（市、区）政府", "2024年6月底前"),
        ("2", "护河", "每月巡查河道。", "市水利局", "无", "长期坚持"),
        ("二、治气（共2项）",) * 6,
        ("3", "治车", "淘汰老旧车辆。", "", "市公安局、交通运输局", "2025年"),
    )
    table = Table(tuple(TableRow(n, tuple(map(GridCell, cells))) for n, cells in enumerate(rows, 3)))
    paper = Paper("表.docx", (Paragraph(1, "甲市任务分工表（2024—2025年）"), table))
    plan = imported(paper).plan
    assert [(s.number, s.title) for s in plan.sections] == [(1, "治水"), (2, "治气")]
    assert [(t.id, t.line, roles(t)) for t in plan.tasks] == [
        ("1", 5, "L市水利局；A各县（市、区）政府"),
        ("2", 6, "L市水利局"),
        ("3", 8, "J市公安局、市交通运输局"),
    ]
    assert dues(plan) == [("2024年6月底前", "2024-06-30", "must"), ("2025年", "2025-12-31", "must")]
    assert [(m.id, m.every) for m in plan.task["2"].milestones] == [("2.1", "month")]
    assert asked("declared_vs_found")(plan) == ["declared_vs_found"]


def test_a_table_about_units_that_cannot_be_read_is_asked_about() -> None:
    table = Table(
        (
            TableRow(9, (GridCell("责任单位"), GridCell("得分"))),
            TableRow(10, (GridCell("市乙局"), GridCell("90"))),
        )
    )
    text = under_tasks("1.种树。（市甲局负责）")
    plan = imported(Paper("方案.docx", (*paper_of(text).blocks, table))).plan
    assert [f.line for f in plan.findings if f.code == "unreadable_table"] == [9]


def test_a_goal_a_county_and_what_it_is_measured_by() -> None:
    plan = plan_of(
        document(
            "一、主要目标",
            "2024年，乙县、丙县实现达标。2025年，优良天数比例达到80%以上，力争全域达标。",
            *("二、重点任务", "1.种树。（市甲局负责）"),
        )
    )
    assert [(g.scope, str(g.due), g.strength.value) for g in plan.goals] == [
        ("乙县", "2024-12-31", "must"),
        ("丙县", "2024-12-31", "must"),
        ("全市", "2025-12-31", "must"),
        ("全市", "2025-12-31", "strive"),
    ]
    (number,) = [i for goal in plan.goals for i in goal.indicators]
    assert (number.kind, number.op, number.value, number.unit) == (
        IndicatorKind.TARGET,
        ">=",
        Decimal(80),
        "%",
    )
    assert [u.name for u in plan.units if u.kind is UnitKind.COUNTY] == ["乙县", "丙县"]


def test_a_plan_without_years_asks_for_them() -> None:
    plan = plan_of(document("一、重点任务", "1.种树。（市甲局负责）", title="甲市种树方案"))
    assert (str(plan.start), str(plan.end)) == ("2026-01-01", "2026-12-31")
    assert "no_period" in codes(plan)


def test_a_term_beyond_the_years_of_the_title_is_kept_and_asked_about() -> None:
    plan = plan_of(task("2027年底前完成。"))
    assert (dues(plan), str(plan.end)) == ([("2027年底前", "2027-12-31", "must")], "2027-12-31")
    assert "outside_period" in codes(plan)

"""Further kinds of tables: headers at the left, columns of periods, headings over rows, tables of work alone."""

from pathlib import Path

import pytest

from tests.planfile.importer.drawn_tables import FORMS, Merged, Part, Rows
from tests.planfile.importer.papers import codes, roles
from tests.planfile.importer.test_tables import read, told

M = Merged
TITLE = "云溪市2026年重点工作任务分解表"


def told_in(folder: Path, form: str, *parts: Part) -> list[str]:
    return told(read(folder, form, TITLE, *parts))


# ---- headers at the left

CARD = [("任务名称", "清淤"), ("责任单位", "市水利局"), ("完成时限", "5月底前"), ("工作内容", "清理河道。")]
NEXT = [("任务名称", "补水"), ("责任单位", "市住建局"), ("完成时限", "9月底前"), ("工作内容", "调度水源。")]
WIDE = [("项目", "清淤", "编号", "01"), ("牵头单位", "市水利局", "完成时间", "5月底前")]
WIDE_NEXT = [("项目", "补水", "编号", "02"), ("牵头单位", "市住建局", "完成时间", "9月底前")]
TASKS = ["1 清淤 | L市水利局 | 2026-05-31", "2 补水 | L市住房和城乡建设局 | 2026-09-30"]
LYING: dict[str, list[Part]] = {
    "a card a task": ["任务一", CARD, "任务二", NEXT],
    "cards of two columns": [WIDE, "", WIDE_NEXT],
    "cards side by side with more": [
        "表1",
        [*WIDE, ("备注", M("", 3))],
        "表2",
        [*WIDE_NEXT, ("备注", M("", 3))],
    ],
    "a task a column": [
        [
            ("序号", "1", "2"),
            ("工作任务", "清淤", "补水"),
            ("责任单位", "市水利局", "市住建局"),
            ("完成时限", "5月底前", "9月底前"),
        ]
    ],
    "a task a column, the first label like a task": [
        [("事项", "清淤", "补水"), ("主责部门", "市水利局", "市住建局"), ("时间要求", "2026.5", "2026.9")]
    ],
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", LYING)
def test_headers_at_the_left(tmp_path: Path, kind: str, form: str) -> None:
    assert told_in(tmp_path, form, *LYING[kind]) == TASKS


def test_a_numbered_heading_between_cards_is_a_section(tmp_path: Path) -> None:
    plan = read(tmp_path, "html", TITLE, "一、水环境", CARD, "二、水资源", NEXT)
    assert [section.title for section in plan.sections] == ["水环境", "水资源"]


# ---- columns of periods

PERIODS = {
    "quarters": (("一季度", "第四季度"), ("2026-03-31", "2026-12-31")),
    "quarters with more words": (("一季度工作目标", "三季度任务"), ("2026-03-31", "2026-09-30")),
    "months": (("1—3月目标", "10-12月"), ("2026-03-31", "2026-12-31")),
    "halves": (("上半年计划", "下半年计划"), ("2026-06-30", "2026-12-31")),
    "years": (("2026年度目标", "2027年目标"), ("2026-12-31", "2027-12-31")),
    "years alone": (("2026", "2027"), ("2026-12-31", "2027-12-31")),
}


@pytest.mark.parametrize("kind", PERIODS)
@pytest.mark.parametrize("two_rows", [False, True])
def test_columns_of_periods_are_terms(tmp_path: Path, kind: str, two_rows: bool) -> None:
    labels, dues = PERIODS[kind]
    work = [
        ("1", "新建公办学校", "开工", "完工", "市教育局"),
        ("2", "改造老旧小区", "5个", "100%", "市住建局"),
    ]
    above = [(M("序号", 1, 2), M("任务", 1, 2), M("进度安排", 2), M("责任单位", 1, 2)), labels]
    header = above if two_rows else [("序号", "任务", *labels, "责任单位")]
    name = "云溪市重点项目表（2026—2027年）" if kind.startswith("years") else TITLE
    plan = read(tmp_path, "html", name, [*header, *work])
    found = [[str(m.due) for m in task.milestones if m.due] for task in plan.tasks]
    assert [task.title for task in plan.tasks] == ["新建公办学校", "改造老旧小区"]
    assert found == [[*dues], [*dues]]
    assert "unread_column" not in codes(plan)


def test_what_was_done_in_a_period_is_no_term(tmp_path: Path) -> None:
    rows = [
        ("序号", "任务", "一季度完成情况", "2025年实绩", "责任单位", "完成时限"),
        ("1", "新建公办学校", "已开工", "3所", "市教育局", "9月底前"),
        ("2", "改造老旧小区", "完成招标", "5个", "市住建局", "10月底前"),
    ]
    plan = read(tmp_path, "html", TITLE, rows)
    assert [[str(m.due) for m in task.milestones if m.due] for task in plan.tasks] == [
        ["2026-09-30"],
        ["2026-10-31"],
    ]
    assert codes(plan).count("unread_column") == 2


# ---- headings over several rows

GROUPED = ["1 推行一窗受理 | L市行政审批局 | 2026-06-30", "2 压缩办理时限 | L市税务局 | 2026-09-30"]
GROUPS: dict[str, Rows] = {
    "merged": [
        ("重点任务", "具体举措", "责任单位", "完成时限"),
        (M("一、优化服务", 1, 2), "推行一窗受理", "市行政审批局", "6月底前"),
        ("压缩办理时限", "市税务局", "9月底前"),
    ],
    "written again, measures numbered": [
        ("主要任务", "工作措施", "牵头单位", "时限"),
        ("优化服务", "1.推行一窗受理", "市行政审批局", "6月底前"),
        ("优化服务", "2.压缩办理时限", "市税务局", "9月底前"),
    ],
    "numbers of their own": [
        ("序号", "工作任务", "具体内容", "责任单位", "完成时限"),
        ("1", M("优化服务", 1, 2), "推行一窗受理", "市行政审批局", "6月底前"),
        ("2", "压缩办理时限", "市税务局", "9月底前"),
    ],
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", GROUPS)
def test_a_heading_over_several_rows_is_their_section(tmp_path: Path, kind: str, form: str) -> None:
    plan = read(tmp_path, form, TITLE, GROUPS[kind])
    assert told(plan) == GROUPED
    assert [section.title for section in plan.sections] == ["优化服务"]


# ---- units that have no part in the work, and none at all


@pytest.mark.parametrize("header", ["验收单位", "销号单位", "复核部门"])
def test_a_unit_of_another_office_beside_the_responsible_one_is_asked(tmp_path: Path, header: str) -> None:
    rows = [
        ("序号", "问题", "整改措施", "责任单位", "整改时限", header),
        ("1", "断面水质不达标", "整治排污口。", "市水利局", "10月底前", "市生态环境局"),
        ("2", "渗滤液积存", "应急处置。", "市城管局", "12月底前", "市财政局"),
    ]
    plan = read(tmp_path, "html", "云溪市督察反馈问题整改清单（2026年）", rows)
    assert [roles(task) for task in plan.tasks] == ["L市水利局", "L市城管局"]
    assert [str(f.args["about"]) for f in plan.findings if f.code == "unread_column"] == [
        "问题：断面水质不达标、渗滤液积存",
        f"{header}：市生态环境局、市财政局",
    ]


@pytest.mark.parametrize(
    "header",
    [("工作任务", "完成时限"), ("重点事项", "时间安排"), ("工作内容", "月份"), ("项目名称", "建设内容")],
)
def test_a_table_of_work_alone_is_read_and_asked_about_once(tmp_path: Path, header: tuple[str, str]) -> None:
    second = "疏浚河道。" if header[1] == "建设内容" else "5月"
    plan = read(tmp_path, "docx", TITLE, [header, ("清理河道淤泥", second), ("补充生态用水", second)])
    assert [task.title for task in plan.tasks] == ["清理河道淤泥", "补充生态用水"]
    assert codes(plan).count("no_units") == 1


@pytest.mark.parametrize("header", ["责任人", "负责人", "责任领导"])
def test_units_below_a_header_of_persons_are_read_and_asked_about(tmp_path: Path, header: str) -> None:
    rows = [
        ("序号", "工作任务", header, "完成时限"),
        ("1", "清淤", "市水利局 张三", "5月底前"),
        ("2", "补水", "李四（市住建局）", "9月底前"),
    ]
    plan = read(tmp_path, "html", TITLE, rows)
    assert told(plan) == TASKS
    assert "unsure_column" in codes(plan)


@pytest.mark.parametrize("header", ["牵头单位/配合单位", "主责部门、协办部门", "牵头及配合单位"])
def test_a_header_of_two_roles_says_none_of_them(tmp_path: Path, header: str) -> None:
    rows = [
        ("序号", "工作任务", header, "完成时限"),
        ("1", "清淤", "市水利局/市财政局", "5月底前"),
        ("2", "补水", "市住建局、市水利局", "9月底前"),
    ]
    plan = read(tmp_path, "html", TITLE, rows)
    assert [roles(task) for task in plan.tasks] == ["J市水利局、市财政局", "J市住房和城乡建设局、市水利局"]
    assert "unsure_column" in codes(plan)


def test_a_column_of_measures_is_none_of_units(tmp_path: Path) -> None:
    rows = [
        ("序号", "指标名称", "单位", "2025年完成", "2026年目标", "责任单位"),
        ("1", "生产总值增速", "%", "6.1", "6.5", "市发改委"),
        ("2", "城镇新增就业", "万人", "2.3", "2.5", "市人社局"),
    ]
    plan = read(tmp_path, "html", "云溪市2026年指标任务分解表", rows)
    assert told(plan) == [
        "1 生产总值增速 | L市发展改革委 | 2026-12-31",
        "2 城镇新增就业 | L市人社局 | 2026-12-31",
    ]


@pytest.mark.parametrize(
    ("numbers", "ids"),
    [
        (("1.1", "1.2", "2.1"), ["1.1", "1.2", "2.1"]),
        (("1-1", "1-2", "1-3"), ["1.1", "1.2", "1.3"]),
        (("1.", "2.", "3."), ["1", "2", "3"]),
    ],
)
def test_numbers_of_two_levels_are_the_ids(tmp_path: Path, numbers: tuple[str, ...], ids: list[str]) -> None:
    head = ("序号", "工作任务", "责任单位", "完成时限")
    works = zip(numbers, ("清淤", "补水", "巡河"), strict=True)
    rows = [(number, work, "市水利局", "5月底前") for number, work in works]
    assert [task.id for task in read(tmp_path, "html", TITLE, [head, *rows]).tasks] == ids


@pytest.mark.parametrize("title", ["附件：任务分工表", "附件1 任务分工表", "附件"])
def test_a_row_that_stands_only_in_the_annex_is_in_a_section_of_its_own(tmp_path: Path, title: str) -> None:
    text = (
        "青岚县托育服务实施方案（2026年）",
        "一、重点任务",
        "1.扩大托位供给。新增托位。",
        "2.加强队伍建设。开展培训。",
        "二、保障措施",
        "加强领导。",
        *((title, "任务分工表") if title == "附件" else (title,)),
    )
    units = ("县卫健局", "县人社局", "县发改局")
    works = ("扩大托位供给", "加强队伍建设", "完善价格机制")
    annex = [
        ("序号", "工作事项", "牵头单位"),
        *((str(n), *one) for n, one in enumerate(zip(works, units, strict=True), 1)),
    ]
    plan = read(tmp_path, "html", *text, annex)
    assert [(section.title, len(section.tasks)) for section in plan.sections] == [
        ("重点任务", 2),
        ("任务分工表", 1),
    ]
    assert codes(plan).count("only_in_annex") == 1

"""Tables as offices make them, each kind in several variants, as a web page and as a Word file.

A task is told as `number title | roles | days`; places are invented.
"""

from pathlib import Path

import pytest

from bot.domain.plan import Plan
from bot.planfile.importer.open import open_document
from tests.planfile.importer.drawn_tables import FORMS, Merged, Part, Rows
from tests.planfile.importer.papers import codes, imported, roles

M = Merged


def read(folder: Path, form: str, *parts: Part) -> Plan:
    file = folder / f"plan.{form}"
    file.write_bytes(FORMS[form](parts))
    return imported(open_document(file)).plan


def told(plan: Plan) -> list[str]:
    return [
        f"{task.id} {task.title} | {roles(task)} | "
        + " ".join(
            str(m.due or m.every) for m in task.milestones if m.due or not (m.inferred or m.every_inferred)
        )
        for task in plan.tasks
    ]


HEAD = ("序号", "工作任务", "责任单位", "完成时限")
TITLE = "云溪市2026年河湖整治任务清单"

# kind: (rows, what they say)
KINDS: dict[str, tuple[str, Rows, list[str]]] = {
    "lines in a cell": (
        TITLE,
        [
            HEAD,
            ("1", "清淤", "市水利局\n市财政局", "2026年5月底前"),
            ("2", "补水", "市水利局 市住建局", "2026年9月底前"),
            ("3", "巡河", "市水利局\n各县区人民政府", "2026年9月底前"),
        ],
        [
            "1 清淤 | J市水利局、市财政局 | 2026-05-31",
            "2 补水 | J市水利局、市住房和城乡建设局 | 2026-09-30",
            "3 巡河 | L市水利局；A各县区人民政府 | 2026-09-30",
        ],
    ),
    "lines in a cell, a long name broken": (
        "东江市2026年数字政务工作台账",
        [
            ("序号", "重点事项", "牵头单位", "配合单位", "时限"),
            (
                "1",
                "一网通办",
                "市行政审批\n服务局",
                "市大数据局/市公安局；\n市人力资源和\n社会保障局",
                "6月底前",
            ),
            ("2", "一件事一次办", "市政务服务中心", "市民政局　市卫生健康委　市医保局", "2026.9"),
        ],
        [
            "1 一网通办 | L市行政审批服务局；S市大数据局、市公安局、市人力资源和社会保障局 | 2026-06-30",
            "2 一件事一次办 | L市政务服务中心；S市民政局、市卫生健康委、市医保局 | 2026-09-30",
        ],
    ),
    "two-row header": (
        TITLE,
        [
            (M("序号", 1, 2), M("工作任务", 1, 2), M("责任单位", 2), M("完成时限", 1, 2)),
            ("牵头", "配合"),
            ("1", "清淤", "市水利局", "市财政局", "5月底前"),
            ("2", "补水", "市住建局", "市水利局", "9月底前"),
        ],
        [
            "1 清淤 | L市水利局；S市财政局 | 2026-05-31",
            "2 补水 | L市住房和城乡建设局；S市水利局 | 2026-09-30",
        ],
    ),
    "two-row header that is not merged": (
        "南湾区2026年创文任务分解表",
        [
            ("序号", "任务", "责任分工", "", "时间要求"),
            ("", "", "主责单位", "协办单位", ""),
            ("1", "背街小巷改造", "区住建局", "区城管局", "2026/9/30"),
            ("2", "农贸市场整治", "区市场监管局", "区商务局", "2026-06-30"),
        ],
        [
            "1 背街小巷改造 | L区住房和城乡建设局；S区城管局 | 2026-09-30",
            "2 农贸市场整治 | L区市场监管局；S区商务局 | 2026-06-30",
        ],
    ),
    "two-row header with persons": (
        "北川市2026年重点项目责任分解表",
        [
            (M("序号", 1, 2), M("项目名称", 1, 2), M("牵头", 2), M("责任", 2), M("完成时限", 1, 2)),
            ("领导", "单位", "单位", "责任人"),
            ("1", "绕城路", "王建国", "市交通运输局", "市自然资源局", "李明", "12月底前"),
            ("2", "三水厂", "张丽", "市住建局", "市水务集团", "赵刚", "10月底前"),
        ],
        [
            "1 绕城路 | L市交通运输局；J市自然资源局 | 2026-12-31",
            "2 三水厂 | L市住房和城乡建设局；J市水务集团 | 2026-10-31",
        ],
    ),
    "merged cells": (
        TITLE,
        [
            HEAD,
            ("1", "清淤", M("市水利局", 1, 2), "5月底前"),
            ("2", "补水", M("9月底前", 1, 2)),
            ("3", "巡河", "市公安局"),
        ],
        [
            "1 清淤 | L市水利局 | 2026-05-31",
            "2 补水 | L市水利局 | 2026-09-30",
            "3 巡河 | L市公安局 | 2026-09-30",
        ],
    ),
    "group rows": (
        "青山市2026年大气治理任务清单",
        [
            HEAD,
            (M("一、工业污染治理", 4),),
            ("1", "锅炉改造", "市生态环境局", "3月底前"),
            ("二、扬尘治理", "", "", ""),
            ("2", "工地围挡", "市住建局", "4月底前"),
        ],
        [
            "1 锅炉改造 | L市生态环境局 | 2026-03-31",
            "2 工地围挡 | L市住房和城乡建设局 | 2026-04-30",
        ],
    ),
    "ditto": (
        TITLE,
        [
            HEAD,
            ("1", "清淤", "市水利局", "5月底前"),
            ("2", "补水", "同上", "〃"),
            ("3", "巡河", "″", "9月底前"),
            ("4", "管护", '"', "〃"),
        ],
        [
            "1 清淤 | L市水利局 | 2026-05-31",
            "2 补水 | L市水利局 | 2026-05-31",
            "3 巡河 | L市水利局 | 2026-09-30",
            "4 管护 | L市水利局 | 2026-09-30",
        ],
    ),
    "header note": (
        TITLE,
        [
            ("序号", "工作任务", "责任单位（列首位的为牵头单位）", "完成时限"),
            ("1", "清淤", "市水利局、市财政局", "5月底前"),
            ("2", "补水", "市住建局、市水利局、市财政局", "9月底前"),
        ],
        [
            "1 清淤 | L市水利局；S市财政局 | 2026-05-31",
            "2 补水 | L市住房和城乡建设局；S市水利局、市财政局 | 2026-09-30",
        ],
    ),
    "note in the last row": (
        TITLE,
        [
            HEAD,
            ("1", "清淤", "市水利局、市财政局", "5月底前"),
            ("2", "补水", "市住建局\n市水利局", "9月底前"),
            (M("注：责任单位中排第一位的为牵头单位。", 4),),
        ],
        [
            "1 清淤 | L市水利局；S市财政局 | 2026-05-31",
            "2 补水 | L市住房和城乡建设局；S市水利局 | 2026-09-30",
        ],
    ),
    "second header further down": (
        TITLE,
        [
            HEAD,
            ("1", "清淤", "市水利局", "5月底前"),
            HEAD,
            ("2", "补水", "市住建局", "9月底前"),
        ],
        ["1 清淤 | L市水利局 | 2026-05-31", "2 补水 | L市住房和城乡建设局 | 2026-09-30"],
    ),
    "second header in another order": (
        TITLE,
        [
            HEAD,
            ("1", "清淤", "市水利局", "5月底前"),
            ("序号", "工作任务", "完成时限", "牵头单位"),
            ("2", "补水", "9月底前", "市住建局"),
        ],
        ["1 清淤 | L市水利局 | 2026-05-31", "2 补水 | L市住房和城乡建设局 | 2026-09-30"],
    ),
    "persons beside units": (
        "江口市2026年招商任务台账",
        [
            ("序号", "工作任务", "责任领导", "牵头单位及责任人", "配合单位", "完成时限"),
            ("1", "产业招商", "王副市长", "市商务局 张三", "市发改委 李四", "2026.6"),
            ("2", "驻点招商", "陈志强", "赵五（市投促中心）", "市财政局（钱进）", "2026.12"),
        ],
        [
            "1 产业招商 | L市商务局；S市发展改革委 | 2026-06-30",
            "2 驻点招商 | L市投促中心；S市财政局 | 2026-12-31",
        ],
    ),
    "levels in one cell": (
        "江口市2026年防汛责任清单",
        [
            HEAD,
            ("1", "堤防加固", "市级：市水利局\n县级：各县（市、区）人民政府", "5月底前"),
            ("2", "山洪预警", "市级：市应急局、市气象局；县级：各县（市、区）人民政府", "每季度"),
        ],
        [
            "1 堤防加固 | L市水利局；A各县（市、区）人民政府 | 2026-05-31",
            "2 山洪预警 | J市应急局、市气象局；A各县（市、区）人民政府 | quarter",
        ],
    ),
    "levels in two columns": (
        "江口市2026年防汛责任清单",
        [
            (M("序号", 1, 2), M("工作任务", 1, 2), M("责任单位", 2), M("完成时限", 1, 2)),
            ("市级", "县级"),
            ("1", "堤防加固", "市水利局", "清河县、东山县", "5月底前"),
            ("2", "山洪预警", "市应急局", "各县（市、区）人民政府", "6月底前"),
        ],
        [
            "1 堤防加固 | L市水利局；A清河县、东山县 | 2026-05-31",
            "2 山洪预警 | L市应急局；A各县（市、区）人民政府 | 2026-06-30",
        ],
    ),
    "times": (
        "江口市2026年营商环境任务清单",
        [
            HEAD,
            ("1", "甲事", "市商务局", "2026.9"),
            ("2", "乙事", "市商务局", "2026-09-30"),
            ("3", "丙事", "市商务局", "2026/9/30"),
            ("4", "丁事", "市商务局", "9月底"),
            ("5", "戊事", "市商务局", "每季度"),
            ("6", "己事", "市商务局", "长期坚持"),
            ("7", "庚事", "市商务局", "全年"),
            ("8", "辛事", "市商务局", "立行立改"),
            ("9", "壬事", "市商务局", "印发后2个月"),
        ],
        [
            "1 甲事 | L市商务局 | 2026-09-30",
            "2 乙事 | L市商务局 | 2026-09-30",
            "3 丙事 | L市商务局 | 2026-09-30",
            "4 丁事 | L市商务局 | 2026-09-30",
            "5 戊事 | L市商务局 | quarter",
            "6 己事 | L市商务局 | ",
            "7 庚事 | L市商务局 | 2026-12-31",
            "8 辛事 | L市商务局 | ",
            "9 壬事 | L市商务局 | ",
        ],
    ),
    "a task over several rows": (
        TITLE,
        [
            ("序号", "工作任务", "具体措施", "责任单位", "完成时限"),
            (M("1", 1, 3), M("河道清淤", 1, 3), "摸清底数。", M("市水利局", 1, 3), M("9月底前", 1, 3)),
            ("制定方案。",),
            ("组织施工。",),
            ("2", "生态补水", "调度水源。", "市住建局", "12月底前"),
        ],
        [
            "1 河道清淤 | L市水利局 | 2026-09-30",
            "2 生态补水 | L市住房和城乡建设局 | 2026-12-31",
        ],
    ),
    "steps with units and times of their own": (
        TITLE,
        [
            ("序号", "工作任务", "具体措施", "责任单位", "完成时限"),
            (M("1", 1, 2), M("河道清淤", 1, 2), "制定清淤方案", "市水利局", "3月底前"),
            ("拨付清淤资金", "市财政局", "4月底前"),
            ("2", "生态补水", "调度水源", "市住建局", "12月底前"),
        ],
        [
            "1.1 河道清淤 | L市水利局 | 2026-03-31",
            "1.2 拨付清淤资金 | L市财政局 | 2026-04-30",
            "2 生态补水 | L市住房和城乡建设局 | 2026-12-31",
        ],
    ),
    "columns in another order, headers nobody lists": (
        TITLE,
        [
            ("何时办成", "谁来办", "办什么", "排序"),
            ("5月底前", "市水利局", "清理河道淤泥", "1"),
            ("9月底前", "市住建局、市水利局", "向城区河道补水", "2"),
            ("12月底前", "市财政局", "保障整治资金", "3"),
        ],
        [
            "1 清理河道淤泥 | L市水利局 | 2026-05-31",
            "2 向城区河道补水 | J市住房和城乡建设局、市水利局 | 2026-09-30",
            "3 保障整治资金 | L市财政局 | 2026-12-31",
        ],
    ),
    "title in the first row": (
        "",
        [
            (M("云溪市2026年重点工作任务分解表", 4),),
            HEAD,
            ("1", "清淤", "市水利局", "5月底前"),
            ("2", "补水", "市住建局", "9月底前"),
        ],
        ["1 清淤 | L市水利局 | 2026-05-31", "2 补水 | L市住房和城乡建设局 | 2026-09-30"],
    ),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_table(tmp_path: Path, kind: str, form: str) -> None:
    title, rows, expected = KINDS[kind]
    plan = read(tmp_path, form, *filter(None, [title]), rows)
    assert told(plan) == expected
    assert plan.title == (title or "云溪市2026年重点工作任务分解表")
    assert "odd_name" not in codes(plan)


def cells_asked(plan: Plan) -> list[tuple[object, ...]]:
    return [
        (f.code, f.args["about"], f.args["table"], f.args["row"], f.args["column"])
        for f in plan.findings
        if "table" in f.args
    ]


@pytest.mark.parametrize("begin", ["开始时间", "计划开工时间", "预计启动时间"])
@pytest.mark.parametrize("form", FORMS)
def test_what_is_in_no_row_is_asked_with_its_place(tmp_path: Path, form: str, begin: str) -> None:
    rows = [
        ("序号", "工作任务", "责任单位", "责任人", begin, "计划竣工时间", "备注"),
        ("1", "清理河道", "市水利局 王社", "王社", "2026.1", "2026.5", "民生实事"),
        ("2", "补充水源", "张三", "张三", "2026.2", "汛期前后", ""),
    ]
    plan = read(tmp_path, form, TITLE, rows)
    assert [roles(task) for task in plan.tasks] == ["L市水利局", ""]
    assert cells_asked(plan) == [
        ("no_day", "汛期前后", 1, 3, "计划竣工时间"),
        ("odd_name", "张三", 1, 3, "责任单位"),
        ("unread_column", "责任人：王社、张三", 1, 2, "责任人"),
        ("unread_column", f"{begin}：2026.1、2026.2", 1, 2, begin),
        ("unread_column", "备注：民生实事", 1, 2, "备注"),
        ("unread_column", "责任单位：王社", 1, 2, "责任单位"),
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_table_that_is_not_read_is_asked_with_its_number(tmp_path: Path, form: str) -> None:
    tasks = [HEAD, ("1", "清理河道", "市水利局", "5月底前"), ("2", "补充水源", "市财政局", "6月底前")]
    people = [
        ("单位", "姓名", "电话"),
        ("市水利局", "张三", "13800001111"),
        ("市财政局", "李四", "13800002222"),
    ]
    times = [("工作任务", "完成时限"), ("清理河道", "5月底前"), ("补充水源", "6月底前")]
    plan = read(tmp_path, form, TITLE, tasks, "联络员", people, "进度", times)
    assert [(code, table) for code, _, table, *_ in cells_asked(plan)] == [
        ("unreadable_table", 2),
        ("unreadable_table", 3),
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_table_and_a_row_that_a_page_has_cut(tmp_path: Path, form: str) -> None:
    first = [
        ("序号", "工作任务", "牵头单位", "配合单位", "完成时限"),
        ("1", "清理河道淤泥，", "市住房和城", "市财政局", "5月底前"),
        ("", "外运淤泥。", "乡建设局", "", ""),
    ]
    rest = [("2", "补充水源", "市水利局", "市公安局", "6月底前")]
    more = [("3", "管护河岸", "市水利局", "市林业局", "7月底前")]
    plan = read(tmp_path, form, TITLE, first, [*rest, *more])
    expected = ["L市住房和城乡建设局；S市财政局", "L市水利局；S市公安局", "L市水利局；S市林业局"]
    if form == "html":  # Word puts two tables that touch into one
        assert [roles(task) for task in plan.tasks] == expected
    assert plan.tasks[0].title == "清理河道淤泥，外运淤泥"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "titles",
    [
        ("扩大托位供给", "加强队伍建设"),
        ("扩大托位的供给", "加强人员队伍建设"),
        ("一是扩大托位供给", "加强队伍建设工作"),
    ],
)
def test_a_plan_and_its_annex_are_one(tmp_path: Path, form: str, titles: tuple[str, str]) -> None:
    annex = [
        ("序号", "工作事项", "牵头单位", "配合单位"),
        ("3", titles[0], "县卫健局", "县财政局"),
        ("4", titles[1], "县卫健局", "县人社局"),
    ]
    text = (
        "青川县托育服务实施方案（2026年）",
        "一、重点任务",
        "1.扩大托位供给。新增托位200个。",
        "2.加强队伍建设。开展培训。",
    )
    plan = read(tmp_path, form, *text, "附件：任务分工表", annex)
    assert [(task.title, roles(task)) for task in plan.tasks] == [
        ("扩大托位供给", "L县卫健局；S县财政局"),
        ("加强队伍建设", "L县卫健局；S县人社局"),
    ]
    assert "新增托位200个" in plan.tasks[0].text


@pytest.mark.parametrize("form", FORMS)
def test_an_annex_of_other_titles_is_asked_row_by_row(tmp_path: Path, form: str) -> None:
    annex = [
        ("序号", "工作事项", "牵头单位"),
        ("1", "新建普惠托育园3所", "县卫健局"),
        ("2", "培训保育员100名", "县人社局"),
    ]
    text = (
        "青川县托育服务实施方案（2026年）",
        "一、重点任务",
        "1.扩大供给。新增托位。",
        "2.优化服务。开展培训。",
    )
    plan = read(tmp_path, form, *text, "附件：任务分工表", annex)
    assert codes(plan).count("only_in_annex") == 2

"""Who does it, in every form a city office writes it: each kind of clause with variants of other wording."""

import pytest

from bot.domain.plan import Plan
from tests.planfile.importer.papers import codes, plan_of, roles

ASKED = ("odd_name", "unsure_role", "unread_clause", "no_units")


def one(clause: str, *lines: str) -> Plan:
    return plan_of(
        "\n".join(("青山市整治方案（2026年）", "一、改善环境", f"1.植绿补绿。抓紧办。{clause}", *lines))
    )


def read(clause: str) -> str:
    """The roles, and the questions about units: the whole of what a coordinator sees of them."""
    plan = one(clause)
    asked = [code for code in codes(plan) if code in ASKED]
    return " ".join([*map(roles, plan.tasks), *asked])


CLAUSES: dict[str, list[tuple[str, str]]] = {
    "labels that nobody lists": [
        ("（负责科室：市园林处、市园林局）", "J市园林处、市园林局"),
        ("（主管单位：市园林局，服务对象：全市居民）", "L市园林局"),
        ("（归口部门：市园林局；协同单位：市城管局）", "L市园林局；S市城管局"),
        ("【责任单位】市园林局、城管局", "J市园林局、市城管局"),
        ("〔承办处室〕市园林局", "L市园林局"),
        ("（分工：市园林局牵头，市水利局协助）", "L市园林局；S市水利局"),
        ("责任站所：镇农业农村办、综合执法队", "J镇农业农村办、镇综合执法队"),
        ("（指导单位：省林业厅；实施单位：市林业局）", "L市林业局；S省林业厅"),
        ("牵头：市园林局/配合：市城管局、水利局", "L市园林局；S市城管局、市水利局"),
        ("牵头单位为市园林局，参与单位为市文旅局。", "L市园林局；S市文旅局"),
        ("责任处室：教务处 配合处室：图书馆", "L教务处；S图书馆"),
        ("〖牵头单位〗市园林局 〖配合单位〗市财政局", "L市园林局；S市财政局"),
        ("牵头部门——市园林局。", "L市园林局"),
        ("（责任单位 市园林局  配合单位 各乡镇）", "L市园林局；S各乡镇"),
        ("＜责任单位：市园林局、市城管局＞", "J市园林局、市城管局"),
    ],
    "labels that say no role: units are read and asked about": [
        ("（盯办：市园林局）", "L市园林局 unsure_role"),
        ("（点位包保：市园林局、市城管局）", "J市园林局、市城管局 unsure_role unsure_role"),
        ("（市园林局兜底，市城管局配合）", "L市园林局；S市城管局 unsure_role"),
        ("（市园林局（负责栽种）、市城管局（负责保洁））", "J市园林局、市城管局 unsure_role unsure_role"),
        ("（A：市园林局；B：市城管局）", "J市园林局、市城管局 unsure_role unsure_role"),
        ("（市园林局兜底）", " unread_clause no_units"),
        ("（市政府同意）", " unread_clause no_units"),
    ],
    "roles beside names": [
        ("（责任单位：市城管局、市园林局（牵头））", "L市园林局；S市城管局"),
        ("责任部门：市园林局（主办）、市城管局（会办）、各区（配合）", "L市园林局；S市城管局、各区"),
        ("（市园林局（牵头单位）、市城管局、青山区人民政府）", "L市园林局；S市城管局；A青山区"),
    ],
    "the first named leads": [
        ("（市园林局、市城管局按职责分工负责，列首位的为牵头单位）", "L市园林局；S市城管局"),
        ("（排名第一的为牵头单位：市园林局、市城管局、各区政府）", "L市园林局；S市城管局；A各区政府"),
        ("（市园林局、市城管局。第一责任单位为牵头单位）", "L市园林局；S市城管局"),
        ("（市第一医院、市园林局牵头）", "L市第一医院、市园林局"),
    ],
    "in words": [
        ("由市园林局牵头，市城管局、水利局配合，抓好落实。", "L市园林局；S市城管局、市水利局"),
        ("日常养护由市园林局负责。", "L市园林局"),
        ("市园林局会同市城管局组织实施。", "L市园林局；S市城管局"),
        ("市园林局和市城管局共同牵头，市财政局与市水利局协助。", "L市园林局、市城管局；S市财政局、市水利局"),
        ("由市园林局牵头制定清单、市财政局保障经费。", " unread_clause no_units"),
    ],
    "nothing but names": [
        ("（市园林局；市城管局）", "J市园林局、市城管局"),
        ("（市园林局/市水利局）", "J市园林局、市水利局"),
        ("（青山区政府、高新区管委会）", "A青山区、高新区"),
        ("（教务处、图书馆、各二级学院）", " unread_clause no_units"),
    ],
    "levels inside names": [
        (
            "（市教育局、团市委、青山军分区、市政协办、市人大常委会办公室负责）",
            "J市教育局、团市委、青山军分区、市政协办、市人大常委会办公室",
        ),
        (
            "（市发展改革委、联通青山分公司、国网江原青山供电公司配合）",
            "S市发展改革委、联通青山分公司、国网江原青山供电公司",
        ),
        (
            "（市财政局、人民银行青山市分行、青山海关、税务局负责）",
            "J市财政局、人民银行青山市分行、青山海关、市税务局",
        ),
        ("（市委宣传部、网信办、市公安局、检察院负责）", "J市委宣传部、市委网信办、市公安局、市检察院"),
        ("（县财政局、团县委、镇平县水利局、教育局负责）", "J县财政局、团县委、镇平县水利局、教育局"),
        (
            "（省发展改革委、能源局，省市场监管局、药监局负责）",
            "J省发展改革委、省能源局、省市场监管局、省药监局",
        ),
        ("（市妇联、共青团青山市委负责）", "J市妇联、共青团青山市委"),
        ("（市公安局交警支队、城管局负责）", "J市公安局交警支队、市城管局"),
    ],
    "collectives whole": [
        ("（市园林局，各县、区人民政府负责）", "L市园林局；A各县、区人民政府"),
        ("（市园林局、各区、县级市负责）", "L市园林局；A各区、县级市"),
        (
            "（市园林局牵头，各县（市、区）人民政府、管委会落实）",
            "L市园林局；A各县（市、区）人民政府、管委会",
        ),
        ("（市园林局牵头，各镇人民政府、各街道办事处落实）", "L市园林局；A各镇人民政府、各街道办事处"),
        ("（市园林局牵头，各县区、市水利局配合）", "L市园林局；S各县区、市水利局"),
        ("（市直机关工委、市直有关部门负责）", "L市直机关工委"),
    ],
    "joins and ends": [
        ("（市自然资源和规划局和市住房和城乡建设局负责）", "J市自然资源和规划局、市住房和城乡建设局"),
        ("（市园林局以及城管局等8个部门负责）", "J市园林局、市城管局"),
        ("（市委市政府督查室负责）", "L市委市政府督查室"),
        ("（市园林局市城管局负责）", "J市园林局、市城管局"),
        ("（村“两委”、镇妇联负责）", "J村“两委”、镇妇联"),
    ],
    "hospitals, schools, enterprises": [
        ("（责任科室：门诊部、信息科；协作科室：护理部）", "S护理部；J门诊部、信息科"),
        ("（安全环保部主责，生产技术部、工会协同）", "L安全环保部；S生产技术部、工会"),
        ("责任人：张三；责任部门：人事处", "L人事处"),
    ],
    "a term in the bracket": [
        ("（2026年6月底前，市园林局）", "L市园林局"),
        ("（市园林局牵头，长期坚持）", "L市园林局"),
        ("（完成时限：2026年9月底；责任单位：市园林局）", "L市园林局"),
    ],
    "no clause, and no question": [
        (text + "（市园林局牵头）", "L市园林局")
        for text in (
            *(
                "做好迁移（含市住建局、市水利局原有项目）。",
                "控制扬尘（PM2.5、PM10）。",
                "报主管部门（市住建局）备案。",
            ),
            *(
                "落实《办法》（青政办〔2025〕3号）。",
                "明确分工（谁审批、谁负责）。",
                "由市级机构（以下简称市中心）办理。",
            ),
            *(
                "做好示范（如市一中、市人民医院等）。",
                "面向单位（学校、医院、企业）。",
                "（适用范围：东园区）",
            ),
        )
    ],
    "names that cannot be read are asked about": [
        ("（责任分工：市水利、应急、住建）", " unread_clause no_units"),
        ("（市园林局牵头，住建配合）", "L市园林局 odd_name"),
        ("（除市财政局外，各部门负责）", " unread_clause no_units"),
        ("（青山经开区、高新区，各县市）", " unread_clause no_units"),
        ("（在市园林局配合下完成）", " unread_clause no_units"),
    ],
}


@pytest.mark.parametrize(("clause", "said"), [row for rows in CLAUSES.values() for row in rows])
def test_units_and_roles(clause: str, said: str) -> None:
    assert read(clause) == said


def test_a_question_about_units_says_line_and_phrase() -> None:
    plan = one("", "2.修剪。（市园林局牵头，绿化科普角配合）", "3.浇水。", "（责任：水利、住建）")
    asked = [(f.line, f.code, f.args["about"]) for f in plan.findings if f.code in ASKED]
    assert asked == [(4, "odd_name", "绿化科普角"), (6, "unread_clause", "（责任：水利、住建）")]


def test_units_of_a_heading_are_those_of_its_tasks() -> None:
    lines = (
        "2026年青山市任务分解方案",
        "（一）市园林局",
        "1.植树。多种。",
        "2.修剪。（市城管局负责）",
        "（二）各县区人民政府",
        "3.管护。",
    )
    assert list(map(roles, plan_of("\n".join(lines)).tasks)) == ["L市园林局", "L市城管局", "A各县区人民政府"]


def test_a_unit_before_a_colon_does_what_follows() -> None:
    plan = plan_of("青山市方案（2026年）\n一、分工\n1.市园林局：负责植树。\n2.市水利局。负责浇水。")
    assert [(task.title, roles(task)) for task in plan.tasks] == [
        ("负责植树", "L市园林局"),
        ("负责浇水", "L市水利局"),
    ]


LINES = {
    ("市园林局、市城管局",): "J市园林局、市城管局",
    ("市园林局",): "L市园林局",
    ("牵头单位", "市园林局", "配合单位：", "市城管局、各区"): "L市园林局；S市城管局、各区",
    ("市园林局牵头；团市委配合",): "L市园林局；S团市委",
    (
        "责任领导：李明",
        "责任单位：市园林局",
        "责任人：王强 13800000000",
        "完成时限：2026年5月底",
    ): "L市园林局",
}


@pytest.mark.parametrize("lines", LINES)
def test_units_on_lines_of_their_own(lines: tuple[str, ...]) -> None:
    plan = one("", *lines, "2.修剪。剪完。")
    assert [roles(task) for task in plan.tasks] == [LINES[lines], ""]
    assert not set(codes(plan)) & set(ASKED)


def test_copies_and_signatures_are_no_units() -> None:
    plan = one("（市园林局牵头）", "抄送：市委办公室、市人大办。", "青山市人民政府办公室", "2026年3月1日")
    assert [unit.name for unit in plan.units] == ["市园林局"]


def test_a_clause_before_the_first_number_is_asked_about() -> None:
    plan = plan_of("青山市方案（2026年）\n做好绿化。（市园林局牵头）\n一、任务\n1.植树。（市园林局牵头）")
    assert [(f.line, f.code) for f in plan.findings if f.code in ASKED] == [(2, "unread_clause")]


WITHOUT_CLAUSES = {
    "descriptive headings": (
        (
            "一、让城市绿起来",
            "（一）植树。2026年6月底前种完。",
            "（二）修剪。",
            "二、让水清起来",
            "（三）清淤。",
        ),
        ["植树", "修剪", "清淤"],
    ),
    "a flat list": (("1.植树。种完。", "2.修剪。剪完。"), ["植树", "修剪"]),
    "frames around the tasks": (
        (
            *(
                "一、总体要求",
                "（一）指导思想。坚持。",
                "（二）工作目标。变绿。",
                "二、试点任务",
                "（三）植树。种完。",
                "（四）完成减排目标。",
            ),
            *("（五）健全欠薪保障机制建设。", "三、强化组织保障和督导考核", "（六）加强领导。认真。"),
        ),
        ["植树", "完成减排目标", "健全欠薪保障机制建设"],
    ),
}


@pytest.mark.parametrize("kind", WITHOUT_CLAUSES)
def test_a_plan_without_clauses_gives_its_items_and_asks_once(kind: str) -> None:
    lines, titles = WITHOUT_CLAUSES[kind]
    plan = plan_of("\n".join(("青山市绿化方案（2026年）", *lines)))
    assert [task.title for task in plan.tasks] == titles
    assert not plan.units
    assert [code for code in codes(plan) if code in (*ASKED, "no_lead", "uncarried")] == ["no_units"]


def test_items_without_a_clause_stand_beside_those_with_one() -> None:
    lines = (
        "一、植绿",
        "（一）植树。（市园林局牵头）",
        "二、护绿",
        "（二）修剪。剪完。",
        "（三）浇水。浇透。",
        "三、保障措施",
        "（四）加强领导。",
    )
    plan = plan_of("\n".join(("青山市绿化方案（2026年）", *lines)))
    assert [(task.title, roles(task)) for task in plan.tasks] == [
        ("植树", "L市园林局"),
        ("修剪", ""),
        ("浇水", ""),
    ]

"""The shipped plan says what the document says: counted, and compared with a table typed apart from it."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from bot.domain.allocation import holders
from bot.domain.coverage import coverage
from bot.domain.plan import (
    Demand,
    Every,
    Goal,
    Indicator,
    IndicatorKind,
    Milestone,
    MilestoneKind,
    PlanStatus,
    Strength,
    UnitKind,
    UnitRole,
)
from tests.planfile.files import ROOT, seed

DOCUMENT = ROOT.parent / "shared" / "data" / "plans" / "000_088f35bbbaf9ed37.txt"

SHORT = {
    "生": "市生态环境局",
    "发": "市发展改革委",
    "工": "市工业和信息化局",
    "交": "市交通运输局",
    "城": "市城市管理局",
    "资": "市自然资源和规划局",
    "监": "市市场监管局",
    "住": "市住房和城乡建设局",
    "公": "市公安局",
    "应": "市应急管理局",
    "农": "市农业农村局",
    "财": "市财政局",
    "商": "市商务局",
    "水": "市水利局",
    "机": "市机关事务中心",
    "铁": "中国铁路郑州局集团有限公司南阳车务段",
    "烟": "市烟草公司",
    "邮": "市邮政管理局",
    "供": "市供销社",
    "气": "市气象局",
    "电": "市供电公司",
}
ROLES = """
1 L工 S发生监
2 L发 S工生资
3 L生 S交铁
4 J发工生
5 L发
6 L发 S工生
7 J生发工
8 J农财生烟
9 L监 S生工
10 J工发财城交商邮机
11 L发交 S资生铁
12 L交 S住资
13 L生 S发工交
14 L生 S工
15 L生 S发工
16 L生
17 L生 S工
18 L城 S住交商水
19 J城交
20 L资 S生发工应
21 J资生发工
22 L农
23 L城
24 L应公 S监交供
25 L生
26 L生 S工住城交
27 L生 S发工公住城交农应监气电
28 L生 S公财监
29 L生 S公
30 L生 S发工公住城交农应监
31 L生
"""
DATED = {
    "4.1": date(2024, 12, 31),
    "5.1": date(2025, 12, 31),
    "6.1": date(2024, 12, 31),
    "7.1": date(2024, 12, 31),
    "7.2": date(2025, 12, 31),
    "8.1": date(2023, 12, 31),
    "10.1": date(2025, 12, 31),
    "11.1": date(2025, 12, 31),
    "12.1": date(2025, 12, 31),
    "13.1": date(2023, 12, 31),
    "13.2": date(2024, 12, 31),
    "13.3": date(2025, 9, 30),
    "16.1": date(2023, 12, 31),
}
NUMBERS = {  # task or goal: kind, op, value, unit
    "3": ["threshold >= 150 万吨", "target >= 80 %"],
    "5": ["target >= 260 万千瓦", "target >= 400 万千瓦", "target >= 820 万千瓦"],
    "6": ["count = 2 台", "threshold >= 30 万千瓦"],
    "11": ["threshold >= 150 万吨", "count = 6 条", "target = 10 个百分点", "target >= 80 %"],
    "16": [
        "threshold < 4 蒸吨/小时",
        "threshold >= 10 蒸吨/小时",
        "threshold >= 4 蒸吨/小时",
        "threshold >= 10 蒸吨/小时",
        "threshold >= 4 蒸吨/小时",
    ],
    "18": ["target <= 7 吨/月·平方公里"],
    "22": ["target >= 92 %"],
    "23": ["target >= 20 %"],
}


def typed_roles(letters: str) -> dict[str, list[str]]:
    roles = {"L": "lead", "S": "support", "J": "joint"}
    return {roles[part[0]]: [SHORT[letter] for letter in part[1:]] for part in letters.split()}


@pytest.mark.parametrize("row", ROLES.strip().splitlines(), ids=lambda row: row.split()[0])
def test_roles_are_those_of_the_table(row: str) -> None:
    number, letters = row.split(" ", 1)
    roles = seed().task[number].roles
    found = {"lead": list(roles.lead), "support": list(roles.support), "joint": list(roles.joint)}
    assert {role: units for role, units in found.items() if units} == typed_roles(letters)


def test_it_has_seven_sections_and_31_tasks_numbered_on() -> None:
    assert [section.number for section in seed().sections] == list(range(1, 8))
    assert [len(section.tasks) for section in seed().sections] == [4, 5, 3, 5, 7, 3, 4]
    assert [(task.id, task.number) for task in seed().tasks] == [(str(n), n) for n in range(1, 32)]


def test_it_is_a_draft_for_three_years() -> None:
    plan = seed()
    assert (plan.status, plan.start, plan.end) == (PlanStatus.DRAFT, date(2023, 1, 1), date(2025, 12, 31))


def test_21_city_bodies_and_17_counties_in_two_groups() -> None:
    kinds = Counter(unit.kind for unit in seed().units)
    assert kinds == {UnitKind.DEPARTMENT: 15, UnitKind.EXTERNAL: 6, UnitKind.COUNTY: 17}
    groups = Counter(unit.group for unit in seed().units if unit.kind is UnitKind.COUNTY)
    assert groups == {"中心城区": 4, "县市区": 13}
    outside = {unit.name for unit in seed().units if unit.kind is UnitKind.EXTERNAL}
    assert outside == {SHORT[letter] for letter in "铁烟邮供气电"}


def test_cells_and_leads_are_as_counted_in_the_document() -> None:
    cells = Counter(role for task in seed().tasks for role, _ in task.roles)
    assert cells == {UnitRole.LEAD: 27, UnitRole.SUPPORT: 63, UnitRole.JOINT: 24, UnitRole.LOCAL: 31 * 17}
    leads = Counter(len(task.roles.lead) for task in seed().tasks)
    assert leads == {1: 23, 2: 2, 0: 6}
    bureau = Counter(task.roles.of("市生态环境局") for task in seed().tasks)
    assert bureau == {UnitRole.LEAD: 13, UnitRole.JOINT: 4, UnitRole.SUPPORT: 6, None: 8}


def test_thirteen_dated_milestones_on_ten_tasks() -> None:
    dated = {m.id: m.due for task in seed().tasks for m in task.milestones if m.due}
    assert dated == DATED
    assert len({milestone.split(".")[0] for milestone in dated}) == 10


def test_undated_tasks_are_asked_as_a_whole_each_quarter() -> None:
    duties = {t.id: t.milestones for t in seed().tasks if not any(m.due for m in t.milestones)}
    assert len(duties) == 21
    inspection = duties.pop("23")[0]
    assert (inspection.id, inspection.every, inspection.inferred) == ("23.1", Every.MONTH, False)
    for task, (duty, *beside) in duties.items():
        assert (duty.id, duty.kind, duty.every) == (f"{task}.1", MilestoneKind.DUTY, Every.QUARTER)
        assert duty.inferred and seed().task[task].title in duty.text
        assert not any(one.inferred for one in beside)


def test_undated_clauses_of_dated_tasks_are_duties_whose_rhythm_is_ours() -> None:
    dated = [t for t in seed().tasks if any(m.due for m in t.milestones)]
    duties = {t.id: [m for m in t.milestones if m.every] for t in dated}
    assert {task: len(its) for task, its in duties.items()} == {
        "4": 1, "5": 1, "6": 4, "7": 1, "8": 1, "10": 4, "11": 5, "12": 1, "13": 1, "16": 5,
    }  # fmt: skip
    for duty in (one for its in duties.values() for one in its):
        assert (duty.every, duty.every_inferred, duty.inferred) == (Every.QUARTER, True, False)
        assert duty.strength is Strength.MUST


def test_an_official_office_is_asked_for_its_own_share_alone() -> None:
    holding = {
        m.id: [unit for _, unit in holders(seed().task["10"], m)] for m in seed().task["10"].milestones
    }
    assert holding.pop("10.3") == ["市机关事务中心"]
    assert all(len(units) == 7 and "市机关事务中心" not in units for units in holding.values())


def test_seasons_and_months_are_data() -> None:
    rhythms = {
        m.id: (m.every, m.months, tuple(dict.fromkeys(one.name for one in m.seasons)))
        for task in seed().tasks
        for m in task.milestones
        if m.every and m.every is not Every.QUARTER
    }
    assert rhythms == {
        "9.2": (Every.MONTH, (11, 12, 1, 2, 3), ()),
        "18.2": (Every.MONTH, (), ()),
        "22.2": (Every.SEASON, (), ("三夏", "三秋")),
        "23.1": (Every.MONTH, (), ()),
        "24.2": (Every.SEASON, (), ("春节前", "元宵节前")),
    }


def test_each_county_makes_a_plan_of_its_own() -> None:
    (safeguard,) = seed().safeguards
    assert (safeguard.id, [m.id for m in safeguard.milestones]) == ("S1", ["S1.1"])
    assert len([unit for _, unit in holders(safeguard, safeguard.milestones[0])]) == 17
    assert (len(seed().tasks), len(seed().works)) == (31, 32)


def test_no_demand_of_the_document_is_left_to_nobody() -> None:
    rows = coverage(seed())
    assert [one.demand.quote for one in rows if not one.carried] == []
    carried = {carrier.id for one in rows for carrier in one.carriers}
    asked = {m.id for task in seed().works for m in task.milestones}
    assert asked <= carried, "every item says which clause it is from"
    assert {one.demand.line for one in rows} == {10, *(task.line for task in seed().works)}


def test_strength_is_kept() -> None:
    soft = {m.id: m.strength for t in seed().tasks for m in t.milestones if m.strength is not Strength.MUST}
    assert soft == {"11.1": Strength.STRIVE, "12.1": Strength.STRIVE, "16.1": Strength.ENCOURAGE}
    for task, milestone in (("10", "10.1"), ("13", "13.2")):
        found = seed().milestone(task, milestone)
        assert found and "基本" in found.text


def test_numbers_are_those_of_the_table() -> None:
    found = {
        task.id: [f"{i.kind} {i.op} {i.value} {i.unit}" for i in task.indicators]
        for task in seed().tasks
        if task.indicators
    }
    assert found == NUMBERS


def test_eleven_targets_eight_thresholds_two_counts() -> None:
    in_tasks = Counter(i.kind for task in seed().tasks for i in task.indicators)
    in_goals = Counter(i.kind for goal in seed().goals for i in goal.indicators)
    assert in_tasks == {IndicatorKind.TARGET: 9, IndicatorKind.THRESHOLD: 8, IndicatorKind.COUNT: 2}
    assert in_goals == {IndicatorKind.TARGET: 2}


def test_a_fall_is_a_positive_value_with_its_base() -> None:
    (fall,) = [i for i in seed().task["11"].indicators if i.direction]
    assert (fall.direction, fall.value, fall.base) == ("decrease", Decimal(10), "2022")


def test_nine_goals_four_of_them_counties_of_2024() -> None:
    goals = seed().goals
    assert len(goals) == 9
    assert [g.scope for g in goals if g.due == date(2024, 12, 31)] == ["桐柏县", "西峡县", "淅川县", "南召县"]
    assert [g.scope for g in goals if g.scope != "全市" and g.due == date(2025, 12, 31)] == ["邓州市"]
    assert [g.strength for g in goals].count(Strength.STRIVE) == 1
    assert sorted(i.value for g in goals for i in g.indicators) == [Decimal("0.8"), Decimal("76.5")]


def test_only_counties_that_the_text_names_are_named() -> None:
    named = {m.id: m.where for task in seed().tasks for m in task.milestones if m.where}
    assert named == {
        "4.1": ("桐柏县", "官庄工区"),
        "6.3": ("内乡县", "镇平县"),
        "11.3": ("西峡县",),
        "11.4": ("南召县",),
        "11.5": ("唐河县",),
        "20.2": ("方城县",),
        "20.3": ("方城县",),
        "20.4": ("内乡县",),
        "20.5": ("内乡县",),
        "20.6": ("南召县",),
    }


def test_findings_say_what_the_document_leaves_open() -> None:
    found: dict[str, list[object]] = {}
    for finding in seed().findings:
        found.setdefault(finding.code, []).append(finding.args.get("task"))
    assert found["no_lead"] == ["4", "7", "8", "10", "19", "21"]
    assert len(found["no_date"]) == 21
    assert [task for task in found["inferred_date"] if task] == ["5", "7", "10", "11"]
    assert found["soft_target"] == [None, "11", "12", "16"]
    assert found["which_county"] == ["6", "12", "12", "13"]
    assert "uncarried" not in found
    assert all(finding.line for finding in seed().findings)


@pytest.mark.skipif(not DOCUMENT.exists(), reason="the document lies beside the checkout, not in it")
class TestBesideTheDocument:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines() if DOCUMENT.exists() else []

    def line(self, number: int | None) -> str:
        assert number
        return self.lines[number - 1]

    def test_titles_stand_where_the_plan_says(self) -> None:
        assert seed().title == self.lines[1] + self.lines[2]
        for task in seed().tasks:
            assert f"{task.number}.{task.title}。" in self.line(task.line)

    def test_section_titles_are_the_documents(self) -> None:
        for section, numeral in zip(seed().sections, "一二三四五六七", strict=True):
            assert f"（{numeral}）{section.title}" in self.lines

    def test_every_quote_is_a_phrase_of_its_line(self) -> None:
        rows: list[Milestone | Indicator | Goal | Demand] = [
            *(m for task in seed().tasks for m in task.milestones if m.quote),
            *(i for task in seed().tasks for i in task.indicators),
            *seed().goals,
            *seed().demands,
            *(i for goal in seed().goals for i in goal.indicators),
        ]
        assert [row.quote for row in rows if row.quote not in self.line(row.line)] == []

    def test_every_unit_is_one_of_its_tasks_line(self) -> None:
        """市 is written once a list, so names are looked for without it."""
        for task in seed().tasks:
            clause = self.line(task.line)[-250:]
            for role, unit in task.roles:
                if role is not UnitRole.LOCAL:
                    assert unit.removeprefix("市") in clause, (task.id, unit)

    def test_the_number_of_a_quote_is_the_number_of_its_row(self) -> None:
        for task in seed().tasks:
            for indicator in task.indicators:
                digits = re.findall(r"\d+(?:\.\d+)?", indicator.quote.replace("2022", ""))
                assert [Decimal(d) for d in digits] == [indicator.value], indicator

    def test_descriptions_are_our_own_words(self) -> None:
        """No run of 20 characters of the document is repeated in them."""
        text = "".join(self.lines)
        ours = [*(t.text for t in seed().tasks), *(m.text for t in seed().tasks for m in t.milestones)]
        copied = [s for s in ours if any(s[i : i + 20] in text for i in range(max(len(s) - 19, 0)))]
        assert set(copied) <= {task.title for task in seed().tasks}

"""The seed document imported says what its reviewed plan says, and what a table typed apart from both says."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bot.domain.coverage import coverage
from bot.domain.plan import Every, Goal, Indicator, IndicatorKind, Plan, Strength, UnitKind, UnitRole
from bot.planfile.importer.open import open_document
from tests.planfile.files import seed
from tests.planfile.importer.papers import PLANS, as_docx, as_html, as_numbered_docx, imported, json_of
from tests.planfile.test_seed_plan import DATED, NUMBERS, ROLES, SHORT, typed_roles

DOCUMENT = PLANS / "000_088f35bbbaf9ed37.txt"
pytestmark = pytest.mark.skipif(
    not DOCUMENT.exists(), reason="the document lies beside the checkout, not in it"
)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return imported(open_document(DOCUMENT)).plan


def test_sections_and_tasks_are_those_of_the_reviewed_plan(plan: Plan) -> None:
    assert plan.title == seed().title
    assert (plan.status, plan.start, plan.end) == (seed().status, seed().start, seed().end)
    assert [(s.number, s.title) for s in plan.sections] == [(s.number, s.title) for s in seed().sections]
    assert [(t.id, t.number, t.title, t.line) for t in plan.tasks] == [
        (t.id, t.number, t.title, t.line) for t in seed().tasks
    ]


@pytest.mark.parametrize("row", ROLES.strip().splitlines(), ids=lambda row: row.split()[0])
def test_roles_are_those_of_the_typed_table(plan: Plan, row: str) -> None:
    number, letters = row.split(" ", 1)
    roles = plan.task[number].roles
    found = {"lead": list(roles.lead), "support": list(roles.support), "joint": list(roles.joint)}
    assert {role: units for role, units in found.items() if units} == typed_roles(letters)


def test_units_are_the_21_bodies_with_their_kinds(plan: Plan) -> None:
    bodies = {unit.name: unit.kind for unit in plan.units if unit.kind is not UnitKind.COUNTY}
    assert bodies == {u.name: u.kind for u in seed().units if u.kind is not UnitKind.COUNTY}
    assert set(bodies) == set(SHORT.values())


def test_the_county_rule_written_once_holds_for_all_31(plan: Plan) -> None:
    assert len([task for task in plan.tasks if "各县〔市、区〕政府〔管委会〕" in task.roles.local]) == 31
    cells = Counter(role for task in plan.tasks for role, _ in task.roles if role is not UnitRole.LOCAL)
    assert cells == {UnitRole.LEAD: 27, UnitRole.SUPPORT: 63, UnitRole.JOINT: 24}


def test_thirteen_dates_and_none_invented(plan: Plan) -> None:
    assert {m.id: m.due for t in plan.tasks for m in t.milestones if m.due} == DATED
    mine, reviewed = (
        {m.id: (m.quote, m.strength, m.where) for t in of.tasks for m in t.milestones if m.due}
        for of in (plan, seed())
    )
    park = reviewed["4.1"]
    assert mine == {**reviewed, "4.1": (*park[:2], ("桐柏县",))}
    assert park[2] == ("桐柏县", "官庄工区")  # of the roster: the document names the park and not the zone


def test_undated_tasks_are_asked_as_a_whole_and_each_month_where_it_says_so(plan: Plan) -> None:
    def duties(of: Plan) -> list[tuple[str, object, bool]]:
        undated = [task for task in of.tasks if not any(m.due for m in task.milestones)]
        return [(m.id, m.every, m.inferred) for task in undated for m in task.milestones[:1]]

    assert duties(plan) == duties(seed())


def test_undated_clauses_of_dated_tasks_are_drafted_as_duties(plan: Plan) -> None:
    drafted = {
        task.id: [m for m in task.milestones if m.every]
        for task in plan.tasks
        if any(m.due for m in task.milestones)
    }
    assert {task: len(its) for task, its in drafted.items()} == {
        "4": 2, "5": 1, "6": 3, "7": 2, "8": 1, "10": 3, "11": 6, "12": 1, "13": 1, "16": 6,
    }  # fmt: skip
    assert all(
        duty.every_inferred and duty.every is Every.QUARTER for its in drafted.values() for duty in its
    )
    obliged = next(duty for duty in drafted["16"] if "禁止掺烧" in duty.text)
    assert (obliged.id, obliged.strength) == ("16.2", Strength.MUST)


def test_named_works_have_the_counties_that_the_text_names(plan: Plan) -> None:
    where = {m.id: m.where for t in plan.tasks for m in t.milestones if m.where and m.every}
    assert where == {
        "6.4": ("内乡县", "镇平县"),
        "11.5": ("西峡县",),
        "11.6": ("南召县",),
        "20.2": ("方城县",),
        "20.3": ("方城县",),
        "20.4": ("内乡县",),
        "20.5": ("内乡县",),
        "20.6": ("南召县",),
    }


def test_every_sentence_of_every_task_is_a_demand_that_somebody_carries(plan: Plan) -> None:
    rows = coverage(plan)
    assert {one.demand.line for one in rows} == {one.line for one in seed().demands}
    assert [one.demand.quote for one in rows if not one.carried] == []
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    assert [one.demand for one in rows if one.demand.quote not in lines[one.demand.line - 1]] == []
    assert [(one.id, one.title, one.line) for one in plan.safeguards] == [
        ("S1", "研究制定空气质量改善方案", 51)
    ]


def facts(indicator: Indicator) -> tuple[object, ...]:
    one = indicator
    return (one.kind, one.op, one.value, one.unit, one.direction, one.due, one.strength, one.base, one.quote)


def test_numbers_are_those_of_the_typed_table_and_the_reviewed_plan(plan: Plan) -> None:
    found = {
        t.id: [f"{i.kind} {i.op} {i.value} {i.unit}" for i in t.indicators]
        for t in plan.tasks
        if t.indicators
    }
    assert found == NUMBERS
    for task in plan.tasks:
        assert list(map(facts, task.indicators)) == list(map(facts, seed().task[task.id].indicators))
    kinds = Counter(i.kind for task in plan.tasks for i in task.indicators)
    assert kinds == {IndicatorKind.TARGET: 9, IndicatorKind.THRESHOLD: 8, IndicatorKind.COUNT: 2}


def test_goals_are_the_nine_of_the_reviewed_plan(plan: Plan) -> None:
    def said(goal: Goal) -> tuple[object, ...]:
        return goal.scope, goal.due, goal.strength, goal.quote, tuple(map(facts, goal.indicators))

    assert list(map(said, plan.goals)) == list(map(said, seed().goals))


def test_doubts_of_the_reviewed_plan_are_asked_and_those_of_a_reader(plan: Plan) -> None:
    def about(of: Plan, code: str) -> list[object]:
        return [(f.line, f.args.get("task"), f.args.get("name")) for f in of.findings if f.code == code]

    for code in ("no_lead", "no_date", "inferred_date", "soft_target", "which_county"):
        added = set(about(plan, code)) - set(about(seed(), code))
        assert added == ({(16, "4", "南阳官庄先进制造业开发区")} if code == "which_county" else set())
    others = Counter(f.code for f in plan.findings) - Counter(f.code for f in seed().findings)
    added_by_a_reader = {"ambiguous_scope": 1, "collective": 1, "which_county": 1, "unclear_number": 1}
    assert others == added_by_a_reader  # the park of 官庄; 监测全覆盖 is a target without a number
    assert all(finding.line for finding in plan.findings)


def test_every_quote_stands_in_its_line(plan: Plan) -> None:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    quoted = [
        *((m.quote, m.line) for t in plan.tasks for m in t.milestones if m.quote),
        *((i.quote, i.line) for t in plan.tasks for i in t.indicators),
        *((g.quote, g.line) for g in plan.goals),
    ]
    assert [(quote, line) for quote, line in quoted if quote not in lines[(line or 0) - 1]] == []


def test_a_mistake_of_the_printer_survives(plan: Plan) -> None:
    assert "推进进" in plan.task["21"].text


LEVELS = (
    re.compile("^[一二三四]、"),
    re.compile("^（[一二三四五六七]）"),
    re.compile(r"^(?:\[[^]]*\])?[0-9]+\."),
)


def without_number(line: str) -> tuple[int, str] | None:
    for level, pattern in enumerate(LEVELS):
        if found := pattern.match(line):
            return level, line[found.end() :]
    return None


@pytest.mark.parametrize("form", ["typed.docx", "numbered.docx", "page.html", "gb18030.txt", "windows.txt"])
def test_every_form_of_it_gives_the_same_json(form: str, tmp_path: Path) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    lines = text.splitlines()
    written = {
        "typed.docx": lambda: as_docx(lines),
        "numbered.docx": lambda: as_numbered_docx(lines, without_number),
        "page.html": lambda: as_html(lines),
        "gb18030.txt": lambda: text.encode("gb18030"),
        "windows.txt": lambda: text.replace("\n", "\r\n").encode("utf-8-sig"),
    }
    file = tmp_path / form
    file.write_bytes(written[form]())
    assert json_of(file) == json_of(DOCUMENT)


def test_no_year_of_a_title_or_number_became_a_date(plan: Plan) -> None:
    years = {m.due.year for t in plan.tasks for m in t.milestones if m.due}
    assert years == {2023, 2024, 2025}
    assert date(2022, 12, 31) not in {m.due for t in plan.tasks for m in t.milestones}

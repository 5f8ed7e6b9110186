"""Findings: points that the document leaves open for the coordinator to decide. None of them makes a plan invalid."""

from collections.abc import Iterator

from bot.domain.coverage import coverage
from bot.domain.plan import Finding, Level, Plan, Strength
from bot.i18n import Language
from bot.planfile.questions import QUESTION_LEVELS
from bot.planfile.schema import MilestoneRow, PlanRow, QuestionRow, TaskRow

FINDING_KEYS = {
    "no_lead": "finding.no_lead",
    "no_date": "finding.no_date",
    "inferred_date": "finding.inferred_date",
    "soft_target": "finding.soft_target",
    "which_county": "finding.which_county",
    "ambiguous_scope": "finding.ambiguous_scope",
    "declared_vs_found": "finding.declared_vs_found",
    "number_gap": "finding.number_gap",
    "unreadable_table": "finding.unreadable_table",
    "page_without_text": "finding.page_without_text",
    "hidden_sheet": "finding.hidden_sheet",
    "hidden_rows": "finding.hidden_rows",
    "unruled_table": "finding.unruled_table",
    "hidden_columns": "finding.hidden_columns",
    "left_out_text": "finding.left_out_text",
    "formula_without_value": "finding.formula_without_value",
    "unsure_column": "finding.unsure_column",
    "unread_column": "finding.unread_column",
    "unread_cell": "finding.unread_cell",
    "uneven_row": "finding.uneven_row",
    "nested_table": "finding.nested_table",
    "section_aside": "finding.section_aside",
    "said_of_others": "finding.said_of_others",
    "person_named": "finding.person_named",
    "maybe_twice": "finding.maybe_twice",
    "only_in_annex": "finding.only_in_annex",
    "annex_differs": "finding.annex_differs",
    "odd_name": "finding.odd_name",
    "unsure_role": "finding.unsure_role",
    "unread_clause": "finding.unread_clause",
    "no_units": "finding.no_units",
    "unit_alike": "finding.unit_alike",
    "no_day": "finding.no_day",
    "no_period": "finding.no_period",
    "outside_period": "finding.outside_period",
    "date_elsewhere": "finding.date_elsewhere",
    "unclear_number": "finding.unclear_number",
    "open_list": "finding.open_list",
    "collective": "finding.collective",
    "alias": "finding.alias",
    "short_rhythm": "finding.short_rhythm",
    "uncarried": "finding.uncarried",
}


def say_finding(finding: Finding, language: Language) -> str:
    text = language.say(
        FINDING_KEYS[finding.code], **finding.args, whose=whose(finding.args.get("task"), language)
    )
    if "table" not in finding.args:
        return text
    where = "finding.in_cell" if finding.args["column"] else "finding.in_row"
    return language.say(where, text=text, **finding.args)


def whose(task: object, language: Language) -> str:
    """Begins the sentence of a question: of a task, or of a goal and what else stands outside all tasks."""
    return language.say("finding.of_task", task=task) if task else language.say("finding.of_no_task")


def findings_of(plan: PlanRow) -> tuple[Finding, ...]:
    """In the order of the document; what an import asked comes last."""
    found = [*_of_goals(plan)]
    is_asked_once = any(question.code == "no_units" for question in plan.questions)
    for task in (task for section in plan.sections for task in section.tasks):
        found += (one for one in _of_task(task) if not (is_asked_once and one.code == "no_lead"))
        for milestone in task.milestones:
            found += _of_milestone(milestone, task)
    return (*found, *map(finding_of, plan.questions))


def uncarried(plan: Plan) -> Iterator[Finding]:
    """Demands for which nobody is asked; a plan that names nobody at all is asked about once."""
    if any(finding.code == "no_units" for finding in plan.findings):
        return
    for one in coverage(plan):
        if not one.carried:
            about: dict[str, object] = {"text": one.demand.quote, "task": one.demand.task or ""}
            yield Finding(Level.WARNING, "uncarried", one.demand.line, about)


def finding_of(row: QuestionRow) -> Finding:
    """What an import asked."""
    about: dict[str, object] = {"about": row.about, "task": row.task or ""}
    if cell := row.cell:
        about |= {"table": cell.sheet or cell.table, "row": cell.row, "column": cell.column or ""}
    return Finding(QUESTION_LEVELS[row.code], row.code, row.line, about)


def _of_task(task: TaskRow) -> Iterator[Finding]:
    about: dict[str, object] = {"task": task.id, "title": task.title}
    if not task.roles.lead:
        yield Finding(Level.WARNING, "no_lead", task.line, about)
    if not any(milestone.due or (milestone.general and milestone.quote) for milestone in task.milestones):
        yield Finding(Level.WARNING, "no_date", task.line, about)


def _of_milestone(milestone: MilestoneRow, task: TaskRow) -> Iterator[Finding]:
    line = milestone.line or task.line
    about: dict[str, object] = {"task": task.id, "text": f"{milestone.id} {milestone.text}"}
    for site in milestone.which_county:
        yield Finding(Level.WARNING, "which_county", line, {**about, "name": site})
    if milestone.day_inferred and milestone.due:
        yield Finding(Level.INFO, "inferred_date", line, {**about, "due": milestone.due})
    if milestone.strength is not Strength.MUST:
        yield Finding(Level.INFO, "soft_target", line, about)


def _of_goals(plan: PlanRow) -> Iterator[Finding]:
    for goal in plan.goals:
        about: dict[str, object] = {"text": f"{goal.scope or plan.scope}{goal.text}"}
        if goal.day_inferred and goal.due:
            yield Finding(Level.INFO, "inferred_date", goal.line, {**about, "due": goal.due})
        if goal.strength is not Strength.MUST:
            yield Finding(Level.INFO, "soft_target", goal.line, about)

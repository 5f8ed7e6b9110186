"""What the document leaves open. Nothing here makes a plan invalid: it is for the coordinator to settle."""

from collections.abc import Iterator

from bot.domain.plan import Finding, Level, Strength
from bot.i18n import Language
from bot.planfile.shape import MilestoneRow, PlanRow, TaskRow

FINDING_KEYS = {
    "no_lead": "finding.no_lead",
    "no_date": "finding.no_date",
    "inferred_date": "finding.inferred_date",
    "soft_target": "finding.soft_target",
    "which_county": "finding.which_county",
}


def say_finding(finding: Finding, language: Language) -> str:
    return language.say(FINDING_KEYS[finding.code], **finding.args)


def findings_of(plan: PlanRow) -> tuple[Finding, ...]:
    """In the order of the document."""
    found = [*_of_goals(plan)]
    for section in plan.sections:
        for task in section.tasks:
            found += _of_task(task)
            for milestone in task.milestones:
                found += _of_milestone(milestone, task)
    return tuple(found)


def _of_task(task: TaskRow) -> Iterator[Finding]:
    about: dict[str, object] = {"task": task.id, "title": task.title}
    if not task.roles.lead:
        yield Finding(Level.WARNING, "no_lead", task.line, about)
    if not any(milestone.due for milestone in task.milestones):
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

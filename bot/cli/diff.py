"""Prints a plan diff: a table on a terminal, plain lines otherwise."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table

from bot.cards.revision import sentence, whole
from bot.domain.plan import Finding, Plan
from bot.i18n import Language
from bot.planfile.diff import Diff, Fate, TaskDiff
from bot.planfile.findings import say_finding
from bot.planfile.questions import QUESTION_LEVELS
from bot.planfile.show import Json, findings_to_json

FATE_KEYS = {fate: f"diff.{fate}" for fate in Fate}
STYLE = {Fate.ADDED: "green", Fate.REMOVED: "red", Fate.RENUMBERED: "dim"}


def diff_table(diff: Diff, language: Language) -> RenderableType:
    table = Table(expand=False, show_lines=True)
    for heading in ("diff.number", "diff.title", "diff.changes"):
        table.add_column(language.say(heading), overflow="fold")
    for task in _told(diff):
        fate = [language.say(FATE_KEYS[task.fate])] if task.fate is not Fate.CHANGED else []
        changes = "\n".join([*fate, *_sentences(task, language)])
        table.add_row(_number(task), _title(task), changes, style=STYLE.get(task.fate, ""))
    above = [whole(language, change) for change in diff.plan]
    return Group(*above, *([table] if table.row_count else []), _counts(diff, language))


def diff_lines(diff: Diff, language: Language) -> Iterator[str]:
    yield from (whole(language, change) for change in diff.plan)
    for task in _told(diff):
        fate = language.say(FATE_KEYS[task.fate])
        yield language.say("diff.line", number=_number(task), title=_title(task), fate=fate)
        for said in _sentences(task, language):
            yield language.say("diff.detail", change=said)
    yield _counts(diff, language)


def question_lines(diff: Diff, language: Language) -> Iterator[str]:
    """What an import could not decide: the difference may stand there."""
    for plan in (diff.found.old, diff.found.new):
        asked = _questions(plan)
        if asked:
            yield language.say("diff.questions", n=len(asked), file=plan.source)
        for finding in asked:
            text = say_finding(finding, language)
            yield language.say("show.finding", line=finding.line or 0, text=text).strip()


def questions_to_json(diff: Diff, language: Language) -> Json:
    sides = {"old": diff.found.old, "new": diff.found.new}
    return {"questions": {side: findings_to_json(_questions(plan), language) for side, plan in sides.items()}}


def _questions(plan: Plan) -> list[Finding]:
    return [finding for finding in plan.findings if finding.code in QUESTION_LEVELS]


def _told(diff: Diff) -> list[TaskDiff]:
    return [task for task in diff.tasks if task.fate is not Fate.UNCHANGED]


def _number(task: TaskDiff) -> str:
    """17 → 14"""
    numbers = [one.mark for one in (task.before, task.after) if one]
    return " → ".join(dict.fromkeys(numbers))


def _title(task: TaskDiff) -> str:
    found = task.after or task.before
    return found.title if found else ""


def _sentences(task: TaskDiff, language: Language) -> list[str]:
    """Details that the number and the kind of change do not tell."""
    said = ("change.task_renumbered", "change.task_added", "change.task_removed")
    return [sentence(language, change) for change in task.changes if change.key not in said]


def _counts(diff: Diff, language: Language) -> str:
    counts = {fate.value: n for fate, n in diff.counts.items()}
    if not diff.plan and counts[Fate.UNCHANGED] == len(diff.tasks):
        return language.say("diff.same")
    return language.say("diff.counts", **counts, units=len(diff.units))

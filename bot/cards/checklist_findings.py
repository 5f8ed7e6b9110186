"""What is doubtful in a file of emission checklists, as sentences."""

from bot.domain.emergency.checklists import ChecklistFinding
from bot.domain.plan import Level
from bot.i18n import Language

FINDING_KEYS = {
    "unknown_unit": "checklists.finding.unknown_unit",
    "does_not_sign": "checklists.finding.does_not_sign",
    "line_twice": "checklists.finding.line_twice",
    "no_measures": "checklists.finding.no_measures",
    "unit_without_lines": "checklists.finding.unit_without_lines",
}
LEVEL_OF_FINDING_KEYS = {
    Level.ERROR: "checklists.error",
    Level.WARNING: "checklists.warning",
    Level.INFO: "checklists.warning",
}


def checklist_finding(one: ChecklistFinding, language: Language) -> str:
    what = language.say(FINDING_KEYS[one.code], **one.args)
    return language.say(LEVEL_OF_FINDING_KEYS[one.level], what=what)

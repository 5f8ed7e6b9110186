"""Loads what a conversation script needs: plan, people and rules from the files it names."""

from pathlib import Path

from bot.bootstrap.environment import settings_of, shipped
from bot.bootstrap.locate import TEMPLATES, air_rules, checklists_of, emergency_office, rules, ticket_rules
from bot.domain.errors import Invalid, Mistake
from bot.domain.lists.list_findings import checked
from bot.domain.lists.work_list import WorkList
from bot.domain.plan import Plan
from bot.i18n import Language
from bot.planfile.conversation import Conversation
from bot.planfile.demo import demo_people
from bot.planfile.list_file import read_list_file
from bot.planfile.people import read_people
from bot.planfile.problems import Flaw, invalid
from bot.planfile.yaml import read_plan
from bot.settings import Settings
from bot.simulate.rehearse import Script


def script_of(conversation: Conversation, config: Path, language: Language) -> Script:
    """Raises Invalid with the mistakes of the settings and of the plan's name together, else of the plan or people.

    People use the settings' language and not the terminal's, so that equal scripts give equal results everywhere.
    """
    mistakes: list[Mistake] = []
    settings = _settings(conversation, config, language, mistakes)
    plan_file = _plan_file(conversation, language, mistakes)
    if mistakes:
        raise Invalid(mistakes)
    plan = read_plan(plan_file, language)
    spoken = Language.of(settings.language)
    people = conversation.file.parent / conversation.people
    roster = read_people(people, plan, language).roster if conversation.people else demo_people(plan, spoken)
    calendar, ladders = rules(settings, language)
    start = min(conversation.golive, conversation.steps[0].at.date())
    return Script(
        plan, plan_file.read_text(encoding="utf-8"), roster, calendar, ladders, start, conversation.others,
        conversation.seed, conversation.golive, settings.slot, settings.recheck, shipped(TEMPLATES),
        lambda: air_rules(settings, language),
        emergency=emergency_office(settings, language),
        checklists=checklists_of(settings, plan, language),
        tickets=ticket_rules(settings, language),
        lists=tuple(_list(conversation, name, plan, language) for name in conversation.lists),
    )  # fmt: skip


def _list(conversation: Conversation, name: str, plan: Plan, language: Language) -> WorkList:
    """Raises Invalid for a file with errors: `duban list check` tells them one by one."""
    found = checked(read_list_file(conversation.file.parent / name, language), plan)
    if not found.sound:
        flaw = Flaw(conversation.places["lists"], "list_with_errors", {"word": name})
        raise invalid([flaw], str(conversation.file), language)
    return found.worklist


def _settings(
    conversation: Conversation, config: Path, language: Language, mistakes: list[Mistake]
) -> Settings:
    above = {
        name: (value, (str(conversation.file), place.line, place.column))
        for name, (value, place) in conversation.settings.items()
    }
    try:
        return settings_of(config, language, above)
    except Invalid as wrong:
        mistakes += wrong.mistakes
        return Settings()


def _plan_file(conversation: Conversation, language: Language, mistakes: list[Mistake]) -> Path:
    """A file beside the script, with or without .yaml; else a shipped plan's name."""
    beside, named = conversation.file.parent / conversation.plan, f"{conversation.plan}.yaml"
    places = [beside, beside.with_name(f"{beside.name}.yaml"), shipped(named)]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        flaw = Flaw(conversation.places["plan"], "no_such_plan", {"word": conversation.plan})
        mistakes += invalid([flaw], str(conversation.file), language).mistakes
    return found or beside

"""Reads plan, people and rules from their files."""

from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.bootstrap.environment import shipped
from bot.bootstrap.open_channels import account_rules
from bot.cards.checklist_findings import checklist_finding
from bot.domain.air.air_rules import AirRules
from bot.domain.calendar import Calendar
from bot.domain.emergency.checklists import Checklists, findings_of
from bot.domain.emergency.emergency_rules import EmergencyOffice, EmergencyRules
from bot.domain.errors import Invalid, Mistake
from bot.domain.ladder import Ladders
from bot.domain.plan import Level, Plan
from bot.domain.tickets.ticket_rules import TicketRules
from bot.exports import Papers, Templates
from bot.i18n import Language
from bot.planfile.assessment import read_assessment
from bot.planfile.calendar import read_calendar
from bot.planfile.checklist_file import read_checklists
from bot.planfile.demo import demo_people
from bot.planfile.emergency_file import read_emergency_rules
from bot.planfile.ladder import read_ladders
from bot.planfile.people import People, read_people
from bot.planfile.standards import read_standards
from bot.planfile.ticket_file import read_ticket_file
from bot.planfile.yaml import read_plan
from bot.settings import Settings
from bot.settings.emergency_settings import EmergencySettings
from bot.settings.ticket_settings import TicketSettings

if TYPE_CHECKING:
    from bot.simulate.rehearse import Script

SEED_PLAN = "nanyang-2023-2025.yaml"
TEMPLATES = "templates"


def paper_desk(settings: Settings) -> Papers:
    """The office's own templates before the shipped ones."""
    return Papers(Templates(shipped(TEMPLATES), settings.templates))


@dataclass(frozen=True)
class Files:
    """A plan and its rules, read from their files."""

    plan: Plan
    document: str
    people: People
    calendar: Calendar
    ladders: Ladders


def rules(settings: Settings, language: Language) -> tuple[Calendar, Ladders]:
    calendar = read_calendar(settings.calendar or shipped("calendar.yaml"), settings.zone, language)
    return calendar, read_ladders(settings.ladder or shipped("ladder.yaml"), language)


def air_rules(settings: Settings, language: Language, own: Path | None = None) -> AirRules:
    """What readings are judged by. `own`: an office's assessment; else the one in the settings."""
    assessment = read_assessment(shipped("assessment.yaml"), own or settings.assessment, language)
    return AirRules.of(read_standards(shipped("standards.yaml"), language), assessment)


def ticket_rules(settings: Settings, language: Language) -> TicketRules:
    """Raises Invalid with every mistake of the file of sources."""
    own = settings.tickets
    sources, measures = read_ticket_file(shipped("tickets.yaml"), own.sources, language)
    return TicketRules(
        own.sign_minutes, own.feedback_minutes, own.fix_minutes, own.repeat_days, own.repeat_times,
        own.recheck_days, sources, measures,
    )  # fmt: skip


def emergency_rules(settings: Settings, language: Language, own: Path | None = None) -> EmergencyRules:
    """`own`: an office's file; else the one in the settings."""
    rules = own or settings.emergency.rules
    return read_emergency_rules(shipped("emergency.yaml"), rules, language)


def emergency_office(settings: Settings, language: Language) -> EmergencyOffice:
    """How this office deals with emergencies: the rules, and the clocks that it has set."""
    clocks = settings.emergency.clocks
    return EmergencyOffice(emergency_rules(settings, language), clocks)


def checklists_of(settings: Settings, plan: Plan, language: Language) -> Checklists | None:
    """Those that the settings name. Raises Invalid with every mistake by line and column."""
    file = settings.emergency.checklists
    if file is None:
        return None
    read = read_checklists(file, language)
    wrong = [one for one in findings_of(read.checklists, plan, ()) if one.level is Level.ERROR]
    if wrong:
        places = [read.places[one.at - 1] for one in wrong]
        raise Invalid(
            [
                Mistake(
                    str(file),
                    at.line,
                    at.column,
                    checklist_finding(one, language),
                    language.say("checklists.instead"),
                )
                for at, one in zip(places, wrong, strict=True)
            ]
        )
    return read.checklists


def read_files(settings: Settings, language: Language) -> Files:
    """Raises Invalid with every mistake of the first file that has any."""
    calendar, ladders = rules(settings, language)
    plan = read_plan(settings.plan, language)
    people = read_people(settings.people, plan, language, account_rules())
    return Files(plan, settings.plan.read_text(encoding="utf-8"), people, calendar, ladders)


# Examples to try tickets and emergencies with in the demo: in an office somebody decides them.
DEMO_CLOCKS = {
    "tickets": TicketSettings(sign_minutes=30, feedback_minutes=120, fix_minutes=1440),
    "emergency": EmergencySettings(sign_minutes=30, windows=(time(9), time(17)), lead_minutes=60),
}


def demo_script(start: date, language: Language, *, replies: str = "mixed", seed: int = 1) -> "Script":
    settings = Settings(channels=DEMO_CLOCKS)
    return script_of(shipped(SEED_PLAN), None, start, language, settings, replies=replies, seed=seed)


def script_of(
    plan_file: Path, people_file: Path | None, start: date, language: Language, settings: Settings, *,
    replies: str, seed: int,
) -> "Script":  # fmt: skip
    """The script of a simulation. Without a people file every unit gets a liaison and a head named by their role."""
    from bot.simulate.rehearse import Script  # a whole office: no verb that reads a file needs it

    calendar, ladders = rules(settings, language)
    plan = read_plan(plan_file, language)
    roster = read_people(people_file, plan, language).roster if people_file else demo_people(plan, language)
    document = plan_file.read_text(encoding="utf-8")
    return Script(
        plan,
        document,
        roster,
        calendar,
        ladders,
        start,
        replies,
        seed,
        slot=settings.slot,
        recheck=settings.recheck,
        templates=shipped(TEMPLATES),
        air_rules=lambda: air_rules(settings, language),
        emergency=emergency_office(settings, language),
        tickets=ticket_rules(settings, language),
    )

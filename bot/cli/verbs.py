"""The verbs of `duban`: where each is, and what help says of it. A verb's module is imported when it is called."""

import gc
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer

from bot.cli.spoken import SpokenCommand, SpokenGroup
from bot.cli.terminal import language

VERBS: Mapping[str, tuple[str, str]] = {  # verb: the function, what help says of it
    "demo": ("serve:demo", "cli.help.demo"),
    "run": ("serve:run", "cli.help.run"),
    "init": ("setup:init", "cli.help.init"),
    "check": ("setup:check", "cli.help.check"),
    "rehearse": ("rehearse:rehearse", "cli.help.rehearse"),
    "simulate": ("simulate:simulate", "cli.help.simulate"),
    "golive": ("setup:golive", "cli.help.golive"),
    "summary": ("upkeep:summary", "cli.help.summary"),
    "invite": ("invites:invite", "cli.help.invite"),
    "verify": ("upkeep:verify", "cli.help.verify"),
    "backup": ("upkeep:backup", "cli.help.backup"),
    "restore": ("upkeep:restore", "cli.help.restore"),
    "migrate": ("upkeep:migrate", "cli.help.migrate"),
    "forget": ("upkeep:forget", "cli.help.forget"),
}
OF_A_PLAN: Mapping[str, tuple[str, str]] = {
    "show": ("plans:plan_show", "cli.help.plan.show"),
    "check": ("plans:plan_check", "cli.help.plan.check"),
    "schema": ("plans:plan_schema_", "cli.help.plan.schema"),
    "diff": ("plans:plan_diff", "cli.help.plan.diff"),
    "import": ("plans:plan_import", "cli.help.plan.import"),
}
OF_EXPORT: Mapping[str, tuple[str, str]] = {
    "ledger": ("export:export_ledger", "cli.help.export.ledger"),
    "bulletin": ("export:export_bulletin", "cli.help.export.bulletin"),
    "form": ("export:export_form", "cli.help.export.form"),
    "calendar": ("export:export_calendar", "cli.help.export.calendar"),
}
OF_A_LIST: Mapping[str, tuple[str, str]] = {
    "check": ("list_verbs:list_check", "cli.help.list.check"),
    "import": ("list_import:list_import", "cli.help.list.import"),
    "template": ("list_verbs:list_template_", "cli.help.list.template"),
}
OF_PEOPLE: Mapping[str, tuple[str, str]] = {
    "import": ("people_import:people_import", "cli.help.people.import"),
}
OF_READINGS: Mapping[str, tuple[str, str]] = {
    "check": ("reading_verbs:readings_check", "cli.help.readings.check"),
    "import": ("reading_import:readings_import", "cli.help.readings.import"),
}
OF_EMERGENCIES: Mapping[str, tuple[str, str]] = {
    "level": ("emergency_verbs:emergency_level", "cli.help.emergency.level"),
}
OF_CHECKLISTS: Mapping[str, tuple[str, str]] = {
    "check": ("checklist_verbs:checklist_check", "cli.help.emergency.list.check"),
    "import": ("checklist_verbs:checklist_import", "cli.help.emergency.list.import"),
}


class Verbs(SpokenGroup):
    """A group whose commands are made when they are called: help and `rehearse` wait for no web server."""

    table: Mapping[str, tuple[str, str]] = VERBS

    def list_commands(self, ctx: object) -> list[str]:
        return [*self.table, *self.commands]

    def help_of(self, name: str) -> str:
        return language().say(self.table[name][1]) if name in self.table else super().help_of(name)

    def get_command(self, ctx: object, cmd_name: str) -> Any:
        if cmd_name not in self.table:
            return self.commands.get(cmd_name)
        place, help_key = self.table[cmd_name]
        module, _, function = place.partition(":")
        one = typer.Typer(add_completion=False)
        gc.disable()  # importing leaves no cycles to collect, and looking for them takes a fifth of the time
        callback = getattr(import_module(f"bot.cli.{module}"), function)
        gc.enable()
        one.command(cmd_name, cls=SpokenCommand, help=help_key)(callback)
        return typer.main.get_command(one)


class PlanVerbs(Verbs):
    table = OF_A_PLAN


class ExportVerbs(Verbs):
    table = OF_EXPORT


class ListVerbs(Verbs):
    table = OF_A_LIST


class PeopleVerbs(Verbs):
    table = OF_PEOPLE


class ReadingVerbs(Verbs):
    table = OF_READINGS


class EmergencyVerbs(Verbs):
    table = OF_EMERGENCIES


class ChecklistVerbs(Verbs):
    table = OF_CHECKLISTS

"""The `duban` command. Exit codes: 0 done, 1 findings or errors, 2 wrong usage."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from bot.bootstrap import environment
from bot.cli.spoken import problem
from bot.cli.terminal import err, language, out
from bot.cli.verbs import (
    ChecklistVerbs,
    EmergencyVerbs,
    ExportVerbs,
    ListVerbs,
    PeopleVerbs,
    PlanVerbs,
    ReadingVerbs,
    Verbs,
)
from bot.domain.errors import DubanError, Invalid, Refused

INTERRUPTED = 130

commands = typer.Typer(
    cls=Verbs,
    help="cli.help.duban",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
of_a_plan = typer.Typer(cls=PlanVerbs, help="cli.help.plan", no_args_is_help=True)
of_a_plan.callback()(lambda: None)
commands.add_typer(of_a_plan, name="plan")
of_export = typer.Typer(cls=ExportVerbs, help="cli.help.export", no_args_is_help=True)
of_export.callback()(lambda: None)
commands.add_typer(of_export, name="export")
of_people = typer.Typer(cls=PeopleVerbs, help="cli.help.people", no_args_is_help=True)
of_people.callback()(lambda: None)
commands.add_typer(of_people, name="people")
of_a_list = typer.Typer(cls=ListVerbs, help="cli.help.list", no_args_is_help=True)
of_a_list.callback()(lambda: None)
commands.add_typer(of_a_list, name="list")
of_readings = typer.Typer(cls=ReadingVerbs, help="cli.help.readings", no_args_is_help=True)
of_readings.callback()(lambda: None)
commands.add_typer(of_readings, name="readings")
of_emergencies = typer.Typer(cls=EmergencyVerbs, help="cli.help.emergency", no_args_is_help=True)
of_emergencies.callback()(lambda: None)
of_checklists = typer.Typer(cls=ChecklistVerbs, help="cli.help.emergency.list", no_args_is_help=True)
of_checklists.callback()(lambda: None)
of_emergencies.add_typer(of_checklists, name="list")
commands.add_typer(of_emergencies, name="emergency")


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        out.print(f"duban {version('duban')}")
        raise typer.Exit


@commands.callback()
def duban(
    version_: Annotated[
        bool, typer.Option("--version", help="cli.option.version", is_eager=True, callback=_show_version)
    ] = False,
) -> None:
    """Options that all verbs share."""


def main(words: Sequence[str] | None = None) -> None:
    """The console script; `words` are the process's own where none are given. What Duban can explain is one sentence
    on standard error and exit code 1."""
    environment.own_sentences()
    try:
        sys.exit(commands(args=words, prog_name="duban", standalone_mode=False) or 0)
    except typer.Abort:
        sys.exit(INTERRUPTED)
    except typer.TyperException as error:
        _explain_usage(error)
    except Invalid as error:
        for mistake in error.mistakes:
            err.print(str(mistake))
    except Refused as error:
        err.print(language().say(error.key, **error.args_of_sentence))
    except FileNotFoundError as error:
        err.print(language().say("storage.no_such_file", path=error.filename))
    except (DubanError, OSError) as error:
        err.print(str(error))
    sys.exit(1)


def _explain_usage(error: typer.TyperException) -> None:
    """Help where nothing was asked, else what is wrong; exit code 2 either way."""
    if type(error).__name__ == "NoArgsIsHelpError":
        err.print(error.message)
    else:
        err.print(problem(error))
    sys.exit(error.exit_code)

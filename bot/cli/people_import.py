"""`duban people import`: a draft of people.yaml from a platform's contacts."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap.directories import read_directories
from bot.bootstrap.open_channels import account_rules
from bot.cards.outage_lines import line
from bot.channels.spec import DirectoryRead
from bot.cli.terminal import CONFIG, Config, err, fail, language, out, settings_of
from bot.domain.errors import Invalid, OutOfService
from bot.domain.plan import Plan
from bot.planfile.people import People, read_people
from bot.planfile.people_draft import PeopleDraft, as_yaml, draft
from bot.planfile.yaml import read_plan

NewFile = Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="cli.option.new_people")]


def people_import(output: NewFile, config: Config = CONFIG) -> None:
    """Writes what fits a unit of the plan, and says what does not. An existing file is never written over."""
    settings = settings_of(config, office=True)
    plan = read_plan(settings.plan, language())
    if output.exists():
        fail("cli.people.exists", path=output)
    read = asyncio.run(read_directories(settings))
    if not read:
        fail("cli.people.no_contacts")
    failed = [(channel, one) for channel, one in read if one.error]
    for channel, one in failed:
        err.print(_why(channel, one))
    directories = [one.directory for _, one in read if one.directory]
    if not directories:
        raise typer.Exit(1)
    made = draft(directories, plan, _already(settings.people, plan))
    with output.open("x", encoding="utf-8") as file:
        file.write(as_yaml(made, plan, language()))
    _tell(made, output)
    if failed:
        raise typer.Exit(1)


def _already(path: Path, plan: Plan) -> People | None:
    """The people file as it is; one with mistakes cannot be compared."""
    if not path.exists():
        return None
    try:
        return read_people(path, plan, language(), account_rules())
    except Invalid:
        err.print(language().say("cli.people.not_compared", path=path))
        return None


def _why(channel: str, read: DirectoryRead) -> str:
    assert read.error is not None
    said = read.error.said if isinstance(read.error, OutOfService) else ""
    return line(language().say, channel, read.party, read.error.code, said)


def _tell(made: PeopleDraft, output: Path) -> None:
    say = language().say
    out.print(say("cli.people.written", path=output, n=len(made.people)))
    for key, names in made.to_look_at:
        out.print(say(key, n=len(names), names=names))
    out.print(say("cli.people.next"))

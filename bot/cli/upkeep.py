"""Beside a running bot: where everything stands, copies of the database, what is checked and what is forgotten."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import admin
from bot.cli.terminal import CONFIG, DAY, AsJson, Config, fail, language, out, put_json, settings_of

ToFile = Annotated[Path, typer.Argument(metavar="FILE", help="cli.option.to_file")]
FromFile = Annotated[Path, typer.Argument(metavar="FILE", help="cli.option.from_file")]


def summary(
    unit: Annotated[str, typer.Option(help="cli.option.unit")] = "",
    section: Annotated[str, typer.Option(help="cli.option.section")] = "",
    task: Annotated[str, typer.Option(help="cli.option.task")] = "",
    as_of: Annotated[datetime | None, typer.Option("--as-of", formats=DAY, help="cli.option.as_of")] = None,
    as_json: AsJson = False,
    config: Config = CONFIG,
) -> None:
    """Where everything stands, as /summary shows it."""
    asked = admin.Asked(unit, section, task, as_of.date() if as_of else None)
    shown = asyncio.run(admin.summary(settings_of(config, office=True), asked, language()))
    if as_json:
        put_json(shown.document)
    else:
        out.print(shown.text)


def verify(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="cli.option.database")
    ],
) -> None:
    """Checks a database's events against their chained seals. Exit 1 when one is broken."""
    verified = asyncio.run(admin.verify(f"sqlite:///{file.absolute()}"))
    if verified.broken:
        fail("cli.verify.broken", plan=verified.plan_id, minute=str(verified.broken.minute))
    out.print(language().say("cli.verify.whole", n=verified.seals))


def backup(file: ToFile, config: Config = CONFIG) -> None:
    """A consistent copy of the database, also while the bot runs."""
    admin.backup(settings_of(config).database, file)
    out.print(language().say("cli.backup.done", path=file))


def restore(
    file: FromFile,
    config: Config = CONFIG,
    force: Annotated[bool, typer.Option("--force", help="cli.option.force_restore")] = False,
) -> None:
    """Puts a backup in the database's place. Refuses to overwrite one without --force."""
    admin.restore(file, settings_of(config).database, force=force)
    out.print(language().say("cli.restore.done", path=file))


def migrate(config: Config = CONFIG) -> None:
    """Brings the database's schema up to date."""
    out.print(
        language().say("cli.migrate.done", number=asyncio.run(admin.migrate(settings_of(config).database)))
    )


def forget(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="cli.option.person")],
    config: Config = CONFIG,
) -> None:
    """Deletes a person's own words, files and accounts. Events and seals stay whole."""
    asyncio.run(admin.forget(settings_of(config, office=True), person, language()))
    out.print(language().say("cli.forget.done", person=person))

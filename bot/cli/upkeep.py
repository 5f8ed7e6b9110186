"""Commands beside a running bot: summary, verify, backup, restore, migrate, forget."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap.locate import rules
from bot.cli import admin
from bot.cli.terminal import CONFIG, DAY, AsJson, Config, err, fail, language, out, put_json, settings_of
from bot.settings import Settings
from bot.storage.database import sqlite_path

LISTED = 20  # findings named one by one; the last line counts them all
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
    asked = admin.SummaryQuery(unit, section, task, as_of.date() if as_of else None)
    shown = asyncio.run(admin.summary(settings_of(config, office=True), asked, language()))
    if as_json:
        put_json(shown.document)
    else:
        out.print(shown.text)


def verify(
    file: Annotated[str, typer.Argument(metavar="FILE", help="cli.option.database")],
    config: Config = CONFIG,
    database: Annotated[str, typer.Option("--database", help="cli.option.of_database")] = "",
) -> None:
    """Checks the records of a database file or a postgresql:// address, or with --database an exported ledger against
    them. Exit 1 where something is not as it was stored."""
    settings = settings_of(config)
    if database:
        _verify_ledger(file, _url_of(database), settings)
        return
    url = _url_of(file)
    verified = asyncio.run(admin.verify(url, rules(settings, language())[0]))
    for plan in verified:
        for one in plan.verification.discrepancies[:LISTED]:
            err.print(language().say(one.key, plan=plan.plan_id, **one.args))
    n = sum(len(plan.verification.discrepancies) for plan in verified)
    if n:
        fail("cli.verify.broken", n=n)
    for plan in verified:
        v = plan.verification
        out.print(language().say("cli.verify.whole", n=v.seals, plan=plan.plan_id, head=v.head[:16] or "-"))
        if v.forgotten:
            out.print(language().say("cli.verify.forgotten", n=v.forgotten))
        if v.waiting:
            out.print(language().say("cli.verify.waiting", n=v.waiting))


def _verify_ledger(file: str, url: str, settings: Settings) -> None:
    from bot.cli.ledger_verify import verify_ledger
    from bot.exports.ledger_check import NoLedger

    say = language().say
    if not Path(file).is_file():
        raise typer.BadParameter(say("storage.no_such_file", path=file))
    try:
        verified = asyncio.run(verify_ledger(Path(file).read_bytes(), url, settings, language()))
    except NoLedger as error:
        raise typer.BadParameter(say("ledger_check.no_ledger", path=file)) from error
    differences = verified.comparison.differences
    for one in differences[:LISTED]:
        err.print(say(one.key, **one.args))
    if differences:
        fail("ledger_check.broken", n=len(differences))
    out.print(say("ledger_check.whole", n=verified.rows, number=verified.seal, seals=verified.seals))
    if verified.comparison.forgotten:
        out.print(say("ledger_check.forgotten", n=verified.comparison.forgotten))


def _url_of(database: str) -> str:
    """A file's or server's address. Wrong usage where there is no such file."""
    if database.startswith(("postgresql:", "postgres:")):
        return database
    file = sqlite_path(database) if database.startswith("sqlite:") else Path(database)
    if not file.is_file():
        raise typer.BadParameter(language().say("storage.no_such_file", path=file))
    return f"sqlite:///{file.absolute()}"


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

"""Setting up: the files of an office, the doctor, the first day, who is let in."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import admin, doctor, show
from bot.cli.terminal import CONFIG, DAY, Config, err, fail, language, out, settings_of
from bot.domain.plan import Level
from bot.settings import Settings


def init(folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="cli.option.dir")] = Path()) -> None:
    """Settings, people and plan to fill in. A file that is there is kept."""
    for path, text in show.examples(folder, language()):
        if path.exists():
            err.print(language().say("cli.init.kept", path=path))
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            out.print(language().say("cli.init.written", path=path))
    out.print(language().say("cli.init.next"))


def check(config: Config = CONFIG) -> None:
    """The doctor: settings, plan, people, calendar, database, reviewers, people without a chat."""
    findings = asyncio.run(doctor.examine(settings_of(config, office=True), language()))
    for finding in findings:
        out.print(f"{finding.level}: {language().say(finding.key, **finding.args)}")
    if not findings:
        out.print(language().say("cli.check.well"))
    if any(finding.level is Level.ERROR for finding in findings):
        raise typer.Exit(1)


def golive(
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="cli.option.plan_id")],
    date_: Annotated[datetime | None, typer.Option("--date", formats=DAY, help="cli.option.date")] = None,
    config: Config = CONFIG,
) -> None:
    """Sets the day from which the plan speaks. The coordinator can do the same in chat, after a rehearsal."""
    day = asyncio.run(
        admin.go_live(settings_of(config, office=True), plan, date_.date() if date_ else None, language())
    )
    out.print(language().say("cli.golive.set", day=day))


def invite(
    unit: Annotated[str, typer.Argument(metavar="UNIT", help="cli.option.unit")] = "",
    everybody: Annotated[bool, typer.Option("--all", help="cli.option.all")] = False,
    role: Annotated[str, typer.Option(help="cli.option.role")] = "",
    config: Config = CONFIG,
) -> None:
    """One-time codes that bind a chat account to a person."""
    if not unit and not everybody and not role:
        raise typer.BadParameter(language().say("cli.invite.whom"))
    settings = settings_of(config, office=True)
    invites = asyncio.run(admin.invite(settings, unit, role, language()))
    if not invites:
        fail("cli.invite.nobody")
    link = _link(settings)
    for one in invites:
        units = one.person.units() or ("-",)
        line = language().say("cli.invite.line", code=one.code, name=one.person.name, units=units)
        out.print(f"{line}  {link(one.code)}" if link else line)
    out.print(language().say("cli.invite.note"))
    if link:
        out.print(language().say("cli.invite.link"))


def _link(settings: Settings) -> Callable[[str], str] | None:
    """What makes of a code the address that redeems it; None without a bot, or where it cannot be asked its name."""
    if not settings.telegram.token:
        return None
    from bot.bootstrap import telegram  # whoever has no bot there does not wait for its library

    return asyncio.run(telegram.link(settings.telegram))

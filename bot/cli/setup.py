"""Commands for setting up: init, check, golive, invite."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap import open_channels
from bot.cli import admin, doctor, show
from bot.cli.terminal import CONFIG, DAY, Config, err, fail, language, out, settings_of
from bot.domain.plan import Level


def init(folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="cli.option.dir")] = Path()) -> None:
    """Writes settings, people and plan to fill in. Existing files are kept."""
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
    day, warnings = asyncio.run(
        admin.go_live(settings_of(config, office=True), plan, date_.date() if date_ else None, language())
    )
    out.print(language().say("cli.golive.set", day=day))
    for warning in warnings:
        out.print(warning)


def invite(
    unit: Annotated[str, typer.Argument(metavar="UNIT", help="cli.option.unit")] = "",
    everybody: Annotated[bool, typer.Option("--all", help="cli.option.all")] = False,
    role: Annotated[str, typer.Option(help="cli.option.role")] = "",
    revoke: Annotated[str, typer.Option("--revoke", metavar="PERSON", help="cli.option.revoke")] = "",
    config: Config = CONFIG,
) -> None:
    """One-time codes that bind a chat account to a person; or the end of a person's browser sessions and codes."""
    if revoke:
        _revoke(config, revoke)
        return
    if not unit and not everybody and not role:
        raise typer.BadParameter(language().say("cli.invite.whom"))
    settings = settings_of(config, office=True)
    invites = asyncio.run(admin.invite(settings, unit, role, language()))
    if not invites:
        fail("cli.invite.nobody")
    links, silent = open_channels.invite_links(settings)
    for one in invites:
        units = one.person.units() or ("-",)
        line = language().say("cli.invite.line", code=one.code, name=one.person.name, units=units)
        out.print("  ".join((line, *(link(one.code) for link in links))))
    out.print(language().say("cli.invite.note"))
    if links:
        out.print(language().say("cli.invite.link"))
    for channel, why in silent:
        err.print(language().say("cli.invite.no_link", channel=channel, why=why))


def _revoke(config: Path, person: str) -> None:
    ended = asyncio.run(admin.revoke(settings_of(config, office=True), person, language()))
    said = {"sessions": ended.sessions, "codes": ended.invites}
    out.print(language().say("cli.invite.revoked", person=person, **said))

"""Commands for setting up: init, check, golive."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import admin, doctor, show
from bot.cli.finding_lines import finding_row
from bot.cli.terminal import CONFIG, DAY, Config, err, language, out, settings_of
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
        out.print(finding_row(finding.level, language().say(finding.key, **finding.args)))
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

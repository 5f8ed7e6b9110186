"""`duban simulate`: who would get what and when."""

import asyncio
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap import locate
from bot.cli import show
from bot.cli.plans import PlanFile
from bot.cli.terminal import CONFIG, DAY, AsJson, Config, counting, language, out, put_json, settings_of
from bot.simulate.dice import REPLIES
from bot.simulate.rehearse import Played, Script, rehearse, to_json


def simulate(
    plan: PlanFile,
    from_: Annotated[datetime, typer.Option("--from", formats=DAY, help="cli.option.from")],
    to: Annotated[datetime, typer.Option("--to", formats=DAY, help="cli.option.to")],
    people: Annotated[Path | None, typer.Option(help="cli.option.people")] = None,
    replies: Annotated[str, typer.Option(help="cli.option.replies")] = "none",
    seed: Annotated[int, typer.Option(help="cli.option.seed")] = 1,
    config: Config = CONFIG,
    as_json: AsJson = False,
) -> None:
    """Who would get what and when, going live on --from, by the settings beside it. Nothing is sent."""
    start, end = from_.date(), to.date()
    if replies not in REPLIES:
        raise typer.BadParameter(language().say("cli.simulate.replies", choices=REPLIES))
    if end < start:
        raise typer.BadParameter(language().say("cli.simulate.backwards", start=start, end=end))
    script = locate.script_of(
        plan, people, start, language(), settings_of(config), replies=replies, seed=seed
    )
    played = _with_bar(script, end)
    if as_json:
        put_json(to_json(script, end, played))
        return
    for line in show.rehearsal_lines(script, played, language()):
        out.print(line)


def _with_bar(script: Script, end: date) -> Played:
    days = max((end - script.start).days, 1)
    with counting(language().say("cli.simulate.playing"), days) as done:
        return asyncio.run(rehearse(script, end, lambda day: done((day - script.start).days)))

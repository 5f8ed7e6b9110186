"""`duban plan …`: what is done with plan files, beside any running bot."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import show
from bot.cli.terminal import AsJson, language, out, put_json
from bot.domain.plan import Level
from bot.planfile.findings import say_finding
from bot.planfile.show import plan_to_json
from bot.planfile.yaml import plan_schema, read_plan

commands = typer.Typer(no_args_is_help=True)

PlanFile = Annotated[Path, typer.Argument(metavar="PLAN.yaml")]


@commands.command("show")
def plan_show(plan: PlanFile, as_json: AsJson = False) -> None:
    """What a plan file says: sections, tasks, roles, dates, numbers, and what is doubtful."""
    read = read_plan(plan, language())
    if as_json:
        put_json(plan_to_json(read, language()))
        return
    for line in show.plan_lines(read, language()):
        out.print(line)


@commands.command("check")
def plan_check(plan: PlanFile, as_json: AsJson = False) -> None:
    """Every mistake of a plan file, with line and column; findings where there is none."""
    read = read_plan(plan, language())
    if as_json:
        put_json(plan_to_json(read, language())["findings"])
        return
    for finding in read.findings:
        text = say_finding(finding, language())
        shown = language().say("show.finding", line=finding.line or 0, text=text).strip()
        out.print(f"{finding.level} {finding.code}: {shown}")
    out.print(
        language().say("cli.plan.well", n=len(read.tasks), units=len(read.units), findings=len(read.findings))
    )
    if any(finding.level is Level.ERROR for finding in read.findings):
        raise typer.Exit(1)


@commands.command("schema")
def plan_schema_() -> None:
    """The JSON Schema of plan files, for editors."""
    put_json(plan_schema())

"""`duban plan …`: commands for plan files; they need no running bot."""

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import show
from bot.cli.diff import diff_lines, diff_table, question_lines, questions_to_json
from bot.cli.documents import imported_document, plan_or_document
from bot.cli.finding_lines import finding_row
from bot.cli.terminal import AsJson, err, language, out, put_json
from bot.domain.coverage import coverage, indicators_measured
from bot.domain.errors import Refused
from bot.domain.lists.work_list import WorkList
from bot.domain.plan import Level, Plan
from bot.planfile.diff import diff, diff_to_json
from bot.planfile.findings import say_finding
from bot.planfile.importer.importing import counts_of
from bot.planfile.importer.write import SCHEMA
from bot.planfile.show import coverage_to_json, plan_to_json
from bot.planfile.yaml import plan_schema, read_plan

PlanFile = Annotated[Path, typer.Argument(metavar="PLAN.yaml", help="cli.option.plan_file")]


def plan_show(
    plan: PlanFile,
    as_json: AsJson = False,
    covered: Annotated[bool, typer.Option("--coverage", help="cli.option.coverage")] = False,
    config: Annotated[Path | None, typer.Option("-c", "--config", help="cli.option.rulings_of")] = None,
) -> None:
    """What a plan file says: sections, tasks, roles, dates, numbers, and what is doubtful. With the settings of a
    running office: as it is carried out, with the rulings made."""
    read = read_plan(plan, language())
    if config:
        _show_ruled(config, read, as_json, covered)
        return
    if covered:
        _show_coverage(read, (), as_json)
        return
    if as_json:
        put_json(plan_to_json(read, language()))
        return
    for line in show.plan_lines(read, language()):
        out.print(line)


def _show_ruled(config: Path, read: Plan, as_json: bool, covered: bool) -> None:
    from bot.cli.ruled import ruled_plan  # a plan file alone needs no database

    found = asyncio.run(ruled_plan(config, read, language()))
    if covered:
        _show_coverage(found.plan, found.lists, as_json)
        return
    if as_json:
        put_json(plan_to_json(found.plan, language()) | {"rulings": list(found.rulings)})
        return
    for line in show.plan_lines(found.plan, language()):
        out.print(line)
    out.print("")
    out.print(language().say("show.rulings", n=len(found.rulings)))
    for line in found.lines:
        out.print(line)


def _show_coverage(plan: Plan, lists: Sequence[WorkList], as_json: bool) -> None:
    rows, indicators = coverage(plan, lists), indicators_measured(plan)
    if as_json:
        put_json(coverage_to_json(rows, indicators, len(lists)))
        return
    for line in show.coverage_lines(rows, language()):
        out.print(line)
    out.print(language().say("show.measured", indicators=indicators, lists=len(lists)))


def plan_check(plan: PlanFile, as_json: AsJson = False) -> None:
    """Every mistake of a plan file, with line and column; findings where there is none."""
    read = read_plan(plan, language())
    if as_json:
        put_json(plan_to_json(read, language())["findings"])
        return
    for finding in read.findings:
        text = say_finding(finding, language())
        shown = language().say("show.finding", line=finding.line or 0, text=text).strip()
        said = language().say("finding.coded", text=shown, code=finding.code)
        out.print(finding_row(finding.level, said))
    out.print(
        language().say("cli.plan.well", n=len(read.tasks), units=len(read.units), findings=len(read.findings))
    )
    if any(finding.level is Level.ERROR for finding in read.findings):
        raise typer.Exit(1)


def plan_schema_() -> None:
    """The JSON Schema of plan files, for editors."""
    put_json(plan_schema())


def plan_diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="cli.option.old_plan")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="cli.option.new_plan")],
    aliases: Annotated[Path | None, typer.Option(metavar="ALIASES.yaml", help="cli.option.aliases")] = None,
    as_json: AsJson = False,
) -> None:
    """What a new version of a plan changes, task by task. Tasks are matched by what they say, not by number. Either
    side may be a document, which is imported for it."""
    found = diff(plan_or_document(old, aliases), plan_or_document(new, aliases))
    if as_json:
        put_json(diff_to_json(found, language()) | questions_to_json(found, language()))
    elif out.console.is_terminal:
        out.print(diff_table(found, language()))
    else:
        for line in diff_lines(found, language()):
            out.print(line)
    if not as_json:
        for line in question_lines(found, language()):
            err.print(line)


def plan_import(
    document: Annotated[Path, typer.Argument(metavar="DOCUMENT", help="cli.option.document")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="PLAN.yaml", help="cli.option.output")
    ] = None,
    aliases: Annotated[Path | None, typer.Option(metavar="ALIASES.yaml", help="cli.option.aliases")] = None,
    force: Annotated[bool, typer.Option("--force", help="cli.option.force_import")] = False,
    as_json: AsJson = False,
) -> None:
    """A draft plan from an official document: every row with its sentence, every doubt as a question."""
    if output and output.exists() and not force:
        raise Refused("cli.import.exists", path=str(output))
    imported = imported_document(document, aliases)
    if output:
        output.write_text(imported.yaml, encoding="utf-8")
        _put_schema(output.parent / SCHEMA)
    if as_json:
        put_json(plan_to_json(imported.plan, language()))
    elif not output:
        sys.stdout.write(imported.yaml)
    err.print(language().say("cli.import.counts", **asdict(counts_of(imported.plan))))
    if output:
        err.print(language().say("cli.import.written", path=str(output)))
    elif not as_json:
        err.print(language().say("cli.import.schema", schema=SCHEMA))


def _put_schema(path: Path) -> None:
    """Beside the draft, where its first line looks for it: editors complete the file without a network."""
    if not path.exists():
        path.write_text(json.dumps(plan_schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

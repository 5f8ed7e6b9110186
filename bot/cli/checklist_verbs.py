"""`duban emergency list check|import`: emission checklists (应急减排清单), looked at and put into the running bot."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.actions.import_checklists import import_checklists
from bot.bootstrap import environment, locate, open_database
from bot.cards.checklist_findings import checklist_finding
from bot.cards.emergency_words import LEVEL_KEYS
from bot.cli.admin import context_of
from bot.cli.terminal import CONFIG, AsJson, Config, err, language, out, put_json, settings_of
from bot.domain.emergency.alert_levels import AlertLevel
from bot.domain.emergency.checklists import ChecklistFinding, Checklists, findings_of
from bot.domain.emergency.emergency_rules import EmergencyRules, emergency_task, must_sign
from bot.domain.plan import Level, Plan
from bot.planfile.checklist_file import ReadChecklists, read_checklists
from bot.planfile.yaml import read_plan

ChecklistFile = Annotated[Path, typer.Argument(metavar="FILE", help="cli.option.checklist_file")]


def checklist_check(
    file: ChecklistFile,
    plan: Annotated[
        Path | None, typer.Option("--plan", metavar="PLAN.yaml", help="cli.option.plan_of_list")
    ] = None,
    as_json: AsJson = False,
    config: Config = CONFIG,
) -> None:
    """What a file of checklists says, and what is doubtful in it. Looks, and changes nothing."""
    settings = settings_of(config, office=plan is None)
    read = read_checklists(file, language())
    found = read.checklists
    rules = locate.emergency_rules(settings, language())
    findings = _checked(found, read_plan(plan or settings.plan, language()), rules)
    if as_json:
        put_json(_document(read, findings))
    else:
        out.print(_line(found))
        _put(file, read, findings)
    if any(one.level is Level.ERROR for one in findings):
        raise typer.Exit(1)


def checklist_import(file: ChecklistFile, config: Config = CONFIG) -> None:
    """Puts the checklists into the running bot. Nothing is taken from a file with errors; the same file twice changes
    nothing."""
    settings = settings_of(config, office=True)
    read = read_checklists(file, language())
    found = read.checklists
    rules = locate.emergency_rules(settings, language())

    async def put_in() -> tuple[Sequence[ChecklistFinding], bool]:
        async with open_database.opened(settings, language()) as (store, contexts):
            context = await context_of(contexts)
            findings = _checked(found, context.plan, rules)
            if any(one.level is Level.ERROR for one in findings):
                return findings, False
            now = environment.wall_clock()
            outcome = await import_checklists(store, context.calendar, found, now)
            await store.commit(outcome.changes)
            return findings, bool(outcome.changes)

    findings, changed = asyncio.run(put_in())
    _put(file, read, findings)
    if any(one.level is Level.ERROR for one in findings):
        raise typer.Exit(1)
    key = "cli.checklists.imported" if changed else "cli.checklists.unchanged"
    out.print(language().say(key, version=found.version, n=len(found.lines)))


def _checked(found: Checklists, plan: Plan, rules: EmergencyRules) -> list[ChecklistFinding]:
    task = emergency_task(plan, rules)
    return list(findings_of(found, plan, must_sign(plan, task) if task else ()))


def _line(found: Checklists) -> str:
    say = language().say
    counts = [
        say("cli.checklists.level", level=say(LEVEL_KEYS[level]), n=n, exempt=exempt)
        for level in AlertLevel
        if (n := sum(one.level is level for one in found.lines))
        for exempt in [sum(one.level is level and bool(one.exempt) for one in found.lines)]
    ]
    units = len({one.unit for one in found.lines})
    return say(
        "cli.checklists.line", version=found.version, day=found.day, n=len(found.lines), units=units, counts=counts
    )  # fmt: skip


def _put(file: Path, read: ReadChecklists, findings: Sequence[ChecklistFinding]) -> None:
    for one in findings:
        what = checklist_finding(one, language())
        place = read.places[one.at - 1] if one.at else None
        err.print(f"{file}:{place.line}:{place.column}: {what}" if place else f"{file}: {what}")


def _document(read: ReadChecklists, findings: Sequence[ChecklistFinding]) -> dict[str, object]:
    found = read.checklists
    return {
        "kind": "checklists",
        "version": found.version,
        "date": found.day.isoformat(),
        "lines": [
            {
                "unit": one.unit, "level": one.level, "enterprise": one.enterprise, "part": one.part or None,
                "measures": one.measures or None, "exempt": one.exempt or None,
            }
            for one in found.lines
        ],
        "findings": [
            {
                "level": one.level.value, "code": one.code, "line": read.places[one.at - 1].line if one.at else None,
                "message": checklist_finding(one, language()),
            }
            for one in findings
        ],
    }  # fmt: skip

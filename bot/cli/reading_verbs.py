"""`duban readings …`: readings of the air and of indicators, looked at and put into the running bot."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap import locate
from bot.cards.formatter import Formatter
from bot.cards.indicator_lines import indicator_line
from bot.cards.reading_findings import finding_line, say_reading_finding
from bot.cli.air_check import air_check
from bot.cli.finding_lines import finding_row
from bot.cli.terminal import CONFIG, DAY, AsJson, Config, language, out, put_json, settings_of
from bot.domain.calendar import Calendar
from bot.domain.handed_readings import HandedReadings, ReadingsKind
from bot.domain.indicators.course import PaceRules
from bot.domain.indicators.figures import IndicatorFigures, figures_of_plan
from bot.domain.indicators.indicator_json import indicator_to_json
from bot.domain.plan import Finding, Level, Plan
from bot.planfile.reading_file import indicator_file
from bot.planfile.reading_kind import air_table_of, kind_of
from bot.planfile.table import read_table
from bot.planfile.yaml import read_plan

ReadingFile = Annotated[Path, typer.Argument(metavar="FILE", help="cli.option.reading_file")]
PlanOption = Annotated[
    Path | None, typer.Option("--plan", metavar="PLAN.yaml", help="cli.option.plan_of_readings")
]
RulesOption = Annotated[Path | None, typer.Option("--rules", metavar="RULES.yaml", help="cli.option.rules")]
AsOf = Annotated[datetime | None, typer.Option("--as-of", formats=DAY, help="cli.option.readings_as_of")]


def readings_check(
    file: ReadingFile,
    plan: PlanOption = None,
    rules: RulesOption = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    config: Config = CONFIG,
) -> None:
    """What a file of readings says, and what is doubtful in it. Looks, and changes nothing."""
    settings = settings_of(config, office=plan is None)
    read = read_plan(plan or settings.plan, language())
    rows = read_table(file, language())
    judged = locate.air_rules(settings, language(), rules)
    day = as_of.date() if as_of else None
    if kind_of(rows[0]) is ReadingsKind.AIR:
        table = air_table_of(rows, read, settings.zone, str(file), language())
        sound = air_check(table, read, judged, day, as_json)
    else:
        found = indicator_file(rows, read, settings.zone, str(file), language())
        calendar, _ = locate.rules(settings, language())
        sound = _check_indicators(found, read, judged.assessment.pace, day, calendar, as_json)
    if not sound:
        raise typer.Exit(1)


def _check_indicators(
    found: HandedReadings, plan: Plan, pace: PaceRules, as_of: date | None, calendar: Calendar, as_json: bool
) -> bool:
    """False where there is an error among the findings."""
    day = as_of or found.last_day or plan.start
    shown = figures_of_plan(plan, found.indicators, day, pace)
    findings = _in_order([*found.bad, *(finding for one in shown for finding in one.findings)])
    if as_json:
        put_json(_document(shown, findings, day))
    else:
        _print(shown, findings, Formatter(language(), plan, day, calendar))
    return not any(one.level is Level.ERROR for one in findings)


def _document(shown: tuple[IndicatorFigures, ...], findings: list[Finding], as_of: date) -> dict[str, object]:
    rows = [indicator_to_json(one) for one in shown]
    told = [finding_to_json(one) for one in findings]
    return {"kind": "indicators", "as_of": as_of.isoformat(), "indicators": rows, "findings": told}


def _in_order(findings: list[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda one: (one.line or 0, one.code))


def finding_to_json(one: Finding) -> dict[str, object]:
    message = say_reading_finding(one, language())
    return {"level": one.level.value, "code": one.code, "line": one.line, "message": message}


def _print(shown: tuple[IndicatorFigures, ...], findings: list[Finding], fmt: Formatter) -> None:
    out.print(fmt.say("reading.check.title", day=fmt.today, n=len(shown)))
    for one in shown:
        out.print(indicator_line(fmt, one))
    for finding in findings:
        out.print(finding_row(finding.level, finding_line(finding, fmt.language)))

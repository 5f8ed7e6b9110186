"""`duban list …`: lists of enterprises, projects and works, looked at and put into the running bot."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap import environment, locate
from bot.cards.list_changes import list_finding
from bot.cards.work_lists import LIST_REASON_KEYS
from bot.cli.terminal import CONFIG, DAY, AsJson, Config, language, out, put_json, settings_of
from bot.domain.as_json import as_json
from bot.domain.lists.list_findings import CheckedList, checked
from bot.domain.lists.standing import ListStanding, standing
from bot.domain.plan import Plan, UnitKind
from bot.exports.list_template import ListTemplate, list_template
from bot.i18n import Language
from bot.planfile.list_file import read_list_file
from bot.planfile.list_sheet import COLUMNS, LABELS, READ
from bot.planfile.yaml import read_plan

ListFile = Annotated[Path, typer.Argument(metavar="FILE", help="cli.option.list_file")]
PlanOption = Annotated[
    Path | None, typer.Option("--plan", metavar="PLAN.yaml", help="cli.option.plan_of_list")
]


def list_check(
    file: ListFile,
    plan: PlanOption = None,
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=DAY, help="cli.option.list_as_of")
    ] = None,
    as_json: AsJson = False,
    config: Config = CONFIG,
) -> None:
    """Where a list stands and what is doubtful in it. Looks, and changes nothing."""
    found = checked(read_list_file(file, language()), _plan(plan, config))
    day = as_of.date() if as_of else _today(config)
    stands = standing(found.worklist, day)
    if as_json:
        put_json(_document(found, stands))
    else:
        for line in _lines(stands):
            out.print(line)
        put_findings(found)
    if not found.sound:
        raise typer.Exit(1)


def list_template_(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE.xlsx", help="cli.option.list_template")
    ],
    plan: PlanOption = None,
    config: Config = CONFIG,
) -> None:
    """Writes an empty list to fill in."""
    output.write_bytes(list_template(template_of(_plan(plan, config), language())))
    out.print(language().say("cli.list.written", path=str(output)))


def template_of(plan: Plan, language: Language) -> ListTemplate:
    say = language.say
    return ListTemplate(
        sheet=say("worklist.template.sheet"),
        labels=[words[0] for words in LABELS.values()],
        hints=[say("worklist.template.hint"), say("worklist.template.hint_done")],
        headings=[COLUMNS[name][0] for name in READ],
        dates=[READ.index("due"), READ.index("done")],
        places=READ.index("place"),
        counties_sheet=say("worklist.template.counties"),
        counties=[unit.name for unit in plan.units if unit.kind is UnitKind.COUNTY],
    )


def _plan(plan: Path | None, config: Path) -> Plan:
    return read_plan(plan or settings_of(config, office=True).plan, language())


def _today(config: Path) -> date:
    calendar, _ = locate.rules(settings_of(config), language())
    return environment.today(calendar)


def _document(found: CheckedList, stands: ListStanding) -> dict[str, object]:
    figures = as_json(stands.figures)
    assert isinstance(figures, dict)
    findings = [
        {
            "level": one.level.value,
            "code": one.code,
            "item": one.item,
            "message": list_finding(one, language()),
        }
        for one in found.findings
    ]
    return {"kind": "list", **figures, "items": as_json(stands.items), "findings": findings}


def put_findings(found: CheckedList) -> None:
    for one in found.findings:
        out.print(f"{one.level} {one.code}: {list_finding(one, language())}")


def _lines(stands: ListStanding) -> Iterator[str]:
    say, figures = language().say, stands.figures
    yield say("worklist.check.title", title=figures.title, milestone=figures.milestone, day=figures.as_of)
    yield say(
        "worklist.check.figures",
        done=figures.done,
        counted=figures.counted,
        open=figures.open,
        overdue=figures.overdue,
        excused=figures.excused,
    )
    yield say(LIST_REASON_KEYS[figures.reason])

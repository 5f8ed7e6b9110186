"""`duban export …`: what the office sends on, as files."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import ledger_export
from bot.cli.admin import SummaryQuery
from bot.cli.terminal import CONFIG, DAY, Config, bar, language, out, settings_of
from bot.context.ports import Progress

OutputFile = Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="cli.option.into_file")]
OfUnit = Annotated[str, typer.Option("--unit", help="cli.option.unit")]
OfSection = Annotated[str, typer.Option("--section", help="cli.option.section")]
OfTask = Annotated[str, typer.Option("--task", help="cli.option.task")]
AsOf = Annotated[datetime | None, typer.Option("--as-of", formats=DAY, help="cli.option.as_of")]


def export_ledger(
    output: OutputFile,
    unit: OfUnit = "",
    section: OfSection = "",
    task: OfTask = "",
    as_of: AsOf = None,
    config: Config = CONFIG,
) -> None:
    """The ledger as .xlsx."""
    asked = SummaryQuery(unit, section, task, as_of.date() if as_of else None)
    made = asyncio.run(ledger_export.ledger_file(settings_of(config, office=True), asked, language(), _bar))
    output.write_bytes(made.file.body)
    say = language().say
    out.print(say("cli.ledger.done", path=output, n=made.file.rows, digest=made.file.digest[:16]))
    out.print(say("cli.ledger.seal", number=made.seals, head=made.head[:16] or "-"))


def export_calendar(
    output: OutputFile,
    unit: OfUnit = "",
    section: OfSection = "",
    task: OfTask = "",
    as_of: AsOf = None,
    config: Config = CONFIG,
) -> None:
    """The deadlines as .ics."""
    asked = SummaryQuery(unit, section, task, as_of.date() if as_of else None)
    body, n = asyncio.run(ledger_export.calendar_of(settings_of(config, office=True), asked, language()))
    output.write_bytes(body)
    out.print(language().say("cli.calendar.done", path=output, n=n))


@contextmanager
def _bar(what: str) -> Iterator[Progress]:
    with bar() as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)

"""Documents and plan files given to a command: a document is imported on the way."""

from pathlib import Path

from bot.bootstrap import environment
from bot.cli.terminal import bar, language
from bot.domain.plan import Plan
from bot.planfile.aliases import read_aliases
from bot.planfile.importer.importing import Imported
from bot.planfile.importer.within_limits import import_within_limits
from bot.planfile.yaml import read_plan

ALIASES = "aliases.yaml"
PLAN_FILES = (".yaml", ".yml")


def plan_or_document(path: Path, aliases: Path | None = None) -> Plan:
    if path.suffix.lower() in PLAN_FILES:
        return read_plan(path, language())
    return imported_document(path, aliases).plan


def imported_document(document: Path, aliases: Path | None) -> Imported:
    known = read_aliases(environment.shipped(ALIASES), language())
    known |= read_aliases(aliases, language()) if aliases else {}
    with bar() as progress:
        task = progress.add_task(language().say("cli.import.reading", file=document.name), total=None)

        def show_progress(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        soffice, today = environment.office_program(), environment.machine_day()
        return import_within_limits(document, soffice, known, today, language(), show_progress)

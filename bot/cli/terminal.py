"""Terminal output of all verbs: results to standard output, everything else to standard error."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.bootstrap import environment
from bot.i18n import Language

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.progress import Progress

    from bot.settings import Settings


class Printer:
    """rich's Console, created at first use: --json does not need it and starts 80 ms faster."""

    def __init__(self, *, stderr: bool) -> None:
        self._stderr = stderr

    @cached_property
    def console(self) -> "Console":
        from rich.console import Console

        return Console(stderr=self._stderr, soft_wrap=True, highlight=False, markup=False)

    def print(self, shown: "RenderableType", *, soft_wrap: bool = True) -> None:
        self.console.print(shown, soft_wrap=soft_wrap)


out, err = Printer(stderr=False), Printer(stderr=True)

DAY = ["%Y-%m-%d"]
CONFIG = Path("duban.yaml")
Config = Annotated[Path, typer.Option("-c", "--config", help="cli.option.config")]
AsJson = Annotated[bool, typer.Option("--json", help="cli.option.json")]


def language() -> Language:
    return environment.terminal_language()


def settings_of(config: Path, *, office: bool = False) -> "Settings":
    """`office`: the verb needs a plan, and an empty folder is told of `duban init`."""
    settings = environment.settings_of(config, language())
    if office and not config.exists() and not settings.plan.exists():
        fail("cli.no_office")
    return settings


def fail(key: str, **args: object) -> NoReturn:
    """One sentence on standard error, exit code 1."""
    err.print(language().say(key, **args))
    raise typer.Exit(1)


def put_json(document: object) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def bar() -> "Progress":
    """On standard error, and only where that is a terminal."""
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
    return Progress(*columns, console=err.console, transient=True, disable=not sys.stderr.isatty())


@contextmanager
def counting(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar to tell how many of `total` are done; none, and no library for it, where nobody looks at one."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    with bar() as progress:
        task = progress.add_task(what, total=total)
        yield lambda done: progress.update(task, completed=done)

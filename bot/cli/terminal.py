"""What every verb prints with: results to standard output, all else to standard error."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from bot.bootstrap import environment
from bot.i18n import Language

out = Console(soft_wrap=True, highlight=False, markup=False)
err = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)

Config = Annotated[Path, typer.Option("-c", "--config", help="The settings file.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, nothing else.")]


def language() -> Language:
    return environment.terminal_language()


def put_json(document: object) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def bar() -> Progress:
    """On standard error, and only where that is a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
    return Progress(*columns, console=err, transient=True, disable=not sys.stderr.isatty())

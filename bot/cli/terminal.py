"""The terminal the verbs share: what goes to standard output, and what beside it."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.app import environment
from bot.i18n import Language

out = Console(soft_wrap=True, highlight=False, markup=False)
err = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, nothing else.")]
PlanFile = Annotated[Path, typer.Argument(metavar="PLAN.yaml")]


def language() -> Language:
    return environment.terminal_language()


def print_json(document: object) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")

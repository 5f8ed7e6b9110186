"""A plan's file: `plan.yaml` in, a Plan out, or every mistake at once as file:line:column."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from bot.domain.plan import Plan
from bot.i18n import Language
from bot.planfile.checks import check_plan
from bot.planfile.plan_measures import check_measures
from bot.planfile.plan_references import check_references
from bot.planfile.problems import Flaw, invalid
from bot.planfile.schema import PlanRow
from bot.planfile.to_domain import plan_of
from bot.planfile.validate import enter, read_text
from bot.planfile.yaml_tree import Tree, parse

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"

Rows = TypeVar("Rows", bound=BaseModel)


def read_plan(path: Path, language: Language) -> Plan:
    """Raises Invalid with every mistake of the file."""
    return load_plan(read_text(path, language), str(path), language)


def load_plan(text: str, file_name: str, language: Language) -> Plan:
    """Equal texts give equal plans; so do texts that differ in comments and layout only."""
    return plan_of(load_rows(PlanRow, text, file_name, language, check_all))


def check_all(tree: Tree) -> list[Flaw]:
    """Everything that rows of a plan say of each other."""
    return [*check_plan(tree), *check_references(tree), *check_measures(tree)]


def load_rows(
    rows: type[Rows], text: str, file_name: str, language: Language, check: Callable[[Tree], Iterable[Flaw]]
) -> Rows:
    """Any file of plan/: its text, its shape and what its rows say of each other, judged together."""
    return rows_of(rows, parse(text.removeprefix("\ufeff")), file_name, language, check)


def rows_of(
    rows: type[Rows], tree: Tree, file_name: str, language: Language, check: Callable[[Tree], Iterable[Flaw]]
) -> Rows:
    """Raises Invalid with every flaw of the tree, of its shape, and between its rows."""
    if tree.broken:
        raise invalid(tree.flaws, file_name, language)
    entered, misshapen = enter(rows, tree)
    flaws = [*tree.flaws, *misshapen, *check(tree)]
    if entered is None or flaws:
        raise invalid(flaws, file_name, language)
    return entered


def plan_schema() -> dict[str, object]:
    """JSON Schema of a plan's file, for editors."""
    return {"$schema": SCHEMA_DIALECT, **PlanRow.model_json_schema()}

"""`duban plan import`: a document in, a draft out: its YAML, and the plan that YAML means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.errors import Refused
from bot.domain.plan import IndicatorKind, Plan, UnitKind
from bot.i18n import Language
from bot.planfile.importer.contents import Progress, read_contents
from bot.planfile.importer.document import Block, Paper
from bot.planfile.importer.draft import draft_of
from bot.planfile.importer.open import MOST_TEXT
from bot.planfile.importer.write import as_yaml
from bot.planfile.problems import invalid
from bot.planfile.schema import PlanRow
from bot.planfile.to_domain import plan_of
from bot.planfile.validate import enter
from bot.planfile.yaml import check_all
from bot.planfile.yaml_tree import MOST_CHARACTERS, Tree


@dataclass(frozen=True, slots=True)
class Imported:
    """`blocks`: what was read of the document, to be shown beside the draft."""

    plan: Plan
    yaml: str
    blocks: tuple[Block, ...]


def import_plan(
    paper: Paper, aliases: Mapping[str, str], today: date, language: Language, progress: Progress
) -> Imported:
    """The draft passes the very checks of `duban plan check`. Raises Refused where the document holds no task."""
    fields = draft_of(read_contents(paper, aliases, progress), today)
    tree = Tree(fields)
    rows, flaws = enter(PlanRow, tree)
    flaws += check_all(tree)
    if rows is None or flaws:
        raise invalid(flaws, paper.name, language)
    yaml = as_yaml(fields, language)
    if len(yaml) > MOST_CHARACTERS:  # could be written, and never be read again
        raise Refused("document.too_big", file=paper.name, most=MOST_TEXT // 1_000_000)
    return Imported(plan_of(rows), yaml, paper.blocks)


@dataclass(frozen=True, slots=True)
class Counts:
    """The closing line of an import."""

    tasks: int
    units: int
    counties: int  # districts and zones too, and what stands for them all
    dated: int
    undated: int
    targets: int
    questions: int


def counts_of(plan: Plan) -> Counts:
    dated = sum(any(milestone.due for milestone in task.milestones) for task in plan.tasks)
    indicators = [*(goal.indicators for goal in plan.goals), *(task.indicators for task in plan.tasks)]
    targets = sum(one.kind is IndicatorKind.TARGET for rows in indicators for one in rows)
    counties = sum(unit.kind is UnitKind.COUNTY for unit in plan.units)
    tasks, units = len(plan.tasks), len(plan.units) - counties
    return Counts(tasks, units, counties, dated, tasks - dated, targets, len(plan.findings))

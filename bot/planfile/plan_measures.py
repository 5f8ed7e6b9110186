"""Checks of `measure`: a goal that readings decide says of which year, and a share of days also how much."""

from collections.abc import Iterator, Mapping

from bot.domain.plan import IndicatorKind, Measure
from bot.planfile.problems import Flaw
from bot.planfile.yaml_tree import Path, Tree

PERCENT = "%"
OPERATORS_OF: Mapping[str, tuple[str, ...]] = {  # `=`: the document writes no comparator
    Measure.GOOD_DAYS: (">=", ">", "="),
    Measure.HEAVY_DAYS: ("<=", "<", "="),
}
DATED = (Measure.ATTAINMENT, *OPERATORS_OF)


def check_measures(tree: Tree) -> Iterator[Flaw]:
    for path, measure in tree.each("goals", "*", "measure"):
        goal = path[:-1]
        if measure in DATED and tree.at((*goal, "due")) is None:
            yield Flaw(tree.place(path), "measure_without_due", {"word": measure})
        if measure in OPERATORS_OF:
            yield from _share(tree, goal, str(measure))


def _share(tree: Tree, goal: Path, measure: str) -> Iterator[Flaw]:
    """Its one target, in per cent, bounds the days from the right side."""
    targets = [
        path
        for path, _ in tree.each("goals", "*", "indicators", "*")
        if path[:2] == goal
        and tree.at((*path, "kind")) == IndicatorKind.TARGET
        and tree.at((*path, "unit")) == PERCENT
    ]
    if len(targets) != 1:
        yield Flaw(tree.place((*goal, "measure")), "measure_without_target", {"word": measure})
        return
    operator = (*targets[0], "op")
    if (op := tree.at(operator)) not in OPERATORS_OF[measure]:
        known = tuple(OPERATORS_OF[measure])
        yield Flaw(tree.place(operator), "measure_backwards", {"op": op, "measure": measure, "known": known})

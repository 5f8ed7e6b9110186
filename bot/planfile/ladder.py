"""plan/ladder.yaml → the ladders, and the checks that every ladder must pass."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from bot.domain.ladder import Draft, Ladder, Ladders, Rung, Step, Workdays
from bot.domain.person import Role
from bot.i18n import Language
from bot.planfile.problems import Flaw
from bot.planfile.scalars import FileRow, Yes, one_of, read_whole
from bot.planfile.validate import read_text
from bot.planfile.yaml import load_rows
from bot.planfile.yaml_tree import Tree

FARTHEST = 250  # workdays: a year

HIGHEST = {  # where a ladder must end; `dated` may go to the top
    "soft": Rung.CHASE,  # 力争 and 鼓励
    "county": Rung.CHASE,  # told, chased once; then the county's return asks
    "external": Rung.SUPERVISE,  # no talk with a body outside the city government
    "returned": Rung.SUPERVISE,  # a late report never proposes a talk
    "review": Rung.SUPERVISE,
    "acknowledgement": Rung.SUPERVISE,
}


def _workdays(value: object) -> int:
    if abs(days := read_whole(value)) > FARTHEST:
        raise PydanticCustomError("too_far", "too far", {"most": FARTHEST})
    return days


class RungRow(FileRow):
    at: Annotated[int, BeforeValidator(_workdays)]
    rung: Annotated[Rung, one_of(Rung)]
    to: Annotated[list[Annotated[Role, one_of(Role)]], Field(min_length=1)]
    draft: Annotated[Draft, one_of(Draft)] | None = None


class LadderRow(FileRow):
    steps: Annotated[list[RungRow], Field(min_length=1)]
    weekly: Yes = False


class LaddersRow(FileRow):
    dated: LadderRow
    soft: LadderRow
    external: LadderRow
    county: LadderRow
    returned: LadderRow
    review: LadderRow
    acknowledgement: LadderRow


def read_ladders(path: Path, language: Language) -> Ladders:
    """Raises Invalid with every mistake of the file."""
    return load_ladders(read_text(path, language), str(path), language)


def load_ladders(text: str, file_name: str, language: Language) -> Ladders:
    rows = load_rows(LaddersRow, text, file_name, language, check_ladders)
    return Ladders(
        dated=_ladder("dated", rows.dated),
        soft=_ladder("soft", rows.soft),
        external=_ladder("external", rows.external),
        county=_ladder("county", rows.county),
        returned=_ladder("returned", rows.returned),
        review=_ladder("review", rows.review),
        acknowledgement=_ladder("acknowledgement", rows.acknowledgement),
    )


def _ladder(name: str, row: LadderRow) -> Ladder:
    steps = (
        Step(step.rung, Workdays(step.at), tuple(step.to), step.draft or Draft.NONE) for step in row.steps
    )
    return Ladder(name, tuple(steps), row.weekly)


def check_ladders(tree: Tree) -> Iterator[Flaw]:
    for name in LaddersRow.model_fields:
        yield from _steps_in_time(tree, name)
        yield from _ends_where_it_must(tree, name)
        yield from _no_head_before_it_is_late(tree, name)


def _at(tree: Tree, *path: str | int) -> int | None:
    try:
        return read_whole(tree.at(path))
    except PydanticCustomError:
        return None


def _steps_in_time(tree: Tree, name: str) -> Iterator[Flaw]:
    before: int | None = None
    for path, _ in tree.each(name, "steps", "*"):
        at = _at(tree, *path, "at")
        if at is not None and before is not None and at <= before:
            yield Flaw(tree.place((*path, "at")), "not_in_time", {"at": at, "before": before})
        before = at if at is not None else before


def _ends_where_it_must(tree: Tree, name: str) -> Iterator[Flaw]:
    highest = HIGHEST.get(name)
    for path, rung in tree.each(name, "steps", "*", "rung"):
        if highest and rung in list(Rung) and Rung(str(rung)).height > highest.height:
            args = {"ladder": name, "rung": rung, "highest": highest.value}
            yield Flaw(tree.place(path), "rung_too_high", args)
        if highest and tree.at((*path[:-1], "draft")) == Draft.TALK:
            yield Flaw(tree.place((*path[:-1], "draft")), "no_talk", {"ladder": name})


def _no_head_before_it_is_late(tree: Tree, name: str) -> Iterator[Flaw]:
    """A head hears only from +1 on."""
    for path, role in tree.each(name, "steps", "*", "to", "*"):
        at = _at(tree, *path[:3], "at")
        if role == Role.HEAD and at is not None and at < 1:
            yield Flaw(tree.place(path), "head_too_early")

"""A draft and its document as the review page shows them: plain JSON, each value with its path and its phrase."""

from collections.abc import Iterable, Iterator

from bot.domain.plan import UnitKind
from bot.i18n import Language
from bot.planfile.importer.document import Block, Table
from bot.planfile.review.asked import FindPhrase, Nearest, QuestionContext, question_json
from bot.planfile.review.rows import Json, Row, line_of, listed, rows, units_by_role, word
from bot.planfile.yaml_tree import Path, Tree


def document_json(blocks: Iterable[Block]) -> list[Json]:
    """Paragraphs with their lines; a table is its rows, each with its cells."""
    shown: list[Json] = []
    for block in blocks:
        if isinstance(block, Table):
            shown += [{"line": row.line, "cells": [cell.text for cell in row.distinct]} for row in block.rows]
        elif block.text.strip():
            shown.append({"line": block.line, "text": block.text})
    return shown


def draft_json(tree: Tree, in_document: FindPhrase, language: Language) -> Json:
    """Sections with their tasks, goals, the names of all units, and the questions that are open."""
    tasks = [*_tasks(tree)]
    units = [word(row.get("name")) for _, row in rows(tree, "units", "*")]
    asked = QuestionContext(Nearest(tasks), units, _only_year(tree), in_document, language)
    return {
        "fields": [_field(tree, (name,)) for name in ("title", "scope") if tree.at((name,))]
        + [_field(tree, ("period", name)) for name in ("start", "end")],
        "units": units,
        "counties": [
            word(row.get("name")) for _, row in rows(tree, "units", "*") if row.get("kind") == UnitKind.COUNTY
        ],
        "goals": [_goal(tree, path, row) for path, row in rows(tree, "goals", "*")],
        "sections": [
            {"path": list(path), "title": word(row.get("title"))} for path, row in rows(tree, "sections", "*")
        ],
        "tasks": tasks,
        "questions": [question_json(path, row, asked) for path, row in rows(tree, "questions", "*")],
    }


def _only_year(tree: Tree) -> int | None:
    years = {word(tree.at(("period", name)))[:4] for name in ("start", "end")}
    year = years.pop()
    return int(year) if not years and year.isdecimal() else None


def _tasks(tree: Tree) -> Iterator[Json]:
    for section_path, section in rows(tree, "sections", "*"):
        for at, task in enumerate(listed(section.get("tasks"))):
            if isinstance(task, dict):
                yield _task(tree, (*section_path, "tasks", at), task)


def _task(tree: Tree, path: Path, row: Row) -> Json:
    return {
        "path": list(path),
        "id": word(row.get("id")),
        "number": word(row.get("number")),
        "title": word(row.get("title")),
        "line": line_of(row),
        "fields": [_field(tree, (*path, "title")), _field(tree, (*path, "text"))],
        "roles": units_by_role(row.get("roles")),
        "milestones": [
            _sourced(tree, (*path, "milestones", at), one, ("text", "due", "every", "strength"))
            for at, one in enumerate(listed(row.get("milestones")))
            if isinstance(one, dict)
        ],
        "indicators": _indicators(tree, path, row),
    }


def _goal(tree: Tree, path: Path, row: Row) -> Json:
    return _sourced(tree, path, row, ("scope", "text", "due", "strength")) | {
        "indicators": _indicators(tree, path, row)
    }


def _indicators(tree: Tree, path: Path, row: Row) -> list[Json]:
    names = ("name", "op", "value", "unit", "due", "strength")
    return [
        _sourced(tree, (*path, "indicators", at), one, names)
        for at, one in enumerate(listed(row.get("indicators")))
        if isinstance(one, dict)
    ]


def _sourced(tree: Tree, path: Path, row: Row, names: Iterable[str]) -> Json:
    """A row with the phrase it was derived from."""
    return {
        "path": list(path),
        "id": word(row.get("id")),
        "quote": word(row.get("quote")),
        "line": line_of(row),
        "where": [word(one) for one in listed(row.get("where"))],
        "which_county": [word(one) for one in listed(row.get("which_county"))],
        "inferred": bool(row.get("day_inferred")),
        "fields": [_field(tree, (*path, name)) for name in names if name in row or name == _may_have(row)],
    }


def _may_have(row: Row) -> str:
    """A day can be given to what has none, but to what comes back each month."""
    return "" if row.get("every") else "due"


def _field(tree: Tree, path: Path) -> Json:
    value = tree.at(path)
    return {"name": str(path[-1]), "path": list(path), "value": word(value)}

"""A draft and its document as the review page shows them: plain JSON, each value with its path and its phrase."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from bot.i18n import Language
from bot.planfile.findings import FINDING_KEYS, whose
from bot.planfile.importer.about import number_in, pair_of, phrase_of, units_in
from bot.planfile.importer.document import Block, Table
from bot.planfile.yaml_tree import Path, Tree

Json = dict[str, object]
Row = Mapping[str, object]
ROLES = ("lead", "support", "joint", "local")

# What a question asks for, beside “it is right as it is”.
ASKS: Mapping[str, str] = {
    "odd_name": "roles",
    "unsure_role": "roles",
    "unsure_column": "roles",
    "unread_clause": "roles",
    "unread_cell": "roles",
    "uneven_row": "roles",
    "annex_differs": "roles",
    "no_units": "roles",
    "no_day": "due",
    "ambiguous_scope": "due",
    "date_elsewhere": "due",
    "outside_period": "due",
    "unclear_number": "number",
    "unit_alike": "one_unit",
    "alias": "one_unit",
    "maybe_twice": "drop_task",
    "only_in_annex": "drop_task",
}


def document_json(blocks: Iterable[Block]) -> list[Json]:
    """Paragraphs with their lines; a table is its rows, each with its cells."""
    shown: list[Json] = []
    for block in blocks:
        if isinstance(block, Table):
            shown += [{"line": row.line, "cells": [cell.text for cell in row.distinct]} for row in block.rows]
        elif block.text.strip():
            shown.append({"line": block.line, "text": block.text})
    return shown


def draft_json(tree: Tree, language: Language) -> Json:
    """Sections with their tasks, goals, the names of all units, and the questions that are open."""
    tasks = [*_tasks(tree)]
    return {
        "title": _word(tree.at(("title",))),
        "fields": [_field(tree, (name,)) for name in ("title", "status", "scope") if tree.at((name,))]
        + [_field(tree, ("period", name)) for name in ("start", "end")],
        "units": [_word(row.get("name")) for _, row in _rows(tree, "units", "*")],
        "goals": [_goal(tree, path, row) for path, row in _rows(tree, "goals", "*")],
        "tasks": tasks,
        "questions": [_question(path, row, tasks, language) for path, row in _rows(tree, "questions", "*")],
    }


def _rows(tree: Tree, *pattern: str) -> Iterator[tuple[Path, Row]]:
    return ((path, row) for path, row in tree.each(*pattern) if isinstance(row, dict))


def _tasks(tree: Tree) -> Iterator[Json]:
    for section_path, section in _rows(tree, "sections", "*"):
        for at, task in enumerate(_list(section.get("tasks"))):
            if isinstance(task, dict):
                yield _task(tree, (*section_path, "tasks", at), task) | {
                    "section": _word(section.get("title"))
                }


def _task(tree: Tree, path: Path, row: Row) -> Json:
    roles = row.get("roles")
    named = roles if isinstance(roles, dict) else {}
    return {
        "path": list(path),
        "id": _word(row.get("id")),
        "number": _word(row.get("number")),
        "title": _word(row.get("title")),
        "line": _line(row),
        "fields": [_field(tree, (*path, "title")), _field(tree, (*path, "text"))],
        "roles": {role: [_word(one) for one in _list(named.get(role))] for role in ROLES},
        "milestones": [
            _sourced(tree, (*path, "milestones", at), one, ("text", "due", "every"))
            for at, one in enumerate(_list(row.get("milestones")))
            if isinstance(one, dict)
        ],
        "indicators": [
            _sourced(tree, (*path, "indicators", at), one, ("name", "op", "value", "unit", "due"))
            for at, one in enumerate(_list(row.get("indicators")))
            if isinstance(one, dict)
        ],
    }


def _goal(tree: Tree, path: Path, row: Row) -> Json:
    return _sourced(tree, path, row, ("scope", "text", "due"))


def _sourced(tree: Tree, path: Path, row: Row, names: Iterable[str]) -> Json:
    """A row with the phrase it was derived from."""
    return {
        "path": list(path),
        "id": _word(row.get("id")),
        "quote": _word(row.get("quote")),
        "line": _line(row),
        "inferred": bool(row.get("day_inferred")),
        "fields": [_field(tree, (*path, name)) for name in names if name in row or name in ("text", "due")],
    }


def _field(tree: Tree, path: Path) -> Json:
    value = tree.at(path)
    return {"name": str(path[-1]), "path": list(path), "value": _word(value)}


def _question(path: Path, row: Row, tasks: list[Json], language: Language) -> Json:
    code, about, task = _word(row.get("code")), _word(row.get("about")), _word(row.get("task"))
    line = _line(row)
    key = FINDING_KEYS.get(code)
    return {
        "path": list(path),
        "code": code,
        "about": about,
        "line": line,
        "task": task or next((one["id"] for one in tasks if one["line"] == line and line), ""),
        "text": language.say(key, about=about, task=task, whose=whose(task, language)) if key else about,
        "asks": ASKS.get(code, ""),
        "phrase": phrase_of(about),
        "units": units_in(about) or ([phrase_of(about)] if code == "odd_name" else []),
        "pair": pair_of(about),
        "number": asdict(number_in(about)),
    }


def _line(row: Row) -> int:
    line = _word(row.get("line"))
    return int(line) if line.isdigit() else 0


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""

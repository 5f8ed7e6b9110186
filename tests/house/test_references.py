"""Every file that documents, docstrings, comments and pyproject.toml mention exists, and so does every name in it."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house.source import ROOT

ENDINGS = "py|md|toml|yaml|yml|sql|po|html|js|css|lock"
PATH = re.compile(rf"(?<![\w./*{{<-])((?:[\w.*-]+/)+[\w.*-]+\.(?:{ENDINGS}))\b(?:: (\w+))?")
BARE = re.compile(r"(?<![\w./*{<-])(\w+\.(?:py|md|sql))\b(?:: (\w+))?")
DOTTED = re.compile(r"(?<![\w./-])((?:bot|tests)(?:\.[a-z_]\w*)+)")
FOLDERS = [ROOT, ROOT / "bot", ROOT / "docs", ROOT / "tests"]

# Files of an installation, of the user's home or of another project, not of this repository.
ELSEWHERE = re.compile(r"\.duban/|etc/|plan/people\.yaml|alertmanager|notify/|cache/|LC_MESSAGES/duban\.po$")


@cache
def files() -> tuple[Path, ...]:
    skipped = {".venv", ".git", "build", "dist"}
    return tuple(path for path in ROOT.rglob("*") if path.is_file() and not skipped & set(path.parts))


@cache
def by_name() -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in files():
        found.setdefault(path.name, []).append(path)
    return found


def prose(path: Path) -> Iterator[str]:
    """Docstrings and comments of a Python file."""
    text = path.read_text(encoding="utf-8")
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.string
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            yield node.value.value


def texts() -> Iterator[tuple[str, Path, str]]:
    """(where, folder, text): documents whole, of code what is written for people."""
    documents = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "pyproject.toml", ROOT / "Makefile"]
    for path in [*documents, *(ROOT / "docs").rglob("*.md")]:
        yield path.relative_to(ROOT).as_posix(), path.parent, path.read_text(encoding="utf-8")
    for room in ("bot", "tests"):
        for path in (ROOT / room).rglob("*.py"):
            for text in prose(path):
                yield path.relative_to(ROOT).as_posix(), path.parent, text


def matches(name: str, folder: Path) -> list[Path]:
    return [path for start in (folder, *FOLDERS) for path in start.glob(name)]


def missing(found: list[Path], name: str) -> bool:
    """True when no file has the name: as a word in its text."""
    return bool(name) and not any(
        re.search(rf"\b{name}\b", path.read_text(encoding="utf-8")) for path in found if path.is_file()
    )


def dotted_exists(name: str) -> bool:
    """A module, or a name that a module defines."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        path = ROOT.joinpath(*parts[:length])
        rest = parts[length] if length < len(parts) else ""
        if path.with_suffix(".py").is_file():
            return not missing([path.with_suffix(".py")], rest)
        if path.is_dir():
            init = path / "__init__.py"
            return not rest or (init.is_file() and not missing([init], rest))
    return False


def dead_references() -> Iterator[str]:
    for where, folder, text in texts():
        for name, word in PATH.findall(text):
            if not ELSEWHERE.search(name):
                found = matches(name, folder)
                if not found or missing(found, word):
                    yield f"{where}: {name}{word and ': ' + word}"
        for name, word in BARE.findall(text):
            found = by_name().get(name, [])
            if not found or missing(found, word):
                yield f"{where}: {name}{word and ': ' + word}"
        yield from (f"{where}: {name}" for name in DOTTED.findall(text) if not dotted_exists(name))


def test_every_file_and_name_that_is_mentioned_exists() -> None:
    assert sorted(set(dead_references())) == []


@pytest.mark.parametrize(
    ("name", "exists"),
    [
        ("bot.domain.calendar", True),
        ("bot.domain.calendar.Calendar", True),
        ("bot.domain.nowhere", False),
        ("bot.domain.calendar.Nothing", False),
    ],
)
def test_a_dead_reference_is_found(name: str, exists: bool) -> None:
    assert dotted_exists(name) is exists

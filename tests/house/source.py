"""Helpers of the house tests: syntax trees, catalogues, documents."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ("zh_CN", "en")
CJK = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
QUOTED_KEY = re.compile(r"""["'`]([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)["'`]""")


@dataclass(frozen=True)
class Source:
    path: str  # from the root, with slashes
    text: str
    tree: ast.Module

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def at(self, node: ast.expr | ast.stmt) -> str:
        return f"{self.path}:{node.lineno}"

    def calls(self, *names: str) -> Iterator[ast.Call]:
        """Calls of `name(…)` and `<anything>.name(…)`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                called = node.func
                if (isinstance(called, ast.Attribute) and called.attr in names) or (
                    isinstance(called, ast.Name) and called.id in names
                ):
                    yield node

    def strings(self) -> Iterator[tuple[str, str]]:
        """Where, and what: string literals, parts of f-strings too, but no docstrings."""
        prose = {
            id(node.value)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
                yield self.at(node), node.value


@cache
def sources() -> tuple[Source, ...]:
    return tuple(
        Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text))
        for path in sorted((ROOT / "bot").rglob("*.py"))
        for text in [path.read_text(encoding="utf-8")]
    )


@cache
def catalogue(locale: str) -> Catalog:
    with (ROOT / "locales" / locale / "LC_MESSAGES" / "duban.po").open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


@cache
def sentences(locale: str) -> dict[str, tuple[str, ...]]:
    """The forms of each key: one, or as many as the language has plurals."""
    return {
        message.id if isinstance(message.id, str) else message.id[0]: (
            (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        )
        for message in catalogue(locale)
        if message.id
    }


def keys_in_pages() -> set[str]:
    """Keys that the templates and scripts of the web room ask for."""
    return {
        key
        for kind in ("html", "js")
        for path in (ROOT / "bot").rglob(f"*.{kind}")
        for key in QUOTED_KEY.findall(path.read_text(encoding="utf-8"))
    }

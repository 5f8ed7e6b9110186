"""aliases.yaml: short names of units and what they are in full, a level before them left out (发改委: 发展改革委)."""

from pathlib import Path

from bot.i18n import Language
from bot.planfile.problems import FilePlace, Flaw, invalid
from bot.planfile.validate import read_text
from bot.planfile.yaml_tree import Tree, parse


def read_aliases(path: Path, language: Language) -> dict[str, str]:
    """Raises Invalid with every mistake of the file."""
    return load_aliases(read_text(path, language), str(path), language)


def load_aliases(text: str, file_name: str, language: Language) -> dict[str, str]:
    tree = parse(text)
    flaws = [*tree.flaws] if tree.broken else [*tree.flaws, *_flaws(tree)]
    if flaws:
        raise invalid(flaws, file_name, language)
    return {key: value.strip() for key, value in _entries(tree) if isinstance(value, str)}


def _entries(tree: Tree) -> list[tuple[str, object]]:
    return list(tree.value.items()) if isinstance(tree.value, dict) else []


def _flaws(tree: Tree) -> list[Flaw]:
    if not isinstance(tree.value, dict | None):
        return [Flaw(FilePlace(), "not_keys")]
    return [
        Flaw(tree.place((key,)), "not_text", {"key": key, "word": ""})
        for key, value in _entries(tree)
        if not isinstance(value, str) or not value.strip()
    ]

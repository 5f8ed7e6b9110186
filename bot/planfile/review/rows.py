"""What the review reads of a draft's rows, whatever form they have."""

from collections.abc import Iterator, Mapping

from bot.planfile.yaml_tree import Path, Tree

Json = dict[str, object]
Row = Mapping[str, object]
ROLES = ("lead", "support", "joint", "local")


def rows(tree: Tree, *pattern: str) -> Iterator[tuple[Path, Row]]:
    """Those that are mappings."""
    return ((path, row) for path, row in tree.each(*pattern) if isinstance(row, dict))


def listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def units_by_role(said: object) -> dict[str, list[str]]:
    """Of a task's `roles`, in the order of ROLES; an empty list where a role has nobody."""
    named = said if isinstance(said, dict) else {}
    return {role: [*filter(None, map(word, listed(named.get(role))))] for role in ROLES}


def word(value: object) -> str:
    return value if isinstance(value, str) else ""


def line_of(row: Row) -> int:
    """0 where the document has no line for it."""
    line = word(row.get("line"))
    return int(line) if line.isdigit() else 0

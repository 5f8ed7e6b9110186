"""A file of plan/ that an office's own file may replace in part: by its keys, some of them key by key inside."""

from collections.abc import Collection, Mapping
from pathlib import Path

from bot.i18n import Language
from bot.planfile.problems import Flaw, invalid
from bot.planfile.validate import read_text
from bot.planfile.yaml_tree import Tree, parse


def read_keys(file: Path, language: Language) -> Tree:
    """Raises Invalid where the file is no YAML of keys."""
    tree = parse(read_text(file, language))
    if tree.broken or not isinstance(tree.value, dict | None):
        raise invalid(tree.flaws or [Flaw(tree.place(()), "not_keys")], str(file), language)
    return tree


def over(shipped: Tree, own: Tree, key_by_key: Collection[str] = ()) -> Tree:
    """What an office's file says, over what is shipped."""
    below, above = _mapping(shipped.value), _mapping(own.value)
    value = {**below, **above}
    replaced: set[tuple[str | int, ...]] = set()
    for key, inside in above.items():
        if key in key_by_key and isinstance(inside, dict):
            value[key] = {**_mapping(below[key]), **inside}
            replaced |= {(key, name) for name in inside}
        else:
            replaced.add((key,))
    places = {path: at for path, at in shipped.places.items() if not {path[:1], path[:2]} & replaced}
    return Tree(value, {**places, **own.places}, {**shipped.keys, **own.keys}, own.flaws)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}

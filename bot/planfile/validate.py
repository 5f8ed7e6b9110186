"""Validation: a tree becomes rows, or every violation of the schema is listed."""

from collections.abc import Iterator
from pathlib import Path as File
from types import NoneType
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.i18n import Language
from bot.planfile.problems import FLAW_KEYS, FilePlace, Flaw, invalid
from bot.planfile.yaml_tree import MOST_CHARACTERS, Path, Tree

MOST_BYTES = 4 * MOST_CHARACTERS

Door = TypeVar("Door", bound=BaseModel)

CODES = {  # pydantic's word: ours
    "extra_forbidden": "unknown_key",
    "model_type": "not_a_mapping",
    "dict_type": "not_a_mapping",
    "list_type": "not_a_list",
    "too_short": "empty_list",
}


def read_text(file: File, language: Language) -> str:
    """The text of a file, a byte order mark dropped. Raises Invalid where there is none to read."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        reason = {"reason": error.strerror or ""}
        raise invalid([Flaw(FilePlace(), "unreadable", reason)], str(file), language) from None
    return text_of(raw, str(file), language)


def text_of(raw: bytes, file_name: str, language: Language) -> str:
    """Raises Invalid where the bytes are too many, or no UTF-8."""
    if len(raw) > MOST_BYTES:
        raise invalid([Flaw(FilePlace(), "too_big", {"most": MOST_CHARACTERS})], file_name, language)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "ignore")
        place = FilePlace(before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise invalid([Flaw(place, "not_utf8")], file_name, language) from None


def enter(rows: type[Door], tree: Tree) -> tuple[Door | None, list[Flaw]]:
    """The rows; None where the tree breaks the schema, with every flaw."""
    try:
        return rows.model_validate(tree.value), []
    except ValidationError as wrong:
        errors = wrong.errors(include_url=False, include_context=True, include_input=False)
        return None, [_flaw(rows, tree, error) for error in errors]


def _flaw(rows: type[BaseModel], tree: Tree, error: ErrorDetails) -> Flaw:
    path, code = error["loc"], CODES.get(error["type"], error["type"])
    if not path:
        return Flaw(FilePlace(), "empty_file" if tree.value is None else "not_keys")
    if code == "unknown_key":
        known = _keys_at(rows, path[:-1])
        return Flaw(tree.key(path), code, {"word": str(path[-1]), "known": known})
    value = tree.at(path)
    if value is None and code != "missing":
        return Flaw(tree.place(path), "empty", {"key": _key(path)})
    word = value if isinstance(value, str) else ""
    args = {**error.get("ctx", {}), "key": _key(path), "word": word}
    return Flaw(tree.place(path), code if code in FLAW_KEYS else "refused", args)


def _key(path: Path) -> str:
    """The nearest key: the second of a list of units is still `support`."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _keys_at(rows: type[BaseModel], path: Path) -> tuple[str, ...]:
    """The keys a mapping may have: the fields of the model that the path leads to."""
    model: Any = rows
    for step in path:
        if isinstance(step, str):
            model = next(_models(model.model_fields[step].annotation), None)
    return tuple(model.model_fields) if model else ()


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models inside list[Row], Row | None and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inside in get_args(annotation):
        if inside is not NoneType:
            yield from _models(inside)

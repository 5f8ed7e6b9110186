"""The XML inside a callback: what a person said, and what happened."""

from collections.abc import Iterable, Mapping
from typing import Any

Fields = Mapping[
    str, Any
]  # str: CDATA; int or float: a bare number; Fields or a list of them: elements below

LONGEST = 4000  # characters; a client splits what is longer


def xml(fields: Fields, *, split: bool = False) -> bytes:
    return f"<xml>{''.join(_elements(fields, split))}</xml>".encode()


def _elements(fields: Fields, split: bool) -> Iterable[str]:
    for name, value in fields.items():
        for one in value if isinstance(value, list) else [value]:
            yield f"<{name}>{_value(one, split)}</{name}>"


def _value(value: object, split: bool) -> str:
    if isinstance(value, Mapping):
        return "".join(_elements(value, split))
    if isinstance(value, str):
        return cdata(value, split)
    return str(value)


def cdata(text: str, split: bool = False) -> str:
    """`split`: in two sections, which XML holds to be the same text."""
    half = len(text) // 2
    parts = (text[:half], text[half:]) if split and half else (text,)
    return "".join(f"<![CDATA[{part.replace(']]>', ']]]]><![CDATA[>')}]]>" for part in parts)


def pieces(words: str) -> list[str]:
    return [words[n : n + LONGEST] for n in range(0, len(words), LONGEST)] or [""]


def selected(chosen: Mapping[str, list[str]]) -> Fields:
    """`SelectedItems`, by question_key."""
    items = [{"QuestionKey": key, "OptionIds": {"OptionId": list(ids)}} for key, ids in chosen.items()]
    return {"SelectedItems": {"SelectedItem": items}} if items else {}

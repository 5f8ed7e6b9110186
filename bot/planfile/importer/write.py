"""The draft as YAML for people to edit: one unit a line, numbers in one line, long texts on lines of their own."""

import json
import re
from collections.abc import Iterator

from bot.i18n import Language
from bot.planfile.importer.fields import Fields, Value

SCHEMA = "plan.schema.json"

PLAIN = re.compile("[A-Za-z\u4e00-\u9fff（〔《“][A-Za-z0-9\u4e00-\u9fff、，。；（）〔〕《》“”·—/%._-]*")
# Words YAML takes for something else.
NOT_PLAIN = re.compile("(?i:true|false|yes|no|on|off|null|y|n)|.*[-.]$")
FIGURES = frozenset(
    {
        "number",
        "line",
        "value",
        "due",
        "start",
        "end",
        "day_inferred",
        "every_inferred",
        "general",
        "table",
        "row",
    }
)
IN_ONE_LINE = frozenset({"period", "units", "local", "roles", "indicators", "demands", "questions"})
WIDEST = 160  # characters of a mapping in one line; a wider one is written out


def as_yaml(rows: Fields, language: Language) -> str:
    """Its first line names the schema, so that an editor that knows the language server completes it."""
    head = [f"# yaml-language-server: $schema={SCHEMA}"]
    head += [f"# {line}".rstrip() for line in language.say("draft.head", source=rows["source"]).splitlines()]
    lines = [line for key, value in rows.items() for line in _entry(key, value, 0, key in IN_ONE_LINE)]
    return "\n".join([*head, "", *lines]) + "\n"


def entry_text(key: str, value: Value) -> str:
    """A key of the plan with its value, in lines."""
    return "".join(f"{line}\n" for line in _entry(key, value, 0, key in IN_ONE_LINE))


def item_text(key: str, value: Value, pad: int) -> str:
    """An item of the list under `key`, in lines, each behind `pad` blanks."""
    return "".join(f"{' ' * pad}{line}\n" for line in _item(key, value, 0, key in IN_ONE_LINE))


def _entry(key: str, value: Value, depth: int, short: bool) -> Iterator[str]:
    """A key with its value, from the key on."""
    pad = "  " * depth
    if isinstance(value, str):
        yield f"{pad}{key}: {_scalar(key, value)}"
    elif isinstance(value, dict):
        if short and len(one := _flow(value)) <= WIDEST:
            yield f"{pad}{key}: {one}"
        else:
            yield f"{pad}{key}:"
            for name, inner in value.items():
                yield from _entry(name, inner, depth + 1, name in IN_ONE_LINE)
    elif all(isinstance(one, str) for one in value) and len(one := _words(key, value)) <= WIDEST:
        yield f"{pad}{key}: {one}"
    else:
        yield f"{pad}{key}:"
        for inner in value:
            yield from _item(key, inner, depth + 1, short)


def _item(key: str, value: Value, depth: int, short: bool) -> Iterator[str]:
    pad = "  " * depth
    if isinstance(value, str):
        yield f"{pad}- {_scalar(key, value)}"
    elif isinstance(value, dict) and short and len(one := _flow(value)) <= WIDEST:
        yield f"{pad}- {one}"
    elif isinstance(value, dict):
        first = True
        for name, inner in value.items():
            for line in _entry(name, inner, depth + 1, name in IN_ONE_LINE):
                yield f"{pad}- {line.lstrip()}" if first else line
                first = False


def _flow(fields: Fields) -> str:
    return "{" + ", ".join(f"{key}: {flow(key, value)}" for key, value in fields.items()) + "}"


def flow(key: str, value: Value) -> str:
    """A value in one line, as it stands behind `key`."""
    if isinstance(value, dict):
        return _flow(value)
    return _scalar(key, value) if isinstance(value, str) else _words(key, value)


def _words(key: str, value: object) -> str:
    words = value if isinstance(value, list) else []
    return "[" + ", ".join(flow(key, word) for word in words) + "]"


def _scalar(key: str, text: str) -> str:
    """Plain where YAML and a reader take it for the text it is; else in double quotes, as JSON has them."""
    is_plain = PLAIN.fullmatch(text) and not NOT_PLAIN.fullmatch(text)
    return text if key in FIGURES or is_plain else json.dumps(text, ensure_ascii=False)

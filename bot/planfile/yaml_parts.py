"""A YAML text in parts, each read and changed alone: an answer on a plan of 1,740 tasks touches one section of it.

A part is a top-level key, or one item of the list under it. Joined they are the text, character by character. A text
that cannot be parted so (it says something else when it is) is one part, and slower.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from io import StringIO

from bot.planfile.importer.fields import Value
from bot.planfile.importer.write import entry_text, item_text
from bot.planfile.schema import PlanRow
from bot.planfile.text_edit import Edit
from bot.planfile.yaml_edit import NoSuchPlace, YamlText
from bot.planfile.yaml_tree import Path, Tree, parse

_KEY = re.compile(r"(?P<key>[A-Za-z_]\w*):(?P<rest>\s.*|$)", re.DOTALL)
_DASH = re.compile(r" *- ")
_EMPTY = re.compile(r"\s*(#.*)?", re.DOTALL)
_REMARK = re.compile(r"( *)#")
_WHOLE = ""  # the key of a text in one part


class FlawedText(ValueError):
    """A text that says a key twice, or cannot be read."""


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    value: object


@dataclass(frozen=True, slots=True)
class _Entry:
    """A top-level key: all of it in `head`, or its first line there and its list in `items`."""

    key: str
    head: _Part
    items: tuple[_Part, ...] = ()

    @property
    def text(self) -> str:
        return self.head.text + "".join(one.text for one in self.items)

    @property
    def value(self) -> object:
        return [one.value for one in self.items] if self.items else self.head.value


class YamlParts:
    """Never changed: `edited` gives another one, which shares the parts that are the same."""

    def __init__(self, before: str, entries: Sequence[_Entry], behind: str) -> None:
        self._before, self._entries, self._behind = before, tuple(entries), behind

    @classmethod
    def of(cls, text: str) -> "YamlParts":
        """`text` can be read as a plan."""
        text = text if text.endswith("\n") else f"{text}\n"
        whole = parse(text).value
        with suppress(FlawedText):
            parts = cls(*_parted(text))
            if parts.tree.value == whole:
                return parts
        return cls("", [_Entry(_WHOLE, _Part(text, whole))], "")

    @property
    def text(self) -> str:
        return self._before + "".join(entry.text for entry in self._entries) + self._behind

    @property
    def tree(self) -> Tree:
        """The values, without their places."""
        if self._is_whole:
            return Tree(self._entries[0].value)
        return Tree({entry.key: entry.value for entry in self._entries})

    @property
    def _is_whole(self) -> bool:
        return [entry.key for entry in self._entries] == [_WHOLE]

    def edited(self, edit: Edit) -> "YamlParts":
        """Raises NoSuchPlace, and FlawedText where the text would be none that can be read."""
        if self._is_whole:
            text = _spliced(self._entries[0].text, edit)
            return YamlParts(self._before, [_Entry(_WHOLE, _Part(text, _value_of(text, ())))], self._behind)
        entries = [_changed(entry, edit.within((entry.key,))) for entry in self._entries]
        known = {entry.key for entry in self._entries}
        fresh = [path[0] for path in edit.paths if path[0] not in known]
        kept = [entry for entry in entries if entry]
        for key in dict.fromkeys(map(str, fresh)):
            kept.insert(_place(key, kept), _new(edit, key))
        return YamlParts(self._before, kept, self._behind)


# ---- parting


def _parted(text: str) -> tuple[str, list[_Entry], str]:
    """The lines before the first key, the keys, and the remarks behind the last value."""
    lines = [*StringIO(text, newline="\n")]
    keys = [at for at, line in enumerate(lines) if _KEY.match(line)]
    end = len(lines)
    while keys and end > keys[-1] + 1 and _EMPTY.fullmatch(lines[end - 1]):
        end -= 1
    starts = [_with_remarks(lines, at, 0) if n else at for n, at in enumerate(keys)]
    entries = [
        _entry(lines[start:stop], key - start)
        for key, start, stop in zip(keys, starts, [*starts[1:], end][: len(keys)], strict=True)
    ]
    return "".join(lines[: starts[0] if starts else 0]), entries, "".join(lines[end:])


def _with_remarks(lines: Sequence[str], at: int, column: int) -> int:
    """The first of the remarks right above a line, which are about it; none that stands further to the right."""
    while at and (remark := _REMARK.match(lines[at - 1])) and len(remark[1]) <= column:
        at -= 1
    return at


def _entry(lines: Sequence[str], at: int) -> _Entry:
    """`at`: the line of its key, behind the remarks on it."""
    found = _KEY.match(lines[at])
    key = found["key"] if found else _WHOLE
    starts = [*_starts(lines, at)]
    if not starts:
        text = "".join(lines)
        return _Entry(key, _Part(text, _value_of(text, (key,))))
    ends = [*starts[1:], len(lines)]
    items = tuple(_item("".join(lines[start:end])) for start, end in zip(starts, ends, strict=True))
    return _Entry(key, _Part("".join(lines[: starts[0]]), None), items)


def _starts(lines: Sequence[str], key: int) -> Iterator[int]:
    """Where the items of the key's list begin; nothing where it has no list in lines of its own."""
    found = _KEY.match(lines[key])
    if not found or not _EMPTY.fullmatch(found["rest"]):
        return
    dash = ""
    for at, line in enumerate(lines[key + 1 :], key + 1):
        item = _DASH.match(line)
        if not dash and not item and not _EMPTY.fullmatch(line):
            return
        dash = dash or (item[0] if item else "")
        if dash and line.startswith(dash):
            yield max(_with_remarks(lines, at, dash.index("-")), key + 1)


def _item(text: str) -> _Part:
    return _Part(text, _value_of(text, (0,)))


def _value_of(text: str, path: Path) -> object:
    tree = parse(text)
    if tree.flaws:
        raise FlawedText(text)
    return tree.at(path)


# ---- changing


def _changed(entry: _Entry, edit: Edit) -> _Entry | None:
    """None where it is gone."""
    key: Path = (entry.key,)
    if not edit.paths:
        return entry
    if key in edit.gone:
        return None
    if not entry.items or key in edit.changes:
        return _of_key(_spliced(entry.text, edit))
    if any(not _is_among(entry.items, path[1]) for path in edit.paths if len(path) > 1):
        raise NoSuchPlace(key)
    items = [
        _changed_item(item, edit.within((*key, at)), (*key, at))
        for at, item in enumerate(entry.items)
        if (*key, at) not in edit.gone
    ]
    dashes = filter(_DASH.match, entry.items[0].text.splitlines())
    pad = next(dashes, "").find("-")
    items += [_item(item_text(entry.key, row, pad)) for path, row in edit.added if path == key]
    return replace(entry, items=tuple(items)) if items else None


def _of_key(text: str) -> _Entry | None:
    """The one key of a text; None where it has none left."""
    lines = [*StringIO(text, newline="\n")]
    key = next((at for at, line in enumerate(lines) if _KEY.match(line)), None)
    return None if key is None else _entry(lines, key)


def _is_among(items: Sequence[_Part], step: str | int) -> bool:
    return isinstance(step, int) and 0 <= step < len(items)


def _changed_item(item: _Part, edit: Edit, path: Path) -> _Part:
    return _item(_spliced(item.text, edit.moved(path, (0,)))) if edit.paths else item


def _place(key: str, entries: Sequence[_Entry]) -> int:
    """Before the first key that comes later in a plan."""
    order = [*PlanRow.model_fields]
    later = set(order[order.index(key) + 1 :]) if key in order else set()
    return next((at for at, entry in enumerate(entries) if entry.key in later), len(entries))


def _new(edit: Edit, key: str) -> _Entry:
    """A key that the text does not have yet."""
    rows: list[Value] = [row for path, row in edit.added if path == (key,)]
    value = edit.changes.get((key,), rows)
    entry = _of_key(entry_text(key, value)) if value else None
    if entry is None:
        raise NoSuchPlace(key)
    return entry


def _spliced(text: str, edit: Edit) -> str:
    """Changes at once; the rest from the end, since each moves the indices of what stands behind it."""
    if edit.changes:
        text = YamlText(text).edited(edit.changes)
    steps = [(path, True, "") for path in edit.gone] + [(path, False, row) for path, row in edit.added]
    for path, is_gone, row in sorted(steps, key=lambda one: _order(one[0]), reverse=True):
        text = YamlText(text).without(path) if is_gone else YamlText(text).appended(path, row)
    return text


def _order(path: Path) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (0, step) for step in path]

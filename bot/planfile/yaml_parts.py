"""A YAML text in parts, each read and changed alone: an answer on a plan of 1,740 tasks touches one section of it.

A part is a top-level key, or one item of the list under it. Joined they are the text, character by character. A text
that cannot be parted so (it says something else when it is) is one part, and slower.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.planfile.importer.fields import Value
from bot.planfile.importer.write import entry_text, item_text
from bot.planfile.schema import PlanRow
from bot.planfile.yaml_edit import NoSuchPlace, YamlText
from bot.planfile.yaml_tree import Path, Tree, parse

_KEY = re.compile(r"(?P<key>[A-Za-z_]\w*):(?P<rest>\s.*|$)", re.DOTALL)
_DASH = re.compile(r" *- ")
_EMPTY = re.compile(r"\s*(#.*)?", re.DOTALL)
_WHOLE = ""  # the key of a text in one part


@dataclass(frozen=True, slots=True)
class Edit:
    """What changes in a text. All paths are those from before it."""

    changes: Mapping[Path, Value] = field(default_factory=dict)
    gone: tuple[Path, ...] = ()
    added: tuple[
        tuple[Path, Value], ...
    ] = ()  # a list, or in a list the item before which it goes; the new item

    def __or__(self, other: "Edit") -> "Edit":
        gone = tuple(dict.fromkeys((*self.gone, *other.gone)))
        return Edit({**self.changes, **other.changes}, gone, (*self.added, *other.added))

    @property
    def paths(self) -> list[Path]:
        return [*self.changes, *self.gone, *(path for path, _ in self.added)]

    def within(self, place: Path) -> "Edit":
        return self.moved(place, place)

    def moved(self, place: Path, to: Path) -> "Edit":
        """What changes within `place`, as it is where that stands at `to`."""
        start = len(place)
        return Edit(
            {(*to, *path[start:]): value for path, value in self.changes.items() if path[:start] == place},
            tuple((*to, *path[start:]) for path in self.gone if path[:start] == place),
            tuple(((*to, *path[start:]), row) for path, row in self.added if path[:start] == place),
        )


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

    def __init__(self, before: str, entries: Sequence[_Entry]) -> None:
        self._before, self._entries = before, tuple(entries)

    @classmethod
    def of(cls, text: str) -> "YamlParts":
        """`text` can be read as a plan."""
        text = text if text.endswith("\n") else f"{text}\n"
        parts = cls(*_parted(text))
        whole = parse(text).value
        return parts if parts.tree.value == whole else cls("", [_Entry(_WHOLE, _Part(text, whole))])

    @property
    def text(self) -> str:
        return self._before + "".join(entry.text for entry in self._entries)

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
        """Raises NoSuchPlace."""
        if self._is_whole:
            text = _spliced(self._entries[0].text, edit)
            return YamlParts(self._before, [_Entry(_WHOLE, _Part(text, parse(text).value))])
        entries = [_changed(entry, edit.within((entry.key,))) for entry in self._entries]
        known = {entry.key for entry in self._entries}
        fresh = [path[0] for path in edit.paths if path[0] not in known]
        kept = [entry for entry in entries if entry]
        for key in dict.fromkeys(map(str, fresh)):
            kept.insert(_place(key, kept), _new(edit, key))
        return YamlParts(self._before, kept)


# ---- parting


def _parted(text: str) -> tuple[str, list[_Entry]]:
    """The lines before the first key, and the keys."""
    groups: list[tuple[str, list[str]]] = [(_WHOLE, [])]
    for line in text.splitlines(keepends=True):
        if found := _KEY.match(line):
            groups.append((found["key"], []))
        groups[-1][1].append(line)
    return "".join(groups[0][1]), [_entry(key, lines) for key, lines in groups[1:]]


def _entry(key: str, lines: Sequence[str]) -> _Entry:
    starts = [*_starts(lines)]
    if not starts:
        text = "".join(lines)
        return _Entry(key, _Part(text, parse(text).at((key,))))
    ends = [*starts[1:], len(lines)]
    items = tuple(_item("".join(lines[start:end])) for start, end in zip(starts, ends, strict=True))
    return _Entry(key, _Part("".join(lines[: starts[0]]), None), items)


def _starts(lines: Sequence[str]) -> Iterator[int]:
    """Where the items of the key's list begin; nothing where it has no list in lines of its own."""
    found = _KEY.match(lines[0])
    if not found or not _EMPTY.fullmatch(found["rest"]):
        return
    dash = ""
    for at, line in enumerate(lines[1:], 1):
        item = _DASH.match(line)
        if not dash and not item and not _EMPTY.fullmatch(line):
            return
        dash = dash or (item[0] if item else "")
        if dash and line.startswith(dash):
            yield at


def _item(text: str) -> _Part:
    return _Part(text, parse(text).at((0,)))


# ---- changing


def _changed(entry: _Entry, edit: Edit) -> _Entry | None:
    """None where it is gone."""
    key: Path = (entry.key,)
    if not edit.paths:
        return entry
    if key in edit.gone:
        return None
    if not entry.items or key in edit.changes:
        return _entry(entry.key, _spliced(entry.text, edit).splitlines(keepends=True))
    if any(not _is_among(entry.items, path[1]) for path in edit.paths if len(path) > 1):
        raise NoSuchPlace(key)
    items = [
        _changed_item(item, edit.within((*key, at)), (*key, at))
        for at, item in enumerate(entry.items)
        if (*key, at) not in edit.gone
    ]
    pad = len(entry.items[0].text) - len(entry.items[0].text.lstrip(" "))
    items += [_item(item_text(entry.key, row, pad)) for path, row in edit.added if path == key]
    return replace(entry, items=tuple(items)) if items else None


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
    rows: list[Value] = [row for path, row in edit.added if path == (key,)]
    value = edit.changes.get((key,), rows)
    if not value:
        raise NoSuchPlace(key)
    return _entry(key, entry_text(key, value).splitlines(keepends=True))


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

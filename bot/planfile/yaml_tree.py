"""YAML text → a tree of plain values with the line and column of each.

Only what a hand-written file needs: mappings, lists and words. Every scalar stays text (or None), because
YAML's own guesses harm here: the id 13.10 would become 13.1, the unit `no` false, the date 2023-02-30 a
traceback. validate.py reads the types, by the schema. Anchors, tags and second documents
are refused; they are also how a small file becomes a huge one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.reader import Reader

from bot.planfile.problems import FilePlace, Flaw

MOST_CHARACTERS = 6_000_000  # the seed plan has 20,000; a draft of a document of 5 MB has 4,200,000
MOST_VALUES = 400_000  # the seed plan has 900; that draft has 185,000
DEEPEST = 20  # the seed plan nests 8 deep
EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
UNPRINTABLE: re.Pattern[str] = Reader.NON_PRINTABLE

Path = tuple[str | int, ...]


@dataclass
class Tree:
    """Plain values, and for each path where its value and (in a mapping) its key begin."""

    value: object = None
    places: dict[Path, FilePlace] = field(default_factory=dict)
    keys: dict[Path, FilePlace] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)
    broken: bool = False  # could not be read to its end: there is no value

    def place(self, path: Path) -> FilePlace:
        """Of the value, or of the nearest enclosing one that exists."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, FilePlace())

    def key(self, path: Path) -> FilePlace:
        return self.keys.get(path) or self.place(path)

    def at(self, path: Path) -> object:
        """The value there, None where there is none."""
        value = self.value
        for step in path:
            if isinstance(value, dict) or (isinstance(value, list) and isinstance(step, int)):
                value = value.get(step) if isinstance(value, dict) else _item(value, step)
            else:
                return None
        return value

    def each(self, *pattern: str) -> Iterator[tuple[Path, object]]:
        """Paths and values that fit, `*` being every item of a list; what has another form is passed over."""
        found: list[tuple[Path, object]] = [((), self.value)]
        for step in pattern:
            found = [fitting for path, value in found for fitting in _children(path, value, step)]
        yield from found


class Broken(Exception):
    """The text cannot be read on from here."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw)
        self.flaw = flaw


def parse(text: str) -> Tree:
    """The tree of a text, or a broken one with the flaw that says why."""
    tree = Tree()
    try:
        _refuse_unreadable(text)
        events = _Events(text)
        tree.value = _TreeBuilder(tree, events).document()
    except Broken as broken:
        tree.broken = True
        tree.flaws.append(broken.flaw)
    return tree


def _refuse_unreadable(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise Broken(Flaw(FilePlace(), "too_big", {"most": MOST_CHARACTERS}))
    if bad := UNPRINTABLE.search(text):
        before = text[: bad.start()]
        place = FilePlace(before.count("\n") + 1, bad.start() - before.rfind("\n"))
        raise Broken(Flaw(place, "unprintable", {"code": f"U+{ord(bad.group()):04X}"}))


class _Events:
    """libyaml's events one by one; its errors become flaws."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._events = yaml.parse(text, Loader=loader)

    def next(self) -> yaml.Event:
        try:
            return next(self._events, yaml.StreamEndEvent())
        except yaml.MarkedYAMLError as error:
            place = _mark(error.problem_mark or error.context_mark)
            code = "tab" if self._is_tab(place) else "syntax"
            raise Broken(Flaw(place, code, {"problem": error.problem or error.context or ""})) from None
        except yaml.YAMLError as error:
            raise Broken(Flaw(FilePlace(), "syntax", {"problem": str(error)})) from None

    def _is_tab(self, place: FilePlace) -> bool:
        """A tab as indentation: the most frequent mistake, which libyaml explains badly."""
        line = self._lines[place.line - 1] if place.line <= len(self._lines) else ""
        return line[place.column - 1 : place.column] == "\t"


class _TreeBuilder:
    """Puts values together from events. Depth is bounded, so its recursion is too."""

    def __init__(self, tree: Tree, events: _Events) -> None:
        self.tree = tree
        self.events = events

    def document(self) -> object:
        value: object = None
        documents = 0
        while not isinstance(event := self.events.next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise Broken(Flaw(_place(event), "second_document"))
            elif isinstance(event, yaml.NodeEvent):
                value = self.value(event, ())
        return value

    def value(self, event: yaml.Event, path: Path) -> object:
        self._refuse_odd(event, path)
        self.tree.places[path] = _place(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        if isinstance(event, yaml.ScalarEvent):
            return None if event.implicit[0] and event.value in EMPTY else str(event.value)
        raise Broken(Flaw(_place(event), "alias", {"word": f"*{getattr(event, 'anchor', '')}"}))

    def sequence(self, path: Path) -> list[object]:
        items: list[object] = []
        while not isinstance(event := self.events.next(), yaml.SequenceEndEvent):
            items.append(self.value(event, (*path, len(items))))
        return items

    def mapping(self, path: Path) -> dict[str, object]:
        entries: dict[str, object] = {}
        while not isinstance(event := self.events.next(), yaml.MappingEndEvent):
            key = self.word(event)
            inside = (*path, key)
            if key in entries:
                first = self.tree.keys[inside].line
                self.tree.flaws.append(Flaw(_place(event), "key_twice", {"key": key, "first": first}))
                self.value(self.events.next(), (*path, f"{key} again"))  # read on, then dropped
                continue
            self.tree.keys[inside] = _place(event)
            entries[key] = None
            entries[key] = self.value(self.events.next(), inside)
        return entries

    def word(self, event: yaml.Event) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise Broken(Flaw(_place(event), "key_not_a_word"))
        return str(event.value)

    def _refuse_odd(self, event: yaml.Event, path: Path) -> None:
        if len(path) > DEEPEST:
            raise Broken(Flaw(_place(event), "too_deep", {"n": DEEPEST}))
        if len(self.tree.places) >= MOST_VALUES:
            raise Broken(Flaw(_place(event), "too_many", {"most": MOST_VALUES}))
        if (tag := getattr(event, "tag", None)) not in (None, "!"):
            self.tree.flaws.append(Flaw(_place(event), "tag", {"word": tag}))


def _place(event: yaml.Event) -> FilePlace:
    return _mark(event.start_mark)


def _mark(mark: Any) -> FilePlace:
    """PyYAML counts from 0; people and editors from 1."""
    return FilePlace(mark.line + 1, mark.column + 1) if mark else FilePlace()


def _item(values: list[object], index: str | int) -> object:
    return values[index] if isinstance(index, int) and index < len(values) else None


def _children(path: Path, value: object, step: str) -> list[tuple[Path, object]]:
    if isinstance(value, dict):
        return [((*path, step), value[step])] if step in value else []
    if step == "*" and isinstance(value, list):
        return [((*path, index), child) for index, child in enumerate(value)]
    return []

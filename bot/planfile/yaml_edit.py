"""Changes to a YAML text that keep everything else of it: comments, order, quotes, blank lines.

A path is read anew in the text for each change: `("sections", 0, "tasks", 3, "roles")`. What a change needs is the
place of a node in the text, which PyYAML tells; the rest of the text is copied character by character.
"""

import re
from collections.abc import Mapping

import yaml

from bot.planfile.importer.fields import Value
from bot.planfile.importer.write import entry_text, flow, item_text
from bot.planfile.yaml_tree import Path

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # as YAML has them
Splice = tuple[int, int, str]  # from, to, what stands there instead
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # places are wanted, and no meaning of the words


class NoSuchPlace(Exception):
    """The text has nothing at this path."""


class YamlText:
    """A text that can be read as YAML."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._root = yaml.compose(text, Loader=_LOADER)
        self._starts = [0, *(one.end() for one in _BREAK.finditer(text))]  # of the lines
        self._starts.append(len(text) + 1)

    def without(self, path: Path) -> str:
        """Without an item of a list, or a key of a mapping; a list that has no item left goes as a whole."""
        return self._text_with(self._removal(path))

    def edited(self, changes: Mapping[Path, Value]) -> str:
        """With each value at its path, in one reading of the text; none may lie within another. A key that a mapping
        does not have yet becomes its last."""
        splices = [self._change(path, value) for path, value in changes.items()]
        text = self.text
        for start, end, new in sorted(splices, reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def appended(self, path: Path, item: Value) -> str:
        """With a further item of the list at `path`, or before the item there; a list that is not there yet becomes
        the last key of its mapping."""
        place, before = (path[:-1], path[-1]) if isinstance(path[-1], int) else (path, None)
        node = self._find(place)
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            return self._text_with(self._addition_of_list(place, item, node))
        if not _is_in_lines(node):
            end = self._at(node.end_mark) - 1
            return self._text_with((end, end, f"{self._comma(node)}{flow('', item)}"))
        pad = node.start_mark.column
        is_last = before is None or before >= len(node.value)
        line = _last_line(node.value[-1]) + 1 if is_last else self._first_line(node, before or 0)
        start = self._starts[line]
        end_of_line = "" if self.text[:start].endswith("\n") or not start else "\n"
        return self._text_with((start, start, end_of_line + item_text(str(place[-1]), item, pad)))

    def _text_with(self, splice: Splice) -> str:
        start, end, new = splice
        return self.text[:start] + new + self.text[end:]

    def _addition_of_list(self, path: Path, item: Value, node: yaml.Node | None) -> Splice:
        """In lines, but in a mapping that stands in one line."""
        parent = self._find(path[:-1])
        if parent is None or node is not None or not _is_in_lines(parent):
            return self._change(path, [item])
        start, _, _ = self._addition(path, "")
        pad = " " * parent.start_mark.column
        lines = entry_text(str(path[-1]), [item]).splitlines(keepends=True)
        end_of_line = "" if self.text[:start].endswith("\n") or not start else "\n"
        return start, start, end_of_line + "".join(f"{pad}{line}" for line in lines)

    def _change(self, path: Path, value: Value) -> Splice:
        node = self._find(path)
        if node is None:
            return self._addition(path, value)
        if _is_in_lines(node):
            return (*self._lines_of(path), self._entry(path, value))
        start, end = self._at(node.start_mark), self._at(node.end_mark)
        behind = "\n" if self.text[start:end].endswith("\n") else ""  # a block of text: | or >
        return start, end, flow(str(path[-1]), value) + behind

    def _removal(self, path: Path) -> Splice:
        parent = self._find(path[:-1])
        if parent is None or self._find(path) is None:
            raise NoSuchPlace(path)
        if len(parent.value) == 1 and len(path) > 1 and isinstance(path[-1], int):
            return self._removal(path[:-1])
        if not _is_in_lines(parent):
            return self._removal_in_flow(parent, path[-1])
        return (*self._lines_of_all(parent, path[-1]), "")

    # ---- places

    def _find(self, path: Path) -> yaml.Node | None:
        node = self._root
        for step in path:
            node = _child(node, step)
            if node is None:
                return None
        return node

    def _at(self, mark: yaml.Mark) -> int:
        return self._starts[mark.line] + mark.column

    def _lines_of(self, path: Path) -> tuple[int, int]:
        """Of an entry in block style: from the beginning of its first line to that of the line behind its last."""
        parent = self._find(path[:-1])
        first, node = _entry_of(parent, path[-1])
        return self._starts[first.start_mark.line], self._starts[_last_line(node) + 1]

    def _lines_of_all(self, parent: yaml.Node, step: str | int) -> tuple[int, int]:
        """With the remarks above an item. The first key of an item leaves its dash to the next."""
        first, node = _entry_of(parent, step)
        end = self._starts[_last_line(node) + 1]
        if isinstance(step, int):
            return self._starts[self._first_line(parent, step)], end
        is_behind_dash = self.text[self._starts[first.start_mark.line] : self._at(first.start_mark)].strip()
        if not is_behind_dash:
            return self._starts[first.start_mark.line], end
        behind = parent.value[1][0] if len(parent.value) > 1 else None
        return self._at(first.start_mark), self._at(behind.start_mark) if behind else end - 1

    def _first_line(self, sequence: yaml.Node, at: int) -> int:
        """Of an item: that of its dash, or of the remarks right above it."""
        column, line = sequence.start_mark.column, sequence.value[at].start_mark.line
        while not self._line(line)[column:].startswith("-") or self._line(line)[:column].strip():
            line -= 1
        least = _last_line(sequence.value[at - 1]) + 1 if at else 1
        while line > least and self._line(line - 1).lstrip().startswith("#"):
            line -= 1
        return int(line)

    def _line(self, line: int) -> str:
        return self.text[self._starts[line] : self._starts[line + 1]]

    def _comma(self, node: yaml.Node) -> str:
        """What stands before a further entry in brackets."""
        inside = self.text[: self._at(node.end_mark) - 1].rstrip()
        return " " if inside.endswith(",") else ", " if node.value else ""

    # ---- additions

    def _addition(self, path: Path, value: Value) -> Splice:
        parent = self._find(path[:-1])
        if not isinstance(parent, yaml.MappingNode):
            raise NoSuchPlace(path)
        key = str(path[-1])
        if parent.flow_style:
            end = self._at(parent.end_mark) - 1
            return end, end, f"{self._comma(parent)}{key}: {flow(key, value)}"
        pad = " " * parent.start_mark.column
        end = self._starts[_last_line(parent) + 1]
        start = "" if self.text[:end].endswith("\n") or not end else "\n"
        return end, end, f"{start}{pad}{key}: {flow(key, value)}\n"

    def _entry(self, path: Path, value: Value) -> str:
        """The whole entry anew, in one line at the place of the old one."""
        parent = self._find(path[:-1])
        first, _ = _entry_of(parent, path[-1])
        if isinstance(path[-1], int):
            line = self._starts[first.start_mark.line]
            pad = self.text[line : self._at(first.start_mark)]  # with the dash
            return f"{pad}{flow('', value)}\n"
        return f"{' ' * first.start_mark.column}{path[-1]}: {flow(str(path[-1]), value)}\n"

    def _removal_in_flow(self, parent: yaml.Node, step: str | int) -> Splice:
        """Its comma goes with it: the one before it, or for the first the one behind."""
        entries = parent.value
        at = step if isinstance(step, int) else [key.value for key, _ in entries].index(step)
        spans = [(_first(one).start_mark, _second(one).end_mark) for one in entries]
        if at > 0:
            return self._at(spans[at - 1][1]), self._at(spans[at][1]), ""
        end = self._at(spans[1][0]) if len(spans) > 1 else self._at(spans[0][1])
        return self._at(spans[0][0]), end, ""


def _is_in_lines(node: yaml.Node | None) -> bool:
    return isinstance(node, yaml.CollectionNode) and not node.flow_style


def _child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    return None


def _entry_of(parent: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node]:
    """Where it begins (its key, or the item itself), and its value."""
    if isinstance(parent, yaml.MappingNode):
        for key, value in parent.value:
            if key.value == step:
                return key, value
    if isinstance(parent, yaml.SequenceNode) and isinstance(step, int) and step < len(parent.value):
        return parent.value[step], parent.value[step]
    raise NoSuchPlace(step)


def _last_line(node: yaml.Node) -> int:
    """A collection in block style ends, for PyYAML, where the next thing begins; here with its last word."""
    if _is_in_lines(node) and node.value:
        return _last_line(_second(node.value[-1]))
    end = node.end_mark
    is_behind = end.column == 0 and end.line > node.start_mark.line  # a block of text: | or >
    return int(end.line) - is_behind


def _first(entry: yaml.Node | tuple[yaml.Node, yaml.Node]) -> yaml.Node:
    return entry[0] if isinstance(entry, tuple) else entry


def _second(entry: yaml.Node | tuple[yaml.Node, yaml.Node]) -> yaml.Node:
    return entry[1] if isinstance(entry, tuple) else entry

"""Which lines raise a refusal, and which of them a test has executed."""

import ast
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from tests.house.source import ROOT, sources

Site = tuple[str, int]  # path from the root, line


def sites(*rooms: str) -> dict[Site, str]:
    """Every `raise Refused(…)` of the rooms, with its key as it is written."""
    return {
        (source.path, node.lineno): ast.unparse(node.exc.args[0])
        for source in sources()
        if source.path.startswith(rooms)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)
        if isinstance(node.exc.func, ast.Name) and node.exc.func.id == "Refused"
    }


@dataclass
class Watch:
    """Notes the lines among `wanted` that this thread executes."""

    wanted: Sequence[Site]
    reached: set[Site] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._lines: dict[str, set[int]] = {}
        for path, line in self.wanted:
            self._lines.setdefault(str(ROOT / path), set()).add(line)

    def _call(self, frame: FrameType, event: str, arg: Any) -> Any:
        return self._line if frame.f_code.co_filename in self._lines else None

    def _line(self, frame: FrameType, event: str, arg: Any) -> Any:
        if event == "line" and frame.f_lineno in self._lines[frame.f_code.co_filename]:
            path = frame.f_code.co_filename.removeprefix(f"{ROOT}/")
            self.reached.add((path, frame.f_lineno))
        return self._line


@contextmanager
def watched(wanted: Sequence[Site]) -> Iterator[Watch]:
    watch, before = Watch(wanted), sys.gettrace()
    sys.settrace(watch._call)
    try:
        yield watch
    finally:
        sys.settrace(before)

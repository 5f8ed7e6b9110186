"""A played conversation in the terminal: what Duban wrote on the left, what the person wrote on the right."""

from collections.abc import Iterable, Iterator
from typing import Any

from rich import box
from rich.align import Align
from rich.cells import cell_len
from rich.console import RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.text import Text

from bot.cli.wrapping import wrapped
from bot.web.script_ports import LineKind, ScriptLine

WIDEST = 84  # columns of a bubble
NARROWEST = 20
SHARE = 0.78  # of the terminal's width
FRAME = 4  # columns: a line and a blank on either side


def conversation(lines: Iterable[ScriptLine], width: int) -> Iterator[RenderableType]:
    bubble = max(min(WIDEST, int(width * SHARE)), NARROWEST)
    for line in lines:
        match line.kind:
            case LineKind.MOMENT:
                yield Rule(Text(line.title, style="dim"), style="dim")
            case LineKind.SAID:
                yield Align.right(_bubble(line, bubble, align="right", style="cyan"))
            case LineKind.TOLD:
                yield Align.left(_bubble(line, bubble, align="left", style="dim"))
            case LineKind.OTHERS:
                yield Text(line.title, style="dim")
            case LineKind.RECORDED:
                yield Text(f"    {line.title}", style="green")


def _styled(line: ScriptLine) -> Iterator[tuple[str, str]]:
    """(text, style), top to bottom."""
    if line.title:
        yield line.title, "bold"
    yield from ((text, "") for text in line.lines)
    yield from ((text, "magenta") for text in line.attached)
    yield from (("  ".join(f"[{label}]" for label in row), "blue") for row in line.buttons)


def _bubble(line: ScriptLine, width: int, *, align: Any, style: str) -> Panel:
    """As wide as its longest line, at most `width` columns."""
    room = width - FRAME
    broken = [(part, colour) for text, colour in _styled(line) for part in wrapped(text, room)]
    who = wrapped(line.who, room - 2)[0]
    longest = max((*(cell_len(text) for text, _ in broken), cell_len(who) + 2))
    body = Text("\n").join(Text(text, style=colour) for text, colour in broken)
    return Panel(
        body, title=Text(who), title_align=align, box=box.ROUNDED, border_style=style, width=longest + FRAME
    )

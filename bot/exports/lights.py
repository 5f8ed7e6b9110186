"""The lights as a ring, a bar, a row of counts, and a grid of numbered tiles."""

from collections.abc import Sequence

from bot.domain.light import Light
from bot.domain.summary import Lights, TaskLine
from bot.exports import palette
from bot.exports.ruler import LINE, length, text
from bot.exports.sheet import Arc, BarSegment, Box, LightMark, Rim, Shape, Strip, Tile, beside

ARC_GAP = 0.004  # turns between two arcs of a ring
SEGMENT_GAP = 3.0  # pixels between two segments of a bar
TILE = Box(0, 0, 74, 58)
TILE_GAP = 9.0


def ring(lights: Lights, side: float, thickness: float) -> Strip:
    """Shares of the whole, worst first, clockwise from the top; an empty ring where there is nothing."""
    box = Box(0, 0, side, side)
    shining = [light for light in Light if lights[light]]
    if len(shining) <= 1:
        colour = palette.FILL[shining[0]] if shining else palette.RULE
        rim = _rim_of_ring(box, 0, 1, thickness) if shining == [Light.WHITE] else ()
        return Strip(side, (Arc(box, 0, 1, thickness, colour), *rim))
    arcs, start = list[Arc](), 0.0
    for light in shining:
        end = start + lights[light] / lights.total
        breath = min(ARC_GAP, (end - start) / 3) / 2
        arcs.append(Arc(box, start + breath, end - breath, thickness, palette.FILL[light]))
        if light is Light.WHITE:
            arcs += _rim_of_ring(box, start + breath, end - breath, thickness)
        start = end
    return Strip(side, tuple(arcs))


def _rim_of_ring(box: Box, start: float, end: float, thickness: float) -> tuple[Arc, Arc]:
    """The outer and the inner edge of an arc."""
    n, inset = palette.RIM_WIDTH, thickness - palette.RIM_WIDTH
    inner = Box(box.x + inset, box.y + inset, box.width - 2 * inset, box.height - 2 * inset)
    return Arc(box, start, end, n, palette.RIM), Arc(inner, start, end, n, palette.RIM)


def bar(lights: Lights, x: float, width: float, height: float) -> Strip:
    segments, left = list[Shape](), x
    for light in Light:
        if n := lights[light]:
            share = width * n / lights.total
            slit = min(SEGMENT_GAP, share / 3) if left + share < x + width - 1 else 0
            box = Box(left, 0, share - slit, height)
            segments.append(BarSegment(box, palette.FILL[light], height / 4, n))
            segments += rim(light, box, height / 4)
            left += share
    return Strip(height, tuple(segments))


def rim(light: Light, box: Box, radius: float) -> tuple[Rim, ...]:
    """The edge of a white block; none of another."""
    return (Rim(box, palette.RIM, radius, palette.RIM_WIDTH),) if light is Light.WHITE else ()


def mark(light: Light, side: float, x: float, line: float, colour: str) -> Strip:
    """A light's shape, halfway up a line of that height."""
    return Strip(line, (LightMark(Box(x, (line - side) / 2, side, side), light, colour),))


def counts(lights: Lights, x: float, width: float, size: float, *, align: float = 0) -> Strip:
    """▲4 ◆3 ✓10: what shines, worst first."""
    cells = [(light, f"{lights[light]}") for light in Light if lights[light]]
    whole = sum(0.94 + length(n, 1, bold=True) for _, n in cells) + 0.64 * (len(cells) - 1)
    size = min(size, width / whole)
    side, gap = size * 0.62, size * 0.32
    lengths = [side + gap + length(n, size, bold=True) for _, n in cells]
    left = x + (width - size * whole) * align
    parts = [Strip(size * LINE)]
    for (light, n), taken in zip(cells, lengths, strict=True):
        ink = palette.ON_PAPER[light]
        parts.append(mark(light, side, left, size * LINE, ink))
        parts.append(text(n, size, ink, x=left + side + gap, width=taken, bold=True))
        left += taken + 2 * gap
    return beside(*parts)


def grid(tasks: Sequence[TaskLine], x: float, width: float) -> Strip:
    """A tile a task, as many in a row as fit."""
    columns = int((width + TILE_GAP) // (TILE.width + TILE_GAP))
    shapes: list[Shape] = []
    for i, task in enumerate(tasks):
        row, column = divmod(i, columns)
        place = x + column * (TILE.width + TILE_GAP), row * (TILE.height + TILE_GAP)
        shapes += tile(task, TILE.moved(*place))
    rows = -(-len(tasks) // columns)
    return Strip(max(rows * (TILE.height + TILE_GAP) - TILE_GAP, 0), tuple(shapes))


def tile(task: TaskLine, box: Box) -> tuple[Shape, ...]:
    """The task's number with its light's mark before it."""
    ink, side, gap = palette.ON_FILL[task.light], 17.0, 7.0
    number = task.mark
    room = box.width - side - gap - 12
    size = min(palette.SMALL, room / length(number, 1, bold=True))
    left = (box.width - side - gap - length(number, size, bold=True)) / 2
    face = beside(
        mark(task.light, side, left, box.height, ink),
        text(number, size, ink, x=left + side + gap, width=room + 1, bold=True).moved(
            0, (box.height - size * LINE) / 2
        ),
    )
    block = Tile(box, palette.FILL[task.light], 12, task.id)
    return (block, *rim(task.light, box, 12), *face.moved(box.x, box.y).shapes)

"""Sheet → PNG. Every position, size and colour comes with the sheet."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from io import BytesIO
from itertools import pairwise
from math import ceil, floor, hypot

from PIL import Image, ImageDraw, ImageFont

from bot.exports.palette import FILLED, PAPER, STROKE, STROKED
from bot.exports.ruler import ASCENT, font_file, length
from bot.exports.sheet import Arc, Block, Box, LightMark, Polyline, Rim, Sheet, Text

OVERSAMPLING = 4  # shapes are drawn so many times larger and reduced: smooth edges at fractions of a pixel
COLOURS = 255  # of the PNG, of 2600 with all edges: a third of the bytes; large areas keep their very colour
FEWER_COLOURS = (64, 32, 16)  # where that is too large for a phone on a poor line
LARGEST = 200_000  # bytes

Point = tuple[float, float]
Scale = Callable[[float, float], Point]  # pixels of the sheet → pixels of a mask


def paint(sheet: Sheet) -> bytes:
    """A PNG of as many pixels as the sheet has; equal sheets give equal bytes."""
    image = Image.new("RGB", (round(sheet.width), round(sheet.height)), PAPER)
    for shape in sheet.shapes:
        if isinstance(shape, Text):
            _line(image, shape)
        else:
            _stamp(image, shape)
    png = _png(image, COLOURS)
    for fewer in FEWER_COLOURS:
        if len(png) > LARGEST:
            png = _png(image, fewer)
    return png


def _png(image: Image.Image, colours: int) -> bytes:
    png = BytesIO()
    palette = image.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette.save(png, format="png", optimize=colours < COLOURS)
    return png.getvalue()


def _line(image: Image.Image, text: Text) -> None:
    """Sign by sign where the ruler has them: of a whole line Pillow rounds each sign's width to pixels."""
    draw, font = ImageDraw.Draw(image), _font(text.bold, text.size)
    x, y = text.box.x, text.box.y + text.size * ASCENT
    for char in text.text:
        draw.text((x, y), char, text.colour, font, anchor="ls")
        x += length(char, text.size, text.bold)


@cache
def _font(bold: bool, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_file(bold), size, layout_engine=ImageFont.Layout.BASIC)


def _stamp(image: Image.Image, shape: Block | Arc | LightMark | Polyline) -> None:
    """Colours what the shape fills of a mask over its box and one pixel round it, and half a line's width."""
    box = shape.box
    rim = 1 + ceil(shape.width / 2) if isinstance(shape, Polyline) else 1
    left, top = floor(box.x) - rim, floor(box.y) - rim
    width, height = ceil(box.right) + rim - left, ceil(box.bottom) + rim - top
    mask = Image.new("L", (width * OVERSAMPLING, height * OVERSAMPLING))
    _fill(ImageDraw.Draw(mask), lambda x, y: ((x - left) * OVERSAMPLING, (y - top) * OVERSAMPLING), shape)
    image.paste(shape.colour, (left, top), mask.reduce(OVERSAMPLING))


def _fill(draw: ImageDraw.ImageDraw, at: Scale, shape: Block | Arc | LightMark | Polyline) -> None:
    match shape:
        case Block():
            _block(draw, at, shape)
        case Arc():
            _arc(draw, at, shape)
        case LightMark():
            _mark(draw, at, shape)
        case Polyline():
            _polyline(draw, at, shape)


def _block(draw: ImageDraw.ImageDraw, at: Scale, block: Block) -> None:
    box = block.box
    radius = min(block.radius, box.width / 2, box.height / 2)
    draw.rounded_rectangle(_corners(at, box), radius * OVERSAMPLING, fill=255)
    if isinstance(block, Rim):
        n = block.width
        hole = Box(box.x + n, box.y + n, max(box.width - 2 * n, 0), max(box.height - 2 * n, 0))
        draw.rounded_rectangle(_corners(at, hole), max(radius - n, 0) * OVERSAMPLING, fill=0)


def _arc(draw: ImageDraw.ImageDraw, at: Scale, arc: Arc) -> None:
    """Pillow counts degrees clockwise from the right; the sheet turns from the top."""
    hole = Box(
        arc.box.x + arc.thickness,
        arc.box.y + arc.thickness,
        arc.box.width - 2 * arc.thickness,
        arc.box.height - 2 * arc.thickness,
    )
    draw.pieslice(_corners(at, arc.box), arc.start * 360 - 90, arc.end * 360 - 90, fill=255)
    draw.ellipse(_corners(at, hole), fill=0)


def _mark(draw: ImageDraw.ImageDraw, at: Scale, mark: LightMark) -> None:
    box = mark.box
    points = FILLED.get(mark.light) or STROKED[mark.light]
    placed = [at(box.x + x * box.width, box.y + y * box.height) for x, y in points]
    if mark.light in FILLED:
        draw.polygon(placed, fill=255)
        return
    width = STROKE * box.width * OVERSAMPLING
    draw.line(placed, fill=255, width=round(width), joint="curve")
    for x, y in (placed[0], placed[-1]):  # round ends
        draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=255)


def _polyline(draw: ImageDraw.ImageDraw, at: Scale, line: Polyline) -> None:
    box, width = line.box, round(line.width * OVERSAMPLING)
    points = [at(box.x + x * box.width, box.y + y * box.height) for x, y in line.points]
    for start, end in _dashes(points, line.dash * OVERSAMPLING):
        draw.line((start, end), fill=255, width=width)
        for x, y in (start, end):  # round ends and joints
            draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=255)


def _dashes(points: Sequence[Point], dash: float) -> Iterator[tuple[Point, Point]]:
    for (ax, ay), (bx, by) in pairwise(points):
        whole = hypot(bx - ax, by - ay)
        step = 2 * dash if dash else whole
        for n in range(ceil(whole / step) if step else 0):
            start, end = n * step / whole, min((n * step + (dash or whole)) / whole, 1)
            yield (
                (ax + (bx - ax) * start, ay + (by - ay) * start),
                (ax + (bx - ax) * end, ay + (by - ay) * end),
            )


def _corners(at: Scale, box: Box) -> tuple[float, float, float, float]:
    """Pillow counts the last row and column as filled."""
    (left, top), (right, bottom) = at(box.x, box.y), at(box.right, box.bottom)
    return left, top, max(right - 1, left), max(bottom - 1, top)

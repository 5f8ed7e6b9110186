"""Sheet → PNG. Decides nothing: every place, size and colour comes with the sheet."""

from functools import cache
from io import BytesIO

from matplotlib import rc_context, rcdefaults, rcParams
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch, PathPatch, Polygon, Rectangle, Wedge
from matplotlib.path import Path
from matplotlib.text import Text as Line
from matplotlib.transforms import Affine2D, Transform

from bot.exports.palette import FILLED, PAPER, STROKE, STROKED
from bot.exports.ruler import ASCENT, font_file
from bot.exports.sheet import Arc, Block, Mark, Shape, Sheet, Text

DPI = 100  # any: the sheet is in pixels
POINTS = 72 / DPI


def paint(sheet: Sheet) -> bytes:
    """A PNG of as many pixels as the sheet has; equal sheets give equal bytes."""
    with rc_context():
        rcdefaults()  # the machine's matplotlibrc is not ours
        rcParams["text.hinting"] = "none"  # as the ruler measures
        figure, _ = compose(sheet)
        png = BytesIO()
        figure.savefig(png, format="png", metadata={"Software": None})
    return png.getvalue()


def compose(sheet: Sheet) -> tuple[Figure, list[Artist]]:
    """The figure, and an artist for each shape in order."""
    figure = Figure(figsize=(sheet.width / DPI, sheet.height / DPI), dpi=DPI, facecolor=PAPER)
    down = Affine2D().scale(1, -1).translate(0, sheet.height)
    artists = [artist_of(shape, down) for shape in sheet.shapes]
    for artist in artists:
        figure.add_artist(artist)
    return figure, artists


def artist_of(shape: Shape, down: Transform) -> Artist:
    artist: Artist
    match shape:
        case Text():
            artist = _line(shape)
        case Block():
            artist = _block(shape)
        case Arc():
            artist = _arc(shape)
        case Mark():
            artist = _mark(shape)
    artist.set_transform(down)
    return artist


def _line(text: Text) -> Line:
    return Line(
        text.box.x,
        text.box.y + text.size * ASCENT,
        text.text,
        color=text.colour,
        fontproperties=_font(text.bold, text.size),
        verticalalignment="baseline",
        parse_math=False,  # a $ is a $
    )


@cache
def _font(bold: bool, size: float) -> FontProperties:
    return FontProperties(fname=str(font_file(bold)), size=size * POINTS)


def _block(block: Block) -> Artist:
    box = block.box
    corner = (box.x, box.y)
    if not block.radius:
        return Rectangle(corner, box.width, box.height, facecolor=block.colour, linewidth=0)
    radius = min(block.radius, box.width / 2, box.height / 2)
    style = f"round,pad=0,rounding_size={radius}"
    return FancyBboxPatch(corner, box.width, box.height, style, facecolor=block.colour, linewidth=0)


def _arc(arc: Arc) -> Wedge:
    radius = arc.box.width / 2
    centre = (arc.box.x + radius, arc.box.y + radius)
    # matplotlib counts degrees from the right; with y pointing down they run clockwise already
    start, end = arc.start * 360 - 90, arc.end * 360 - 90
    return Wedge(centre, radius, start, end, width=arc.thickness, facecolor=arc.colour, linewidth=0)


def _mark(mark: Mark) -> Artist:
    points = FILLED.get(mark.light) or STROKED[mark.light]
    placed = [(mark.box.x + x * mark.box.width, mark.box.y + y * mark.box.height) for x, y in points]
    if mark.light in FILLED:
        return Polygon(placed, facecolor=mark.colour, linewidth=0)
    width = STROKE * mark.box.width * POINTS
    return PathPatch(
        Path(placed), fill=False, edgecolor=mark.colour, linewidth=width, capstyle="round", joinstyle="round"
    )

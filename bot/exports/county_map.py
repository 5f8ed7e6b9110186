"""Counties as tiles where they lie, each with its name, its light's colour and mark."""

from collections.abc import Iterator

from bot.domain.drawn import CountyMap, CountyTile
from bot.domain.light import Light
from bot.domain.summary import Lights
from bot.exports.lights import counts, mark, rim
from bot.exports.palette import BODY, FILL, INK, INNER, MARGIN, ON_FILL, SMALL, SOFT, TITLE, WIDTH
from bot.exports.picture import LIGHT_KEYS
from bot.exports.ruler import LINE, drawable, length, text, wrap
from bot.exports.sheet import Block, Box, Shape, Sheet, Strip, beside, stack
from bot.i18n import Language

COLUMNS = 5  # where the plan has no map of its own
GAP = 12.0
HEIGHT = 128.0
LARGEST_NAME = 36.0
MARK = 28.0
ROOM = 14.0


def map_layout(shown: CountyMap, language: Language) -> Sheet:
    lights = Lights.of(tile.light for tile in shown.tiles)
    title = wrap(drawable(shown.title), INNER, TITLE, bold=True)
    body = stack(
        [
            stack(text(line, TITLE, INK, width=INNER, bold=True) for line in title),
            beside(
                text(language.weekday_date(shown.day), SMALL, SOFT, width=INNER * 0.5),
                counts(lights, INNER * 0.5, INNER * 0.5, BODY, align=1) if lights.total else Strip(0),
            ),
            _tiles(shown),
            _legend(lights, language),
        ],
        gap=30,
    )
    return Sheet(WIDTH, round(body.height + 2 * MARGIN), body.moved(MARGIN, MARGIN).shapes)


def places(shown: CountyMap) -> dict[str, tuple[int, int]]:
    """(column, row) by name: the plan's, or row by row where one of them has none or two share one."""
    own = {tile.name: tile.place for tile in shown.tiles if tile.place}
    if len(own) == len(shown.tiles) == len(set(own.values())):
        return own
    return {tile.name: (n % COLUMNS, n // COLUMNS) for n, tile in enumerate(shown.tiles)}


def _tiles(shown: CountyMap) -> Strip:
    at = places(shown)
    columns = 1 + max((column for column, _ in at.values()), default=0)
    rows = 1 + max((row for _, row in at.values()), default=0)
    width = (INNER - GAP * (columns - 1)) / columns
    shapes: list[Shape] = []
    for tile in shown.tiles:
        column, row = at[tile.name]
        shapes += _tile(tile, Box(column * (width + GAP), row * (HEIGHT + GAP), width, HEIGHT))
    return Strip(rows * (HEIGHT + GAP) - GAP, tuple(shapes))


def _tile(tile: CountyTile, box: Box) -> Iterator[Shape]:
    ink, name = ON_FILL[tile.light], drawable(tile.name)
    yield Block(box, FILL[tile.light], 14)
    yield from rim(tile.light, box, 14)
    lines = wrap(name, box.width - ROOM, _size(name, box.width), bold=True)
    size = min(_size(name, box.width), *((box.width - ROOM) / length(line, 1, bold=True) for line in lines))
    height = MARK + 8 + len(lines) * size * LINE
    top = (box.height - height) / 2
    yield from mark(tile.light, MARK, (box.width - MARK) / 2, MARK, ink).moved(box.x, box.y + top).shapes
    for n, line in enumerate(lines):
        taken = length(line, size, bold=True)
        shown = text(line, size, ink, x=(box.width - taken) / 2, width=taken + 1, bold=True)
        yield from shown.moved(box.x, box.y + top + MARK + 8 + n * size * LINE).shapes


def _size(name: str, width: float) -> float:
    """A name of three characters in one line; longer ones are broken."""
    whole = (width - ROOM) / length(name, 1, bold=True)
    return min(LARGEST_NAME, max(whole, 28.0))


def _legend(lights: Lights, language: Language) -> Strip:
    rows = []
    for light in Light:
        if lights[light]:
            name, means = (language.say(key) for key in LIGHT_KEYS[light])
            rows.append(
                beside(
                    Strip(
                        SMALL * LINE,
                        (Block(Box(0, 6, 40, 26), FILL[light], 6), *rim(light, Box(0, 6, 40, 26), 6)),
                    ),
                    text(name, SMALL, INK, x=56, width=120, bold=True),
                    text(means, SMALL, SOFT, x=180, width=INNER - 180),
                )
            )
    return stack(rows, gap=8)

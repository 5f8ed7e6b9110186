"""Counties as tiles where they lie, each with its name, its light's colour and mark."""

from collections.abc import Iterator, Mapping

from bot.domain.drawn import CountyMap, CountyTile, MapOf
from bot.domain.light import Light
from bot.domain.summary import Lights
from bot.exports.lights import counts, mark, rim
from bot.exports.palette import BODY, FILL, INK, INNER, MARGIN, NOTE, ON_FILL, SMALL, SOFT, TITLE, WIDTH
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
ATTAINMENT_KEYS = {
    Light.GREEN: ("map.state.met", "map.met_means"),
    Light.RED: ("map.state.missed", "map.missed_means"),
    Light.YELLOW: ("map.state.differs", "map.differs_means"),
    Light.GREY: ("map.state.unknown", "map.unknown_means"),
}
LEGENDS: Mapping[MapOf, Mapping[Light, tuple[str, str]]] = {
    MapOf.LIGHTS: LIGHT_KEYS,
    MapOf.ATTAINMENT: ATTAINMENT_KEYS,
}


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
            _legend(lights, LEGENDS[shown.of], language),
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
    height = HEIGHT + NOTE * LINE * max((len(tile.note) for tile in shown.tiles), default=0)
    shapes: list[Shape] = []
    for tile in shown.tiles:
        column, row = at[tile.name]
        shapes += _tile(tile, Box(column * (width + GAP), row * (height + GAP), width, height))
    return Strip(rows * (height + GAP) - GAP, tuple(shapes))


def _tile(tile: CountyTile, box: Box) -> Iterator[Shape]:
    """Mark, name and note, one below the other in the middle."""
    ink, name, room = ON_FILL[tile.light], drawable(tile.name), box.width - ROOM
    yield Block(box, FILL[tile.light], 14)
    yield from rim(tile.light, box, 14)
    lines = wrap(name, room, _size(name, box.width), bold=True)
    size = min(_size(name, box.width), *(room / length(line, 1, bold=True) for line in lines))
    notes = [drawable(one) for one in tile.note]
    face = stack(
        [
            mark(tile.light, MARK, (box.width - MARK) / 2, MARK, ink),
            Strip(8),
            *(_middle(line, size, ink, box.width, bold=True) for line in lines),
            *(_middle(one, min(NOTE, room / length(one, 1)), ink, box.width) for one in notes),
        ]
    )
    yield from face.moved(box.x, box.y + (box.height - face.height) / 2).shapes


def _middle(line: str, size: float, ink: str, width: float, *, bold: bool = False) -> Strip:
    taken = length(line, size, bold=bold)
    return text(line, size, ink, x=(width - taken) / 2, width=taken + 1, bold=bold)


def _size(name: str, width: float) -> float:
    """A name of three characters in one line; longer ones are broken."""
    whole = (width - ROOM) / length(name, 1, bold=True)
    return min(LARGEST_NAME, max(whole, 28.0))


def _legend(lights: Lights, keys: Mapping[Light, tuple[str, str]], language: Language) -> Strip:
    """What shines, worst first."""
    said = {light: tuple(map(language.say, keys[light])) for light in Light if lights[light]}
    means = 80 + max((length(name, SMALL, bold=True) for name, _ in said.values()), default=0)
    rows = []
    for light, (name, meaning) in said.items():
        block = Block(Box(0, 6, 40, 26), FILL[light], 6)
        first, *more = wrap(meaning, INNER - means, SMALL)
        rows.append(
            beside(
                Strip(SMALL * LINE, (block, *rim(light, Box(0, 6, 40, 26), 6))),
                text(name, SMALL, INK, x=56, width=means - 60, bold=True),
                text(first, SMALL, SOFT, x=means, width=INNER - means),
            )
        )
        rows += [text(line, SMALL, SOFT, x=means, width=INNER - means) for line in more]
    return stack(rows, gap=8)

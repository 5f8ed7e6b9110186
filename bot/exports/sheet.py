"""The shapes of a picture, in pixels from its top left corner: data for layout and painter."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from bot.domain.light import Light


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def moved(self, x: float, y: float) -> "Box":
        return replace(self, x=self.x + x, y=self.y + y)

    def holds(self, other: "Box", slack: float = 0.01) -> bool:
        return (
            self.x - slack <= other.x
            and self.y - slack <= other.y
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def overlaps(self, other: "Box", slack: float = 0.01) -> bool:
        return (
            self.x + slack < other.right
            and other.x + slack < self.right
            and self.y + slack < other.bottom
            and other.y + slack < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Text:
    """One line. The box is as wide as the line is long."""

    box: Box
    text: str
    size: float
    bold: bool
    colour: str


@dataclass(frozen=True, slots=True)
class Block:
    """A filled rectangle with round corners."""

    box: Box
    colour: str
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Tile(Block):
    """A task's block; its number and mark lie on it."""

    task: str = ""


@dataclass(frozen=True, slots=True)
class BarSegment(Block):
    """A part of a bar: so many of one light."""

    n: int = 0


@dataclass(frozen=True, slots=True)
class Rim(Block):
    """The edge of a block, inside its box."""

    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Arc:
    """A part of a ring that fills its box, in turns clockwise from the top."""

    box: Box
    start: float
    end: float
    thickness: float
    colour: str


@dataclass(frozen=True, slots=True)
class LightMark:
    """A light's shape, for eyes that cannot tell the colours apart."""

    box: Box
    light: Light
    colour: str


@dataclass(frozen=True, slots=True)
class Polyline:
    """A line through points, given as parts of its box; `dash` pixels drawn and as many left out, 0: unbroken."""

    box: Box
    points: tuple[tuple[float, float], ...]
    width: float
    colour: str
    dash: float = 0.0


Shape: TypeAlias = Text | Block | Arc | LightMark | Polyline


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip of the picture, its own top at 0."""

    height: float
    shapes: tuple[Shape, ...] = ()

    def moved(self, x: float, y: float) -> "Strip":
        shapes = (replace(shape, box=shape.box.moved(x, y)) for shape in self.shapes)
        return Strip(self.height, tuple(shapes))


def stack(parts: Iterable[Strip], gap: float = 0.0) -> Strip:
    """One below the other; a part without height takes no gap."""
    top, shapes = 0.0, list[Shape]()
    for part in parts:
        if part.height:
            shapes += part.moved(0, top).shapes
            top += part.height + gap
    return Strip(max(top - gap, 0.0), tuple(shapes))


def beside(*parts: Strip) -> Strip:
    """In one strip, each where its shapes already are."""
    return Strip(max(part.height for part in parts), tuple(shape for part in parts for shape in part.shapes))


def middle(height: float, *parts: Strip) -> Strip:
    """In one strip of that height, each halfway between its top and bottom."""
    return beside(Strip(height), *(part.moved(0, (height - part.height) / 2) for part in parts))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole picture."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def texts(self) -> tuple[Text, ...]:
        return tuple(shape for shape in self.shapes if isinstance(shape, Text))

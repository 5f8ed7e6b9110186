"""Colours, sizes and the shapes that tell the lights apart without colour.

The fills grow paler from red to grey, so that they differ in lightness too (protanopia, deuteranopia, a bad
screen in the sun); white has a rim instead, since paper is white. Inks reach a contrast of 4.5 on what they lie on
(WCAG AA).
"""

from math import cos, pi, sin

from bot.domain.light import Light

WIDTH = 1080.0  # twice a phone's
MARGIN = 56.0
INNER = WIDTH - 2 * MARGIN

TITLE, FIGURE, BODY, SMALL, NOTE = 46.0, 56.0, 34.0, 30.0, 27.0  # nothing smaller than 10 points on a phone

PAPER = "#ffffff"
INK = "#16202b"
SOFT = "#5b6775"
FAINT = "#98a2ae"  # zeros only: they may fade
RULE = "#e4e8ed"
ACCENT = "#8f1d1d"

FILL = {
    Light.RED: "#c4281f",
    Light.YELLOW: "#f4b41a",
    Light.WHITE: "#ffffff",
    Light.BLUE: "#2f6fb5",
    Light.GREEN: "#a5dcbf",
    Light.GREY: "#e3e7ec",
}
ON_FILL = {
    Light.RED: "#ffffff",
    Light.YELLOW: "#3d2a00",
    Light.WHITE: "#3f4a56",
    Light.BLUE: "#ffffff",
    Light.GREEN: "#0d4a30",
    Light.GREY: "#505b67",
}
ON_PAPER = {
    Light.RED: "#b3211a",
    Light.YELLOW: "#8a5a00",
    Light.WHITE: "#3f4a56",
    Light.BLUE: "#23598f",
    Light.GREEN: "#1c7a50",
    Light.GREY: "#5b6775",
}


# Each in a square of side 1. A mark of two or more strokes is open, the others are filled.
def _circle(radius: float) -> tuple[tuple[float, float], ...]:
    return tuple((0.5 + radius * cos(pi * i / 24), 0.5 + radius * sin(pi * i / 24)) for i in range(49))


FILLED = {
    Light.RED: ((0.5, 0.04), (1.0, 0.94), (0.0, 0.94)),  # a triangle, as on a warning sign
    Light.YELLOW: ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)),  # a diamond
    Light.BLUE: _circle(0.46),
}
STROKED = {
    Light.WHITE: _circle(0.39),  # a ring
    Light.GREEN: ((0.04, 0.52), (0.38, 0.86), (0.96, 0.16)),  # a tick
    Light.GREY: ((0.08, 0.5), (0.92, 0.5)),  # a dash
}
STROKE = 0.2  # of the mark's side
RIM, RIM_WIDTH = "#7d8894", 3.0  # round what is filled white

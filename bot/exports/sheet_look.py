"""How the cells of a ledger look: fonts of an official document, lights as a fill with their word."""

from functools import cached_property

import xlsxwriter
from xlsxwriter.format import Format

from bot.cards.formatter import Formatter
from bot.domain.light import Light
from bot.exports.ledger_columns import light_word
from bot.exports.sheet_table import Cell, CellKind

TITLE_FONT, HEAD_FONT, FONT = (
    "方正小标宋简体",
    "黑体",
    "宋体",
)  # named here, installed where the file is opened
FILL = {
    Light.RED: "#FF8080",
    Light.YELLOW: "#FFEB84",
    Light.BLUE: "#9BC2E6",
    Light.GREEN: "#A9D08E",
    Light.GREY: "#D0D0D0",
}
NUMBER_FORMATS = {
    CellKind.SHARE: "0.##%",
    CellKind.RATE: "0.0%",
    CellKind.DATE: "yyyy-mm-dd",
    CellKind.COUNT: "0",
}
AS_TEXT = "@"  # 8.10 stays 8.10 when somebody types in the cell


class SheetLook:
    """The formats of one workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook, fmt: Formatter) -> None:
        self._book = book
        self._lights = {light_word(fmt, light): light for light in Light}
        self._made: dict[tuple[CellKind, Light | None, bool], Format] = {}

    def of(self, kind: CellKind, cell: Cell, *, bold: bool = False) -> Format:
        light = self._lights.get(cell) if kind is CellKind.LIGHT and isinstance(cell, str) else None
        key = kind, light, bold
        if key not in self._made:
            self._made[key] = self._format(*key)
        return self._made[key]

    def _format(self, kind: CellKind, light: Light | None, bold: bool) -> Format:
        look: dict[str, object] = {
            "border": 1,
            "valign": "vcenter",
            "text_wrap": True,
            "bold": bold,
            "align": "left" if kind is CellKind.TEXT else "center",
            "num_format": NUMBER_FORMATS.get(kind, AS_TEXT),
        }
        if light in FILL:
            look["bg_color"] = FILL[light]
        return self._book.add_format(look)

    @cached_property
    def title(self) -> Format:
        return self._book.add_format(
            {"font_name": TITLE_FONT, "font_size": 22, "align": "center", "valign": "vcenter"}
        )

    @cached_property
    def left(self) -> Format:
        return self._book.add_format({"align": "left", "valign": "vcenter"})

    @cached_property
    def right(self) -> Format:
        return self._book.add_format({"align": "right", "valign": "vcenter"})

    @cached_property
    def head(self) -> Format:
        look = {
            "font_name": HEAD_FONT,
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
            "border": 1,
        }
        return self._book.add_format(look)

"""PDFium leaves out a word of one letter where the file has no font for it. pdfminer reads such a page instead."""

import logging
from io import BytesIO
from typing import Any

from bot.planfile.importer.laid_out import Glyph, plain_letter

# pdfminer stumbles over a damaged file wherever the missing piece is first used.
DAMAGED = (
    LookupError,
    ValueError,
    AttributeError,
    TypeError,
    AssertionError,
    EOFError,
    OSError,
    ArithmeticError,
)


class SecondReader:
    """Opens the file when the first page asks for it."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._document: Any = None

    def glyphs(self, number: int) -> list[Glyph]:
        """Of the page of that number; empty where this reader fails."""
        from pdfplumber.utils.exceptions import PdfminerException

        try:
            if self._document is None:
                self._document = _opened(self._content)
            page = self._document.pages[number - 1]
            found = [_glyph(one) for one in page.chars if one["upright"] and one["text"].strip()]
            page.close()
            return found
        except (PdfminerException, *DAMAGED):
            return []

    def close(self) -> None:
        if self._document is not None:
            self._document.close()


def _opened(content: bytes) -> Any:
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of each font without a size
    return pdfplumber.open(BytesIO(content))


def _glyph(one: dict[str, Any]) -> Glyph:
    return Glyph(plain_letter(one["text"]), one["x0"], one["x1"], one["bottom"], one["size"])

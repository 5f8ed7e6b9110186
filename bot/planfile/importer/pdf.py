"""PDF files: PDFium says where each character and each ruled line stands; what they make up is read from there."""

import ctypes
import math
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw as api

from bot.domain.errors import Refused
from bot.planfile.importer.laid_out import THIN, Glyph, LaidOutPage, RuledLine, plain_letter, straight
from bot.planfile.importer.page_flow import Flowed, flowed
from bot.planfile.importer.pdf_second_reader import SecondReader

MOST_PAGES = 1_000
MOST_CHARACTERS = 1_500_000
FEWEST_CHARACTERS = 20  # of a document; a scan may carry a stamp or a page number
UNKNOWN_SHARE = 0.1  # of the characters, for which the file does not say which they are
TILT = 0.02  # radians; a watermark runs across the page
DEEPEST = 4  # forms within forms in which lines are drawn
_NO_CHARACTER = {0, 0xFFFD, 0xFFFE, 0xFFFF}


def read(content: bytes, name: str) -> Flowed:
    """Raises Refused for a file that is damaged, locked, a scan, or whose letters cannot be told."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (api.FPDF_ERR_PASSWORD, api.FPDF_ERR_SECURITY)
        raise Refused("document.pdf_encrypted" if locked else "document.pdf_broken", file=name) from None
    second = SecondReader(content)
    try:
        return flowed(_pages(document, second, name))
    except pdfium.PdfiumError:
        raise Refused("document.pdf_broken", file=name) from None
    finally:
        second.close()
        document.close()


def _pages(document: Any, second: SecondReader, name: str) -> list[LaidOutPage]:
    if len(document) > MOST_PAGES:
        raise Refused("document.too_many_pages", file=name, most=MOST_PAGES)
    pages, unknown, total = [], 0, 0
    for number in range(len(document)):
        page = document[number]
        laid_out, missing = _page(page, number + 1)
        if not page.get_rotation() and _leaves_out_words(page):
            laid_out.glyphs = second.glyphs(number + 1) or laid_out.glyphs
        page.close()
        pages.append(laid_out)
        unknown, total = unknown + missing, total + len(laid_out.glyphs) + missing
        if total > MOST_CHARACTERS:
            raise Refused("document.too_many_pages", file=name, most=MOST_PAGES)
    if total < FEWEST_CHARACTERS:
        raise Refused("document.scan", file=name)
    if unknown > UNKNOWN_SHARE * total:
        raise Refused("document.pdf_letters", file=name)
    return pages


def _page(page: Any, number: int) -> tuple[LaidOutPage, int]:
    """The page, and how many characters on it are unknown."""
    turn = _Turn(page)
    text = page.get_textpage()
    glyphs, unknown = _glyphs(text, turn)
    text.close()
    rules = [*_rules(page, turn)]
    return LaidOutPage(number, turn.width, turn.height, glyphs, rules, bool(glyphs)), unknown


def _leaves_out_words(page: Any) -> bool:
    """Words without any extent, of a font that the file does not hold."""
    for word in page.get_objects(filter=[api.FPDF_PAGEOBJ_TEXT], max_depth=1):
        left, _, right, _ = word.get_bounds()
        if left == right and not api.FPDFFont_GetIsEmbedded(api.FPDFTextObj_GetFont(word)):
            return True
    return False


class _Turn:
    """From the corner PDF counts from to the upper left one of the page as it is shown."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_cropbox()
        self._left, self._bottom, self._right, self._top = left, bottom, right, top
        self.quarters = page.get_rotation() // 90
        across, up = right - left, top - bottom
        self.width, self.height = (up, across) if self.quarters % 2 else (across, up)

    def point(self, x: float, y: float) -> tuple[float, float]:
        match self.quarters:
            case 1:
                return y - self._bottom, x - self._left
            case 2:
                return self._right - x, y - self._bottom
            case 3:
                return self._top - y, self._right - x
            case _:
                return x - self._left, self._top - y


def _glyphs(text: Any, turn: _Turn) -> tuple[list[Glyph], int]:
    found: list[Glyph] = []
    unknown, spaced = 0, False
    box, x, y = api.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    upright = -turn.quarters * math.pi / 2
    for at in range(text.count_chars()):
        code = api.FPDFText_GetUnicode(text, at)
        if code <= 32 or code == 0xA0 or code == 0x3000:
            if code == 0 or (code == 32 and api.FPDFText_IsGenerated(text, at)):
                unknown += code == 0
                continue
            spaced = code > 31
            continue
        if code in _NO_CHARACTER:
            unknown += 1
            continue
        angle = (api.FPDFText_GetCharAngle(text, at) - upright) % (2 * math.pi)
        if min(angle, 2 * math.pi - angle) > TILT:
            continue
        api.FPDFText_GetLooseCharBox(text, at, box)
        api.FPDFText_GetCharOrigin(text, at, x, y)
        (left, _), (right, _) = sorted((turn.point(box.left, box.bottom), turn.point(box.right, box.top)))
        base = turn.point(x.value, y.value)[1]
        size = api.FPDFText_GetFontSize(text, at)
        found.append(Glyph(plain_letter(chr(code)), left, right, base, size, spaced))
        spaced = False
    return found, unknown


def _rules(page: Any, turn: _Turn) -> Iterator[RuledLine]:
    """Ruled lines, also those drawn as thin boxes and the sides of boxes."""
    for path in page.get_objects(filter=[api.FPDF_PAGEOBJ_PATH], max_depth=DEEPEST):
        left, bottom, right, top = path.get_bounds()
        one, other = turn.point(left, top), turn.point(right, bottom)
        if right - left <= THIN or top - bottom <= THIN:
            yield from straight(one, other)
        elif _is_stroked(path):
            yield from _segments(path, turn)


def _is_stroked(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    api.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(stroke.value)


def _segments(path: Any, turn: _Turn) -> Iterator[RuledLine]:
    """The level and upright ones of a drawn outline."""
    matrix = path.get_matrix()
    start = before = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(api.FPDFPath_CountSegments(path)):
        segment = api.FPDFPath_GetPathSegment(path, at)
        api.FPDFPathSegment_GetPoint(segment, x, y)
        point = turn.point(*matrix.on_point(x.value, y.value))
        if api.FPDFPathSegment_GetType(segment) == api.FPDF_SEGMENT_MOVETO:
            start = point
        else:
            yield from straight(before, point)
        if api.FPDFPathSegment_GetClose(segment):
            yield from straight(point, start)
        before = point

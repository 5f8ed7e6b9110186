"""OFD files (GB/T 33190, the layout format of Chinese offices): a package of XML that places every letter.

Read from the standard's description and tried on files made in tests; no real one was at hand.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from posixpath import dirname, join, normpath
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bot.domain.errors import Refused
from bot.planfile.importer.laid_out import Glyph, LaidOutPage, RuledLine, is_wide, plain_letter, straight
from bot.planfile.importer.packages import DAMAGED, refuse_bombs
from bot.planfile.importer.page_flow import Flowed, flowed

ROOT = "OFD.xml"
POINTS = 72 / 25.4  # in a millimetre, in which OFD measures
MOST_PAGES = 1_000
MOST_LETTERS = 1_500_000
DEEPEST = 8  # blocks within blocks
FEWEST_LETTERS = 20
A4 = (0.0, 0.0, 210.0, 297.0)
_DRAWN = re.compile(r"[A-Za-z]|[-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?")
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

Matrix = tuple[float, float, float, float, float, float]
Parts = dict[str, bytes]


def read(content: bytes, name: str) -> Flowed:
    """Raises Refused for a package that is damaged, locked, a bomb, or holds pictures only."""
    try:
        refuse_bombs(content, name)
        with zipfile.ZipFile(BytesIO(content)) as package:
            pages = [*islice(_Package(package).pages(), MOST_PAGES + 1)]
    except (*DAMAGED, ParseError, DefusedXmlException):
        raise Refused("document.ofd_broken", file=name) from None
    letters = sum(len(page.glyphs) for page in pages)
    if len(pages) > MOST_PAGES or letters > MOST_LETTERS:
        raise Refused("document.too_many_pages", file=name, most=MOST_PAGES)
    if letters < FEWEST_LETTERS:
        raise Refused("document.scan", file=name)
    return flowed(pages)


class _Package:
    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._templates: dict[str, Element] = {}

    def pages(self) -> Iterator[LaidOutPage]:
        """Of every document in the package; mostly there is one."""
        number = 0
        for place in self._texts(self._xml(ROOT), "DocRoot"):
            document = _path("", place)
            root, folder = self._xml(document), dirname(document)
            box = _numbers(_text(_first(root, "PageArea"), "PhysicalBox")) or A4
            self._templates = {
                one.get("ID", ""): self._xml(_path(folder, one.get("BaseLoc", "")))
                for one in _all(root, "TemplatePage")
            }
            for page in _all(_first(root, "Pages"), "Page"):
                number += 1
                yield self._page(number, self._xml(_path(folder, page.get("BaseLoc", ""))), box)

    def _page(self, number: int, root: Element, box: tuple[float, ...]) -> LaidOutPage:
        box = _numbers(_text(_first(root, "Area"), "PhysicalBox")) or box
        page = LaidOutPage(number, box[2] * POINTS, box[3] * POINTS)
        for template in _all(root, "Template"):
            if (behind := self._templates.get(template.get("TemplateID", ""))) is not None:
                _draw(_first(behind, "Content"), page, 0)
        _draw(_first(root, "Content"), page, 0)
        page.had_text = bool(page.glyphs)
        return page

    def _xml(self, place: str) -> Element:
        root: Element = fromstring(self._package.read(place), forbid_dtd=True)
        return root

    @staticmethod
    def _texts(root: Element, tag: str) -> list[str]:
        return [one.text.strip() for one in _all(root, tag) if one.text]


def _draw(block: Element | None, page: LaidOutPage, depth: int) -> None:
    for one in block if block is not None else ():
        match _name(one):
            case "Layer" | "PageBlock" if depth < DEEPEST:
                _draw(one, page, depth + 1)
            case "TextObject":
                page.glyphs += _glyphs(one)
            case "PathObject" if one.get("Stroke", "true") != "false":
                page.rules += _rules(one)


def _glyphs(words: Element) -> Iterator[Glyph]:
    place, matrix = _placed(words)
    size = float(words.get("Size", "0")) * (matrix[3] ** 2 + matrix[1] ** 2) ** 0.5 * POINTS
    if abs(matrix[1]) > 0.02 * abs(matrix[0] or 1):  # a watermark runs across the page
        return
    for code in _all(words, "TextCode"):
        x, y = float(code.get("X", "0")), float(code.get("Y", "0"))
        text = (code.text or "").strip("\r\n")
        steps = _steps(code.get("DeltaX", "")), _steps(code.get("DeltaY", ""))
        spaced = False
        for letter in text:
            step = next(steps[0], 0.0) if len(text) > 1 else 0.0
            left, base = _point(x, y, place, matrix)
            wide = size if is_wide(letter) else size / 2
            across = abs(step * matrix[0]) * POINTS
            if letter.strip():
                yield Glyph(plain_letter(letter), left, left + min(across or wide, size), base, size, spaced)
            spaced = not letter.strip()
            x, y = x + step, y + next(steps[1], 0.0)


def _steps(deltas: str) -> Iterator[float]:
    """3.2 3.2 or g 2 3.2: the same twice."""
    words = iter(deltas.split())
    for word in words:
        if word == "g":
            times, step = int(next(words, "0")), float(next(words, "0"))
            yield from (step for _ in range(min(times, MOST_LETTERS)))
        else:
            yield float(word)


def _rules(path: Element) -> Iterator[RuledLine]:
    """The level and upright lines of a drawing."""
    place, matrix = _placed(path)
    start = before = _point(0, 0, place, matrix)
    words = iter(_DRAWN.findall(_text(path, "AbbreviatedData")))
    for word in words:
        given = [float(one) for one in islice(words, _OPERANDS.get(word, 0))]
        if word in ("S", "M"):
            start = before = _point(given[0], given[1], place, matrix)
            continue
        after = start if word == "C" else _point(given[-2], given[-1], place, matrix) if given else before
        if word in ("L", "C"):
            yield from straight(before, after)
        before = after


def _placed(one: Element) -> tuple[tuple[float, float], Matrix]:
    """Where its own measure begins on the page, and how it is turned and stretched."""
    box = _numbers(one.get("Boundary", "")) or (0.0, 0.0)
    given = _numbers(one.get("CTM", ""))
    if len(given) != 6:
        return (box[0], box[1]), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    a, b, c, d, e, f = given
    return (box[0], box[1]), (a, b, c, d, e, f)


def _point(x: float, y: float, place: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (place[0] + a * x + c * y + e) * POINTS, (place[1] + b * x + d * y + f) * POINTS


def _numbers(text: str) -> tuple[float, ...]:
    found = tuple(float(one) for one in text.split())
    return found if len(found) >= 4 else ()


def _path(folder: str, place: str) -> str:
    """Places are told from the package's root, with a stroke before them, or from where they are told."""
    return normpath(place.lstrip("/") if place.startswith("/") else join(folder, place))


def _name(one: Element) -> str:
    """Without the namespace: programs of old write another one."""
    return one.tag.rpartition("}")[2]


def _all(root: Element | None, name: str) -> list[Element]:
    return [one for one in root.iter() if _name(one) == name] if root is not None else []


def _first(root: Element | None, name: str) -> Element | None:
    return next(iter(_all(root, name)), None)


def _text(root: Element | None, name: str) -> str:
    found = _first(root, name)
    return (found.text or "").strip() if found is not None else ""

"""Pages for these tests: text set in lines of a width, tables with ruled lines; written as PDF and as OFD."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape

WIDTH, HEIGHT, MARGIN, SIZE, PITCH = 420.0, 595.0, 60.0, 12.0, 20.0
TURN = f"0 1 -1 0 {HEIGHT} 0 cm ".encode()  # a quarter against the clock
LOCK = f"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'5a' * 32}>/U<{'a5' * 32}>>>"
MAY_NOT_BEGIN = "，。；：、）”》"


@dataclass
class Sheet:
    """One page: words at places, ruled lines; points from the upper left corner."""

    words: list[tuple[float, float, str]] = field(default_factory=list)  # left, foot, text
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)


def room(text: str) -> float:
    return sum(SIZE / 2 if ord(character) < 128 else SIZE for character in text)


def set_in(text: str, width: float, indent: float = 0.0) -> list[tuple[float, str]]:
    """A paragraph in lines, each with its indent."""
    lines: list[tuple[float, str]] = []
    line, left = "", indent
    for character in text:
        if left + room(line + character) > width and character not in MAY_NOT_BEGIN:
            lines.append((left, line))
            line, left = "", 0.0
        line += character
    return [*lines, (left, line)]


class Setter:
    """Sets paragraphs and tables on pages, as many as it takes; numbers them and puts a head on each."""

    def __init__(self, head: str = "", indent: float = 2 * SIZE) -> None:
        self.sheets: list[Sheet] = []
        self._head, self._indent = head, indent
        self._new_page()

    def _new_page(self) -> None:
        self.sheets.append(Sheet())
        self.foot = MARGIN + PITCH
        number = f"— {len(self.sheets)} —"
        self.sheets[-1].words.append((WIDTH / 2 - room(number) / 2, HEIGHT - 30, number))
        if self._head:
            self.sheets[-1].words.append((MARGIN, 40, self._head))

    def _next(self, height: float = PITCH) -> None:
        self.foot += height
        if self.foot > HEIGHT - MARGIN:
            self._new_page()

    def paragraph(self, text: str) -> None:
        for left, line in set_in(text, WIDTH - 2 * MARGIN, self._indent):
            self.sheets[-1].words.append((MARGIN + left, self.foot, line))
            self._next()

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float], header: bool = True) -> None:
        """The header stands on each page again."""
        self._row(rows[0], widths)
        for row in rows[1:]:
            before = len(self.sheets)
            if self.foot + self._height(row, widths) > HEIGHT - MARGIN:
                self._new_page()
            if header and len(self.sheets) > before:
                self._row(rows[0], widths)
            self._row(row, widths)
        self.foot += PITCH

    def _lines(self, cell: str, width: float) -> list[tuple[float, str]]:
        return [line for part in cell.split("\n") for line in set_in(part, width - 8)]

    def _height(self, row: Sequence[str], widths: Sequence[float]) -> float:
        return PITCH * max(len(self._lines(cell, width)) for cell, width in zip(row, widths, strict=True)) + 6

    def _row(self, row: Sequence[str], widths: Sequence[float]) -> None:
        sheet, top, height, left = self.sheets[-1], self.foot - PITCH + 4, self._height(row, widths), MARGIN
        for cell, width in zip(row, widths, strict=True):
            for n, (indent, line) in enumerate(self._lines(cell, width)):
                sheet.words.append((left + 4 + indent, self.foot + n * PITCH, line))
            box = (left, top, left + width, top + height)
            sheet.rules += [
                (box[0], box[1], box[2], box[1]),
                (box[0], box[3], box[2], box[3]),
                (box[0], box[1], box[0], box[3]),
                (box[2], box[1], box[2], box[3]),
            ]
            left += width
        self.foot += height


def as_pdf(sheets: Sequence[Sheet], turned: bool = False, locked: bool = False) -> bytes:
    """With a font of the reader's own, as Chinese PDF files of old: no letters are embedded. `turned`: the pages lie on
    their side and are shown upright. `locked`: a password is asked for."""
    lying, upright = f"/Rotate 90/MediaBox[0 0 {HEIGHT} {WIDTH}]", f"/MediaBox[0 0 {WIDTH} {HEIGHT}]"
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(sheets)))
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(sheets)}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
    ]
    for n, sheet in enumerate(sheets):
        bodies.append(
            f"<</Type/Page/Parent 2 0 R/Contents {6 + 2 * n} 0 R/Resources<</Font<</F 3 0 R>>>>"
            f"{lying if turned else upright}>>".encode()
        )
        drawn = (TURN if turned else b"") + _drawn(sheet)
        bodies.append(f"<</Length {len(drawn)}>>stream\n".encode() + drawn + b"\nendstream")
    return _numbered(bodies, LOCK if locked else "")


def _drawn(sheet: Sheet) -> bytes:
    words = [
        f"BT /F {SIZE} Tf {left} {HEIGHT - foot} Td <{text.encode('utf-16-be').hex()}> Tj ET"
        for left, foot, text in sheet.words
    ]
    rules = [f"{x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S" for x0, y0, x1, y1 in sheet.rules]
    return "\n".join([*words, *rules]).encode()


def _numbered(bodies: Sequence[bytes], more: str) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}"
    trailer = f"trailer<</Size {len(bodies) + 1}/Root 1 0 R{more}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + (start + trailer).encode()


# ---- OFD (GB/T 33190), the few parts that pages need

NAMESPACE = "http://www.ofdspec.org/2016"
MILLIMETRES = 25.4 / 72


def as_ofd(sheets: Sequence[Sheet], behind: Sheet | None = None) -> bytes:
    """`behind`: what a template page draws on every page."""
    stream = BytesIO()
    places = [f"Pages/Page_{n}/Content.xml" for n in range(len(sheets))]
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "OFD.xml", _ofd("OFD", "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>")
        )
        listed = "".join(f'<ofd:Page ID="{n + 10}" BaseLoc="{place}"/>' for n, place in enumerate(places))
        template = '<ofd:TemplatePage ID="2" BaseLoc="/Doc_0/Tpls/Tpl_0.xml"/>' if behind else ""
        box = f"0 0 {WIDTH * MILLIMETRES} {HEIGHT * MILLIMETRES}"
        area = f"<ofd:PageArea><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:PageArea>"
        common = f"<ofd:CommonData>{area}{template}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
        package.writestr("Doc_0/Document.xml", _ofd("Document", common))
        if behind:
            package.writestr("Doc_0/Tpls/Tpl_0.xml", _ofd("Page", _content(behind)))
        used = '<ofd:Template TemplateID="2" ZOrder="Background"/>' if behind else ""
        for place, sheet in zip(places, sheets, strict=True):
            package.writestr(f"Doc_0/{place}", _ofd("Page", used + _content(sheet)))
    return stream.getvalue()


def _ofd(root: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:{root} xmlns:ofd="{NAMESPACE}">{inside}</ofd:{root}>'


def _content(sheet: Sheet) -> str:
    words = "".join(_text_object(*word) for word in sheet.words)
    rules = "".join(_path_object(*rule) for rule in sheet.rules)
    return f'<ofd:Content><ofd:Layer ID="5"><ofd:PageBlock>{words}{rules}</ofd:PageBlock></ofd:Layer></ofd:Content>'


def _text_object(left: float, foot: float, text: str) -> str:
    steps = " ".join(f"{room(letter) * MILLIMETRES:.4f}" for letter in text[:-1])
    if len({room(letter) for letter in text[:-1]}) == 1 and len(text) > 2:
        steps = f"g {len(text) - 1} {room(text[0]) * MILLIMETRES:.4f}"
    x, y = left * MILLIMETRES, (foot - SIZE) * MILLIMETRES
    return (
        f'<ofd:TextObject Boundary="{x:.4f} {y:.4f} 200 8" Font="3" Size="{SIZE * MILLIMETRES:.4f}">'
        f'<ofd:TextCode X="0" Y="{SIZE * MILLIMETRES:.4f}" DeltaX="{steps}">{escape(text)}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def _path_object(left: float, top: float, right: float, bottom: float) -> str:
    x, y = left * MILLIMETRES, top * MILLIMETRES
    wide, high = (right - left) * MILLIMETRES, (bottom - top) * MILLIMETRES
    return (
        f'<ofd:PathObject Boundary="{x:.4f} {y:.4f} {wide:.4f} {high:.4f}" LineWidth="0.3">'
        f"<ofd:AbbreviatedData>M 0 0 L {wide:.4f} {high:.4f}</ofd:AbbreviatedData></ofd:PathObject>"
    )

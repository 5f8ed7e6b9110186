"""The page of an official document (GB/T 9704—2012) with python-docx: margins, named styles, page numbers, tables.

Fonts are named, not embedded: an office has 仿宋_GB2312 and 方正小标宋简体, a free machine gets what the font table
names beside them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

RED = RGBColor(0xE6, 0x00, 0x00)
BODY, TITLE, HEADING, KAI, SONG = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
FREE_FONTS = {  # what a machine without the office's fonts may take instead
    BODY: "FandolFang R",
    TITLE: "Noto Serif CJK SC",
    HEADING: "Noto Sans CJK SC",
    KAI: "LXGW WenKai",
    SONG: "Noto Serif CJK SC",
}
LINE = 28  # points; 22 lines of 16-point text fill the type area of 225 mm
NARROWED = "-5"  # twentieths of a point a character: without it 27 of 28 fit into 156 mm
GAP_COLOUR = "yellow"
WIDTH = 156  # millimetres of the type area


@dataclass(frozen=True)
class Look:
    """A named paragraph style."""

    name: str
    font: str = BODY
    size: float = 16
    align: ALIGN = ALIGN.JUSTIFY
    indent: int = 0  # characters, of the first line
    colour: RGBColor | None = None
    line: float = LINE
    before: float = 0
    after: float = 0
    right: int = 0  # characters
    keep: bool = False  # with the next paragraph


LOOKS = (
    Look("公文标志", TITLE, 28, ALIGN.CENTER, colour=RED, line=44, before=30, after=16),
    Look("公文文号", align=ALIGN.CENTER, before=12),
    Look("函号", align=ALIGN.RIGHT, before=6, after=20),
    Look("公文标题", TITLE, 22, ALIGN.CENTER, line=34, before=26, after=22, keep=True),
    Look("主送", align=ALIGN.LEFT),
    Look("公文正文", indent=2),
    Look("一级标题", HEADING, indent=2, keep=True),
    Look("二级标题", KAI, indent=2, keep=True),
    Look("附件说明", indent=2, align=ALIGN.LEFT, keep=True),
    Look("署名", align=ALIGN.RIGHT, right=4, before=LINE, keep=True),
    Look("日期", align=ALIGN.RIGHT, right=4),
    Look("附件标记", HEADING, align=ALIGN.LEFT, keep=True),
    Look("附件标题", TITLE, 20, ALIGN.CENTER, line=32, before=6, after=10, keep=True),
    Look("表头", HEADING, 10.5, ALIGN.CENTER, line=15),
    Look("表文", SONG, 10.5, ALIGN.LEFT, line=15),
    Look("表数", SONG, 10.5, ALIGN.CENTER, line=15),
    Look("表项", HEADING, 14, ALIGN.CENTER, line=22),
    Look("表内容", BODY, 14, ALIGN.LEFT, line=22),
    Look("表注", SONG, 10.5, ALIGN.LEFT, line=16, before=4),
    Look("版记", BODY, 14, ALIGN.LEFT, line=22),
    Look("版尾", BODY, 1, line=1),
)


def new_paper(code: str) -> Any:
    """An empty A4 page with the styles; `code` names the kind of paper in the file's properties."""
    document = Document()
    document.core_properties.title = code
    document.core_properties.author = "Duban"
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(25)
    _chinese(document)
    for look in LOOKS:
        _style(document, look)
    _fonts_beside(document)
    return document


def _chinese(document: Any) -> None:
    """python-docx's own template is Japanese and Western by default."""
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(defaults):
        defaults.remove(child)
    fonts = f'<w:rFonts {nsdecls("w")} w:ascii="{BODY}" w:hAnsi="{BODY}" w:eastAsia="{BODY}" w:cs="{BODY}"/>'
    defaults.append(parse_xml(fonts))
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'))
    settings = document.settings.element
    for one in settings.findall(qn("w:themeFontLang")):
        one.set(qn("w:eastAsia"), "zh-CN")


def _fonts_beside(document: Any) -> None:
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            fonts = "".join(
                f'<w:font w:name="{name}"><w:altName w:val="{free}"/><w:charset w:val="86"/></w:font>'
                for name, free in FREE_FONTS.items()
            )
            declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            part._blob = f"{declared}\n<w:fonts {nsdecls('w')}>{fonts}</w:fonts>".encode()


def _style(document: Any, look: Look) -> None:
    style = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = None
    style.quick_style = True
    font_of(style, look.font, look.size)
    if look.size == 16:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), NARROWED)
        style.element.get_or_add_rPr().find(qn("w:sz")).addprevious(spacing)
    if look.colour is not None:
        style.font.color.rgb = look.colour
    shape = style.paragraph_format
    shape.alignment, shape.line_spacing = look.align, Pt(look.line)
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.keep_with_next, shape.widow_control = look.keep, False
    if look.indent:
        shape.first_line_indent = Pt((look.size - 0.25) * look.indent)
        style.element.pPr.ind.set(qn("w:firstLineChars"), str(look.indent * 100))
    if look.right:
        shape.right_indent = Pt(look.size * look.right)
        style.element.pPr.ind.set(qn("w:rightChars"), str(look.right * 100))


def font_of(styled: Any, name: str, size: float) -> None:
    """The font for Chinese and Latin signs: python-docx sets only the Latin one."""
    styled.font.name, styled.font.size = name, Pt(size)
    fonts = styled.element.get_or_add_rPr().find(qn("w:rFonts"))
    for which in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(which), name)


def paragraph(document: Any, text: str, style: str) -> Any:
    """`text` may hold gaps for the signer: 【…】 is highlighted."""
    found = document.add_paragraph(style=style)
    for n, part in enumerate(text.replace("【", "\0【").replace("】", "】\0").split("\0")):
        if part:
            run = found.add_run(part)
            if n % 2:
                _highlight(run)
    return found


def _highlight(run: Any) -> None:
    mark = OxmlElement("w:highlight")
    mark.set(qn("w:val"), GAP_COLOUR)
    run._r.get_or_add_rPr().append(mark)


def each(document: Any, name: str, style: str = "公文正文") -> None:
    """One paragraph for each text of the list."""
    paragraph(document, "{%p for 段 in " + name + " %}", style)
    paragraph(document, "{{ 段 }}", style)
    paragraph(document, "{%p endfor %}", style)


def border(
    found: Any, side: str, *, value: str = "single", size: int = 12, space: int = 11, colour: str = "E60000"
) -> None:
    """A line above or below a paragraph."""
    lines = found._p.get_or_add_pPr().find(qn("w:pBdr"))
    if lines is None:
        lines = OxmlElement("w:pBdr")
        found._p.pPr.insert_element_before(
            lines, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
    line = OxmlElement(f"w:{side}")
    for key, told in (("val", value), ("sz", size), ("space", space), ("color", colour)):
        line.set(qn(f"w:{key}"), str(told))
    lines.append(line)


def wider(found: Any, millimetres: float) -> None:
    """Reaches beyond the type area on both sides, as the lines of a letter do."""
    found.paragraph_format.left_indent = found.paragraph_format.right_indent = Mm(-millimetres)


def page_numbers(document: Any, *, first: bool = True) -> None:
    """— 1 — outside: right on odd pages, left on even ones. `first`: also on the first page."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    section.different_first_page_header_footer = not first
    _number(section.footer, ALIGN.RIGHT)
    _number(section.even_page_footer, ALIGN.LEFT)


def _number(footer: Any, align: ALIGN) -> None:
    footer.is_linked_to_previous = False
    found = footer.paragraphs[0]
    found.alignment = align
    found.paragraph_format.left_indent = found.paragraph_format.right_indent = Pt(14)
    for text in ("— ", None, " —"):
        run = found.add_run(text or "")
        font_of(_Run(run), SONG, 14)
        if text is None:
            for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
                run._r.append(_field(kind, code))


class _Run:
    """A run as `font_of` takes it: python-docx's has its element under another name."""

    def __init__(self, run: Any) -> None:
        self.font, self.element = run.font, run._r


def _field(kind: str, code: str) -> Any:
    if code:
        found = OxmlElement("w:instrText")
        found.text = code
        return found
    found = OxmlElement("w:fldChar")
    found.set(qn("w:fldCharType"), kind)
    return found


def table(document: Any, widths: Sequence[float], borders: bool = True) -> Any:
    """An empty table; widths in millimetres, kept by every cell: LibreOffice looks only there."""
    found = document.add_table(rows=0, cols=len(widths))
    if borders:
        found.style = "Table Grid"
    found.autofit = False
    found.alignment = 1
    for column, width in zip(found.columns, widths, strict=True):
        column.width = Mm(width)
    return found


def row(
    found: Any, texts: Iterable[str], styles: Sequence[str], widths: Sequence[float], *, header: bool = False
) -> Any:
    added = found.add_row()
    shape = added._tr.get_or_add_trPr()
    shape.append(OxmlElement("w:cantSplit"))
    if header:
        shape.append(OxmlElement("w:tblHeader"))
    for cell, text, style, width in zip(added.cells, texts, styles, widths, strict=True):
        cell.width = Mm(width)
        cell.vertical_alignment = 1
        cell.paragraphs[0]._p.getparent().remove(cell.paragraphs[0]._p)
        paragraph(cell, text, style)
    return added


def new_page(document: Any) -> None:
    document.add_section(WD_SECTION.NEW_PAGE)


def lines(found: Any, sizes: Sequence[int]) -> None:
    """Horizontal lines only: above, between and below, in eighths of a point."""
    top, middle, bottom = sizes
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in (("top", top), ("bottom", bottom), ("insideH", middle))
    )
    shape = found._tbl.tblPr
    for old in shape.findall(qn("w:tblBorders")):
        shape.remove(old)
    shape.insert_element_before(
        parse_xml(f"<w:tblBorders {nsdecls('w')}>{borders}</w:tblBorders>"),
        "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook",
    )  # fmt: skip


def at_the_foot(found: Any) -> None:
    """Floats to the foot of the page in Word; LibreOffice draws it where it stands."""
    place = parse_xml(
        f'<w:tblpPr {nsdecls("w")} w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="margin" '
        'w:tblpXSpec="center" w:tblpYSpec="bottom"/>'
    )
    shape = found._tbl.tblPr
    after = shape.find(qn("w:tblStyle"))
    if after is None:
        shape.insert(0, place)
    else:
        after.addnext(place)

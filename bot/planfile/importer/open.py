"""A file → a document. Its content decides what kind it is; its name decides nothing."""

from pathlib import Path

from bot.domain.errors import Refused
from bot.planfile.importer import legacy, plain, web
from bot.planfile.importer.document import Paper, refuse_too_long
from bot.planfile.importer.packages import parts_of
from bot.planfile.importer.page_flow import Flowed
from bot.planfile.importer.typed_tables import with_tables
from bot.planfile.importer.wrapped import unwrapped

MOST_BYTES = 40_000_000  # a Word file carries its pictures along
MOST_TEXT = 6_000_000  # bytes of a text or web page: the longest plan known has 200,000

PDF, PDF_WITHIN = b"%PDF-", 1024  # some programs write a line before it
FOREIGN_KEYS = {  # first bytes: why it is refused
    b"MIME-Version:": "document.convert",
    b"\x89PNG": "document.picture",
    b"\xff\xd8\xff": "document.picture",
    b"GIF8": "document.picture",
    b"BM": "document.picture",
    b"II*\x00": "document.picture",
    b"MM\x00*": "document.picture",
    b"Rar!": "document.archive",
    b"7z\xbc\xaf": "document.archive",
    b"\x1f\x8b": "document.archive",
}


def open_document(path: Path, soffice: str | None = None) -> Paper:
    """`soffice`: the LibreOffice program that turns files of old offices into new ones, where there is one.

    Raises Refused with one sentence, OSError where there is no such file.
    """
    return document_of(modern_bytes(path, soffice), path.name)


def modern_bytes(path: Path, soffice: str | None) -> bytes:
    """The file, or what LibreOffice makes of an old one."""
    if path.stat().st_size > MOST_BYTES:
        raise Refused("document.too_big", file=path.name, most=MOST_BYTES // 1_000_000)
    raw = path.read_bytes()
    if old := legacy.kind_of(raw, path.name):
        return legacy.converted(raw, path.name, old, soffice)
    return raw


def document_of(raw: bytes, name: str) -> Paper:
    """The libraries are loaded where they are needed: each costs other commands a tenth of a second."""
    if not raw.strip(b" \t\r\n\0"):
        raise Refused("document.empty", file=name)
    if PDF in raw[:PDF_WITHIN]:
        from bot.planfile.importer import pdf

        flow = pdf.read(raw, name)
    elif raw.startswith(b"PK"):
        return _package(raw, name)
    else:
        flow = _text(raw, name)
        return Paper(name, tuple(unwrapped(flow.blocks)), tuple(flow.doubts))
    return Paper(name, tuple(flow.blocks), tuple(flow.doubts))


def _package(raw: bytes, name: str) -> Paper:
    from bot.planfile.importer import ofd, sheets, word

    parts = parts_of(raw)
    if not parts:
        raise Refused("document.broken", file=name)
    if ofd.ROOT in parts:
        flow = ofd.read(raw, name)
    elif sheets.WORKBOOK in parts:
        flow = sheets.read(raw, name)
    elif any(part.startswith("word/document") for part in parts):
        flow = word.read(raw, name)
        return Paper(name, tuple(unwrapped(flow.blocks)), tuple(flow.doubts))
    else:
        raise Refused("document.not_word", file=name)
    return Paper(name, tuple(flow.blocks), tuple(flow.doubts))


def _text(raw: bytes, name: str) -> Flowed:
    for start, key in FOREIGN_KEYS.items():
        if raw.startswith(start):
            raise Refused(key, file=name)
    if len(raw) > MOST_TEXT:
        raise Refused("document.too_big", file=name, most=MOST_TEXT // 1_000_000)
    text = plain.decoded(raw, name)
    if web.looks_like(text):
        return web.read(text, name)
    refuse_too_long(text.count("\n"), name)
    return with_tables(plain.read(text))

"""A file → a document. The first bytes decide the format; the name only where they do not."""

from pathlib import Path

from bot.domain.errors import Refused
from bot.planfile.importer import legacy, plain, web
from bot.planfile.importer.document import Block, Paper, refuse_too_long
from bot.planfile.importer.wrapped import unwrapped

MOST_BYTES = 40_000_000  # a Word file carries its pictures along
MOST_TEXT = 6_000_000  # bytes of a text or web page: the longest plan known has 200,000

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word 97-2003, WPS, and whatever Office has encrypted
PDF, PDF_WITHIN = b"%PDF-", 1024  # some programs write a line before it
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # a stream's name in such a file
FOREIGN_KEYS = {  # first bytes: why it is refused
    b"{\\rtf": "document.convert",
    b"MIME-Version:": "document.convert",
    b"\x89PNG": "document.picture",
    b"\xff\xd8\xff": "document.picture",
    b"GIF8": "document.picture",
    b"II*\x00": "document.picture",
    b"MM\x00*": "document.picture",
    b"Rar!": "document.archive",
    b"7z\xbc\xaf": "document.archive",
    b"\x1f\x8b": "document.archive",
}


def open_document(path: Path, soffice: str | None = None) -> Paper:
    """`soffice`: the LibreOffice program that turns .doc into .docx, where there is one.

    Raises Refused with one sentence, OSError where there is no such file.
    """
    if path.stat().st_size > MOST_BYTES:
        raise Refused("document.too_big", file=path.name, most=MOST_BYTES // 1_000_000)
    raw = path.read_bytes()
    if PDF in raw[:PDF_WITHIN]:
        return _pdf(raw, path.name)
    return Paper(path.name, tuple(unwrapped(_blocks(raw, path, soffice))))


def _pdf(raw: bytes, name: str) -> Paper:
    from bot.planfile.importer import pdf

    flow = pdf.read(raw, name)
    return Paper(name, tuple(flow.blocks), tuple(flow.doubts))


def _blocks(raw: bytes, path: Path, soffice: str | None) -> list[Block]:
    if not raw.strip():
        raise Refused("document.empty", file=path.name)
    if raw.startswith(b"PK"):
        return _word(raw, path.name)
    if raw.startswith(OLE):
        return _word(_modern(raw, path, soffice), path.name)
    for start, key in FOREIGN_KEYS.items():
        if raw.startswith(start):
            raise Refused(key, file=path.name)
    return _text(raw, path.name)


def _word(raw: bytes, name: str) -> list[Block]:
    """python-docx is loaded here: it costs each other command a tenth of a second."""
    from bot.planfile.importer import word

    return word.read(raw, name)


def _modern(raw: bytes, path: Path, soffice: str | None) -> bytes:
    if ENCRYPTED in raw:
        raise Refused("document.encrypted", file=path.name)
    if path.suffix.lower() == ".wps":
        raise Refused("document.wps", file=path.name)
    if not soffice:
        raise Refused("document.doc", file=path.name)
    return legacy.converted(raw, path.name, soffice)


def _text(raw: bytes, name: str) -> list[Block]:
    if len(raw) > MOST_TEXT:
        raise Refused("document.too_big", file=name, most=MOST_TEXT // 1_000_000)
    text = plain.decoded(raw, name)
    if web.looks_like(text):
        return web.read(text, name)
    refuse_too_long(text.count("\n"), name)
    return plain.read(text)

"""Text files: their encoding and their lines."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from bot.domain.errors import Refused
from bot.planfile.importer.document import Paragraph

ENCODINGS = ("utf-8-sig", "gb18030")
LONGEST_CHARACTER = 4  # bytes: as many may be missing from the last one of a file cut off

_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decoded(raw: bytes, name: str) -> str:
    """UTF-8, GB18030 or (with its mark) UTF-16. Raises Refused for what is none of them, or no text at all."""
    encodings = ("utf-16",) if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else ENCODINGS
    for encoding in encodings:
        text = _decoded(raw, encoding)
        if text is not None:
            if _NOT_TEXT.search(text):
                break
            return text
    raise Refused("document.not_text", file=name)


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        if len(raw) - error.start >= LONGEST_CHARACTER or error.start == 0:
            return None
        return _decoded(raw[: error.start], encoding)


def read(text: str) -> list[Paragraph]:
    """Lines as an editor counts them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [Paragraph(number, line) for number, line in enumerate(lines, 1)]

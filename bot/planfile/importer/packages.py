"""Packages of XML, as Word, Excel and OFD files are: refused before anything is unpacked where they would grow."""

import zipfile
import zlib
from io import BytesIO

from bot.domain.errors import Refused

MOST_UNPACKED = 120_000_000  # bytes of all parts; pictures do not shrink, so an honest file stays far below
MOST_XML = 20_000_000  # bytes of all parts that are parsed, into some fifteen times as much memory
MOST_PARTS = 5_000

# A damaged package makes its reader stumble wherever the missing piece is first used.
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError),
    *(LookupError, ValueError, AttributeError, TypeError, SyntaxError, ArithmeticError),
)


def parts_of(raw: bytes) -> set[str]:
    """Names of its parts; none where it cannot be opened."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as package:
            return {part.filename for part in package.infolist()}
    except DAMAGED:
        return set()


def refuse_bombs(raw: bytes, name: str) -> None:
    """Sizes are what the package says; zipfile never unpacks more than that."""
    with zipfile.ZipFile(BytesIO(raw)) as package:
        parts = package.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise Refused("document.encrypted", file=name)
        xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
        unpacked = sum(part.file_size for part in parts)
        if unpacked > MOST_UNPACKED or xml > MOST_XML or len(parts) > MOST_PARTS:
            raise Refused("document.bomb", file=name)

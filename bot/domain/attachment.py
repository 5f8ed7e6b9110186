"""Attachments: safe file names, and MIME types by content."""

import re
import unicodedata

NAME_LENGTH = 100

# What a file is, its first bytes say; its name and the declared type are not trusted.
SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"BM.{4}\x00{4}", re.DOTALL), "image/bmp"),
    (re.compile(rb"II\*\x00|MM\x00\*"), "image/tiff"),  # scans
    (
        re.compile(rb"....ftyp(?:hei[cxms]|hev[cx]|mif1|avif)", re.DOTALL),
        "application/heic",
    ),  # no browser shows it
    (re.compile(rb"%PDF-"), "application/pdf"),
    (re.compile(rb"PK(?:\x03\x04|\x05\x06)"), "application/zip"),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "application/msword"),
    (re.compile(rb"Rar!\x1a\x07"), "application/vnd.rar"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "application/x-7z-compressed"),
    (re.compile(rb"\{\\rtf"), "application/rtf"),
    (re.compile(rb"....ftypM4A", re.DOTALL), "audio/mp4"),
    (re.compile(rb"....ftyp", re.DOTALL), "video/mp4"),
    (re.compile(rb"OggS"), "audio/ogg"),
    (re.compile(rb"ID3|\xff[\xe2-\xfb]"), "audio/mpeg"),
    (re.compile(rb"#!AMR"), "audio/amr"),
    (re.compile(rb"RIFF....WAVE", re.DOTALL), "audio/wav"),
)
MIME_IN_CONTAINER = {  # by the name's ending, of what is a zip or an old office file
    "application/zip": {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "ofd": "application/ofd",
    },
    "application/msword": {
        "xls": "application/vnd.ms-excel",
        "et": "application/vnd.ms-excel",
        "ppt": "application/vnd.ms-powerpoint",
        "dps": "application/vnd.ms-powerpoint",
    },
}
TEXT = "text/plain"
MARKUP = re.compile(rb"\s*(?:<[!?a-z]|#!|@echo|%!)", re.IGNORECASE)  # a page or a script: no evidence
NO_TEXT = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b")
READ_AT_MOST = 4096  # bytes looked at to tell a text
ENCODINGS = ("utf-8", "gb18030")
UNKNOWN_MIME = "application/octet-stream"


def safe_name(name: str) -> str:
    """The last path component without control, direction or reserved characters, at most NAME_LENGTH long."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*')
    stem, dot, ending = kept.strip(" .").rpartition(".")
    if not stem or len(ending) > 10:
        stem, dot, ending = kept.strip(" ."), "", ""
    return f"{stem[: NAME_LENGTH - len(dot + ending)]}{dot}{ending}" or "file"


def mime_of(name: str, body: bytes) -> str:
    mime = next((mime for first_bytes, mime in SIGNATURES if first_bytes.match(body)), "")
    if mime:
        return MIME_IN_CONTAINER.get(mime, {}).get(name.rpartition(".")[2].lower(), mime)
    return TEXT if _is_text(body[:READ_AT_MOST]) else UNKNOWN_MIME


def is_evidence(mime: str) -> bool:
    """Whether a file of this type, told by its content, is kept: no program and no page is."""
    return mime != UNKNOWN_MIME


def _is_text(start: bytes) -> bool:
    if not start or MARKUP.match(start.removeprefix(b"\xef\xbb\xbf")) or NO_TEXT & set(start):
        return False
    return any(_decodes(start, encoding) for encoding in ENCODINGS)


def _decodes(start: bytes, encoding: str) -> bool:
    """The last character may have been cut."""
    try:
        start.decode(encoding)
    except UnicodeDecodeError as error:
        return len(start) == READ_AT_MOST and error.start > READ_AT_MOST - 4
    return True

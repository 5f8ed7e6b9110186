"""Attachments: safe file names, and MIME types by content."""

import re
import unicodedata

NAME_LENGTH = 100

# Images are recognised by their first bytes; file name and the declared type are not trusted.
IMAGE_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
)
MIME_BY_EXTENSION = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "zip": "application/zip",
    "mp4": "video/mp4",
}
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
    for first_bytes, mime in IMAGE_SIGNATURES:
        if first_bytes.match(body):
            return mime
    return MIME_BY_EXTENSION.get(name.rpartition(".")[2].lower(), UNKNOWN_MIME)

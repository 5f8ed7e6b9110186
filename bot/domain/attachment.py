"""Files from people: what they are called, and what they are."""

import re
import unicodedata

NAME_LENGTH = 100

# What the first bytes say; the name and the sender's word for it say nothing.
PICTURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
)
DOCUMENTS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "zip": "application/zip",
    "mp4": "video/mp4",
}
UNKNOWN = "application/octet-stream"


def safe_name(name: str) -> str:
    """The last part of a path, without control, direction or reserved characters, short enough to save."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*')
    stem, dot, ending = kept.strip(" .").rpartition(".")
    if not stem or len(ending) > 10:
        stem, dot, ending = kept.strip(" ."), "", ""
    return f"{stem[: NAME_LENGTH - len(dot + ending)]}{dot}{ending}" or "file"


def mime_of(name: str, body: bytes) -> str:
    for first_bytes, mime in PICTURES:
        if first_bytes.match(body):
            return mime
    return DOCUMENTS.get(name.rpartition(".")[2].lower(), UNKNOWN)

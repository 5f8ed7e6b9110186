"""Uploaded bytes: kept whole, named by file_id, read for their size in pixels."""

import hashlib
import mimetypes
import struct
from dataclasses import dataclass, field
from pathlib import PurePath

from tests.peers.botapi.forms import Upload
from tests.peers.botapi.refusal import Json, bad

PREFIX = {"photo": "AgACAgUAAxkBAA", "document": "BQACAgUAAxkBAA", "voice": "AwACAgUAAxkBAA"}
SIDES = (320, 800, 1280)  # the longer sides a photo is kept in
DOWNLOAD = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    kind: str
    name: str
    mime: str
    body: bytes
    path: str


@dataclass
class Files:
    by_id: dict[str, Kept] = field(default_factory=dict)
    by_path: dict[str, Kept] = field(default_factory=dict)

    def keep(self, kind: str, upload: Upload) -> str:
        """The file_id."""
        number = len(self.by_path)
        suffix = PurePath(upload.name).suffix or {"photo": ".jpg", "voice": ".oga"}.get(kind, "")
        mime = mimetypes.guess_type(upload.name)[0] or upload.mime or "application/octet-stream"
        kept = Kept(kind, upload.name, mime, upload.body, f"{kind}s/file_{number}{suffix}")
        digest = hashlib.sha256(f"{kind}{number}".encode() + upload.body[:4096]).hexdigest()
        file_id = f"{PREFIX.get(kind, 'CgACAgUAAxkBAA')}{number:X}{digest[:48]}"
        self.by_id[file_id] = self.by_path[kept.path] = kept
        return file_id

    def find(self, file_id: str) -> Kept:
        try:
            return self.by_id[file_id]
        except KeyError:
            raise bad("wrong file_id or the file is temporarily unavailable") from None

    def describe(self, file_id: str) -> Json:
        """Telegram's File."""
        kept = self.find(file_id)
        if len(kept.body) > DOWNLOAD:
            raise bad("file is too big")
        size = {"file_size": len(kept.body)} if kept.body else {}
        return {"file_id": file_id, "file_unique_id": unique(file_id), **size, "file_path": kept.path}

    def photo(self, file_id: str) -> list[Json]:
        """PhotoSizes, smallest first; the largest has the uploaded bytes, and so have the others: none is scaled."""
        body = self.find(file_id).body
        width, height = pixels(body) or (1, 1)
        sides = [side for side in SIDES if side < max(width, height)][-2:]
        sizes = []
        for side in sides:
            scaled = f"{file_id}s{side}"
            self.by_id[scaled] = self.by_id[file_id]
            ratio = side / max(width, height)
            sizes.append(_size(scaled, round(width * ratio) or 1, round(height * ratio) or 1, len(body)))
        return [*sizes, _size(file_id, width, height, len(body))]


def unique(file_id: str) -> str:
    return "AQAD" + hashlib.sha256(file_id.encode()).hexdigest()[:12]


def _size(file_id: str, width: int, height: int, bytes_: int) -> Json:
    return {
        "file_id": file_id,
        "file_unique_id": unique(file_id),
        "width": width,
        "height": height,
        "file_size": bytes_,
    }


def check_photo(body: bytes) -> None:
    size = pixels(body)
    if size is None:
        raise bad("IMAGE_PROCESS_FAILED")
    width, height = size
    if not width or not height or width + height > 10000 or max(size) > 20 * min(size):
        raise bad("PHOTO_INVALID_DIMENSIONS")


def pixels(body: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG by its header; None for anything else."""
    if body.startswith(b"\x89PNG\r\n\x1a\n") and len(body) >= 24:
        width, height = struct.unpack(">II", body[16:24])
        return width, height
    return _jpeg(body) if body.startswith(b"\xff\xd8") else None


def _jpeg(body: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(body) and body[at] == 0xFF:
        kind, length = body[at + 1], struct.unpack(">H", body[at + 2 : at + 4])[0]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", body[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None

"""Uploads over the long connection: announced, brought in chunks in any order, and put together by their md5."""

import base64
import binascii
import hashlib
from dataclasses import dataclass, field

from tests.peers.wecom.refusal import Json, Refusal
from tests.peers.wecom.world import World

MEGABYTE = 1024 * 1024
CHUNK = 512 * 1024
CHUNKS = 100
NAME = 256  # bytes
SMALLEST = 5
SESSION = 30 * 60 * 1000  # milliseconds
PER_MINUTE, PER_HOUR = 30, 1000
LARGEST = {"voice": 2 * MEGABYTE, "video": 10 * MEGABYTE, "file": 20 * MEGABYTE}
MANY = 10  # chunks of a file from which on `chunk_crowd` counts
AMR = b"#!AMR"


@dataclass
class UploadSession:
    kind: str
    name: str
    size: int
    chunks: int
    md5: str
    at: int
    got: dict[int, bytes] = field(default_factory=dict)
    under_way: int = 0


@dataclass
class BotUploads:
    world: World
    sessions: dict[str, UploadSession] = field(default_factory=dict)
    begun: list[int] = field(default_factory=list)

    def init(self, body: Json, now: int, upload_id: str) -> Json:
        kind, name = body.get("type"), str(body.get("filename", ""))
        size, chunks = body.get("total_size"), body.get("total_chunks")
        largest = {**LARGEST, "image": self.world.switches.image_bytes}
        if kind not in largest or not isinstance(size, int) or not isinstance(chunks, int):
            raise Refusal(846697)
        if not name or len(name.encode()) > NAME:
            raise Refusal(846697)
        if size < SMALLEST:
            raise Refusal(40006)
        if size > largest[kind]:
            raise Refusal(45001)
        if not 1 <= chunks <= CHUNKS or chunks != -(-size // CHUNK):
            raise Refusal(846612)
        self._rate(now)
        self.sessions[upload_id] = UploadSession(kind, name, size, chunks, str(body.get("md5", "")), now)
        return {"upload_id": upload_id}

    def _rate(self, now: int) -> None:
        minute = sum(at > now - 60_000 for at in self.begun)
        hour = sum(at > now - 3_600_000 for at in self.begun)
        if minute >= PER_MINUTE or hour >= PER_HOUR:
            raise Refusal(45009)
        self.begun.append(now)

    def session(self, body: Json, now: int) -> UploadSession:
        found = self.sessions.get(str(body.get("upload_id")))
        if found is None or now - found.at > SESSION:
            raise Refusal(846616)
        return found

    def chunk(self, body: Json, now: int) -> None:
        """Bringing one again changes nothing."""
        session = self.session(body, now)
        index = body.get("chunk_index")
        if not isinstance(index, int) or not 0 <= index < session.chunks:
            raise Refusal(846613)
        try:
            piece = base64.b64decode(str(body.get("base64_data", "")), validate=True)
        except binascii.Error:
            raise Refusal(40058) from None
        if len(piece) > CHUNK:
            raise Refusal(846611)
        if self.world.switches.chunk_crowd and session.chunks > MANY and session.under_way > 2:
            raise Refusal(-1)
        session.got[index] = piece

    def finish(self, body: Json, now: int) -> tuple[UploadSession, bytes]:
        session = self.session(body, now)
        whole = b"".join(session.got.get(n, b"") for n in range(session.chunks))
        if len(session.got) < session.chunks or len(whole) != session.size:
            raise Refusal(846616)
        if session.md5 and hashlib.md5(whole, usedforsecurity=False).hexdigest() != session.md5:
            raise Refusal(846616)
        if session.kind == "voice" and not whole.startswith(AMR):
            raise Refusal(846697)
        return session, whole

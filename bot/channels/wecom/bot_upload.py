"""Files over the long connection: announced, brought in chunks, two at a time, and put together by the hub.

Nothing is shown before the message that names the file is sent, so whatever fails here may be tried again.
"""

import asyncio
import hashlib
from base64 import b64encode
from dataclasses import dataclass

from bot.channels.text_cutting import utf8_bytes
from bot.channels.wecom.line import Line
from bot.context.ports import Attachment
from bot.domain.errors import TryLater, Undelivered, Unknown, Unsendable

CHUNK = 512 * 1024  # bytes before base64
UNDER_WAY = 2  # chunks: more of a large file may be refused
TRIES = 3  # of a chunk: bringing one again changes nothing
NAME = 256  # bytes
SMALLEST = 5  # bytes
MEGABYTE = 1024 * 1024
FILE = 20 * MEGABYTE
# What phones show as such, and how large at most. Transcripts differ for pictures, 2 or 10 MB: 2 is right for both.
SHOWN = {
    "image/jpeg": ("image", 2 * MEGABYTE),
    "image/png": ("image", 2 * MEGABYTE),
    "video/mp4": ("video", 10 * MEGABYTE),
}


@dataclass(frozen=True, slots=True)
class Uploaded:
    kind: str  # image, video or file
    media_id: str  # good for three days


async def upload(line: Line, attachment: Attachment, *, picture: bool = True) -> Uploaded:
    """Raises Unsendable for what the hub does not take, else TryLater. `picture`: shown among the messages where it
    can be."""
    kind = kind_of(attachment) if picture else "file"
    try:
        return Uploaded(kind, await _uploaded(line, kind, attachment))
    except Unknown as error:
        raise TryLater(error.code) from error


def kind_of(attachment: Attachment) -> str:
    kind, most = SHOWN.get(attachment.mime, ("file", 0))
    return kind if len(attachment.body) <= most else "file"


async def _uploaded(line: Line, kind: str, attachment: Attachment) -> str:
    body = attachment.body
    if not SMALLEST <= len(body) <= FILE:
        raise Unsendable("size")
    pieces = [body[n : n + CHUNK] for n in range(0, len(body), CHUNK)]
    about = {
        "type": kind,
        "filename": short_name(attachment.name),
        "total_size": len(body),
        "total_chunks": len(pieces),
        "md5": hashlib.md5(body, usedforsecurity=False).hexdigest(),
    }
    begun = await line.ask("aibot_upload_media_init", about, within=line.patience.upload)
    upload_id = str(begun.get("upload_id", ""))
    room = asyncio.Semaphore(UNDER_WAY)
    async with asyncio.TaskGroup() as chunks:
        sending = [
            chunks.create_task(_chunk(line, upload_id, n, piece, room)) for n, piece in enumerate(pieces)
        ]
    for failed in filter(None, (one.result() for one in sending)):
        raise failed
    ended = await line.ask("aibot_upload_media_finish", {"upload_id": upload_id}, within=line.patience.upload)
    return str(ended.get("media_id", ""))


async def _chunk(
    line: Line, upload_id: str, n: int, piece: bytes, room: asyncio.Semaphore
) -> Undelivered | None:
    """What went wrong for good."""
    body = {"upload_id": upload_id, "chunk_index": n, "base64_data": b64encode(piece).decode()}
    failure: Undelivered | None = None
    async with room:
        for _ in range(TRIES):
            try:
                await line.ask("aibot_upload_media_chunk", body, within=line.patience.upload)
            except (Unknown, TryLater) as error:
                failure = error
            except Undelivered as error:
                return error
            else:
                return None
    return failure


def short_name(name: str) -> str:
    """With its ending, cut at a character."""
    stem, dot, ending = name.rpartition(".")
    if not stem or utf8_bytes(ending) > NAME // 2:
        stem, dot, ending = name, "", ""
    while utf8_bytes(stem + dot + ending) > NAME:
        stem = stem[:-1]
    return f"{stem}{dot}{ending}" or "file"

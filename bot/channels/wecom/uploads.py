"""Files of ours that lie with WeCom: each once, so that a repeated request names the same one."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.channels.wecom.api import CorpApi
from bot.context.ports import Attachment, Change, Store
from bot.domain.calendar import HOUR, Instant
from bot.domain.errors import TryLater, Unknown

LASTS = 70 * HOUR  # WeCom keeps them for three days
SMALLEST = 6  # bytes
IMAGE, FILE = 10 * 1024 * 1024, 20 * 1024 * 1024  # bytes at most
PICTURES = ("image/jpeg", "image/png")


@dataclass
class Uploads:
    store: Store
    channel: str
    clock: Callable[[], Instant]

    async def number(self, api: CorpApi, kind: str, file: Attachment) -> str:
        """Its media_id. Raises Undelivered's children; none leaves a doubt, for nobody has been shown it yet."""
        where = {
            "channel": self.channel,
            "party": api.corp.corp,
            "kind": kind,
            "sha256": hashlib.sha256(file.name.encode() + b"\n" + file.body).hexdigest(),
        }
        kept = await self.store.one(str, "upload", **where, since=self.clock() - LASTS)
        if kept:
            return kept
        try:
            number = await api.upload(kind, file.name, file.body)
        except Unknown as error:
            raise TryLater(error.code) from error
        await self.store.commit([Change("keep_upload", {**where, "number": number, "now": self.clock()})])
        return number


def kinds(file: Attachment) -> Iterator[str]:
    """As what it may be sent, the best first."""
    if len(file.body) < SMALLEST:
        return
    if file.mime in PICTURES and len(file.body) <= IMAGE:
        yield "image"
    if len(file.body) <= FILE:
        yield "file"

"""Files that people sent: fetched from the platform before the update is dealt with."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from bot.channels.incoming import RemoteFile
from bot.context.ports import Attachment
from bot.domain.attachment import mime_of, safe_name
from bot.domain.errors import Moved, TryLater, Undelivered, Unknown

PATIENCE = 25.0  # seconds for all files of an update: its author waits for the answer
PAUSES = (0.5, 2.0)  # seconds between tries
LARGEST = 20 * 1024 * 1024  # bytes of a file that is kept

Download = Callable[[RemoteFile], Awaitable[bytes]]
"""Raises Undelivered's children."""


async def fetched(
    download: Download, files: Sequence[RemoteFile]
) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """(attachments, keys of what is to be said about those that could not be fetched)"""
    if not files:
        return (), ()
    try:
        async with asyncio.timeout(PATIENCE):
            found = [await _fetched(download, one) for one in files]
    except TimeoutError:
        found = [None]
    attachments = tuple(one for one in found if one)
    return attachments, () if len(attachments) == len(files) else ("heard.not_fetched",)


async def _fetched(download: Download, one: RemoteFile) -> Attachment | None:
    for pause in (*PAUSES, None):
        try:
            body = await download(one)
        except (TryLater, Unknown, Moved):
            if pause is None:
                return None
            await asyncio.sleep(pause)
        except Undelivered:
            return None
        else:
            name = safe_name(one.name)
            return Attachment(name, mime_of(name, body), body) if 0 < len(body) <= LARGEST else None
    return None

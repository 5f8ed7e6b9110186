"""Files that people sent: fetched from the platform before the update counts as heard."""

import asyncio
from collections.abc import Sequence

from bot.channels.telegram.api import Api
from bot.channels.telegram.updates import LARGEST, Sent
from bot.context.ports import Attachment
from bot.domain.attachment import mime_of, safe_name
from bot.domain.errors import GiveUp, Moved, TryLater, Undelivered, Unknown

PATIENCE = 25.0  # seconds for all files of an update: its author waits for the answer
PAUSES = (0.5, 2.0)  # seconds between tries


async def fetched(api: Api, files: Sequence[Sent]) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """(attachments, what is to be said about those that did not come)"""
    if not files:
        return (), ()
    try:
        async with asyncio.timeout(PATIENCE):
            found = [await _fetched(api, one) for one in files]
    except TimeoutError:
        found = [None]
    attachments = tuple(one for one in found if one)
    return attachments, () if len(attachments) == len(files) else ("heard.not_fetched",)


async def _fetched(api: Api, one: Sent) -> Attachment | None:
    for pause in (*PAUSES, None):
        try:
            body = await _body(api, one)
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


async def _body(api: Api, one: Sent) -> bytes:
    answer = await api.call("getFile", file_id=one.id)
    path = answer.get("file_path") if isinstance(answer, dict) else None
    if not isinstance(path, str):
        raise GiveUp("no_path")
    return await api.fetch(path)

"""Files that people sent to the bot: encrypted, under an address that lives for five minutes."""

import asyncio
import json
import mimetypes
import re
from urllib.parse import unquote

import httpx

from bot.channels.attachments import LARGEST, TooLarge
from bot.channels.incoming import RemoteFile
from bot.channels.wecom.api import MEDIA
from bot.channels.wecom.crypto import BLOCK, BadCallback, decrypt_media
from bot.channels.wecom.errors import unanswered
from bot.context.ports import Attachment
from bot.domain.attachment import mime_of
from bot.domain.errors import GiveUp, Unknown

STARRED = re.compile(r"filename\*\s*=\s*(?:UTF-8|utf-8)''([^;]+)")
NAMED = re.compile(r'filename\s*=\s*(?:"([^"]*)"|([^;]+))')


async def download(http: httpx.AsyncClient, file: RemoteFile) -> Attachment:
    """Raises TooLarge, GiveUp where the address is dead or the file is none, Unknown where trying again can help."""
    where = json.loads(file.id)
    sealed, name = await _fetched(http, where["url"])
    try:
        body = await asyncio.to_thread(decrypt_media, where["aeskey"], sealed)
    except BadCallback as error:
        raise GiveUp("not_decrypted") from error
    mime = mime_of(name or file.name, body)
    return Attachment(name or with_ending(file.name, mime), mime, body)


async def _fetched(http: httpx.AsyncClient, url: str) -> tuple[bytes, str]:
    body = bytearray()
    try:
        async with http.stream("GET", url, timeout=MEDIA, follow_redirects=True) as response:
            if response.status_code != 200:
                raise GiveUp(f"http_{response.status_code}") if response.is_client_error else Unknown("http")
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > LARGEST + BLOCK:
                    raise TooLarge
    except httpx.HTTPError as error:
        raise unanswered(error) from None
    except httpx.InvalidURL:
        raise GiveUp("no_address") from None
    return bytes(body), name_in(response.headers.get("content-disposition", ""))


def name_in(disposition: str) -> str:
    """As people read it; "" where there is none. Some servers percent-encode the plain form, too."""
    if starred := STARRED.search(disposition):
        return unquote(starred[1].strip())
    named = NAMED.search(disposition)
    return unquote((named[1] or named[2] or "").strip()) if named else ""


def with_ending(name: str, mime: str) -> str:
    """The ending of a file that nobody named is that of what it is."""
    stem = name.rpartition(".")[0]
    return f"{stem}{mimetypes.guess_extension(mime) or '.bin'}"

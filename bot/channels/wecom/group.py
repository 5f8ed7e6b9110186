"""A group's webhook as a Channel (消息推送): it is written to and hears nothing.

https://developer.work.weixin.qq.com/document/path/99110: 20 messages a minute, a text of 2,048
bytes.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from bot.channels.wecom.accounts import Accounts
from bot.channels.wecom.api import answered, sent
from bot.channels.wecom.cards import EMPTY
from bot.channels.wecom.plain_text import TEXT, pieces
from bot.channels.wecom.settings import WeComCorp
from bot.channels.wecom.spec import GROUP
from bot.context.chat_groups import ChatGroup
from bot.context.ports import Accepted, Attachment, Change, Fetch, Outgoing, Store
from bot.domain.calendar import Instant
from bot.domain.errors import OutOfService
from bot.domain.pace import Limit, Pace, PaceScope

A_MINUTE = Limit(PaceScope.CHAT, 20, 63_000)  # a little longer than theirs
ADDRESS = "group"  # of a corp's one webhook group among the chats
PICTURE = 2 * 1024 * 1024  # bytes; a larger one is handed over as a file
PICTURES = ("image/jpeg", "image/png")


class WebhookGroup:
    """One group a corp. `send` raises Undelivered's children."""

    name = GROUP
    width = 4

    def __init__(self, accounts: Accounts, clients: Mapping[str, httpx.AsyncClient]) -> None:
        """`clients` by the corp's group key."""
        self.pace = Pace((A_MINUTE,))
        self._accounts = accounts
        self._clients = clients

    async def send(self, message: Outgoing, fetch: Fetch) -> Accepted:
        corp, _ = self._accounts.of(message.external_id)
        laid = parts(message)
        part = laid[min(message.parts, len(laid) - 1)]
        try:
            body = part if isinstance(part, Mapping) else await self._file(corp, part, fetch)
            if body:
                await self._posted(corp, "webhook/send", json=body)
        except OutOfService as error:
            error.party = self._accounts.party(corp)
            raise
        return Accepted((f"{message.message_id}.{message.parts}",), message.parts + 1 < len(laid))

    async def _file(self, corp: WeComCorp, sha256: str, fetch: Fetch) -> Mapping[str, Any] | None:
        """None for one that was forgotten since."""
        found = await fetch(sha256)
        if found is None:
            return None
        if found.mime in PICTURES and len(found.body) <= PICTURE:
            digest = hashlib.md5(found.body, usedforsecurity=False).hexdigest()
            encoded = base64.b64encode(found.body).decode()
            return {"msgtype": "image", "image": {"base64": encoded, "md5": digest}}
        return {"msgtype": "file", "file": {"media_id": await self._uploaded(corp, found)}}

    async def _uploaded(self, corp: WeComCorp, file: Attachment) -> str:
        media = {"media": (file.name, file.body, file.mime)}
        answer = await self._posted(corp, "webhook/upload_media", {"type": "file"}, files=media)
        return str(answer.get("media_id", ""))

    async def _posted(
        self, corp: WeComCorp, path: str, query: Mapping[str, str] | None = None, **more: Any
    ) -> Mapping[str, Any]:
        """The body is raw UTF-8: httpx writes JSON without escapes."""
        address = f"{corp.base_url.rstrip('/')}/{path}"
        params = {"key": corp.group_key, **(query or {})}
        response = await sent(self._clients[corp.group_key], "POST", address, params=params, **more)
        return answered(response.status_code, response.content, path)


async def keep_groups(store: Store, accounts: Accounts, corps: Sequence[WeComCorp], now: Instant) -> None:
    """The groups that can be written to are those of the settings."""
    there = {accounts.chat(corp, ADDRESS): corp.group_name for corp in corps if corp.has_group}
    known = [one for one in await store.read(ChatGroup, "groups") if one.channel == GROUP]
    gone = [one.external_id for one in known if one.external_id not in there]
    here = {"channel": GROUP, "now": now}
    joined = [Change("join_group", here | {"external_id": chat, "title": there[chat]}) for chat in there]
    left = [Change("leave_group", here | {"external_id": chat}, rows=None) for chat in gone]
    await store.commit([*joined, *left])


Part = Mapping[str, Any] | str
"""A message, or the sha256 of a picture or file that becomes one."""


def parts(message: Outgoing) -> Sequence[Part]:
    """Plain text: nobody can press a button in the group, and markdown is not shown in WeChat. The picture above its
    words, the other files below them."""
    card = message.card
    texts = pieces([line for line in (message.mark + card.title, *card.lines) if line], TEXT)
    words = [{"msgtype": "text", "text": {"content": text or EMPTY}} for text in texts or [EMPTY]]
    return [*([card.picture] if card.picture else ()), *words, *card.files]

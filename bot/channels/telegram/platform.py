"""Telegram as the intake sees it: reads an update, downloads files, stops a button's progress mark."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.incoming import ButtonPress, ImmediateReply, Incoming, RemoteFile
from bot.channels.telegram.api import Api
from bot.channels.telegram.channel import chat_id
from bot.channels.telegram.layout import alert
from bot.channels.telegram.spec import NAME
from bot.channels.telegram.updates import BotIdentity, read
from bot.domain.errors import GiveUp, Undelivered

log = logging.getLogger(__name__)

SAME = ("id", "message_id", "date", "edit_date", "text", "caption", "data")


@dataclass(frozen=True, slots=True)
class TelegramPlatform:
    api: Api
    me: BotIdentity
    name: str = NAME

    @property
    def private_chat(self) -> str:
        return f"https://t.me/{self.me.username}" if self.me.username else ""

    def read(self, raw: Mapping[str, Any]) -> Incoming | None:
        return read(raw, self.me)

    def key(self, raw: Mapping[str, Any]) -> str:
        number = raw.get("update_id")
        return str(number) if isinstance(number, int) else ""

    def essence(self, raw: Mapping[str, Any]) -> str:
        """Other fields may be told differently the second time."""
        body = next((one for name, one in raw.items() if name != "update_id" and isinstance(one, dict)), {})
        sender = body.get("from")
        who = sender.get("id") if isinstance(sender, dict) else None
        return json.dumps([who, *(body.get(name) for name in SAME)])

    async def download(self, file: RemoteFile) -> bytes:
        answer = await self.api.call("getFile", file_id=file.id)
        path = answer.get("file_path") if isinstance(answer, dict) else None
        if not isinstance(path, str):
            raise GiveUp("no_path")
        return await self.api.fetch(path)

    async def settle(self, press: ButtonPress, raw: Mapping[str, Any], reply: ImmediateReply | None) -> None:
        """Too late is no harm: the answer itself is a message."""
        await self._acknowledge(press, reply.toast if reply else "")
        if reply and reply.settled and press.on and (rows := _keyboard_of(raw)):
            await self._without_button(press, rows)

    async def _without_button(self, press: ButtonPress, rows: list[list[dict[str, Any]]]) -> None:
        left = [[one for one in row if one.get("callback_data") != press.payload] for row in rows]
        try:
            await self.api.call(
                "editMessageReplyMarkup",
                chat_id=chat_id(press.chat.partition("/")[0]),
                message_id=int(press.on),
                reply_markup={"inline_keyboard": [row for row in left if row]},
            )
        except Undelivered as error:  # deleted, or edited meanwhile
            log.info("pressed card not settled", extra={"channel": self.name, "why": error.code[:200]})

    async def _acknowledge(self, press: ButtonPress, toast: str) -> None:
        try:
            await self.api.call(
                "answerCallbackQuery",
                callback_query_id=press.callback,
                text=alert(toast) or None,
                show_alert=bool(toast),
            )
        except Undelivered as error:
            log.info("button press not acknowledged", extra={"channel": self.name, "why": error.code[:200]})


def _keyboard_of(raw: Mapping[str, Any]) -> list[list[dict[str, Any]]]:
    """The keyboard as the presser has it; none where the server does not tell, or tells something else."""
    found: Any = raw
    for name in ("callback_query", "message", "reply_markup", "inline_keyboard"):
        found = found.get(name) if isinstance(found, dict) else None
    rows = found if isinstance(found, list) else []
    return [[one for one in row if isinstance(one, dict)] for row in rows if isinstance(row, list)]

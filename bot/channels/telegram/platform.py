"""Telegram as the intake sees it: reads an update, downloads files, stops a button's progress mark."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.cards.pressed import PressedCard
from bot.channels.incoming import ButtonPress, Incoming, RemoteFile
from bot.channels.telegram.api import Api
from bot.channels.telegram.channel import chat_id
from bot.channels.telegram.layout import alert, buttons_at, parts
from bot.channels.telegram.marked_up import MarkedUp
from bot.channels.telegram.spec import NAME
from bot.channels.telegram.updates import BotIdentity, read
from bot.context.ports import Attachment
from bot.domain.chat_address import without_topic
from bot.domain.errors import GiveUp, Undelivered

log = logging.getLogger(__name__)

IN_PLACE = {
    False: ("editMessageText", "text"),
    True: ("editMessageCaption", "caption"),
}  # by: it has a picture
SAME = ("id", "message_id", "date", "edit_date", "text", "caption", "data")


@dataclass(slots=True)
class TelegramPlatform:
    api: Api
    me: BotIdentity
    name: str = NAME
    writer: MarkedUp = field(init=False)

    def __post_init__(self) -> None:
        self.writer = MarkedUp(self.api)

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

    async def download(self, file: RemoteFile) -> Attachment:
        answer = await self.api.call("getFile", file_id=file.id)
        path = answer.get("file_path") if isinstance(answer, dict) else None
        if not isinstance(path, str):
            raise GiveUp("no_path")
        return Attachment("", "", await self.api.fetch(path))

    async def settle(self, press: ButtonPress, toast: str, pressed: PressedCard | None) -> None:
        """Too late is no harm: the answer itself is a message."""
        await self._acknowledge(press, toast)
        if pressed and press.on:
            await self._show(press.chat, press.on, pressed)

    async def redraw(self, chat: str, numbers: Sequence[str], pressed: PressedCard) -> None:
        """Below the part with the buttons there may be files."""
        at = buttons_at(parts(pressed.sent))
        if number := numbers[at] if at < len(numbers) else "":
            await self._show(chat, number, pressed)

    async def _show(self, chat: str, number: str, pressed: PressedCard) -> None:
        """The part with the buttons, in its new state. Where that has grown beyond a message, only its buttons."""
        before, now = parts(pressed.sent), parts(pressed.shown)
        part = now[buttons_at(now)]
        where: dict[str, Any] = {
            "chat_id": chat_id(without_topic(chat)),
            "message_id": int(number),
        }
        try:
            if len(before) == len(now) and part.plain:
                method, field = IN_PLACE[bool(part.picture)]
                await self.writer.write(method, part, field, where)
            else:
                await self.api.call("editMessageReplyMarkup", **where, reply_markup=part.keyboard)
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

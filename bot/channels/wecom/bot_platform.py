"""The bot as the intake sees it: reads frames, downloads what was sent, settles what was pressed."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from bot.cards.pressed import PressedCard
from bot.channels.incoming import ButtonPress, Incoming, RemoteFile, UnreadableUpdate
from bot.channels.wecom import frames
from bot.channels.wecom.accounts import Accounts
from bot.channels.wecom.boards import Transport
from bot.channels.wecom.cards import CardPart, parts
from bot.channels.wecom.final_cards import final_card
from bot.channels.wecom.line import Line
from bot.channels.wecom.media import download
from bot.channels.wecom.open_requests import OpenRequests
from bot.channels.wecom.spec import BOT
from bot.context.plan_context import ContextCache
from bot.context.ports import Attachment
from bot.domain.errors import Undelivered
from bot.i18n import DEFAULT, Language

log = logging.getLogger(__name__)

CORP = "corp"  # the field that a frame gets from us: whose line it came on


@dataclass
class BotPlatform:
    """`lines` and `clients`, for downloads, by the corp's id."""

    lines: Mapping[str, Line]
    clients: Mapping[str, httpx.AsyncClient]
    accounts: Accounts
    requests: OpenRequests
    contexts: ContextCache
    name: str = BOT
    private_chat: str = ""  # has no address

    def read(self, raw: Mapping[str, Any]) -> Incoming | None:
        corp = next((one for one in self.accounts.corps if one.corp == raw.get(CORP, "")), None)
        if corp is None:
            raise UnreadableUpdate("of a corp that is not served")
        addresses = frames.Addresses(
            lambda userid: self.accounts.account(corp, userid),
            lambda chatid: self.accounts.chat(corp, chatid),
        )
        return frames.read(raw, addresses)

    def key(self, raw: Mapping[str, Any]) -> str:
        return frames.key_of(raw)

    def essence(self, raw: Mapping[str, Any]) -> str:
        """The key is made of all that tells one message from another."""
        return frames.key_of(raw)

    async def download(self, file: RemoteFile) -> Attachment:
        return await download(next(iter(self.clients.values())), file)

    async def settle(self, press: ButtonPress, toast: str, pressed: PressedCard | None) -> None:
        """Where nothing has changed the card, the answer may take its place: see WeComBot."""
        body = await self._final_body(press, pressed) if pressed else None
        request = self.requests.take_press(press.on) if body else ""
        if body is None or not request:
            return
        corp, userid = self.accounts.of(press.account)
        update = frames.card_update(body, press.on, userid)
        try:
            await self.lines[corp.corp].ask("aibot_respond_update_msg", update, req_id=request)
        except Undelivered as error:
            log.info("pressed card not settled", extra={"channel": self.name, "why": error.code[:200]})

    async def _final_body(self, press: ButtonPress, pressed: PressedCard) -> dict[str, Any] | None:
        person = (await self.contexts.current()).person_at(self.name, press.account)
        return final_body(press.payload, pressed, Language.of(person.language if person else DEFAULT))

    async def redraw(self, chat: str, numbers: Sequence[str], pressed: PressedCard) -> None:
        """The bot's cards change within seconds of a press on them, and not later."""
        log.info("card left as it was", extra={"channel": self.name})


def final_body(payload: str, pressed: PressedCard, language: Language) -> dict[str, Any] | None:
    """Of the card among the message's parts that has this button. Its number does not say which it is: the message may
    have taken the place of one that was laid out otherwise."""
    for n, part in enumerate(parts(pressed.sent, Transport.BOT, language)):
        if isinstance(part, CardPart) and any(button.payload == payload for button in part.board.all):
            return final_card(pressed, n, Transport.BOT, language)
    return None

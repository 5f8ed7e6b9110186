"""The self-built app as the intake sees it: reads callbacks, downloads what was sent, settles what was pressed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.cards.pressed import PressedCard
from bot.channels.incoming import ButtonPress, Incoming, RemoteFile, UnreadableUpdate
from bot.channels.wecom.accounts import Accounts
from bot.channels.wecom.api import CorpApi
from bot.channels.wecom.app_updates import key_of, read
from bot.channels.wecom.spec import NAME
from bot.context.ports import Attachment
from bot.domain.errors import GiveUp


class StandingCards(Protocol):
    """Cards that were sent and may be shown in a new state: see Platform."""

    async def settle(self, press: ButtonPress, toast: str, pressed: PressedCard | None) -> None: ...
    async def redraw(self, chat: str, numbers: Sequence[str], pressed: PressedCard) -> None: ...


@dataclass
class AppPlatform:
    """`apis`: by the corp's id."""

    apis: Mapping[str, CorpApi]
    accounts: Accounts
    cards: StandingCards
    name: str = NAME
    private_chat: str = ""  # an app has no groups

    def read(self, raw: Mapping[str, Any]) -> Incoming | None:
        api = self.apis.get(str(raw.get("ToUserName")))
        if api is None:
            raise UnreadableUpdate("of a corp that is not served")
        return read(raw, lambda userid: self.accounts.account(api.corp, userid))

    def key(self, raw: Mapping[str, Any]) -> str:
        return key_of(raw)

    def essence(self, raw: Mapping[str, Any]) -> str:
        """The key is made of all that tells one callback from another."""
        return key_of(raw)

    async def download(self, file: RemoteFile) -> Attachment:
        corp, _, media_id = file.id.partition("/")
        if corp not in self.apis:
            raise GiveUp("no_corp")
        return await self.apis[corp].download(media_id)

    async def settle(self, press: ButtonPress, toast: str, pressed: PressedCard | None) -> None:
        await self.cards.settle(press, toast, pressed)

    async def redraw(self, chat: str, numbers: Sequence[str], pressed: PressedCard) -> None:
        await self.cards.redraw(chat, numbers, pressed)

"""A platform as the intake sees it."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from bot.cards.pressed import PressedCard
from bot.channels.incoming import ButtonPress, Incoming, RemoteFile
from bot.context.ports import Attachment


class Platform(Protocol):
    """A platform as the intake sees it: reads its updates and downloads its files."""

    @property
    def name(self) -> str: ...

    @property
    def private_chat(self) -> str:
        """The address of a private chat with the bot, for a button in groups; "" without one."""
        ...

    def read(self, raw: Mapping[str, Any]) -> Incoming | None:
        """None: nothing that is for us. Raises UnreadableUpdate."""
        ...

    def key(self, raw: Mapping[str, Any]) -> str:
        """The update's number, "" where it has none."""
        ...

    def essence(self, raw: Mapping[str, Any]) -> str:
        """Author, content and time: equal when one update is delivered twice."""
        ...

    async def download(self, file: RemoteFile) -> Attachment:
        """Its name is empty where the platform tells none with the bytes. Raises Undelivered's children."""
        ...

    async def settle(self, press: ButtonPress, toast: str, pressed: PressedCard | None) -> None:
        """Tells the client that the press was taken, with `toast` where there is one. `pressed`: the card under the
        button, as it was sent and as it is to look now; None where nothing has changed it. What the client could not
        be told is only logged."""
        ...

    async def redraw(self, chat: str, numbers: Sequence[str], pressed: PressedCard) -> None:
        """Shows the card whose parts have these numbers in its new state: what was pressed on it was undone. A failure
        is logged."""
        ...

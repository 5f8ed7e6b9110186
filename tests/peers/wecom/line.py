"""The bot's side as the phones see it, and what they hand over."""

from dataclasses import dataclass
from typing import Protocol

from tests.peers.wecom.world import Corp, Group, Member, Posted


@dataclass(frozen=True)
class Said:
    """What a person sends to the bot. `items` are the parts of a mixed message."""

    kind: str  # text, image, file, voice, video, mixed
    words: str = ""
    name: str = ""
    body: bytes = b""
    items: tuple["Said", ...] = ()
    quote: str = ""


class Line(Protocol):
    """The bot's side: the hub of the long connection."""

    def said(self, corp: Corp, member: Member, group: Group | None, said: Said) -> object: ...
    def entered(self, corp: Corp, member: Member) -> object: ...
    def pressed(
        self, corp: Corp, member: Member, posted: Posted, key: str, chosen: dict[str, list[str]]
    ) -> object: ...

"""Groups that Duban can write to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChatGroup:
    """A row of `chat_group`."""

    channel: str
    external_id: str
    title: str

"""Telegram's settings: the group `telegram` of duban.yaml."""

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """The bot that speaks for us there; none without a token."""

    token: str = field(default="", repr=False, metadata={"secret": True})
    base_url: str = field(default="https://api.telegram.org/bot", metadata={"address": True})
    # where files are fetched from; on the same server where none is named
    base_file_url: str = field(default="", metadata={"address": True})
    # the public address to which Telegram brings updates; polling where none is named
    webhook: str = field(default="", metadata={"address": True})
    # made from the token where none is given
    webhook_secret: str = field(default="", repr=False, metadata={"secret": True})
    # the public address of our /app, for the button beside the text field
    mini_app: str = field(default="", metadata={"address": True})
    per_second: Annotated[int, Field(ge=1, le=1000)] = 30  # messages, to all chats together
    per_chat: Annotated[float, Field(ge=0, le=60)] = 1.0  # seconds between two messages to one chat
    per_group_minute: Annotated[int, Field(ge=1, le=1000)] = 20
    margin: Annotated[float, Field(ge=0, le=10)] = 0.05  # by which our windows are longer than Telegram's
    senders: Annotated[int, Field(ge=1, le=64)] = (
        8  # requests at once; more make the client slower, not faster
    )

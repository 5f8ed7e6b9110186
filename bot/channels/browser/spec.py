"""The browser as a channel: always served, its accounts are bound by invite."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.channels.browser.hub import Hub
from bot.channels.spec import Abilities, ChannelSpec, OpenChannel, Services


@dataclass(frozen=True, slots=True)
class BrowserSettings:
    """Nothing of its own: host, port and allowed_hosts belong to the web server."""


@asynccontextmanager
async def opened(settings: BrowserSettings, services: Services) -> AsyncIterator[OpenChannel]:
    yield OpenChannel((Hub(),))


SPEC = ChannelSpec(
    name=Hub.name,
    settings=BrowserSettings,
    abilities=Abilities(edits=True, buttons=100, text=1 << 20, measure=len, file_bytes=20 * 1024 * 1024),
    is_served=lambda _: True,
    open=opened,
    invite_how="invite.how.browser",
)

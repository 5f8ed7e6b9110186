"""Telegram as a channel. python-telegram-bot takes a quarter of a second to import: only where there is a token."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from bot.channels.spec import Abilities, AccountField, ChannelSpec, CheckResult, OpenChannel, Services
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.text_cutting import utf16_units

NAME = "telegram"


@asynccontextmanager
async def opened(settings: TelegramSettings, services: Services) -> AsyncIterator[OpenChannel]:
    from bot.channels.telegram.bot import connected, met, open_channel

    async with connected(settings) as api:
        await met(api)
        yield open_channel(settings, api, services)


async def checked(settings: TelegramSettings) -> Sequence[CheckResult]:
    from bot.channels.telegram.check import check

    return await check(settings)


async def invite_link(settings: TelegramSettings) -> Callable[[str], str] | None:
    from bot.channels.telegram.bot import link

    return await link(settings)


SPEC = ChannelSpec(
    name=NAME,
    settings=TelegramSettings,
    abilities=Abilities(edits=True, buttons=100, text=4096, measure=utf16_units, file_bytes=50 * 1024 * 1024),
    is_served=lambda settings: bool(settings.token),
    open=opened,
    # A bot cannot write to an @name, only to somebody whose number it has been told.
    account=AccountField(r"[1-9][0-9]{0,18}", "not_telegrams_number"),
    check=checked,
    invite_link=invite_link,
    invite_how="invite.how.telegram",
)

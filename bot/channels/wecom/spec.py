"""WeCom as a channel: a platform with three, which know people under the same accounts."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bot.channels.spec import (
    Abilities,
    AccountField,
    ChannelSpec,
    CheckResult,
    DirectoryRead,
    OpenChannel,
    Services,
)
from bot.channels.text_cutting import utf8_bytes
from bot.channels.wecom.settings import WeComSettings

NAME = "wecom"  # the self-built app
BOT = "wecom_bot"
GROUP = "wecom_group"

FILE = 20 * 1024 * 1024  # bytes


def names_served(settings: WeComSettings) -> tuple[str, ...]:
    has = {
        NAME: any(corp.has_app for corp in settings.corps),
        BOT: any(corp.has_bot for corp in settings.corps),
        GROUP: any(corp.has_group for corp in settings.corps),
    }
    return tuple(name for name, there in has.items() if there)


@asynccontextmanager
async def opened(settings: WeComSettings, services: Services) -> AsyncIterator[OpenChannel]:
    from bot.channels.wecom.opening import open_corps

    async with open_corps(settings, services) as channel:
        yield channel


async def checked(settings: WeComSettings) -> Sequence[CheckResult]:
    from bot.channels.wecom.check import check

    return await check(settings)


async def directories(settings: WeComSettings) -> Sequence[DirectoryRead]:
    from bot.channels.wecom.command_api import directories

    return await directories(settings)


SPEC = ChannelSpec(
    name=NAME,
    settings=WeComSettings,
    abilities=Abilities(edits=False, buttons=15, text=2048, measure=utf8_bytes, file_bytes=FILE),
    is_served=lambda settings: bool(names_served(settings)),
    open=opened,
    account=AccountField(r"([0-9A-Za-z_\-]+/)?[0-9A-Za-z_\-.@]{1,64}", "not_wecoms_userid", folds_case=True),
    check=checked,
    directories=directories,
    invite_how="invite.how.wecom",
    names=(NAME, BOT, GROUP),
    names_served=names_served,
)

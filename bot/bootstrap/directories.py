"""Reads the directories of all platforms that have some, for `duban people import`."""

from collections.abc import Sequence

from bot.bootstrap.open_channels import Specs, served
from bot.channels.registry import CHANNELS
from bot.channels.spec import DirectoryRead
from bot.settings import Settings


async def read_directories(
    settings: Settings, specs: Specs = CHANNELS
) -> Sequence[tuple[str, DirectoryRead]]:
    """(channel, what it told)."""
    found: list[tuple[str, DirectoryRead]] = []
    for spec in served(settings, specs):
        read = await spec.directories(settings.channel(spec.name, spec.settings))
        found += [(spec.name, one) for one in read]
    return found

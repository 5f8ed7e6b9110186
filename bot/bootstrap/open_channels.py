"""Opens the channels of this installation: those of the registry with an account in the settings."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, fields

from bot.channels.registry import CHANNELS
from bot.channels.spec import ChannelSpec, CheckResult, OpenChannel, Services
from bot.domain.errors import Refused, Undelivered
from bot.planfile.people import AccountRule
from bot.settings import OFFICE_GROUPS, Groups, Settings, secrets

log = logging.getLogger(__name__)

Specs = Sequence[ChannelSpec]


def settings_groups(specs: Specs = CHANNELS) -> Groups:
    """The channels' own, and those of the office."""
    return {**OFFICE_GROUPS, **{spec.name: spec.settings for spec in specs if fields(spec.settings)}}


def account_rules(specs: Specs = CHANNELS) -> list[AccountRule]:
    """The account format of each channel in people.yaml."""
    return [
        AccountRule(spec.name, spec.account.pattern, spec.account.problem, spec.account.folds_case)
        for spec in specs
        if spec.account
    ]


def served(settings: Settings, specs: Specs = CHANNELS) -> list[ChannelSpec]:
    return [spec for spec in specs if spec.is_served(settings.channel(spec.name, spec.settings))]


def served_names(settings: Settings, specs: Specs = CHANNELS) -> frozenset[str]:
    """Names of all channels that are served."""
    return frozenset(
        name
        for spec in served(settings, specs)
        for name in spec.served_names(settings.channel(spec.name, spec.settings))
    )


def editing_names(specs: Specs = CHANNELS) -> frozenset[str]:
    """Channels on which a message that was sent can be changed in place, as often as one likes."""
    return frozenset(name for spec in specs if spec.abilities.edits for name in spec.channel_names)


def reachable_names(settings: Settings, specs: Specs = CHANNELS) -> frozenset[str]:
    """Names under which people.yaml may have accounts: one on a platform serves its other channels, too."""
    names = served_names(settings, specs)
    return names | {platforms(specs)[name] for name in names}


def platforms(specs: Specs = CHANNELS) -> Mapping[str, str]:
    """The platform of each channel: one knows its people under the same accounts."""
    return {name: spec.name for spec in specs for name in spec.channel_names}


def secret_values(settings: Settings, specs: Specs = CHANNELS) -> tuple[str, ...]:
    """Secrets to be masked in logs."""
    groups = settings_groups(specs)
    named = (name.split(".") for name in secrets(groups))
    return tuple(
        str(getattr(one, leaf)) for group, leaf in named for one in settings.entries(group, groups[group])
    )


async def opened(
    stack: AsyncExitStack, settings: Settings, services: Services, specs: Specs = CHANNELS
) -> dict[str, OpenChannel]:
    """By the spec's name. Closed with the stack."""
    return {
        spec.name: await stack.enter_async_context(
            spec.open(settings.channel(spec.name, spec.settings), services)
        )
        for spec in served(settings, specs)
    }


async def checked(settings: Settings, specs: Specs = CHANNELS) -> list[CheckResult]:
    """`duban check` of each served channel."""
    found: list[CheckResult] = []
    for spec in served(settings, specs):
        found += await spec.check(settings.channel(spec.name, spec.settings))
    return found


@dataclass(frozen=True, slots=True)
class InviteWay:
    """What to do with a code on one channel."""

    how: str  # key of a sentence
    link: Callable[[str], str] | None = None  # from the code


def invite_ways(settings: Settings, specs: Specs = CHANNELS) -> tuple[list[InviteWay], list[tuple[str, str]]]:
    """One a channel on which codes are typed; (channel, error code) of those that could not say their link."""
    ways: list[InviteWay] = []
    silent: list[tuple[str, str]] = []
    for spec in served(settings, specs):
        link = None
        try:
            link = asyncio.run(spec.invite_link(settings.channel(spec.name, spec.settings)))
        except (Undelivered, Refused) as error:
            silent.append((spec.name, error.code if isinstance(error, Undelivered) else error.key))
        ways += [InviteWay(spec.invite_how, link)] if spec.invite_how else []
    return ways, silent

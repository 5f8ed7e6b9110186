"""Opens what the settings name of WeCom: each corp's app, its callbacks, and one channel for all corps."""

from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack

from bot.channels.intake import Intake
from bot.channels.spec import Listener, Services, Webhook
from bot.channels.wecom.accounts import Accounts
from bot.channels.wecom.api import CorpApi, connected
from bot.channels.wecom.app_platform import AppPlatform, StandingCards
from bot.channels.wecom.arrivals import Arrivals
from bot.channels.wecom.hook import SILENCE, CallbackHook
from bot.channels.wecom.settings import WeComCorp
from bot.channels.wecom.spec import NAME
from bot.channels.wecom.tokens import Tokens


async def open_apis(
    stack: AsyncExitStack, corps: Sequence[WeComCorp], services: Services
) -> dict[str, CorpApi]:
    """The HTTP API of each corp that has an app, by its id. Refused where its certificates cannot be read."""
    tokens = Tokens(services.store, services.clock)
    return {
        corp.corp: CorpApi(corp, await stack.enter_async_context(connected(corp)), tokens)
        for corp in corps
        if corp.has_app
    }


def callbacks(
    apis: Mapping[str, CorpApi],
    accounts: Accounts,
    cards: StandingCards,
    services: Services,
    silence: float = SILENCE,
) -> tuple[dict[str, Webhook], list[Listener]]:
    """(webhooks by path, listeners) of the apps that can hear."""
    hearing = [api.corp for api in apis.values() if api.corp.hears]
    if not hearing:
        return {}, []
    platform = AppPlatform(apis, accounts, cards)
    intake = Intake(services.store, services.contexts, platform, services.receive, services.clock)
    arrivals = Arrivals(services.store, NAME, intake.take, services.clock, services.leases)
    hooks: dict[str, Webhook] = {
        corp.path: CallbackHook(corp, arrivals.keep, services.clock, silence).receive for corp in hearing
    }
    return hooks, [arrivals.run]

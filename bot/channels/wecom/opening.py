"""Opens what the settings name of WeCom: each corp's app, its callbacks, and one channel for all corps."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from bot.channels.intake import Intake
from bot.channels.spec import Listener, OpenChannel, Services, Webhook
from bot.channels.wecom.accounts import Accounts
from bot.channels.wecom.agent_events import AgentEvents
from bot.channels.wecom.api import CorpApi, connected
from bot.channels.wecom.app import WeComApp, app_pace
from bot.channels.wecom.app_cards import AppCards
from bot.channels.wecom.app_platform import AppPlatform, StandingCards
from bot.channels.wecom.app_updates import routing
from bot.channels.wecom.arrivals import Arrivals
from bot.channels.wecom.bot_lines import open_bots
from bot.channels.wecom.card_updates import CardUpdates
from bot.channels.wecom.group import WebhookGroup, keep_groups
from bot.channels.wecom.hook import SILENCE, CallbackHook
from bot.channels.wecom.oauth import WeComLogin
from bot.channels.wecom.settings import WeComCorp, WeComSettings
from bot.channels.wecom.spec import NAME
from bot.channels.wecom.tokens import Tokens
from bot.channels.wecom.uploads import Uploads


@asynccontextmanager
async def open_corps(settings: WeComSettings, services: Services) -> AsyncIterator[OpenChannel]:
    """What the settings name, as one: see spec.py."""
    async with AsyncExitStack() as stack:
        accounts = Accounts(settings.corps)
        apps = await open_apps(stack, settings, services)
        bots = await open_bots(stack, settings.corps, accounts, services)
        groups = await open_groups(stack, settings.corps, accounts, services)
        yield together(apps, bots, groups)


def together(*opened: OpenChannel) -> OpenChannel:
    return OpenChannel(
        [channel for one in opened for channel in one.channels],
        [listener for one in opened for listener in one.listeners],
        {path: hook for one in opened for path, hook in one.webhooks.items()},
        login=next((one.login for one in opened if one.login), None),
        pulses=[pulse for one in opened for pulse in one.pulses],
    )


async def open_groups(
    stack: AsyncExitStack, corps: Sequence[WeComCorp], accounts: Accounts, services: Services
) -> OpenChannel:
    """The webhooks of groups; nothing where there is none."""
    writable = [corp for corp in corps if corp.has_group]
    await keep_groups(services.store, accounts, writable, services.clock())
    clients = {corp.group_key: await stack.enter_async_context(connected(corp)) for corp in writable}
    return OpenChannel((WebhookGroup(accounts, clients),) if writable else ())


async def open_apps(
    stack: AsyncExitStack, settings: WeComSettings, services: Services, silence: float = SILENCE
) -> OpenChannel:
    """The apps of all corps; nothing where there is none. `silence`: see hook.py."""
    accounts = Accounts(settings.corps)
    apis = await open_apis(stack, settings.corps, services)
    if not apis:
        return OpenChannel(())
    app, cards = app_channel(apis, accounts, services)
    hooks, listeners = callbacks(apis, accounts, cards, services, silence)
    return OpenChannel((app,), listeners, hooks, login=WeComLogin(apis, accounts))


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


def app_channel(
    apis: Mapping[str, CorpApi], accounts: Accounts, services: Services
) -> tuple[WeComApp, AppCards]:
    """The apps of all corps as one channel, and the cards that it has shown."""
    updates = CardUpdates(apis, accounts, services.store, NAME, services.clock)
    uploads = Uploads(services.store, NAME, services.clock)
    app = WeComApp(updates, uploads, app_pace(), services.clock)
    return app, AppCards(updates, services.contexts)


def callbacks(
    apis: Mapping[str, CorpApi],
    accounts: Accounts,
    cards: StandingCards,
    services: Services,
    silence: float,
) -> tuple[dict[str, Webhook], list[Listener]]:
    """(webhooks by path, listeners) of the apps that can hear."""
    hearing = [api.corp for api in apis.values() if api.corp.hears]
    if not hearing:
        return {}, []
    platform = AppPlatform(apis, accounts, cards)
    intake = Intake(services.store, services.contexts, platform, services.receive, services.clock)
    events = AgentEvents(tuple(hearing), accounts, services, intake.take)
    arrivals = Arrivals(services.store, NAME, events.take, services.clock, routing, services.leases)
    hooks: dict[str, Webhook] = {
        corp.path: CallbackHook(corp, arrivals.keep, services.clock, silence).receive for corp in hearing
    }
    return hooks, [arrivals.run]

"""One Telegram bot: its connection, who it is, what it listens to. python-telegram-bot is imported from here on."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from bot.cards.menu import commands_for
from bot.channels.incoming import ImmediateReply
from bot.channels.intake import Intake
from bot.channels.spec import OpenChannel, Services
from bot.channels.telegram.api import PATIENCE, Address, Api, Patience, connect
from bot.channels.telegram.channel import Telegram, is_group, limits
from bot.channels.telegram.errors import Denied
from bot.channels.telegram.menus import Menus
from bot.channels.telegram.platform import TelegramPlatform
from bot.channels.telegram.poll import Poller
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.spec import NAME
from bot.channels.telegram.updates import BotIdentity
from bot.channels.telegram.webapp import visitor
from bot.channels.telegram.webhook import Webhook, secret_of
from bot.channels.wait import Stop, pause_after, unless_stopped
from bot.context.ports import Change, Inbound
from bot.domain.errors import GiveUp, Refused, TryLater, Undelivered
from bot.domain.pace import Pace
from bot.engine.leases import while_held

log = logging.getLogger(__name__)

BOT, FILE = "/bot", "/file/bot"
LEASE = "poll telegram"  # one process polls; with a webhook every process may receive
MEETING = 5.0  # seconds that a start waits to hear whether the token is good


def address_of(settings: TelegramSettings) -> Address:
    """Addresses as people write them: with or without the /bot at the end."""
    server = settings.base_url.rstrip("/").removesuffix(BOT)
    files = (settings.base_file_url or server).rstrip("/").removesuffix(BOT).removesuffix("/file")
    return Address(f"{server}{BOT}", f"{files}{FILE}")


@asynccontextmanager
async def connected(settings: TelegramSettings, patience: Patience = PATIENCE) -> AsyncIterator[Api]:
    api = connect(settings.token, address_of(settings), settings.senders, patience)
    await api.open()
    try:
        yield api
    finally:
        await api.close()


async def who(api: Api) -> BotIdentity:
    """Raises Undelivered's children; Refused where the token is not one."""
    try:
        answer = await api.call("getMe")
    except Denied as error:
        raise Refused("refused.telegram_token") from error
    if not isinstance(answer, dict) or not isinstance(answer.get("id"), int):
        raise GiveUp("no_bot_api")
    return BotIdentity(answer["id"], str(answer.get("username", "")))


async def met(api: Api) -> None:
    """Refused where Telegram does not know the token. A server that cannot be reached is asked again later."""
    try:
        async with asyncio.timeout(MEETING):
            await who(api)
    except (Undelivered, TimeoutError) as error:
        log.warning("Bot API not reachable yet", extra={"why": str(error)[:200] or "timeout"})


async def link(settings: TelegramSettings) -> Callable[[str], str] | None:
    """Returns a function from an invite code to the address that redeems it with one press; None for a bot without a
    name. Raises Refused or Undelivered where the Bot API does not tell the name."""
    async with connected(settings) as api:
        me = await who(api)
    return (lambda code: f"https://t.me/{me.username}?start={code}") if me.username else None


@dataclass
class TelegramBot:
    """Everything of one bot in one process."""

    settings: TelegramSettings
    api: Api
    services: Services
    intake: Intake | None = None  # as soon as getMe has told who the bot is
    channel: Telegram = field(init=False)
    webhook: Webhook | None = field(init=False)

    def __post_init__(self) -> None:
        s = self.settings
        pace = Pace(limits(s.per_second, s.per_chat, s.per_group_minute, s.margin), is_group)
        self.channel = Telegram(self.api, pace, self.services.clock, s.senders)
        secret = s.webhook_secret or secret_of(s.token)
        self.webhook = Webhook(self.api, self._take, s.webhook, secret, self._pulse) if s.webhook else None

    async def listen(self, wake: Stop) -> None:
        """Until the end. A server that is down when we start is asked again."""
        me = await unless_stopped(wake, "telegram getMe", self._known())
        if me is None:
            return
        menus = Menus(self.api, self.services.store, commands_for, self.settings.mini_app)

        async def receive(inbound: Inbound) -> ImmediateReply:
            reply = await self.services.receive(inbound)
            menus.heard_from(inbound.external_id)
            return reply

        s = self.services
        self.intake = Intake(s.store, s.contexts, TelegramPlatform(self.api, me), receive, s.clock)
        async with asyncio.TaskGroup() as loops:
            loops.create_task(unless_stopped(wake, "telegram menus sync", self._keep_menus(menus, wake)))
            if self.webhook:
                loops.create_task(self.webhook.run(wake))
            else:
                loops.create_task(self._poll_alone(self.intake, wake))

    async def _poll_alone(self, intake: Intake, wake: Stop) -> None:
        """Two pollers of one bot get a 409 each: only the holder of the lease polls."""
        leases = self.services.leases
        if leases is None:
            await self._poll(intake, wake)
        else:
            held = while_held(leases, LEASE, lambda: self._poll(intake, wake))
            await unless_stopped(wake, "telegram lease", held)

    async def _poll(self, intake: Intake, wake: Stop) -> None:
        await unless_stopped(wake, "telegram deleteWebhook", self._no_webhook())
        patience = self.api.patience
        await Poller(self.api, intake.take, self._pulse, patience.hold, patience.slack).run(wake)

    async def _no_webhook(self) -> None:
        with suppress(Undelivered):  # a server that knows no webhooks has none set
            await self.api.call("deleteWebhook")

    async def visit(self, init_data: str) -> str | None:
        """The account that opens our page inside Telegram; None where that cannot be believed."""
        try:
            return visitor(init_data, self.settings.token, self.services.clock()).external_id
        except Refused as refused:
            log.info("mini app refused", extra={"why": refused.args_of_sentence["why"]})
            return None

    async def _known(self) -> BotIdentity:
        failures = 0
        while True:
            try:
                return await who(self.api)
            except (Refused, Undelivered) as error:
                wait = pause_after(failures)
                log.warning("Bot API not reachable", extra={"why": str(error)[:200], "again_in": wait})
                failures += 1
                await asyncio.sleep(wait)

    async def _take(self, raw: Mapping[str, Any]) -> None:
        if self.intake is None:
            raise TryLater("starting")
        await self.intake.take(raw)

    async def _pulse(self) -> None:
        await self.services.store.commit([Change("pulse", {"name": NAME, "at": self.services.clock()})])

    async def _keep_menus(self, menus: Menus, wake: Stop) -> None:
        """Looked at whenever something was committed: somebody may have been bound, or chosen a language."""
        woken = wake.loop("telegram menus")
        while not wake.stopped:
            woken.clear()
            try:
                await menus.sync(await self.services.contexts.current())
            except Undelivered as error:
                log.info("menus not set, trying later", extra={"why": error.code[:200]})
            await woken.wait()


def open_channel(settings: TelegramSettings, api: Api, services: Services) -> OpenChannel:
    bot = TelegramBot(settings, api, services)
    path = urlsplit(settings.webhook).path or "/"
    return OpenChannel(
        channels=(bot.channel,),
        listeners=(bot.listen,),
        webhooks={path: bot.webhook.receive} if bot.webhook else {},
        visit=bot.visit,
        pulses=(NAME,),
    )
